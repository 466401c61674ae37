package io.amsphub.processors.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.TextNode;
import io.amsphub.processors.identity.Role;
import io.amsphub.processors.memory.MemoryHub;
import io.amsphub.processors.memory.Samples;
import io.amsphub.processors.port.Replies;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class IdempotentReplyTest {

    private static final ApiOperation PLAIN =
            ApiOperation.of("createDesign", Set.of(Role.USER), r -> HttpReply.empty(204));
    private static final ApiOperation SECRET =
            ApiOperation.secret("registerDevice", Set.of(Role.OPERATOR), r -> HttpReply.empty(204));

    private final Map<String, Replies.Reply> kept = new TreeMap<>();
    private final IdempotentReply replies = new IdempotentReply(new KeptReplies(), new MemoryHub().clock);
    private int done;

    private HttpReply send(ApiOperation operation, String key, String body) {
        ApiRequest request = new ApiRequest(new Post(key), Samples.ANNA, Map.of(), TextNode.valueOf(body));
        return replies.once(operation, request, () -> HttpReply.json(201, "number " + ++done)
                .with("Location", "/designs/1"));
    }

    @Test
    void repeatedRequestGetsTheFirstReplyAndDoesNothing() {
        HttpReply first = send(PLAIN, "k1", "a");
        HttpReply second = send(PLAIN, "k1", "a");
        assertThat(done).isEqualTo(1);
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.headers())
                .containsEntry("Location", "/designs/1")
                .containsEntry("Idempotent-Replayed", "true");
    }

    @Test
    void keyOfAnotherRequestIsRefused() {
        send(PLAIN, "k1", "a");
        assertThatThrownBy(() -> send(PLAIN, "k1", "b")).hasMessageContaining("AMSP-1010");
        assertThat(done).isEqualTo(1);
    }

    @Test
    void emptyOrEndlessKeyIsRefused() {
        assertThatThrownBy(() -> send(PLAIN, " ", "a")).hasMessageContaining("AMSP-1002");
        assertThatThrownBy(() -> send(PLAIN, "k".repeat(201), "a")).hasMessageContaining("AMSP-1002");
    }

    @Test
    void secretIsNeverStored() {
        send(SECRET, "k1", "a");
        send(SECRET, "k1", "a");
        assertThat(kept).isEmpty();
        assertThat(done).isEqualTo(2);
    }

    private final class KeptReplies implements Replies {

        @Override
        public Optional<Reply> find(String key) {
            return Optional.ofNullable(kept.get(key));
        }

        @Override
        public void keep(Reply reply) {
            kept.put(reply.key(), reply);
        }
    }

    private record Post(String key) implements HttpCall {

        @Override
        public String method() {
            return "POST";
        }

        @Override
        public String path() {
            return "/api/v1/designs";
        }

        @Override
        public Map<String, List<String>> query() {
            return Map.of();
        }

        @Override
        public Optional<String> header(String name) {
            return name.equals("Idempotency-Key") ? Optional.of(key) : Optional.empty();
        }

        @Override
        public long contentLength() {
            return -1;
        }

        @Override
        public InputStream body() {
            return InputStream.nullInputStream();
        }

        @Override
        public void discardRest() {}
    }
}
