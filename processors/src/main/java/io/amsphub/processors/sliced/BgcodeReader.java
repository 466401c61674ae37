package io.amsphub.processors.sliced;

import io.amsphub.processors.failure.HubException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Reads binary G-code: a head, then blocks, each with its length before and its checksum behind it. What the metadata
 * say counts as the same words do in the comments of text. One block is held at a time; one that says it is longer than
 * {@value #MOST} bytes is refused before any of it is held.
 *
 * <p>Source: the specification of libbgcode, version 1 of the format.
 */
public final class BgcodeReader extends SlicedReader {

    /** The longest block, folded or not, bytes. Slicers write G-code in blocks of 64 KiB. */
    static final int MOST = 4 << 20;

    private static final byte[] MAGIC = {'G', 'C', 'D', 'E'};
    private static final int HEAD_BYTES = 10;
    private static final int PLAIN_BYTES = 8;
    private static final int FOLDED_BYTES = 12;
    private static final int CHECKSUM_BYTES = 4;
    private static final long FREE_TEXT = 64 << 20;
    private static final long MOST_RATIO = 100;
    private static final String EXPORT_AGAIN = "export the file again, and send it whole";

    private final GcodeReader text = new GcodeReader(SlicedFormat.BGCODE);
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private Part part = Part.HEAD;
    private int wanted = HEAD_BYTES;
    private boolean checked;
    private long taken;
    private long unfolded;
    private int blocks;
    private BgcodeBlock.@Nullable Header header;
    private long pictureArea = -1;
    private byte @Nullable [] picture;
    private @Nullable String pictureType;

    /** What is read next. */
    private enum Part {
        HEAD,
        BLOCK_HEAD,
        BLOCK_LENGTHS,
        BLOCK
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        int at = offset;
        while (at < offset + count) {
            int some = Math.min(wanted - held.size(), offset + count - at);
            held.write(bytes, at, some);
            at += some;
            taken += some;
            if (held.size() == wanted) {
                ended();
            }
        }
    }

    private void ended() throws IOException {
        byte[] bytes = held.toByteArray();
        switch (part) {
            case HEAD -> head(bytes);
            case BLOCK_HEAD -> {
                boolean folded = little(bytes).getShort(2) != 0;
                wanted = folded ? FOLDED_BYTES : PLAIN_BYTES;
                part = Part.BLOCK_LENGTHS;
                if (!folded) {
                    begin(bytes);
                }
            }
            case BLOCK_LENGTHS -> begin(bytes);
            case BLOCK -> {
                block(bytes);
                next();
            }
        }
    }

    private void next() {
        held.reset();
        part = Part.BLOCK_HEAD;
        wanted = PLAIN_BYTES;
    }

    private void head(byte[] bytes) {
        if (!Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw refused("it does not begin with GCDE", "name a file of text .gcode; export binary G-code again");
        }
        ByteBuffer head = little(bytes);
        int version = head.getInt(MAGIC.length);
        int checksum = head.getShort(2 * MAGIC.length);
        if (version != 1 || checksum < 0 || checksum > 1) {
            throw refused(
                    "it has version " + version + " and checksum " + checksum
                            + " of the format, known are 1 and 0 or 1",
                    "export it by a slicer that writes version 1");
        }
        checked = checksum == 1;
        next();
    }

    private void begin(byte[] bytes) {
        BgcodeBlock.Header begun = BgcodeBlock.Header.of(little(bytes));
        blocks++;
        String fault = begun.fault();
        if (fault != null) {
            throw refused(fault, EXPORT_AGAIN);
        }
        unfolded += begun.size();
        if (unfolded > FREE_TEXT + MOST_RATIO * taken) {
            throw refused(
                    "its blocks say that they unfold to more than " + MOST_RATIO + " times their length", EXPORT_AGAIN);
        }
        header = begun;
        part = Part.BLOCK;
        wanted = bytes.length + begun.parameterBytes() + begun.stored() + (checked ? CHECKSUM_BYTES : 0);
    }

    private void block(byte[] bytes) throws IOException {
        BgcodeBlock.Header begun = header;
        if (begun == null) {
            throw new IllegalStateException("a block without header");
        }
        int end = bytes.length - (checked ? CHECKSUM_BYTES : 0);
        if (checked) {
            CRC32 crc = new CRC32();
            crc.update(bytes, 0, end);
            if ((int) crc.getValue() != little(bytes).getInt(end)) {
                throw refused("the checksum of a block is wrong", EXPORT_AGAIN);
            }
        }
        int parameters = end - begun.stored() - begun.parameterBytes();
        byte[] data;
        try {
            data = begun.unfold(Arrays.copyOfRange(bytes, end - begun.stored(), end));
        } catch (BgcodeBlock.Damaged e) {
            throw refused(e.getMessage(), EXPORT_AGAIN);
        }
        content(begun.kind(), little(bytes).position(parameters), data);
    }

    private void content(BgcodeBlock.Kind kind, ByteBuffer parameters, byte[] data) throws IOException {
        int encoding = parameters.getShort();
        switch (kind) {
            case THUMBNAIL -> keep(data, (parameters.getShort() & 0xFFFF) * (long) (parameters.getShort() & 0xFFFF));
            case GCODE -> {
                if (encoding < 0 || encoding > 2) {
                    throw refused("G-code of the unknown encoding " + encoding, EXPORT_AGAIN);
                }
                text.write(encoding == 0 ? data : MeatPack.unpack(data));
            }
            default -> {
                if (encoding != 0) {
                    throw refused("metadata of the unknown encoding " + encoding, EXPORT_AGAIN);
                }
                metadata(new String(data, StandardCharsets.UTF_8), kind == BgcodeBlock.Kind.FILE_METADATA);
            }
        }
    }

    private void metadata(String table, boolean ofFile) {
        table.lines().forEach(line -> {
            int equals = line.indexOf('=');
            if (equals > 0) {
                String name = line.substring(0, equals).strip();
                String value = line.substring(equals + 1).strip();
                text.comment(ofFile && name.equals("Producer") ? "generated by " + value : name + " = " + value);
            }
        });
    }

    /** The larger one is kept, but of QOI only when there is no other. */
    private void keep(byte[] bytes, long area) {
        String type = GcodeThumbnails.mediaType(bytes);
        long rank = GcodeThumbnails.QOI.equals(type) ? 0 : area;
        if (type != null && rank > pictureArea) {
            pictureArea = rank;
            picture = bytes;
            pictureType = type;
        }
    }

    @Override
    public GcodeFacts facts() {
        if (part != Part.BLOCK_HEAD || held.size() > 0) {
            throw refused("it ends in the middle of a block", EXPORT_AGAIN);
        }
        return text.facts();
    }

    @Override
    public byte @Nullable [] picture() {
        return picture;
    }

    @Override
    public @Nullable String pictureType() {
        return pictureType;
    }

    private HubException refused(String what, String remedy) {
        String where = "byte " + (taken - held.size()) + (blocks == 0 ? "" : ", block " + blocks);
        return refused(SlicedFormat.BGCODE, what, where, remedy);
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
