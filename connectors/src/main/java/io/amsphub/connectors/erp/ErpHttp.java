package io.amsphub.connectors.erp;

import io.amsphub.connectors.web.TimedHttp;
import io.amsphub.processors.erp.ErpException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * HTTP to an ERP: no redirects, bounded times and answers. An answer that does not come is an
 * {@link ErpException#unreachable}, because nobody knows what has become of the request. The address is that of the
 * operator's settings. Thread-safe.
 */
public final class ErpHttp {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int MOST_BYTES = 32 << 20;
    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;
    private static final int BROKEN = 500;
    private static final int NOT_IMPLEMENTED = 501;
    private static final Set<Integer> AWAY = Set.of(502, UNAVAILABLE, 504);
    private static final Duration BUSY = Duration.ofSeconds(5);
    private static final long LONGEST_BUSY_S = 3600;

    private final String name;
    private final Duration patience;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /**
     * A way to an ERP.
     *
     * @param name of the ERP, for messages
     * @param patience how long an answer may take, to its last byte
     */
    public ErpHttp(String name, Duration patience) {
        this.name = name;
        this.patience = patience;
    }

    /** An answer of one that is neither busy, away nor broken. */
    public record Answer(int status, HttpHeaders headers, String body) {

        /** Returns whether the request was done. */
        public boolean ok() {
            return status >= 200 && status < 300;
        }
    }

    /** Begins a request. */
    public HttpRequest.Builder request(URI where) {
        return HttpRequest.newBuilder(where).timeout(patience);
    }

    /**
     * Sends a request.
     *
     * @throws ErpException when there is no whole answer, or the ERP is busy, away or broken
     */
    public Answer send(HttpRequest request) {
        try {
            TimedHttp.Answer whole = TimedHttp.send(client, request, MOST_BYTES + 1);
            Answer answer = new Answer(whole.status(), whole.headers(), text(whole.body()));
            if (answer.status() == TOO_MANY
                    || (answer.status() == UNAVAILABLE && retryAfter(answer).isPresent())) {
                throw ErpException.busy(
                        name + " asks to wait (HTTP " + answer.status() + ")",
                        retryAfter(answer).orElse(BUSY));
            }
            if (AWAY.contains(answer.status())) {
                throw ErpException.unreachable(name + " answers HTTP " + answer.status(), null);
            }
            if (answer.status() >= BROKEN && answer.status() != NOT_IMPLEMENTED) {
                throw ErpException.broken(name + " fails at " + request.method() + " "
                        + request.uri().getPath() + " with HTTP " + answer.status());
            }
            return answer;
        } catch (IOException e) {
            throw ErpException.unreachable(name + " does not answer at " + place(request.uri()) + ": " + reason(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ErpException.unreachable("interrupted while asking " + name, e);
        }
    }

    private String text(byte[] body) {
        if (body.length > MOST_BYTES) {
            throw ErpException.unintelligible(name + " answers with more than " + MOST_BYTES + " bytes", null);
        }
        return new String(body, StandardCharsets.UTF_8);
    }

    private static String reason(IOException e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }

    private static String place(URI uri) {
        return uri.getHost() + ":" + uri.getPort();
    }

    private static Optional<Duration> retryAfter(Answer answer) {
        return answer.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("\\d{1,9}"))
                .map(value -> Duration.ofSeconds(Math.min(LONGEST_BUSY_S, Long.parseLong(value))));
    }
}
