package io.amsphub.connectors.web;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * POSTs over HTTP/1.1 to addresses that a {@link TargetGuard} has looked at: the connection goes to exactly such an
 * address, past any proxy; TLS names and verifies the host of the URL. Redirections are answers like others. Each call
 * is one connection, ends in a bounded time whatever the other side does, and reads a bounded part of the answer.
 * Thread-safe.
 */
public final class PinnedHttp implements AutoCloseable {

    private static final int MOST_ADDRESSES = 3;
    private static final long BODY_PATIENCE_MS = 2000;

    private final TargetGuard guard;
    private final SSLSocketFactory tls;
    private final Duration connectPatience;
    private final Duration patience;
    private final int excerptBytes;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ScheduledThreadPoolExecutor watch;

    /**
     * Calls under a guard.
     *
     * @param tls what makes connections secure, and decides whom to trust
     * @param connectPatience how long one connection may take to come about
     * @param patience how long a call may take as a whole
     * @param excerptBytes how much of the body of an answer is read
     */
    public PinnedHttp(
            TargetGuard guard, SSLSocketFactory tls, Duration connectPatience, Duration patience, int excerptBytes) {
        this.guard = guard;
        this.tls = tls;
        this.connectPatience = connectPatience;
        this.patience = patience;
        this.excerptBytes = excerptBytes;
        watch = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "hub-http-watch");
            thread.setDaemon(true);
            return thread;
        });
        watch.setRemoveOnCancelPolicy(true);
    }

    /**
     * Posts a body.
     *
     * @param headers without Host, Content-Length and Connection
     * @throws HttpFailure when there is no answer
     */
    public HttpAnswer post(String address, Map<String, String> headers, byte[] body) throws HttpFailure {
        Target target = guard.look(address);
        long deadline = System.nanoTime() + patience.toNanos();
        Socket raw = connect(target, deadline);
        open.add(raw);
        Future<?> end = watch.schedule(() -> drop(raw), deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        try {
            return talk(raw, target, head(target, headers, body.length), body, deadline);
        } catch (HttpFailure e) {
            throw late(deadline) ? timeout() : e;
        } catch (SocketTimeoutException e) {
            throw timeout();
        } catch (SSLException e) {
            throw late(deadline) ? timeout() : new HttpFailure(HttpFailure.Kind.TLS, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw late(deadline) ? timeout() : new HttpFailure(HttpFailure.Kind.BROKEN, String.valueOf(e.getMessage()));
        } finally {
            end.cancel(false);
            open.remove(raw);
            drop(raw);
        }
    }

    private Socket connect(Target target, long deadline) throws HttpFailure {
        List<InetAddress> addresses = target.addresses();
        String last = "";
        for (InetAddress address : addresses.subList(0, Math.min(MOST_ADDRESSES, addresses.size()))) {
            Socket socket = new Socket(Proxy.NO_PROXY);
            try {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                socket.connect(new InetSocketAddress(address, target.port()), (int)
                        Math.max(1, Math.min(left, connectPatience.toMillis())));
                socket.setTcpNoDelay(true);
                return socket;
            } catch (IOException e) {
                last = String.valueOf(e.getMessage());
                drop(socket);
            }
        }
        throw new HttpFailure(HttpFailure.Kind.CONNECT, "no connection to " + target.authority() + ": " + last);
    }

    private HttpAnswer talk(Socket raw, Target target, byte[] head, byte[] body, long deadline) throws IOException {
        raw.setSoTimeout((int) Math.max(1, patience.toMillis()));
        Socket socket = target.tls() ? secured(raw, target) : raw;
        OutputStream out = socket.getOutputStream();
        out.write(head);
        out.write(body);
        out.flush();
        AnswerReader reader = new AnswerReader(new BufferedInputStream(socket.getInputStream()), excerptBytes);
        AnswerReader.Head answer = reader.head();
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        Future<?> enough = watch.schedule(() -> drop(raw), Math.min(left, BODY_PATIENCE_MS), TimeUnit.MILLISECONDS);
        try {
            return new HttpAnswer(answer.status(), answer.headers(), reader.excerpt(answer));
        } finally {
            enough.cancel(false);
        }
    }

    private SSLSocket secured(Socket raw, Target target) throws IOException {
        SSLSocket socket = (SSLSocket) tls.createSocket(raw, target.host(), target.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        if (!target.literal()) {
            parameters.setServerNames(List.of(new SNIHostName(target.host())));
        }
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static byte[] head(Target target, Map<String, String> headers, int length) {
        StringBuilder head = new StringBuilder("POST ")
                .append(target.requestTarget())
                .append(" HTTP/1.1\r\nHost: ")
                .append(target.authority())
                .append("\r\nConnection: close\r\nContent-Length: ")
                .append(length)
                .append("\r\n");
        headers.forEach((name, value) -> {
            if (name.chars().anyMatch(Character::isISOControl) || value.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException("a header has control characters: " + name);
            }
            head.append(name).append(": ").append(value).append("\r\n");
        });
        return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private boolean late(long deadline) {
        return deadline - System.nanoTime() <= 0;
    }

    private HttpFailure timeout() {
        return new HttpFailure(HttpFailure.Kind.TIMEOUT, "no answer within " + patience);
    }

    /** Ends a connection, from any thread; what reads or writes on it fails at once. */
    private static void drop(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is gone either way
            return;
        }
    }

    /** Ends all calls. */
    @Override
    public void close() {
        watch.shutdownNow();
        open.forEach(PinnedHttp::drop);
    }
}
