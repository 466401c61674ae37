package io.amsphub.connectors.centre;

import io.amsphub.processors.port.CentreNotice;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;

/**
 * Tells AM centres over HTTP: one POST, no redirects, a few seconds. The addresses are those of the operator's
 * catalogue, never of a message. Thread-safe.
 */
public final class HttpCentreNotice implements CentreNotice {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int SUCCESS = 200;
    private static final int REDIRECT = 300;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    @Override
    public void tell(URI where, String json) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(where)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        try {
            int status =
                    client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status < SUCCESS || status >= REDIRECT) {
                throw new IOException("the AM centre answered " + status + " at " + where);
            }
        } catch (ConnectException | HttpTimeoutException e) {
            throw new IOException("the AM centre was not reached at " + where, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while telling " + where, e);
        }
    }
}
