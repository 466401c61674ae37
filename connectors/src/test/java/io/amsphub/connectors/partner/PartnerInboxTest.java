package io.amsphub.connectors.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.connectors.jpa.JpaOutbox;
import io.amsphub.connectors.jpa.TestStore;
import io.amsphub.processors.api.Api;
import io.amsphub.processors.api.ApiOperation;
import io.amsphub.processors.api.ApiRequest;
import io.amsphub.processors.api.ApiResource;
import io.amsphub.processors.api.Authentication;
import io.amsphub.processors.api.Contract;
import io.amsphub.processors.api.HttpReply;
import io.amsphub.processors.api.IdempotentReply;
import io.amsphub.processors.design.Design;
import io.amsphub.processors.device.Registration;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.FailedLogins;
import io.amsphub.processors.identity.Role;
import io.amsphub.processors.lifecycle.Ids;
import io.amsphub.processors.partner.CommandExecution;
import io.amsphub.processors.partner.CommandMessage;
import io.amsphub.processors.partner.Partner;
import io.amsphub.processors.partner.PartnerInbox;
import io.amsphub.processors.port.PageRequest;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a message does, delivered once, again, or sent again; over the real store. */
@SuppressWarnings("NullAway") // JUnit sets the fields
class PartnerInboxTest {

    private TestStore opened;
    private PartnerInbox inbox;
    private boolean refuses;
    private boolean fails;

    @BeforeEach
    void open(@TempDir Path directory) {
        opened = new TestStore(directory);
        opened.store.unitOfWork().run(() -> opened.store
                .partners()
                .add(new Partner(
                        "acme", "acme-corp", Set.of(Role.USER), null, true, false, null, Registration.QUALIFIED, 0)));
        Clock clock = Clock.systemUTC();
        Api api = new Api(
                new OneOperation(),
                List.of(resource()),
                new Authentication(opened.store.credentials(), new FailedLogins(System::nanoTime)),
                new IdempotentReply(opened.store.replies(), clock),
                opened.store.unitOfWork());
        inbox = new PartnerInbox(
                opened.store.partners(),
                new CommandExecution(api),
                (partner, text) -> Json.read(text, JsonNode.class),
                who -> {},
                opened.store.outbox(),
                opened.store.replies(),
                opened.store.deadLetters(),
                opened.store.unitOfWork(),
                clock);
    }

    @AfterEach
    void close() throws SQLException {
        opened.close();
    }

    private ApiResource resource() {
        return () -> List.of(ApiOperation.of("createDesign", ApiResource.USERS, this::create));
    }

    private HttpReply create(ApiRequest request) {
        Design design = opened.store
                .designs()
                .add(new Design(
                        Ids.next("dsg"),
                        "d",
                        request.who().organisation(),
                        request.who().name(),
                        Instant.EPOCH,
                        0,
                        0));
        if (refuses) {
            throw new HubException(FailureCode.QUOTE_EXPIRED, "too late", null, "ask anew");
        }
        if (fails) {
            throw new IllegalStateException("broken");
        }
        return HttpReply.json(201, design);
    }

    private static CommandMessage message(String messageId, int attempt) {
        String text = "{\"specversion\":\"1.0\",\"id\":\"c-1\",\"source\":\"/erp\","
                + "\"type\":\"io.amsphub.command.createDesign\",\"data\":{\"name\":\"d\"}}";
        return new CommandMessage("acme", messageId, text, text.length(), messageId, null, attempt);
    }

    private int designs() {
        return opened.store.unitOfWork().call(() -> opened.store
                .designs()
                .page(new PageRequest(null, Map.of(), null, 100))
                .items()
                .size());
    }

    /** Takes the replies out of the outbox, as status and what they answer. */
    private List<String> replies() {
        List<String> found = new ArrayList<>();
        opened.store.outbox().drain(100, messages -> {
            for (JpaOutbox.Message message : messages) {
                JsonNode reply = Json.read(message.body(), JsonNode.class);
                found.add(reply.path("status").asInt() + " "
                        + reply.path("replayed").asText() + " to " + message.answers() + " in " + message.address());
            }
        });
        return found;
    }

    @Test
    void deliveredAgainItHasNoSecondEffectAndNoSecondReply() {
        inbox.take(message("m-1", 1));
        inbox.take(message("m-1", 2));
        assertThat(designs()).isEqualTo(1);
        assertThat(replies()).containsExactly("201  to m-1 in amsp.partner.acme.out");
    }

    @Test
    void sentAgainItGetsTheFirstReply() {
        inbox.take(message("m-1", 1));
        inbox.take(message("m-2", 1));
        assertThat(designs()).isEqualTo(1);
        assertThat(replies())
                .containsExactly("201  to m-1 in amsp.partner.acme.out", "201 true to m-2 in amsp.partner.acme.out");
    }

    @Test
    void refusedItHasNoEffectAndMayBeSentAgainButNotDeliveredAgain() {
        refuses = true;
        inbox.take(message("m-1", 1));
        assertThat(designs()).isZero();
        refuses = false;
        inbox.take(message("m-1", 2));
        assertThat(designs()).as("the partner was told that it is refused").isZero();
        inbox.take(message("m-2", 1));
        assertThat(designs()).isEqualTo(1);
        assertThat(replies())
                .containsExactly("409  to m-1 in amsp.partner.acme.out", "201  to m-2 in amsp.partner.acme.out");
    }

    @Test
    void whatTheHubFailsAtIsTriedAgainAndInTheEndKeptAndAnswered() {
        fails = true;
        for (int attempt = 1; attempt < 8; attempt++) {
            int n = attempt;
            assertThatThrownBy(() -> inbox.take(message("m-1", n))).hasMessage("broken");
        }
        assertThat(replies()).isEmpty();
        inbox.take(message("m-1", 8));
        assertThat(designs()).isZero();
        assertThat(replies()).containsExactly("500  to m-1 in amsp.partner.acme.out");
        assertThat(opened.store
                        .unitOfWork()
                        .call(() -> opened.store.deadLetters().waiting()))
                .isEqualTo(1);
    }

    /** A contract with createDesign alone. */
    private static final class OneOperation implements Contract {

        @Override
        public String heading(String operation) {
            return "orders";
        }

        @Override
        public Set<String> operations() {
            return Set.of("createDesign");
        }

        @Override
        public Optional<String> operation(String method, String path) {
            return Optional.of("createDesign");
        }

        @Override
        public String method(String operation) {
            return "POST";
        }

        @Override
        public String path(String operation, List<String> values) {
            return "/api/v1/designs";
        }

        @Override
        public Map<String, String> pathParameters(String operation, String path) {
            return Map.of();
        }

        @Override
        public boolean takesJson(String operation) {
            return true;
        }

        @Override
        public void checkQuery(String operation, Map<String, List<String>> query) {}

        @Override
        public void checkBody(String operation, JsonNode body) {}
    }
}
