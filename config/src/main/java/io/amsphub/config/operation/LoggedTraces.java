package io.amsphub.config.operation;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.ContextStorageProvider;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Keeps the id of the trace in the logging context while a span is the current one. Found by OpenTelemetry as a service,
 * so that it is there whoever asks for a context first.
 */
public final class LoggedTraces implements ContextStorageProvider {

    private static final String TRACE_ID = "trace";

    @Override
    public ContextStorage get() {
        return new Logged(ContextStorage.defaultStorage());
    }

    private record Logged(ContextStorage storage) implements ContextStorage {

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
