package io.amsphub.connectors.webhook;

import io.amsphub.connectors.web.HttpAnswer;
import io.amsphub.connectors.web.HttpFailure;
import io.amsphub.connectors.web.PinnedHttp;
import io.amsphub.connectors.web.TargetGuard;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.port.WebhookTransport;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** {@link WebhookTransport} over HTTP. Thread-safe. */
public final class HttpWebhooks implements WebhookTransport, AutoCloseable {

    private final TargetGuard guard;
    private final PinnedHttp http;

    /** A transport that calls where a guard lets it. */
    public HttpWebhooks(TargetGuard guard, PinnedHttp http) {
        this.guard = guard;
        this.http = http;
    }

    @Override
    public void require(String url) {
        try {
            guard.look(url);
        } catch (HttpFailure e) {
            throw new HubException(
                    FailureCode.WEBHOOK_TARGET,
                    "this target may not be called: " + e.getMessage(),
                    "/url",
                    "give a URL that the public network reaches, such as https://example.com/hooks");
        }
    }

    @Override
    public Answer post(String url, Map<String, String> headers, String body) {
        try {
            HttpAnswer answer = http.post(url, headers, body.getBytes(StandardCharsets.UTF_8));
            return new Answer(
                    answer.status(),
                    answer.header("retry-after").orElse(null),
                    answer.excerpt().isEmpty() ? null : answer.excerpt(),
                    null,
                    null,
                    true);
        } catch (HttpFailure e) {
            return new Answer(null, null, null, e.kind().name(), e.getMessage(), e.reached());
        }
    }

    /** Ends all calls. */
    @Override
    public void close() {
        http.close();
    }
}
