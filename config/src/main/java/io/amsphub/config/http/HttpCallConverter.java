package io.amsphub.config.http;

import io.amsphub.processors.api.HttpCall;
import io.vertx.core.http.HttpServerRequest;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.TypeConverterSupport;

/** Lets routes see a request as a call, without knowing the server. */
public final class HttpCallConverter extends TypeConverterSupport {

    private HttpCallConverter() {}

    /** Adds the converter to a context. */
    public static void addTo(CamelContext context) {
        context.getTypeConverterRegistry()
                .addTypeConverter(HttpCall.class, HttpServerRequest.class, new HttpCallConverter());
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T convertTo(Class<T> type, Exchange exchange, Object value) {
        return (T) new VertxHttpCall((HttpServerRequest) value);
    }
}
