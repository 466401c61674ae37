package io.amsphub.config;

import io.amsphub.connectors.jpa.JpaStore;
import io.amsphub.connectors.web.PinnedHttp;
import io.amsphub.connectors.web.TargetGuard;
import io.amsphub.connectors.webhook.HttpWebhooks;
import io.amsphub.connectors.webhook.WebhookWorkers;
import io.amsphub.processors.api.ApiResource;
import io.amsphub.processors.api.WebhookResource;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.port.Leases;
import io.amsphub.processors.port.Outbox;
import io.amsphub.processors.step.WebhookDesk;
import io.amsphub.processors.step.WebhookFanOut;
import io.amsphub.processors.step.WebhookSending;
import io.amsphub.processors.webhook.CloudEvents;
import io.amsphub.processors.webhook.SecretSeal;
import io.amsphub.processors.webhook.WebhookRules;
import io.amsphub.routes.Flow;
import io.amsphub.routes.WebhookRoutes;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLSocketFactory;
import org.apache.camel.RoutesBuilder;

/** The objects of webhooks, put together by hand. */
final class WebhookDomain implements AutoCloseable {

    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(5);
    private static final int EXCERPT_BYTES = 500;

    private final JpaStore store;
    private final CloudEvents cloudEvents;
    private final HttpWebhooks transport;
    private final WebhookWorkers workers;
    private final WebhookDesk desk;
    private final WebhookFanOut fanOut;

    WebhookDomain(HubSettings settings, JpaStore store, Journal journal, Leases leases, Clock clock) {
        this.store = store;
        WebhookRules rules = settings.webhooks().rules();
        SecretSeal seal = new SecretSeal(KeyFile.of(settings.shared(), KeyFile.WEBHOOKS));
        cloudEvents = new CloudEvents(settings.http().publicUrl() + "/api/v1");
        TargetGuard guard = new TargetGuard(settings.webhooks().targets());
        transport = new HttpWebhooks(
                guard,
                new PinnedHttp(
                        guard,
                        (SSLSocketFactory) SSLSocketFactory.getDefault(),
                        CONNECT_PATIENCE,
                        settings.webhooks().timeout(),
                        EXCERPT_BYTES));
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
        WebhookSending sending = new WebhookSending(
                store.webhookSubscriptions(),
                store.webhookDeliveries(),
                store.webhookLanes(),
                transport,
                seal,
                rules,
                new SecureRandom()::nextDouble,
                store.unitOfWork(),
                journal);
        workers = new WebhookWorkers(
                store.webhookLanes(),
                store.unitOfWork(),
                subscription -> leases.within(Flow.WEBHOOK_SEND, () -> sending.lookAfter(subscription)),
                settings.webhooks().parallel(),
                clock);
    }

    CloudEvents cloudEvents() {
        return cloudEvents;
    }

    List<ApiResource> resources() {
        return List.of(new WebhookResource(
                store.webhookSubscriptions(),
                store.webhookDeliveries(),
                store.webhookLanes(),
                transport,
                desk,
                store.unitOfWork()));
    }

    List<RoutesBuilder> routes(Outbox outbox) {
        return List.of(new WebhookRoutes(outbox, fanOut::fanOut, workers));
    }

    @Override
    public void close() {
        workers.close();
        transport.close();
    }
}
