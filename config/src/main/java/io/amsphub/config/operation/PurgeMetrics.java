package io.amsphub.config.operation;

import io.amsphub.processors.retention.Retained;
import io.amsphub.processors.step.Purge;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** What was removed because of its age, as metrics: {@code hub_purged_total{kind}} and {@code hub_purged_bytes_total}. */
public final class PurgeMetrics implements MeterBinder {

    private final Purge purge;

    /** Metrics of a purge. */
    public PurgeMetrics(Purge purge) {
        this.purge = purge;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (Retained kind : Retained.values()) {
            FunctionCounter.builder("hub.purged", purge, p -> p.removed(kind))
                    .description("what was removed because of its age")
                    .tag("kind", kind.label())
                    .register(registry);
        }
        FunctionCounter.builder("hub.purged.bytes", purge, Purge::freed)
                .description("bytes of files that were removed because of their age")
                .register(registry);
    }
}
