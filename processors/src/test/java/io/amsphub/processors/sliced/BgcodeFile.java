package io.amsphub.processors.sliced;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes binary G-code, block by block, as slicers do. */
final class BgcodeFile {

    static final int PLAIN = 0;
    static final int DEFLATED = 1;
    static final int HEATSHRINK_11 = 2;
    static final int HEATSHRINK_12 = 3;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final boolean checked;

    BgcodeFile(boolean checked) {
        this.checked = checked;
        out.writeBytes("GCDE".getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(new byte[] {1, 0, 0, 0, (byte) (checked ? 1 : 0), 0});
    }

    /** The file metadata is 0, of the slicer 2, of the printer 3, of the print 4. */
    BgcodeFile metadata(int type, int compression, String table) {
        return block(type, compression, new int[] {0}, table.getBytes(StandardCharsets.UTF_8));
    }

    BgcodeFile thumbnail(int format, int width, int height, byte[] picture) {
        return block(5, PLAIN, new int[] {format, width, height}, picture);
    }

    /** MeatPack is 1, and 2 with comments. */
    BgcodeFile gcode(int compression, int encoding, String text) {
        byte[] bytes = encoding == 0 ? text.getBytes(StandardCharsets.UTF_8) : pack(text);
        return block(1, compression, new int[] {encoding}, bytes);
    }

    BgcodeFile block(int type, int compression, int[] parameters, byte[] data) {
        byte[] folded =
                switch (compression) {
                    case DEFLATED -> deflate(data);
                    case HEATSHRINK_11 -> shrink(data, 11, 4);
                    case HEATSHRINK_12 -> shrink(data, 12, 4);
                    default -> data;
                };
        return block(type, compression, parameters, data.length, folded);
    }

    /** A block that may lie about its length. */
    BgcodeFile block(int type, int compression, int[] parameters, int unfolded, byte[] folded) {
        byte[] whole = new byte[(compression == PLAIN ? 8 : 12) + 2 * parameters.length + folded.length];
        ByteBuffer block = ByteBuffer.wrap(whole)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) type)
                .putShort((short) compression)
                .putInt(unfolded);
        if (compression != PLAIN) {
            block.putInt(folded.length);
        }
        for (int parameter : parameters) {
            block.putShort((short) parameter);
        }
        block.put(folded);
        out.writeBytes(whole);
        if (checked) {
            CRC32 crc = new CRC32();
            crc.update(whole);
            for (int shift = 0; shift < 32; shift += 8) {
                out.write((int) (crc.getValue() >> shift));
            }
        }
        return this;
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    private static byte[] deflate(byte[] data) {
        Deflater deflater = new Deflater();
        deflater.setInput(data);
        deflater.finish();
        byte[] folded = new byte[2 * data.length + 100];
        int length = deflater.deflate(folded);
        deflater.end();
        return java.util.Arrays.copyOf(folded, length);
    }

    /** Folds by the longest match in the window, of which the nearest. */
    static byte[] shrink(byte[] data, int windowBits, int lengthBits) {
        StringBuilder bits = new StringBuilder();
        int at = 0;
        while (at < data.length) {
            int best = 0;
            int distance = 0;
            for (int back = 1; back <= Math.min(at, 1 << windowBits); back++) {
                int length = 0;
                while (length < 1 << lengthBits
                        && at + length < data.length
                        && data[at + length - back] == data[at + length]) {
                    length++;
                }
                if (length > best) {
                    best = length;
                    distance = back;
                }
            }
            if (best > 2) {
                bits.append('0').append(binary(distance - 1, windowBits)).append(binary(best - 1, lengthBits));
                at += best;
            } else {
                bits.append('1').append(binary(data[at++] & 0xFF, 8));
            }
        }
        bits.append("0".repeat((8 - bits.length() % 8) % 8));
        byte[] folded = new byte[bits.length() / 8];
        for (int n = 0; n < folded.length; n++) {
            folded[n] = (byte) Integer.parseInt(bits.substring(8 * n, 8 * n + 8), 2);
        }
        return folded;
    }

    private static String binary(int value, int count) {
        String bits = Integer.toBinaryString(value);
        return "0".repeat(count - bits.length()) + bits;
    }

    /** Packs lines; moves without spaces, comments as they are. */
    static byte[] pack(String text) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        packed.writeBytes(new byte[] {-1, -1, (byte) 251, -1, -1, (byte) 247});
        boolean packing = true;
        for (String line : text.split("\n", -1)) {
            if (line.isEmpty()) {
                continue;
            }
            if (line.startsWith(";") == packing) {
                packing = !packing;
                packed.writeBytes(new byte[] {-1, -1, (byte) (packing ? 251 : 250)});
            }
            if (packing) {
                line(packed, (line.startsWith("G") ? line.replace(" ", "") : line) + "\n");
            } else {
                packed.writeBytes((line + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        packed.writeBytes(new byte[] {-1, -1, (byte) 249});
        return packed.toByteArray();
    }

    private static void line(ByteArrayOutputStream packed, String line) {
        for (int n = 0; n < line.length(); n += 2) {
            char first = line.charAt(n);
            char second = n + 1 < line.length() ? line.charAt(n + 1) : '\n';
            packed.write(code(second) << 4 | code(first));
            if (code(first) == 15) {
                packed.write(first);
            }
            if (code(second) == 15) {
                packed.write(second);
            }
        }
    }

    private static int code(char character) {
        int code = "0123456789.E\nGX".indexOf(character);
        return code < 0 ? 15 : code;
    }
}
