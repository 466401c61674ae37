package io.amsphub.connectors.web;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A target over real sockets, as well or as badly behaved as a test wants it. */
public final class Receiver implements AutoCloseable {

    private static final String NO_BODY = "\r\nContent-Length: 0\r\n\r\n";

    /** What it does with a connection after it has read the request. */
    @FunctionalInterface
    public interface Behaviour {
        void answer(Call call, Socket socket) throws IOException;
    }

    /** A request as it came. */
    public record Call(String line, Map<String, String> headers, String body) {}

    private final ServerSocket server;
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread listener;
    private volatile Behaviour behaviour = says("204 No Content");

    public Receiver() throws IOException {
        this(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    }

    public Receiver(ServerSocket server) {
        this.server = server;
        this.listener = run(this::accept);
    }

    public static Behaviour says(String status, String... headers) {
        return (call, socket) -> write(socket, "HTTP/1.1 " + status + lines(headers) + NO_BODY);
    }

    /** Never answers, and keeps the connection. */
    public Behaviour hangs() {
        return (call, socket) -> {
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }

    /** Says something, then nothing, and keeps the connection. */
    public Behaviour saysAndHangs(String text) {
        return (call, socket) -> {
            write(socket, text);
            hangs().answer(call, socket);
        };
    }

    public Receiver does(Behaviour next) {
        behaviour = next;
        return this;
    }

    public int port() {
        return server.getLocalPort();
    }

    public String url() {
        return "http://127.0.0.1:" + port() + "/hooks?x=1";
    }

    public List<Call> calls() {
        return List.copyOf(calls);
    }

    public static void write(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static String lines(String... headers) {
        StringBuilder all = new StringBuilder();
        for (String header : headers) {
            all.append("\r\n").append(header);
        }
        return all.toString();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                sockets.add(socket);
                run(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            String line = line(in);
            Map<String, String> headers = new TreeMap<>();
            for (String header = line(in); !header.isEmpty(); header = line(in)) {
                int colon = header.indexOf(':');
                if (colon < 0) {
                    throw new IOException("'" + header + "' is no header");
                }
                headers.put(
                        header.substring(0, colon).toLowerCase(Locale.ROOT),
                        header.substring(colon + 1).trim());
            }
            byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
            Call call = new Call(line, headers, new String(body, StandardCharsets.UTF_8));
            calls.add(call);
            behaviour.answer(call, socket);
        } catch (IOException e) {
            // the caller went away, as some tests want
            return;
        }
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("the request ended");
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    private static Thread run(Runnable task) {
        Thread thread = new Thread(task, "receiver");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        server.close();
        try {
            listener.join(); // until then the port may still take a connection
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List<Socket> all = new ArrayList<>(sockets);
        for (Socket socket : all) {
            socket.close();
        }
    }
}
