package io.amsphub.mesh.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A zip archive held in memory as it came; its parts are unfolded as they are read, each under the limits:
 * never more bytes than the directory declares, no ratio beyond the limit, and the checksum must be right.
 */
final class ZipPackage {

    /** A package is held in one array; larger ones are refused. */
    private static final int MOST_STORED_BYTES = 1 << 30;

    private final byte[] file;
    private final ReadLimits limits;
    private final Map<String, ZipDirectory.Entry> entries;

    private ZipPackage(byte[] file, ReadLimits limits) throws MeshFormatException {
        this.file = file;
        this.limits = limits;
        this.entries = ZipDirectory.read(file, limits);
    }

    static ZipPackage read(InputStream in, ReadLimits limits) throws MeshFormatException, IOException {
        int most = (int) Math.min(limits.maxBytes(), MOST_STORED_BYTES);
        Gathered bytes = new Gathered();
        byte[] block = new byte[1 << 16];
        for (int count = in.read(block); count >= 0; count = in.read(block)) {
            if (bytes.size() > most - count) {
                throw new MeshFormatException(
                        MeshFault.TOO_LONG, "the package is longer than " + most + " bytes", "byte " + most);
            }
            bytes.write(block, 0, count);
        }
        return new ZipPackage(bytes.whole(), limits);
    }

    /** Returns the entries by lower-case name with a leading slash, in the order of the directory. */
    Map<String, ZipDirectory.Entry> entries() {
        return entries;
    }

    boolean has(String partName) {
        return entries.containsKey(ZipDirectory.key(partName));
    }

    /** Opens a part that is there; the stream throws {@link DamagedPart} when its bytes break a rule. */
    InputStream open(String partName) {
        ZipDirectory.Entry entry = entries.get(ZipDirectory.key(partName));
        if (entry == null) {
            throw new IllegalArgumentException("no part " + partName);
        }
        return new PartStream(entry);
    }

    /** Carries a fault out of a stream, which can only throw {@link IOException}. */
    static final class DamagedPart extends IOException {

        private final MeshFormatException fault;

        DamagedPart(MeshFormatException fault) {
            super(fault);
            this.fault = fault;
        }

        MeshFormatException fault() {
            return fault;
        }
    }

    /** Hands out its array without another copy when it happens to be full. */
    private static final class Gathered extends ByteArrayOutputStream {

        byte[] whole() {
            return count == buf.length ? buf : toByteArray();
        }
    }

    /** Unfolds one entry. Closed or not, it holds native memory only until the collector sees it. */
    private final class PartStream extends InputStream {

        private final ZipDirectory.Entry entry;
        private final Inflater inflater = new Inflater(true);
        private final CRC32 crc = new CRC32();
        private long produced;
        private boolean ended;

        PartStream(ZipDirectory.Entry entry) {
            this.entry = entry;
            if (entry.method() != 0) {
                inflater.setInput(file, entry.data(), entry.stored());
            }
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (ended || length == 0) {
                return ended ? -1 : 0;
            }
            int count = entry.method() == 0 ? copy(target, offset, length) : inflate(target, offset, length);
            if (count > 0) {
                crc.update(target, offset, count);
                produced += count;
                checkSize();
                return count;
            }
            finish();
            return -1;
        }

        private int copy(byte[] target, int offset, int length) {
            int count = (int) Math.min(length, entry.stored() - produced);
            System.arraycopy(file, entry.data() + (int) produced, target, offset, count);
            return count;
        }

        private int inflate(byte[] target, int offset, int length) throws IOException {
            try {
                int count = inflater.inflate(target, offset, length);
                if (count == 0 && !inflater.finished()) {
                    throw damaged(MeshFault.ZIP_DATA, "ends in the middle");
                }
                return count;
            } catch (DataFormatException e) {
                throw damaged(MeshFault.ZIP_DATA, "is damaged");
            }
        }

        private void checkSize() throws IOException {
            if (produced > entry.unfolded()) {
                throw damaged(MeshFault.ZIP_DATA, "unfolds to more than the " + entry.unfolded() + " bytes declared");
            }
            long most = Math.max(ReadLimits.RATIO_FREE_BYTES, (long) limits.maxZipRatio() * entry.stored());
            if (produced > most) {
                throw damaged(
                        MeshFault.PACKAGE_TOO_LARGE,
                        "unfolds to more than " + limits.maxZipRatio() + " times its " + entry.stored() + " bytes");
            }
        }

        private void finish() throws IOException {
            ended = true;
            inflater.end();
            if (produced != entry.unfolded() || crc.getValue() != entry.crc()) {
                throw damaged(MeshFault.ZIP_DATA, "has a wrong length or checksum");
            }
        }

        private DamagedPart damaged(MeshFault fault, String what) {
            ended = true;
            inflater.end();
            return new DamagedPart(new MeshFormatException(
                    fault,
                    "part " + MeshFormatException.quote(entry.name()) + " " + what,
                    "part byte " + produced + ", byte " + entry.data()));
        }

        @Override
        public void close() {
            ended = true;
            inflater.end();
        }
    }
}
