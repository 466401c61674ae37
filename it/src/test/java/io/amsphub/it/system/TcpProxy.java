package io.amsphub.it.system;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A network between clients and a server on this machine, which can be cut, swallow what goes by, and be slow. */
final class TcpProxy implements AutoCloseable {

    /** What becomes of what goes by. */
    enum Mode {
        /** It arrives. */
        OPEN,
        /** Connections are closed, and new ones as soon as they are there. */
        CUT,
        /** Nothing arrives on either side, and nobody is told. */
        SILENT,
        /** What the server says does not arrive; what clients say does. */
        DEAF,
        /** What the server says begins to arrive, and does not go on after the first empty line: the headers of an answer. */
        STUCK,
        /** Each request is answered with 500, as by a server that is broken. */
        BROKEN,
        /** One byte a second arrives. */
        DRIP
    }

    private static final Set<Mode> QUIET = EnumSet.of(Mode.SILENT, Mode.DEAF, Mode.STUCK);

    private static final byte[] ERROR =
            "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger cuts = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final int target;
    private volatile Mode mode = Mode.OPEN;
    private volatile @Nullable String trap;

    /** Listens, and passes on to a port of this machine. */
    TcpProxy(int target) throws IOException {
        this(InetAddress.getLoopbackAddress(), 0, target);
    }

    /** Listens at an address and a port, and passes on to a port of this machine. */
    TcpProxy(InetAddress address, int port, int target) throws IOException {
        this.server = new ServerSocket(port, 200, address);
        this.target = target;
        threads.execute(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Changes what becomes of what goes by; whoever is connected is disconnected unless it is to go on in silence. */
    void become(Mode next) {
        lock.lock();
        try {
            mode = next;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (!QUIET.contains(next)) {
            drop();
        }
    }

    /** Lets everything pass again, if it does not. */
    void open() {
        if (mode != Mode.OPEN) {
            become(Mode.OPEN);
        }
    }

    /** Cuts the one connection over which a word goes next, before it arrives. */
    void cutAt(String word) {
        trap = word;
    }

    /** Returns how often a connection was cut at a word. */
    int cuts() {
        return cuts.get();
    }

    private void drop() {
        for (Socket socket : open) {
            close(socket);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                threads.execute(() -> serve(client));
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void serve(Socket client) {
        if (mode == Mode.CUT) {
            close(client);
            return;
        }
        try (client;
                Socket far = new Socket(InetAddress.getLoopbackAddress(), target)) {
            open.add(client);
            open.add(far);
            threads.execute(() -> pass(client, far, false));
            pass(far, client, true);
        } catch (IOException e) {
            // the server is away, which the client sees by the end of its connection
        } finally {
            open.remove(client);
        }
    }

    private void pass(Socket from, Socket to, boolean answers) {
        byte[] buffer = new byte[65536];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                if (isTrapped(buffer, length)) {
                    return;
                }
                if (mode == Mode.BROKEN && !answers) {
                    from.getOutputStream().write(ERROR);
                    return;
                }
                write(out, buffer, length, answers);
            }
        } catch (IOException e) {
            // closed from the other side, or by a change of the mode
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private boolean isTrapped(byte[] buffer, int length) {
        String word = trap;
        if (word == null || !new String(buffer, 0, length, StandardCharsets.ISO_8859_1).contains(word)) {
            return false;
        }
        trap = null;
        cuts.incrementAndGet();
        return true;
    }

    private void write(OutputStream out, byte[] buffer, int length, boolean answers) throws IOException {
        for (int i = 0; i < length; i++) {
            if (mode == Mode.SILENT || (mode == Mode.DEAF && answers)) {
                return;
            }
            if (mode == Mode.STUCK && answers) {
                out.write(buffer, i, head(buffer, i, length) - i);
                awaitOther();
                return;
            }
            if (mode != Mode.DRIP) {
                out.write(buffer, i, length - i);
                return;
            }
            out.write(buffer[i]);
            awaitChange();
        }
    }

    /** Returns where headers end that begin somewhere; where they do not end there is no more of them. */
    private static int head(byte[] buffer, int from, int length) {
        int end = new String(buffer, from, length - from, StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n");
        return end < 0 ? from : from + end + 4;
    }

    private void awaitOther() throws IOException {
        lock.lock();
        try {
            while (mode == Mode.STUCK) {
                changed.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            lock.unlock();
        }
    }

    private void awaitChange() throws IOException {
        lock.lock();
        try {
            long left = TimeUnit.SECONDS.toNanos(1);
            while (mode == Mode.DRIP && left > 0) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        drop();
        threads.shutdownNow();
    }
}
