package io.amsphub.config.cli.mesh;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** Says on a terminal what is going on, in one line that is wiped at the end; silent anywhere else. */
final class Progress {

    /** Shorter files are done before anybody could read about it. */
    private static final long WORTH_A_WORD = 4L << 20;

    private final @Nullable PrintWriter terminal;

    private Progress(@Nullable PrintWriter terminal) {
        this.terminal = terminal;
    }

    /** Returns a progress that speaks when a person watches. */
    @SuppressWarnings("SystemConsoleNull") // Java 17, where null means that no person watches
    static Progress onTerminal(PrintWriter err) {
        return new Progress(System.console() == null ? null : err);
    }

    /** Says what happens now. */
    void stage(String what, long fileBytes) {
        if (terminal != null && fileBytes >= WORTH_A_WORD) {
            terminal.printf("\r\u001b[K%s ...", what);
            terminal.flush();
        }
    }

    /** Wipes the line. */
    void done() {
        if (terminal != null) {
            terminal.print("\r\u001b[K");
            terminal.flush();
        }
    }

    /** Counts what is read of a file. */
    InputStream reading(String name, InputStream in, long length) {
        return terminal == null || length < WORTH_A_WORD ? in : new Counted(name, in, length);
    }

    private final class Counted extends FilterInputStream {

        private final String name;
        private final long length;
        private long count;
        private long shown = -1;

        Counted(String name, InputStream in, long length) {
            super(in);
            this.name = name;
            this.length = length;
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            count(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] target, int offset, int wanted) throws IOException {
            int read = super.read(target, offset, wanted);
            count(Math.max(0, read));
            return read;
        }

        private void count(int bytes) {
            count += bytes;
            long percent = 100 * count / length;
            if (percent > shown) {
                shown = percent;
                stage("reading " + name + " " + percent + " %", length);
            }
        }
    }
}
