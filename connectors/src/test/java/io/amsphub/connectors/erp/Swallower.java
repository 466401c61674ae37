package io.amsphub.connectors.erp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Stands between the hub and an ERP on a socket of its own. When a request has a word in it that is being waited
 * for, it passes the request on, waits for the answer to begin, and cuts the connection instead of giving it.
 */
public final class Swallower implements AutoCloseable {

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger swallowed = new AtomicInteger();
    private final int target;
    private volatile @Nullable String word;

    /** Listens, and passes on to a port of this machine. */
    public Swallower(int target) throws IOException {
        this.target = target;
        threads.execute(this::accept);
    }

    /** Returns where it listens. */
    public int port() {
        return server.getLocalPort();
    }

    /** Swallows the answer to the next request that has a word in it. */
    public void swallow(String next) {
        word = next;
    }

    /** Returns how many answers were swallowed. */
    public int swallowed() {
        return swallowed.get();
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
        try (client;
                Socket erp = new Socket(InetAddress.getLoopbackAddress(), target)) {
            Cut cut = new Cut();
            threads.execute(() -> pass(client, erp, text -> {
                String waiting = word;
                if (waiting != null && text.contains(waiting)) {
                    word = null;
                    cut.next = true;
                }
                return true;
            }));
            pass(erp, client, text -> {
                if (cut.next) {
                    swallowed.incrementAndGet();
                    return false;
                }
                return true;
            });
        } catch (IOException e) {
            // one of the two is gone, and with it the other
        }
    }

    private static final class Cut {
        private volatile boolean next;
    }

    /** Decides about a piece of what goes by. */
    private interface Look {
        boolean goesOn(String text);
    }

    private static void pass(Socket from, Socket to, Look look) {
        byte[] buffer = new byte[65536];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            int length = in.read(buffer);
            while (length >= 0) {
                if (!look.goesOn(new String(buffer, 0, length, StandardCharsets.ISO_8859_1))) {
                    from.close();
                    to.close();
                    return;
                }
                out.write(buffer, 0, length);
                length = in.read(buffer);
            }
            to.shutdownOutput();
        } catch (IOException e) {
            // closed from the other side
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }
}
