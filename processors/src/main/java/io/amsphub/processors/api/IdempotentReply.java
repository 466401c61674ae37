package io.amsphub.processors.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.port.Replies;
import io.amsphub.processors.production.Secrets;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Answers a repeated change with the first answer (header {@code Idempotency-Key}). The answer is kept in
 * the unit of work of the operation. A key belongs to its sender and operation; the same key with
 * another body is refused. A reply that holds a secret is not kept, and the work is done again.
 */
public final class IdempotentReply {

    private static final int MAX_KEY = 200;
    private static final Set<String> READING = Set.of("GET", "HEAD");

    private final Replies replies;
    private final Clock clock;

    /** Replies kept in a store. */
    public IdempotentReply(Replies replies, Clock clock) {
        this.replies = replies;
        this.clock = clock;
    }

    /** Does the work, or returns what it answered the first time. */
    HttpReply once(ApiOperation operation, ApiRequest request, Supplier<HttpReply> work) {
        Optional<String> key = request.call().header("Idempotency-Key");
        if (key.isEmpty()
                || operation.secret()
                || READING.contains(request.call().method())) {
            return work.get();
        }
        if (key.get().isBlank() || key.get().length() > MAX_KEY) {
            throw new HubException(
                    FailureCode.CONTRACT_VIOLATED,
                    "an idempotency key has 1 to " + MAX_KEY + " characters",
                    "Idempotency-Key",
                    "use a UUID");
        }
        String fullKey = request.who().name() + " " + operation.id() + " " + key.get();
        String digest = Secrets.sha256(request.call().path() + " " + request.json());
        Optional<Replies.Reply> earlier = replies.find(fullKey);
        if (earlier.isPresent()) {
            return repeat(earlier.get(), digest);
        }
        HttpReply reply = work.get().onceWritten();
        replies.keep(new Replies.Reply(
                fullKey,
                digest,
                reply.status(),
                reply.headers().getOrDefault("Location", ""),
                reply.text(),
                clock.instant()));
        return reply;
    }

    private static HttpReply repeat(Replies.Reply earlier, String digest) {
        if (!earlier.requestSha256().equals(digest)) {
            throw new HubException(
                    FailureCode.IDEMPOTENCY_MISMATCH,
                    "the key was used for a request with another path or body",
                    "Idempotency-Key",
                    "use a new key for a new request");
        }
        HttpReply reply = earlier.body().isEmpty()
                ? HttpReply.empty(earlier.status())
                : HttpReply.json(earlier.status(), Json.read(earlier.body(), JsonNode.class));
        HttpReply located = earlier.location().isEmpty() ? reply : reply.with("Location", earlier.location());
        return located.with("Idempotent-Replayed", "true");
    }
}
