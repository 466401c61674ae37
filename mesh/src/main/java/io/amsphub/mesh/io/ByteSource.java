package io.amsphub.mesh.io;

import java.io.IOException;
import java.io.InputStream;

/**
 * A window on an input stream that knows where it is: readers look at {@link #buffer} between {@link #pos}
 * and {@link #end} directly and ask for more. Never holds more than one window; stops at the byte limit.
 */
final class ByteSource {

    /** Window size; also the longest piece that can be asked for in one go. */
    static final int WINDOW = 1 << 16;

    private final InputStream in;
    private final long maxBytes;
    private long base;
    private boolean exhausted;

    final byte[] buffer = new byte[WINDOW];
    int pos;
    int end;

    ByteSource(InputStream in, long maxBytes) {
        this.in = in;
        this.maxBytes = maxBytes;
    }

    /** Returns the offset in the file of the byte at {@link #pos}. */
    long position() {
        return base + pos;
    }

    /** Returns the place of the byte at {@link #pos} as errors name it. */
    String where() {
        return "byte " + position();
    }

    /**
     * Makes at least {@code count} bytes available from {@link #pos} on, if the input has so many.
     *
     * @param count at most {@link #WINDOW}
     * @return false when the input ends before
     */
    boolean has(int count) throws IOException, MeshFormatException {
        while (end - pos < count) {
            if (!fill(pos)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Reads on, keeping the bytes from {@code keep} on; {@link #pos} goes on pointing at the same byte.
     *
     * @return false at the end of the input, or when the kept bytes fill the window
     */
    boolean fill(int keep) throws IOException, MeshFormatException {
        if (exhausted) {
            return false;
        }
        if (keep > 0) {
            System.arraycopy(buffer, keep, buffer, 0, end - keep);
            base += keep;
            pos -= keep;
            end -= keep;
        }
        if (end == WINDOW) {
            return false;
        }
        int read = readBehindEnd();
        if (read < 0) {
            exhausted = true;
            return false;
        }
        end += read;
        if (base + end > maxBytes) {
            throw new MeshFormatException(
                    MeshFault.TOO_LONG, "the file is longer than " + maxBytes + " bytes", "byte " + maxBytes);
        }
        return true;
    }

    private int readBehindEnd() throws IOException, MeshFormatException {
        try {
            return in.read(buffer, end, WINDOW - end);
        } catch (ZipPackage.DamagedPart e) {
            throw e.fault();
        }
    }

    /** Skips what is left and returns how many bytes that was. */
    long drain() throws IOException, MeshFormatException {
        long from = position();
        do {
            pos = end;
        } while (fill(end));
        return position() - from;
    }
}
