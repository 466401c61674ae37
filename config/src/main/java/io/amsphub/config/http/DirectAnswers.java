package io.amsphub.config.http;

import io.amsphub.processors.api.Api;
import io.amsphub.processors.api.Authentication;
import io.amsphub.processors.api.HttpReply;
import io.amsphub.processors.port.CredentialLookup;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Answers on the thread of its connection what {@link Api#atOnce} answers, so that a small question costs no router, no
 * route and no other thread. Only plain requests are taken: a {@code GET} of exactly the path, with credentials that are
 * remembered and with no header that anybody else would have to look at. All others take the usual way, where they get the
 * same answer or are refused.
 */
public final class DirectAnswers {

    /** What may come along: what clients send with every request and nothing here depends on. */
    private static final Set<String> PLAIN = Set.of(
            "Host",
            "host",
            "user-agent",
            "accept",
            "accept-encoding",
            "accept-language",
            "connection",
            "cache-control",
            "pragma");

    private static final String AUTHORIZATION = "Authorization";

    private final Api api;
    private final Authentication authentication;
    private final CredentialLookup memory;
    private final RequestMetrics metrics;
    private final Map<String, String> operations = new HashMap<>();

    /**
     * Answers for an API.
     *
     * @param memory whose secrets are known without a look
     * @param metrics counts what was answered like all other requests
     */
    public DirectAnswers(Api api, Authentication authentication, CredentialLookup memory, RequestMetrics metrics) {
        this.api = api;
        this.authentication = authentication;
        this.memory = memory;
        this.metrics = metrics;
        api.ofMemory().stream()
                .filter(operation -> api.contract().method(operation).equals("GET"))
                .forEach(operation -> operations.put(api.contract().path(operation, List.of()), operation));
    }

    /** Answers a request, or leaves it as it is and returns false. */
    boolean answer(HttpServerRequest request, SecurityHeaders headers) {
        String operation = request.method().equals(HttpMethod.GET) ? operations.get(request.uri()) : null;
        String credentials = operation == null ? null : plainCredentials(request);
        if (operation == null || credentials == null) {
            return false;
        }
        long begun = System.nanoTime();
        Optional<HttpReply> reply = authentication
                .remembered(ClientAddress.of(request), credentials, memory)
                .flatMap(who -> api.atOnce(operation, new VertxHttpCall(request), who));
        reply.ifPresent(known -> {
            headers.add(request.response().headers());
            known.headers().forEach(request.response().headers()::add);
            request.response().setStatusCode(known.status()).end(known.text());
            metrics.answered(operation, "GET", known.status(), System.nanoTime() - begun);
        });
        return reply.isPresent();
    }

    /** Returns the credentials of a plain request; null for one that is not plain, has none, or has them twice. */
    private static @Nullable String plainCredentials(HttpServerRequest request) {
        String credentials = null;
        for (Map.Entry<String, String> header : request.headers()) {
            String name = header.getKey();
            if (name.equalsIgnoreCase(AUTHORIZATION)) {
                if (credentials != null) {
                    return null;
                }
                credentials = header.getValue();
            } else if (!PLAIN.contains(name) && !PLAIN.contains(name.toLowerCase(Locale.ROOT))) {
                return null;
            }
        }
        return credentials;
    }
}
