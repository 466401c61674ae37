package io.amsphub.config.operation;

import io.amsphub.connectors.jpa.JpaCensus;
import io.amsphub.processors.device.Availability;
import io.amsphub.processors.order.OrderState;
import io.amsphub.processors.production.JobState;
import io.amsphub.processors.production.WorkItem;
import io.amsphub.processors.webhook.DeliveryState;
import io.amsphub.processors.webhook.WebhookState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How the hub stands, as metrics: what waits where and since when, and how many there are of what, by state;
 * {@code docs/operation.md} lists them. Stages themselves are measured by Camel: rate, errors and duration of each route.
 */
public final class HubMetrics implements MeterBinder {

    private static final List<String> PROTOCOLS = List.of("MQTT", "AMQP", "CORE");

    private final HubFigures figures;

    /** Metrics of figures. */
    public HubMetrics(HubFigures figures) {
        this.figures = figures;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        waiting(registry);
        counts(registry);
    }

    private void waiting(MeterRegistry registry) {
        for (String queue : figures.queueNames()) {
            Gauge.builder("hub.queue.messages", figures, f -> known(f.queues().get(queue)))
                    .description("messages that wait in the queue of a stage")
                    .tag("queue", queue)
                    .register(registry);
            Gauge.builder("hub.queue.oldest", figures, f -> known(f.oldest().get(queue)))
                    .description("for how long the oldest message of the queue of a stage has waited")
                    .baseUnit("seconds")
                    .tag("queue", queue)
                    .register(registry);
        }
        Gauge.builder("hub.outbox.oldest", figures, HubFigures::outboxLag)
                .description("for how long the oldest message has waited for the relay")
                .baseUnit("seconds")
                .register(registry);
        for (String protocol : PROTOCOLS) {
            Gauge.builder("hub.broker.connections", figures, f -> connections(f, protocol))
                    .description("connections to the broker")
                    .tag("protocol", protocol)
                    .register(registry);
        }
        census(registry, "hub.outbox.messages", "messages that the relay has not moved yet", c -> c.outboxWaiting());
        census(
                registry,
                "hub.dead.letters",
                "messages that failed for good and wait for somebody",
                c -> c.deadLetters());
        census(
                registry,
                "hub.webhook.events.waiting",
                "events that have not become deliveries of webhooks yet",
                c -> c.webhookReader().behind());
    }

    /** What is not known is no number: 0 would say that all is well. */
    private static double known(@Nullable Number figure) {
        return figure == null ? Double.NaN : figure.doubleValue();
    }

    /** The broker names a protocol with its version. */
    private static double connections(HubFigures figures, String protocol) {
        return figures.connections()
                .map(all -> all.entrySet().stream()
                        .filter(entry -> entry.getKey().startsWith(protocol))
                        .mapToDouble(Map.Entry::getValue)
                        .sum())
                .orElse(Double.NaN);
    }

    private void counts(MeterRegistry registry) {
        for (WebhookState state : EnumSet.complementOf(EnumSet.of(WebhookState.DELETED))) {
            counted(registry, "hub.webhooks", "state", state, c -> c.webhooks().getOrDefault(state.name(), 0L));
        }
        for (DeliveryState state : EnumSet.complementOf(EnumSet.of(DeliveryState.DELIVERED))) {
            counted(registry, "hub.webhook.deliveries", "state", state, c -> c.webhookDeliveries()
                    .getOrDefault(state.name(), 0L));
        }
        for (OrderState state : OrderState.values()) {
            counted(registry, "hub.orders", "state", state, c -> c.orders().getOrDefault(state.name(), 0L));
        }
        for (JobState state : JobState.values()) {
            counted(registry, "hub.jobs", "state", state, c -> c.jobs().getOrDefault(state.name(), 0L));
        }
        for (Availability state : Availability.values()) {
            counted(registry, "hub.machines", "availability", state, c -> c.machines()
                    .getOrDefault(state.name(), 0L));
        }
        for (WorkItem.Kind kind : WorkItem.Kind.values()) {
            counted(registry, "hub.work.items", "kind", kind, c -> c.workItems().getOrDefault(kind.name(), 0L));
        }
    }

    private void census(
            MeterRegistry registry, String name, String description, Function<JpaCensus.Census, Long> figure) {
        Gauge.builder(name, figures, f -> figure.apply(f.census()))
                .description(description)
                .register(registry);
    }

    private void counted(
            MeterRegistry registry, String name, String tag, Enum<?> value, Function<JpaCensus.Census, Long> figure) {
        Gauge.builder(name, figures, f -> figure.apply(f.census()))
                .description("how many there are, by " + tag)
                .tag(tag, value.name())
                .register(registry);
    }
}
