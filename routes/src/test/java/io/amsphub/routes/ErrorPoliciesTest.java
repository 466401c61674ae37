package io.amsphub.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.processors.exchange.HubHeaders;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.failure.DatabaseAwayException;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.failure.NoRoomException;
import io.amsphub.processors.port.DeadLetters.DeadLetter;
import jakarta.jms.Topic;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of failures, by the policy that a route names. */
class ErrorPoliciesTest {

    private TestFlow flow;

    @BeforeEach
    void begin() throws Exception {
        flow = new TestFlow();
    }

    @AfterEach
    void close() {
        flow.close();
    }

    private Exchange report(String text) {
        Topic topic = () -> "amsp.v1.north.scanner.a.state";
        return flow.send(Flow.SCAN_RECORD, exchange -> {
            exchange.getMessage().setHeader("JMSDestination", topic);
            exchange.getMessage().setHeader(HubHeaders.OUTCOME, "forged by a machine");
            exchange.getMessage().setBody(text.getBytes(StandardCharsets.UTF_8));
        });
    }

    private JsonNode problem(Exception cause) throws Exception {
        flow.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:failing")
                        .routeId("failing")
                        .routeConfigurationId(ErrorPolicies.PROBLEM)
                        .process(exchange -> {
                            throw cause;
                        });
            }
        });
        flow.start("failing");
        Exchange answered =
                flow.send("failing", exchange -> exchange.getMessage().setHeader("Authorization", "secret"));
        assertThat(answered.getException()).isNull();
        assertThat(answered.getMessage().getHeader("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answered.getMessage().getHeader("Authorization"))
                .as("no header of the request")
                .isNull();
        JsonNode problem = Json.strict().readTree(answered.getMessage().getBody(byte[].class));
        assertThat(answered.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE))
                .isEqualTo(problem.path("status").asInt());
        return problem;
    }

    @Test
    void refusalIsToldInFull() throws Exception {
        JsonNode problem =
                problem(new HubException(FailureCode.QUOTE_EXPIRED, "it is over", "/quote", "ask for a new quote"));
        assertThat(problem.path("status").asInt()).isEqualTo(409);
        assertThat(problem.path("code").asText()).isEqualTo("AMSP-3001");
        assertThat(problem.path("where").asText()).isEqualTo("/quote");
        assertThat(problem.path("remedy").asText()).isEqualTo("ask for a new quote");
    }

    @Test
    void failureThatTheHubDoesNotUnderstandShowsOnlyAnId() throws Exception {
        JsonNode problem = problem(new IllegalStateException("jdbc:secret /home/hub"));
        assertThat(problem.path("status").asInt()).isEqualTo(500);
        assertThat(problem.path("code").asText()).isEqualTo("AMSP-1099");
        assertThat(problem.path("remedy").asText()).contains("err_");
        assertThat(problem.toString())
                .doesNotContain("jdbc")
                .doesNotContain("Exception")
                .doesNotContain("at io.");
    }

    @Test
    void databaseThatIsAwayIsToldWithoutItsAddressAndToBeTriedAgain() throws Exception {
        JsonNode problem = problem(new DatabaseAwayException("connection to db.inside:5432 refused", null));
        assertThat(problem.path("status").asInt()).isEqualTo(503);
        assertThat(problem.path("code").asText()).isEqualTo("AMSP-1019");
        assertThat(problem.toString()).doesNotContain("db.inside");
    }

    @Test
    void diskThatIsFullIsToldWithoutItsPlaceAndToBeTriedAgain() throws Exception {
        NoRoomException full = new NoRoomException("no room is left at /var/hub/blobs", null);
        for (Exception failure : List.of(full, new UncheckedIOException(full))) {
            JsonNode problem = problem(failure);
            assertThat(problem.path("status").asInt()).isEqualTo(507);
            assertThat(problem.path("code").asText()).isEqualTo("AMSP-1024");
            assertThat(problem.path("remedy").asText()).contains("Idempotency-Key", "hub-disk");
            assertThat(problem.toString()).doesNotContain("/var/hub");
        }
    }

    @Test
    void messageWaitsWhileTheDatabaseIsAway() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        flow.database = patience -> looks.incrementAndGet() > 3;
        flow.start(Flow.DEAD_LETTER_KEEP);
        assertThat(flow.send(Flow.DEAD_LETTER_KEEP, exchange -> {}).getException())
                .isNull();
        assertThat(looks).hasValueGreaterThan(3);
        assertThat(flow.deadLetters.kept).hasSize(1);
    }

    @Test
    void messageThatWaitsGoesBackWhenTheHubStops() throws Exception {
        flow.database = patience -> {
            Thread.currentThread().interrupt();
            return false;
        };
        flow.start(Flow.DEAD_LETTER_KEEP);
        Exception given = flow.send(Flow.DEAD_LETTER_KEEP, exchange -> {}).getException();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(given).isInstanceOf(DatabaseAwayException.class);
        assertThat(flow.deadLetters.kept).isEmpty();
    }

    @Test
    void timerDoesNothingWhileTheDatabaseIsAway() throws Exception {
        flow.database = patience -> false;
        AtomicInteger ticks = new AtomicInteger();
        flow.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:ticking")
                        .routeId("ticking")
                        .routeConfigurationId(ErrorPolicies.NEXT_TICK)
                        .process(exchange -> ticks.incrementAndGet());
            }
        });
        flow.start("ticking");
        Exchange tick = flow.send("ticking", exchange -> {});
        assertThat(tick.getException()).isNull();
        assertThat(tick.getProperty(Exchange.SCHEDULER_POLLED_MESSAGES, Boolean.class))
                .as("there is no more to do at once")
                .isFalse();
        assertThat(ticks).hasValue(0);
    }

    @Test
    void invalidMessageIsKeptAsideAtOnceAndTheSameOneOnce() throws Exception {
        flow.start(Flow.SCAN_RECORD);
        assertThat(report("gone").getException()).as("nothing to deliver again").isNull();
        assertThat(report("gone").getException()).isNull();
        assertThat(report("other").getException()).isNull();
        assertThat(flow.deadLetters.kept).hasSize(2);
        assertThat(flow.deadLetters.kept.values())
                .extracting(DeadLetter::queue, DeadLetter::attempts)
                .containsOnly(tuple("amsp/v1/north/scanner/a/state", 1));
        assertThat(flow.deadLetters.kept.values())
                .allSatisfy(letter -> assertThat(letter.reason()).contains("Remedy: "));
    }

    @Test
    void messageThatTheBrokerGaveUpOnIsKeptWithItsLastReason() throws Exception {
        flow.start(Flow.DEAD_LETTER_KEEP);
        flow.deadLetters.note("msg_1", "the last attempt failed");
        assertThat(flow.send(Flow.DEAD_LETTER_KEEP, exchange -> {
                            exchange.getMessage().setHeader(HubHeaders.EVENT_ID, "msg_1");
                            exchange.getMessage().setHeader("_AMQ_ORIG_QUEUE", Flow.QUOTE_PRICE);
                            exchange.getMessage().setBody("{}");
                        })
                        .getException())
                .isNull();
        assertThat(flow.deadLetters.kept.values()).singleElement().satisfies(letter -> {
            assertThat(letter.queue()).isEqualTo(Flow.QUOTE_PRICE);
            assertThat(letter.reason()).isEqualTo("the last attempt failed");
        });
    }

    @Test
    void messageWithoutContentIsKeptAsWell() throws Exception {
        flow.start(Flow.DEAD_LETTER_KEEP);
        flow.send(Flow.DEAD_LETTER_KEEP, exchange -> {});
        assertThat(flow.deadLetters.kept.values()).singleElement().satisfies(letter -> assertThat(letter.body())
                .isEmpty());
    }
}
