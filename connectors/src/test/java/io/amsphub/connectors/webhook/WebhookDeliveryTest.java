package io.amsphub.connectors.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.connectors.web.Receiver;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.order.OrderState;
import io.amsphub.processors.retention.Retained;
import io.amsphub.processors.webhook.DeliveryAttempt;
import io.amsphub.processors.webhook.DeliveryState;
import io.amsphub.processors.webhook.RetrySchedule;
import io.amsphub.processors.webhook.WebhookDelivery;
import io.amsphub.processors.webhook.WebhookRules;
import io.amsphub.processors.webhook.WebhookSignature;
import io.amsphub.processors.webhook.WebhookState;
import io.amsphub.processors.webhook.WebhookSubscription;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From the record of events over a real database and real sockets to targets that do well and badly. */
@Timeout(120)
@SuppressWarnings("NullAway") // the method before the tests sets the fields
class WebhookDeliveryTest {

    @TempDir
    Path directory;

    private WebhookRig rig;
    private Receiver receiver;

    @BeforeEach
    void open() throws IOException {
        receiver = new Receiver();
        rig = new WebhookRig(directory, WebhookRig.RULES).start();
    }

    @AfterEach
    void close() throws IOException, SQLException {
        receiver.close();
        rig.close();
    }

    private void happens(int from, int to) {
        IntStream.range(from, to).forEach(i -> rig.happens("acme", "ord_" + i, OrderState.CREATED));
        rig.spread();
    }

    private static List<String> subjects(Receiver receiver) {
        return receiver.calls().stream()
                .map(call ->
                        Json.read(call.body(), JsonNode.class).get("subject").asText())
                .toList();
    }

    private void awaitState(WebhookSubscription subscription, DeliveryState state, int count) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> rig.deliveries(subscription).stream()
                                .filter(d -> d.state() == state)
                                .count()
                        == count);
    }

    @Test
    void everyEventOfTheOwnerArrivesOnceInOrderSignedAndNobodyElses() {
        var issued = rig.subscribe("acme", receiver.url(), "order.*");
        rig.happens("rival", "ord_theirs", OrderState.CREATED);
        happens(0, 40);
        awaitState(issued.subscription(), DeliveryState.DELIVERED, 40);
        assertThat(subjects(receiver))
                .containsExactlyElementsOf(
                        IntStream.range(0, 40).mapToObj(i -> "ord_" + i).toList());
        for (Receiver.Call call : receiver.calls()) {
            Map<String, String> headers = call.headers();
            JsonNode event = Json.read(call.body(), JsonNode.class);
            assertThat(event.get("type").asText()).isEqualTo("order.created");
            assertThat(event.get("id").asText()).isEqualTo(headers.get("webhook-id"));
            assertThat(headers.get("content-type")).startsWith("application/cloudevents+json");
            assertThat(headers.get("webhook-signature"))
                    .isEqualTo(WebhookSignature.sign(
                            issued.secret(),
                            headers.get("webhook-id"),
                            Long.parseLong(headers.get("webhook-timestamp")),
                            call.body()));
        }
    }

    @Test
    void twoSubscriptionsOfTwoOrganisationsSeeTheirOwnEventsOnly() throws IOException {
        try (Receiver other = new Receiver()) {
            var mine = rig.subscribe("acme", receiver.url(), "*");
            var theirs = rig.subscribe("rival", other.url(), "*");
            for (int i = 0; i < 10; i++) {
                rig.happens(i % 2 == 0 ? "acme" : "rival", "ord_" + i, OrderState.CREATED);
            }
            rig.spread();
            // each hears of the subscription as well, which is an event too
            awaitState(mine.subscription(), DeliveryState.DELIVERED, 6);
            awaitState(theirs.subscription(), DeliveryState.DELIVERED, 6);
            assertThat(subjects(receiver))
                    .containsExactly(mine.subscription().id(), "ord_0", "ord_2", "ord_4", "ord_6", "ord_8");
            assertThat(subjects(other))
                    .containsExactly(theirs.subscription().id(), "ord_1", "ord_3", "ord_5", "ord_7", "ord_9");
        }
    }

    @Test
    void failureIsTriedAgainUnderTheSameIdWithTheSameBodyUntilTheTargetTakesIt() {
        AtomicInteger left = new AtomicInteger(2);
        receiver.does((call, socket) -> Receiver.write(
                socket,
                left.getAndDecrement() > 0
                        ? "HTTP/1.1 500 Oops\r\nContent-Length: 8\r\n\r\nno disk!"
                        : "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
        var subscription = rig.subscribe("acme", receiver.url(), "order.*").subscription();
        happens(0, 1);
        awaitState(subscription, DeliveryState.DELIVERED, 1);
        assertThat(receiver.calls()).hasSize(3);
        assertThat(receiver.calls().stream().map(Receiver.Call::body).distinct())
                .hasSize(1);
        assertThat(receiver.calls().stream()
                        .map(c -> c.headers().get("webhook-id"))
                        .distinct())
                .hasSize(1);
        WebhookDelivery delivery = rig.deliveries(subscription).get(0);
        assertThat(delivery.attempts()).extracting(DeliveryAttempt::number).containsExactly(1, 2, 3);
        assertThat(delivery.attempts()).extracting(DeliveryAttempt::status).containsExactly(500, 500, 200);
        assertThat(delivery.attempts()).extracting(DeliveryAttempt::code).containsExactly("STATUS", "STATUS", null);
        assertThat(delivery.attempts().get(0).answer()).isEqualTo("no disk!");
        Instant first = delivery.attempts().get(0).at();
        assertThat(delivery.attempts().get(1).at()).isAfterOrEqualTo(first.plusMillis(100));
    }

    @Test
    void whatIsRefusedEveryTimeFailsForGoodAndDoesNotHoldUpTheRest() {
        receiver.does((call, socket) -> Receiver.says(call.body().contains("ord_0") ? "422 No" : "200 OK")
                .answer(call, socket));
        var subscription = rig.subscribe("acme", receiver.url(), "order.*").subscription();
        happens(0, 3);
        awaitState(subscription, DeliveryState.DELIVERED, 2);
        awaitState(subscription, DeliveryState.FAILED, 1);
        assertThat(subjects(receiver).stream().distinct()).containsExactly("ord_0", "ord_1", "ord_2");
        assertThat(subjects(receiver)).filteredOn("ord_0"::equals).hasSize(4);
        receiver.does(Receiver.says("200 OK"));
        int replayed = rig.store.unitOfWork().call(() -> rig.desk.replayFailed(subscription, Instant.EPOCH));
        assertThat(replayed).isEqualTo(1);
        awaitState(subscription, DeliveryState.DELIVERED, 3);
    }

    @Test
    void redirectionIsAFailure() {
        receiver.does(Receiver.says("307 Elsewhere", "Location: " + receiver.url()));
        var subscription = rig.subscribe("acme", receiver.url(), "order.*").subscription();
        happens(0, 1);
        awaitState(subscription, DeliveryState.FAILED, 1);
        assertThat(receiver.calls()).hasSize(4);
    }

    @Test
    void goneDisablesTheSubscriptionWithAReasonAndResumingGoesOn() {
        receiver.does(Receiver.says("410 Gone"));
        var subscription = rig.subscribe("acme", receiver.url(), "order.*").subscription();
        happens(0, 3);
        await().until(() -> rig.read(subscription).state() == WebhookState.DISABLED);
        assertThat(rig.read(subscription).reason()).contains("410");
        assertThat(receiver.calls()).hasSize(1);
        rig.happens("acme", "ord_missed", OrderState.CREATED);
        rig.spread();
        assertThat(rig.deliveries(subscription)).hasSize(3);
        assertThatThrownBy(() -> rig.store.unitOfWork().call(() -> rig.desk.test(rig.read(subscription))))
                .isInstanceOf(HubException.class);
        receiver.does(Receiver.says("200 OK"));
        rig.store
                .unitOfWork()
                .run(() -> rig.desk.move(rig.read(subscription), WebhookState.ACTIVE, null, WebhookRig.of("acme")));
        awaitState(subscription, DeliveryState.DELIVERED, 2);
        assertThat(rig.read(subscription).reason()).isNull();
    }

    @Test
    void retryAfterIsHonouredForTheWholeTarget() {
        AtomicInteger left = new AtomicInteger(1);
        receiver.does((call, socket) -> (left.getAndDecrement() > 0
                        ? Receiver.says("429 Slow down", "Retry-After: 2")
                        : Receiver.says("200 OK"))
                .answer(call, socket));
        var subscription = rig.subscribe("acme", receiver.url(), "order.*").subscription();
        happens(0, 2);
        awaitState(subscription, DeliveryState.DELIVERED, 2);
        List<WebhookDelivery> deliveries = rig.deliveries(subscription);
        Instant asked = deliveries.get(0).attempts().get(0).at();
        assertThat(deliveries.get(0).attempts()).hasSize(2);
        assertThat(deliveries.get(0).attempts().get(1).at()).isAfterOrEqualTo(asked.plusSeconds(2));
        assertThat(deliveries.get(1).attempts().get(0).at()).isAfterOrEqualTo(asked.plusSeconds(2));
        assertThat(subjects(receiver)).containsExactly("ord_0", "ord_0", "ord_1");
    }

    @Test
    void lanesThatRestAreNotLookedAfterByWhoeverComesLate() {
        receiver.does(Receiver.says("429 Slow down", "Retry-After: 60"));
        var subscription = rig.subscribe("acme", receiver.url(), "order.*").subscription();
        happens(0, 2);
        await().until(() -> !rig.deliveries(subscription).get(0).attempts().isEmpty());
        rig.sending.lookAfter(subscription.id());
        assertThat(receiver.calls()).hasSize(1);
    }

    @Test
    void hangingTargetsOfOnePartnerDoNotDelayAnother() throws IOException {
        receiver.does(receiver.hangs());
        for (int i = 0; i < 3; i++) {
            rig.subscribe("acme", receiver.url() + i, "order.*");
        }
        try (Receiver other = new Receiver()) {
            var well = rig.subscribe("rival", other.url(), "order.*").subscription();
            happens(0, 5);
            await().until(() -> receiver.calls().size() == 2);
            IntStream.range(0, 5).forEach(i -> rig.happens("rival", "ord_" + i, OrderState.CREATED));
            rig.spread();
            awaitState(well, DeliveryState.DELIVERED, 5);
            // of three hanging targets of one organisation two are called at a time, and they still hang
            assertThat(receiver.calls()).hasSizeBetween(2, 4);
        }
    }

    @Test
    void targetThatIsBackGetsWhatItMissedInOrderAtOnce() throws IOException {
        Receiver down = new Receiver();
        int port = down.port();
        down.close();
        WebhookRules slow = new WebhookRules(
                new RetrySchedule(List.of(Duration.ofMillis(50), Duration.ofHours(1))),
                Duration.ofHours(1),
                Duration.ofDays(3),
                Duration.ofDays(30),
                3);
        rig.stop();
        try (WebhookRig patient = new WebhookRig(directory.resolve("slow"), slow).start();
                var socket = new ServerSocket()) {
            var subscription = patient.subscribe("acme", "http://127.0.0.1:" + port + "/", "order.*")
                    .subscription();
            for (int i = 0; i < 3; i++) {
                patient.happens("acme", "ord_" + i, OrderState.CREATED);
            }
            patient.spread();
            await().until(() -> patient.deliveries(subscription).stream().allMatch(d -> d.failures() == 2));
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            try (Receiver back = new Receiver(socket)) {
                patient.happens("acme", "ord_3", OrderState.CREATED);
                patient.spread();
                await().atMost(Duration.ofSeconds(30)).until(() -> back.calls().size() == 4);
                assertThat(subjects(back)).containsExactly("ord_3", "ord_0", "ord_1", "ord_2");
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void targetThatFailsForTooLongIsGivenUpWithAReason() throws SQLException {
        rig.stop();
        WebhookRules strict = new WebhookRules(
                WebhookRig.RULES.schedule(), Duration.ofHours(1), Duration.ofMillis(1), Duration.ofDays(30), 3);
        receiver.does(Receiver.says("500 Oops"));
        try (WebhookRig impatient = new WebhookRig(directory.resolve("strict"), strict).start()) {
            var subscription =
                    impatient.subscribe("acme", receiver.url(), "order.*").subscription();
            impatient.happens("acme", "ord_0", OrderState.CREATED);
            impatient.spread();
            await().until(() -> impatient.read(subscription).state() == WebhookState.DISABLED);
            assertThat(impatient.read(subscription).reason()).contains("no call has succeeded since", "answered 500");
            assertThat(impatient.deliveries(subscription).get(0).state()).isEqualTo(DeliveryState.PENDING);
        }
    }

    @Test
    void pausedSubscriptionKeepsWhatHappensAndHasItSentWhenItGoesOn() {
        var subscription = rig.subscribe("acme", receiver.url(), "order.*").subscription();
        rig.store
                .unitOfWork()
                .run(() -> rig.desk.move(subscription, WebhookState.PAUSED, "upgrade", WebhookRig.of("acme")));
        happens(0, 3);
        assertThat(rig.deliveries(subscription)).hasSize(3);
        rig.happens("rival", "ord_x", OrderState.CREATED);
        rig.spread();
        assertThat(receiver.calls()).isEmpty();
        rig.store
                .unitOfWork()
                .run(() -> rig.desk.move(rig.read(subscription), WebhookState.ACTIVE, null, WebhookRig.of("acme")));
        awaitState(subscription, DeliveryState.DELIVERED, 3);
        assertThat(subjects(receiver)).containsExactly("ord_0", "ord_1", "ord_2");
    }

    @Test
    void bothSecretsSignWhileTheyOverlap() {
        var issued = rig.subscribe("acme", receiver.url(), "order.*");
        var rotated =
                rig.store.unitOfWork().call(() -> rig.desk.rotate(issued.subscription(), null, WebhookRig.of("acme")));
        happens(0, 1);
        awaitState(issued.subscription(), DeliveryState.DELIVERED, 1);
        Receiver.Call call = receiver.calls().get(0);
        String id = call.headers().get("webhook-id");
        long at = Long.parseLong(call.headers().get("webhook-timestamp"));
        assertThat(call.headers().get("webhook-signature").split(" "))
                .containsExactly(
                        WebhookSignature.sign(rotated.secret(), id, at, call.body()),
                        WebhookSignature.sign(issued.secret(), id, at, call.body()));
    }

    @Test
    void deletedSubscriptionIsCalledNoMoreAndLeavesNoDeliveries() {
        var subscription = rig.subscribe("acme", receiver.url(), "order.*").subscription();
        rig.stop();
        happens(0, 3);
        rig.store.unitOfWork().run(() -> rig.desk.delete(subscription, WebhookRig.of("acme")));
        happens(3, 5);
        assertThat(rig.deliveries(subscription)).isEmpty();
        assertThat(rig.read(subscription).secrets()).isEmpty();
        for (int i = 0; i < 3; i++) {
            rig.subscribe("acme", receiver.url(), "*");
        }
        assertThatThrownBy(() -> rig.subscribe("acme", receiver.url(), "*"))
                .isInstanceOfSatisfying(
                        HubException.class, e -> assertThat(e.problem().code()).isEqualTo("AMSP-8102"));
    }

    @Test
    void killBetweenCallAndNoteRepeatsTheCallAndLosesNothing() throws SQLException, IOException {
        receiver.does(receiver.hangs());
        var subscription = rig.subscribe("acme", receiver.url(), "order.*").subscription();
        happens(0, 20);
        await().until(() -> receiver.calls().size() == 1);
        rig.happens("acme", "ord_20", OrderState.CREATED);
        rig.close();
        try (Receiver again = new Receiver()) {
            rig = new WebhookRig(directory, WebhookRig.RULES);
            rig.store.unitOfWork().run(() -> rig.store
                    .webhookSubscriptions()
                    .update(rig.store
                            .webhookSubscriptions()
                            .get(subscription.id())
                            .described(again.url(), List.of("order.*"), "")));
            rig.spread();
            rig.start();
            awaitState(subscription, DeliveryState.DELIVERED, 21);
            assertThat(Set.copyOf(subjects(again)))
                    .isEqualTo(IntStream.rangeClosed(0, 20)
                            .mapToObj(i -> "ord_" + i)
                            .collect(Collectors.toSet()));
            assertThat(again.calls().stream().map(c -> c.headers().get("webhook-id")))
                    .doesNotHaveDuplicates()
                    .contains(receiver.calls().get(0).headers().get("webhook-id"));
        }
    }

    @Test
    void oldDeliveriesAreRemovedAndYoungOnesStay() {
        var subscription = rig.subscribe("acme", receiver.url(), "order.*").subscription();
        happens(0, 2);
        awaitState(subscription, DeliveryState.DELIVERED, 2);
        Instant old = Instant.now().minus(Duration.ofDays(30));
        assertThat(removeDeliveries(old)).isZero();
        assertThat(removeDeliveries(Instant.now().plusSeconds(1))).isEqualTo(2);
        assertThat(rig.deliveries(subscription)).isEmpty();
    }

    private int removeDeliveries(Instant before) {
        return rig.store.unitOfWork().call(() -> rig.store.agedRows().remove(Retained.WEBHOOK_DELIVERIES, before, 100));
    }
}
