package io.amsphub.config.operation;

import io.amsphub.config.HubVersion;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.Scope;
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
import org.slf4j.MDC;

/**
 * Traces by OpenTelemetry: a span for each request and each message of a stage, which is one transaction of the
 * database, sent by OTLP over HTTP. Routes that look for work all the time make none. A collector that is away costs the spans, and nothing else.
 */
public final class HubTraces implements AutoCloseable {

    /** They run by themselves, many times a second. */
    private static final String NOT_TRACED = "scheduler*,timer*";

    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final int STOP_S = 5;
    private static final String TRACE_ID = "trace";

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
        ContextStorage.addWrapper(LoggedTrace::new);
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

    /** Keeps the id of the trace in the logging context while a span is the current one. */
    private static final class LoggedTrace implements ContextStorage {

        private final ContextStorage storage;

        private LoggedTrace(ContextStorage storage) {
            this.storage = storage;
        }

        @Override
        public Scope attach(Context context) {
            Context before = storage.current();
            Scope scope = storage.attach(context);
            note(context);
            return () -> {
                scope.close();
                note(before);
            };
        }

        @Override
        public @Nullable Context current() {
            return storage.current();
        }

        private static void note(@Nullable Context context) {
            SpanContext span = context == null
                    ? SpanContext.getInvalid()
                    : Span.fromContext(context).getSpanContext();
            if (span.isValid()) {
                MDC.put(TRACE_ID, span.getTraceId());
            } else {
                MDC.remove(TRACE_ID);
            }
        }
    }
}
