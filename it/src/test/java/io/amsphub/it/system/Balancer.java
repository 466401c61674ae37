package io.amsphub.it.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** What stands before several nodes: each connection goes to the next node that takes it. */
final class Balancer implements AutoCloseable {

    private static final int CONNECT_MS = 1_000;

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
        for (int tries = 0; tries < nodes.size(); tries++) {
            URI node = nodes.get(Math.floorMod(next.getAndIncrement(), nodes.size()));
            Socket chosen = new Socket();
            try {
                chosen.connect(new InetSocketAddress(node.getHost(), node.getPort()), CONNECT_MS);
            } catch (IOException e) {
                close(chosen);
                continue;
            }
            pool.execute(() -> pump(client, chosen));
            pump(chosen, client);
            return;
        }
        close(client);
    }

    private static void pump(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            close(from); // one side is gone, and with it the conversation
            close(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        pool.shutdownNow();
    }
}
