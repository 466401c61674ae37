package io.amsphub.connectors.payment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amsphub.connectors.web.TimedHttp;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.port.PaymentProvider;
import io.amsphub.processors.quote.Money;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A provider with payment intents over HTTP and JSON: amounts in minor units, an {@code Idempotency-Key} on every POST,
 * 4xx for what it will not do whoever asks again. What it answers beyond that, or not in time, is a lost answer.
 * Thread-safe.
 */
public final class HttpPaymentProvider implements PaymentProvider {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MAX_ANSWER = 64 << 10;
    private static final int OK = 200;
    private static final int MULTIPLE = 300;
    private static final int CLIENT = 400;
    private static final int TIMEOUT = 408;
    private static final int CONFLICT = 409;
    private static final int TOO_MANY = 429;
    private static final int SERVER = 500;

    private final URI base;
    private final String apiKey;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /** A provider at an address, under a key. */
    public HttpPaymentProvider(URI base, String apiKey) {
        this.base = base;
        this.apiKey = apiKey;
    }

    @Override
    public Answer create(String key, String payment, Money amount, @Nullable String returnUrl)
            throws IOException, Refusal {
        ObjectNode body = amount(amount);
        body.put("merchantReference", payment);
        if (returnUrl != null) {
            body.put("returnUrl", returnUrl);
        }
        return post("/payments", key, body);
    }

    @Override
    public Answer capture(String key, String reference, Money amount) throws IOException, Refusal {
        return post("/payments/" + reference + "/captures", key, amount(amount));
    }

    @Override
    public Answer refund(String key, String reference, Money amount) throws IOException, Refusal {
        return post("/payments/" + reference + "/refunds", key, amount(amount));
    }

    @Override
    public Answer release(String key, String reference) throws IOException, Refusal {
        return post("/payments/" + reference + "/release", key, Json.mapper().createObjectNode());
    }

    private static ObjectNode amount(Money money) {
        ObjectNode body = Json.mapper().createObjectNode();
        body.put("amount", money.amount().unscaledValue().longValueExact());
        body.put("currency", money.currency());
        return body;
    }

    private Answer post(String path, String key, ObjectNode body) throws IOException, Refusal {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + apiKey)
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString(Json.write(body)))
                .build();
        try {
            TimedHttp.Answer answer = TimedHttp.send(client, request, MAX_ANSWER);
            return answer(answer.status(), new String(answer.body(), StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while asking the payment provider", e);
        }
    }

    private static Answer answer(int status, String text) throws IOException, Refusal {
        boolean passing = status == TIMEOUT || status == CONFLICT || status == TOO_MANY;
        if (status >= CLIENT && status < SERVER && !passing) {
            throw new Refusal(status + " " + text);
        }
        if (status < OK || status >= MULTIPLE) {
            throw new IOException("the payment provider answered " + status);
        }
        JsonNode json = Json.mapper().readTree(text);
        if (json == null || !json.path("id").isTextual() || !json.path("status").isTextual()) {
            throw new IOException("the payment provider answered something else: " + text);
        }
        return new Answer(
                json.get("id").asText(),
                json.get("status").asText(),
                json.path("redirectUrl").isTextual() ? json.get("redirectUrl").asText() : null,
                json.path("number").asLong());
    }
}
