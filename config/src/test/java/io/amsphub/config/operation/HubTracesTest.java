package io.amsphub.config.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Scope;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** That the log says which trace a line belongs to. */
class HubTracesTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    @Test
    void loggingContextHasTheTraceWhileItsSpanIsCurrent() {
        try (HubTraces traces = new HubTraces(URI.create("http://127.0.0.1:1/"))) {
            assertThat(traces).isNotNull();
            Span span = Span.wrap(
                    SpanContext.create(TRACE, "b7ad6b7169203331", TraceFlags.getSampled(), TraceState.getDefault()));

            try (Scope scope = span.makeCurrent()) {
                assertThat(scope).isNotNull();
                assertThat(MDC.get("trace")).isEqualTo(TRACE);
            }
            assertThat(MDC.get("trace")).isNull();
        }
    }
}
