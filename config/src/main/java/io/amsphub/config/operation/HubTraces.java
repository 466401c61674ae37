package io.amsphub.config.operation;

import io.amsphub.config.HubVersion;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.camel.main.Main;
import org.jspecify.annotations.Nullable;

/**
 * Traces by OpenTelemetry: a span for each request and each message of a stage, which is one transaction of the
 * database, sent by OTLP over HTTP. Routes that look for work all the time make none. A collector that is away costs
 * the spans, and nothing else.
 */
public final class HubTraces implements AutoCloseable {

    /** They run by themselves, many times a second. */
    private static final String NOT_TRACED = "scheduler*,timer*";

    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final int STOP_S = 5;

    private final SdkTracerProvider spans;

    /** Traces to a collector, such as {@code http://127.0.0.1:4318}. */
    public HubTraces(URI collector) {
        String address = collector.toString().replaceAll("/+$", "") + "/v1/traces";
        spans = SdkTracerProvider.builder()
                .setResource(Resource.getDefault()
                        .merge(Resource.create(Attributes.of(
                                AttributeKey.stringKey("service.name"),
                                "amsp-hub",
                                AttributeKey.stringKey("service.version"),
                                HubVersion.HUB))))
                .addSpanProcessor(BatchSpanProcessor.builder(OtlpHttpSpanExporter.builder()
                                .setEndpoint(address)
                                .build())
                        .setScheduleDelay(EVERY)
                        .build())
                .build();
    }

    /** Lets Camel trace the routes of an application that has not started, or not. */
    public static void configure(Main main, @Nullable HubTraces traces) {
        main.addInitialProperty("camel.opentelemetry2.enabled", Boolean.toString(traces != null));
        if (traces != null) {
            main.addInitialProperty("camel.opentelemetry2.exclude-patterns", NOT_TRACED);
            main.bind("hubTracer", traces.spans.get("io.amsphub"));
            main.bind("hubPropagators", ContextPropagators.create(W3CTraceContextPropagator.getInstance()));
        }
    }

    /** Sends what is left. */
    @Override
    public void close() {
        spans.shutdown().join(STOP_S, TimeUnit.SECONDS);
    }
}
