package io.amsphub.connectors.centre;

import io.amsphub.connectors.web.HttpAnswer;
import io.amsphub.connectors.web.HttpFailure;
import io.amsphub.connectors.web.PinnedHttp;
import io.amsphub.connectors.web.TargetGuard;
import io.amsphub.connectors.web.TargetPolicy;
import io.amsphub.processors.port.CentreNotice;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLSocketFactory;

/**
 * Tells AM centres over HTTP: one POST, no redirects, a few seconds. The addresses are those of the operator's
 * catalogue, never of a message; so they may be inside the network. Thread-safe.
 */
public final class HttpCentreNotice implements CentreNotice {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int EXCERPT_BYTES = 200;

    private final PinnedHttp http = new PinnedHttp(
            new TargetGuard(TargetPolicy.ofOperator()),
            (SSLSocketFactory) SSLSocketFactory.getDefault(),
            PATIENCE,
            PATIENCE,
            EXCERPT_BYTES);

    @Override
    public void tell(URI where, String json) throws IOException {
        HttpAnswer answer;
        try {
            answer = http.post(
                    where.toString(),
                    Map.of("Content-Type", "application/json"),
                    json.getBytes(StandardCharsets.UTF_8));
        } catch (HttpFailure e) {
            throw new IOException("the AM centre was not reached at " + where + ": " + e.getMessage(), e);
        }
        if (!answer.success()) {
            throw new IOException("the AM centre answered " + answer.status() + " at " + where);
        }
    }
}
