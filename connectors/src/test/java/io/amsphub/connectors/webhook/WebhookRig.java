package io.amsphub.connectors.webhook;

import io.amsphub.connectors.jpa.JpaStore;
import io.amsphub.connectors.jpa.TestStore;
import io.amsphub.connectors.web.Networks;
import io.amsphub.connectors.web.PinnedHttp;
import io.amsphub.connectors.web.Ports;
import io.amsphub.connectors.web.TargetGuard;
import io.amsphub.connectors.web.TargetPolicy;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.identity.Role;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.order.OrderState;
import io.amsphub.processors.port.PageRequest;
import io.amsphub.processors.step.WebhookDesk;
import io.amsphub.processors.step.WebhookFanOut;
import io.amsphub.processors.step.WebhookSending;
import io.amsphub.processors.webhook.CloudEvents;
import io.amsphub.processors.webhook.RetrySchedule;
import io.amsphub.processors.webhook.SecretSeal;
import io.amsphub.processors.webhook.WebhookDelivery;
import io.amsphub.processors.webhook.WebhookRules;
import io.amsphub.processors.webhook.WebhookSubscription;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;

/** Everything from the record of events to the socket, over a real database, as the hub puts it together. */
final class WebhookRig implements AutoCloseable {

    static final WebhookRules RULES = new WebhookRules(
            new RetrySchedule(List.of(Duration.ofMillis(100), Duration.ofMillis(200), Duration.ofMillis(400))),
            Duration.ofHours(1),
            Duration.ofDays(3),
            Duration.ofDays(30),
            3);

    final TestStore opened;
    final JpaStore store;
    final Journal journal;
    final WebhookDesk desk;
    final WebhookFanOut fanOut;
    final WebhookSending sending;
    private final WebhookWorkers workers;
    private final HttpWebhooks transport;
    private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor();

    WebhookRig(Path directory, WebhookRules rules) {
        this(directory, rules, Clock.systemUTC());
    }

    WebhookRig(Path directory, WebhookRules rules, Clock clock) {
        opened = new TestStore(directory);
        store = opened.store;
        journal = new Journal(store.events(), clock);
        CloudEvents cloudEvents = new CloudEvents("http://hub.test/api/v1");
        SecretSeal seal = new SecretSeal(new byte[32]);
        TargetGuard guard = new TargetGuard(TargetPolicy.ofPartner(true, Ports.all(), Networks.of("127.0.0.1")));
        transport = new HttpWebhooks(
                guard,
                new PinnedHttp(
                        guard,
                        (SSLSocketFactory) SSLSocketFactory.getDefault(),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        100));
        desk = new WebhookDesk(
                store.webhookSubscriptions(),
                store.webhookDeliveries(),
                store.webhookLanes(),
                store.events(),
                cloudEvents,
                seal,
                rules,
                journal);
        fanOut = new WebhookFanOut(
                store.events(),
                store.eventCursors(),
                store.webhookSubscriptions(),
                store.webhookDeliveries(),
                store.webhookLanes(),
                cloudEvents,
                store.unitOfWork(),
                journal);
        sending = new WebhookSending(
                store.webhookSubscriptions(),
                store.webhookDeliveries(),
                store.webhookLanes(),
                transport,
                seal,
                rules,
                () -> 0,
                store.unitOfWork(),
                journal);
        workers = new WebhookWorkers(store.webhookLanes(), store.unitOfWork(), sending::lookAfter, 2, clock);
        fanOut.fanOut();
    }

    /** Begins to make calls. */
    WebhookRig start() {
        var unused = ticks.scheduleWithFixedDelay(workers::turn, 0, 20, TimeUnit.MILLISECONDS);
        return this;
    }

    static Principal of(String organisation) {
        return new Principal(organisation + "-user", organisation, Set.of(Role.USER));
    }

    WebhookDesk.Issued subscribe(String organisation, String url, String... types) {
        return store.unitOfWork()
                .call(() -> desk.create(new WebhookDesk.Wish(url, List.of(types), ""), organisation, of(organisation)));
    }

    /** Something happens to an order. */
    void happens(String organisation, String order, OrderState state) {
        store.unitOfWork()
                .run(() -> journal.began(
                        new Journal.Entry("order", order, organisation, order, of(organisation), "test"), state));
    }

    /** Gives events their order and makes deliveries of them. */
    void spread() {
        int placed;
        do {
            placed = store.events().sequence();
        } while (placed > 0);
        int spread;
        do {
            spread = fanOut.fanOut();
        } while (spread > 0);
    }

    WebhookSubscription read(WebhookSubscription subscription) {
        return store.unitOfWork().call(() -> store.webhookSubscriptions().get(subscription.id()));
    }

    List<WebhookDelivery> deliveries(WebhookSubscription subscription) {
        return store.unitOfWork()
                .call(() -> store.webhookDeliveries()
                        .page(new PageRequest(null, Map.of("subscriptionId", subscription.id()), null, 500)))
                .items();
    }

    /** Ends as a power cut would, as far as what it knows goes: nothing more is noted. */
    void stop() {
        ticks.shutdownNow();
        transport.close();
        workers.close();
    }

    @Override
    public void close() throws SQLException {
        stop();
        opened.close();
    }
}
