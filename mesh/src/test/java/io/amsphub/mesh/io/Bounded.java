package io.amsphub.mesh.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.management.ThreadMXBean;
import java.io.InputStream;
import java.lang.management.ManagementFactory;

/** Reads hostile input and says how it was refused, after checking what that took. */
final class Bounded {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final double MOST_SECONDS = 10;

    private Bounded() {}

    /**
     * Reads and expects a refusal that takes few CPU seconds and allocates no more than so many MiB in all,
     * which is more than is ever held at once.
     */
    static MeshFormatException refusal(InputStream in, long length, MeshFormat format, ReadLimits limits, int mostMiB) {
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        long cpu = THREADS.getCurrentThreadCpuTime();
        Throwable thrown = catchThrowable(() -> MeshReaders.read(in, length, format, limits));
        double seconds = (THREADS.getCurrentThreadCpuTime() - cpu) / 1e9;
        long mib = (THREADS.getCurrentThreadAllocatedBytes() - allocated) >> 20;

        assertThat(thrown).isInstanceOf(MeshFormatException.class);
        assertThat(seconds).as("CPU seconds").isLessThan(MOST_SECONDS);
        assertThat(mib).as("MiB allocated").isLessThanOrEqualTo(mostMiB);
        return (MeshFormatException) thrown;
    }

    static MeshFormatException refusal(byte[] file, MeshFormat format, int mostMiB) {
        return refusal(new java.io.ByteArrayInputStream(file), file.length, format, ReadLimits.defaults(), mostMiB);
    }

    /** A start, then one piece over and over up to a length, then nothing: a file of gigabytes without its bytes. */
    static final class Endless extends InputStream {

        private final byte[] start;
        private final byte[] piece;
        private final long length;
        private long at;

        Endless(String start, String piece, long length) {
            this.start = start.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
            this.piece = piece.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
            this.length = length;
        }

        @Override
        public int read() {
            if (at >= length) {
                return -1;
            }
            long place = at++;
            return place < start.length ? start[(int) place] : piece[(int) ((place - start.length) % piece.length)];
        }

        @Override
        public int read(byte[] target, int offset, int wanted) {
            if (at >= length) {
                return -1;
            }
            int count = (int) Math.min(wanted, length - at);
            for (int i = 0; i < count; i++) {
                target[offset + i] = (byte) read();
            }
            return count;
        }
    }
}
