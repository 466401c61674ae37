package io.amsphub.it.system;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What stands before several nodes, for requests without a body: each goes to the next node, and to the one after it when
 * that does not answer or answers 503.
 */
final class Balancer implements AutoCloseable {

    private static final int CONNECT_MS = 1_000;
    private static final String AWAY = "HTTP/1.1 503";
    private static final String END = "\r\n\r\n";

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService pool = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "balancer");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicInteger next = new AtomicInteger();
    private volatile List<URI> nodes = List.of();

    Balancer() throws IOException {
        pool.execute(this::accept);
    }

    /** Says which nodes there are. */
    void before(List<URI> known) {
        nodes = List.copyOf(known);
    }

    /** Returns where clients connect to. */
    URI url() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                pool.execute(() -> serve(client));
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void serve(Socket client) {
        List<URI> known = nodes;
        try (client) {
            byte[] request = oneRequest(client.getInputStream());
            for (int left = known.size(); left > 0; left--) {
                URI node = known.get(Math.floorMod(next.getAndIncrement(), known.size()));
                if (answered(node, request, client.getOutputStream(), left == 1)) {
                    return;
                }
            }
        } catch (IOException e) {
            // the client is gone, and with it the conversation
        }
    }

    /** Reads a request without a body, and asks for the end of the connection after its answer. */
    private static byte[] oneRequest(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith(END)) {
            int one = in.read();
            if (one < 0) {
                throw new EOFException("no request came");
            }
            head.write(one);
        }
        String text = head.toString(StandardCharsets.ISO_8859_1);
        return (text.substring(0, text.length() - 2) + "Connection: close" + END).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Passes on what a node answers, unless it is 503 and there is another one. */
    private static boolean answered(URI node, byte[] request, OutputStream out, boolean last) throws IOException {
        byte[] begin;
        try (Socket chosen = new Socket()) {
            try {
                chosen.connect(new InetSocketAddress(node.getHost(), node.getPort()), CONNECT_MS);
                chosen.getOutputStream().write(request);
                begin = chosen.getInputStream().readNBytes(AWAY.length());
            } catch (IOException e) {
                return false; // the next one is asked
            }
            boolean away = new String(begin, StandardCharsets.ISO_8859_1).equals(AWAY);
            if (begin.length < AWAY.length() || (away && !last)) {
                return false;
            }
            out.write(begin);
            chosen.getInputStream().transferTo(out);
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        pool.shutdownNow();
    }
}
