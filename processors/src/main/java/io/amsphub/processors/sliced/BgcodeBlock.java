package io.amsphub.processors.sliced;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** The blocks of binary G-code: what their headers say, and their data unfolded. */
final class BgcodeBlock {

    private static final int FOLDED_BYTES = 12;
    private static final int DEFLATED = 1;
    private static final int HEATSHRINK_11 = 2;
    private static final int HEATSHRINK_12 = 3;
    private static final int LENGTH_BITS = 4;

    private BgcodeBlock() {}

    /** What a block holds, by the number in its header. */
    enum Kind {
        FILE_METADATA,
        GCODE,
        SLICER_METADATA,
        PRINTER_METADATA,
        PRINT_METADATA,
        THUMBNAIL;

        private static @Nullable Kind of(int number) {
            return switch (number) {
                case 0 -> FILE_METADATA;
                case 1 -> GCODE;
                case 2 -> SLICER_METADATA;
                case 3 -> PRINTER_METADATA;
                case 4 -> PRINT_METADATA;
                case 5 -> THUMBNAIL;
                default -> null;
            };
        }
    }

    /** What is in a block is not what its header says. */
    static final class Damaged extends Exception {

        private static final long serialVersionUID = 1;

        Damaged(String message) {
            super(message);
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }

    /**
     * The header of a block.
     *
     * @param type number of its kind
     * @param compression how its data is folded
     * @param unfolded bytes of the data, unfolded, as 32 bits without sign
     * @param folded bytes of the data as it is stored, as 32 bits without sign
     */
    record Header(int type, int compression, long unfolded, long folded) {

        static Header of(ByteBuffer bytes) {
            int type = bytes.getShort() & 0xFFFF;
            int compression = bytes.getShort() & 0xFFFF;
            long unfolded = bytes.getInt() & 0xFFFFFFFFL;
            long folded = bytes.capacity() == FOLDED_BYTES ? bytes.getInt() & 0xFFFFFFFFL : unfolded;
            return new Header(type, compression, unfolded, folded);
        }

        /** Returns what speaks against reading the block; null when nothing does. */
        @Nullable
        String fault() {
            if (Kind.of(type) == null) {
                return "a block of the unknown type " + type;
            }
            if (compression > HEATSHRINK_12) {
                return "a block of the unknown compression " + compression;
            }
            long longest = Math.max(unfolded, folded);
            return longest > BgcodeReader.MOST
                    ? "a block says that it has " + longest + " bytes, more than " + BgcodeReader.MOST
                    : null;
        }

        Kind kind() {
            return Objects.requireNonNull(Kind.of(type), "a fault was passed over");
        }

        int size() {
            return (int) unfolded;
        }

        int stored() {
            return (int) folded;
        }

        int parameterBytes() {
            return kind() == Kind.THUMBNAIL ? 6 : 2;
        }

        /** Returns the data, which has the length that was said. */
        byte[] unfold(byte[] data) throws Damaged {
            byte[] whole =
                    switch (compression) {
                        case DEFLATED -> inflate(data);
                        case HEATSHRINK_11 -> Heatshrink.unfold(data, 11, LENGTH_BITS, size());
                        case HEATSHRINK_12 -> Heatshrink.unfold(data, 12, LENGTH_BITS, size());
                        default -> data;
                    };
            if (whole.length != size()) {
                throw new Damaged("a block unfolds to " + whole.length + " bytes instead of " + size());
            }
            return whole;
        }

        private byte[] inflate(byte[] data) throws Damaged {
            Inflater inflater = new Inflater();
            try {
                inflater.setInput(data);
                byte[] whole = new byte[size()];
                int at = 0;
                while (at < whole.length) {
                    int count = inflater.inflate(whole, at, whole.length - at);
                    if (count == 0) {
                        break;
                    }
                    at += count;
                }
                boolean more = at == whole.length && !inflater.finished() && inflater.inflate(new byte[1]) > 0;
                if (at < whole.length || more) {
                    throw new Damaged("a block does not unfold to the " + size() + " bytes that it says");
                }
                return whole;
            } catch (DataFormatException e) {
                throw new Damaged("a block is damaged: it is no deflated data");
            } finally {
                inflater.end();
            }
        }
    }
}
