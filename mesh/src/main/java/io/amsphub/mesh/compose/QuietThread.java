package io.amsphub.mesh.compose;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

/**
 * A thread whose prints go nowhere. JCSG prints the polygons that it has doubts about, which are parts of somebody's
 * design and have no place in a log; it offers no way to stop that.
 */
final class QuietThread extends Thread {

    static {
        System.setOut(muted(System.out));
        System.setErr(muted(System.err));
    }

    QuietThread(Runnable task, String name, long stackBytes) {
        super(null, task, name, stackBytes);
        setDaemon(true);
    }

    static PrintStream muted(PrintStream stream) {
        return new PrintStream(new Mute(stream), true);
    }

    private static final class Mute extends FilterOutputStream {

        Mute(OutputStream stream) {
            super(stream);
        }

        @Override
        public void write(int b) throws IOException {
            if (!(Thread.currentThread() instanceof QuietThread)) {
                out.write(b);
            }
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (!(Thread.currentThread() instanceof QuietThread)) {
                out.write(bytes, offset, length);
            }
        }
    }
}
