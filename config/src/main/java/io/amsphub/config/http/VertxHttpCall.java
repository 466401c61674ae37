package io.amsphub.config.http;

import io.amsphub.processors.api.HttpCall;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.URIDecoder;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A request of the Vert.x server. Its stream is paused until the body is opened. */
public final class VertxHttpCall implements HttpCall {

    private final HttpServerRequest request;
    private @Nullable Map<String, List<String>> query;
    private @Nullable PulledBody body;

    /** A call over a paused request. */
    public VertxHttpCall(HttpServerRequest request) {
        this.request = request;
    }

    @Override
    public String method() {
        return request.method().name();
    }

    @Override
    public String path() {
        return URIDecoder.decodeURIComponent(request.path(), false);
    }

    @Override
    public Map<String, List<String>> query() {
        Map<String, List<String>> known = query;
        if (known == null) {
            known = request.query() == null ? Map.of() : parameters();
            query = known;
        }
        return known;
    }

    private Map<String, List<String>> parameters() {
        Map<String, List<String>> parameters = new TreeMap<>();
        request.params()
                .names()
                .forEach(name -> parameters.put(name, request.params().getAll(name)));
        return parameters;
    }

    @Override
    public Optional<String> header(String name) {
        List<String> values = request.headers().getAll(name);
        return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }

    @Override
    public String remoteAddress() {
        return ClientAddress.of(request);
    }

    @Override
    public boolean secure() {
        return request.isSSL() || "https".equals(request.getHeader(ClientAddress.PROTO));
    }

    @Override
    public long contentLength() {
        String length = request.getHeader("Content-Length");
        return length == null ? -1 : Long.parseLong(length);
    }

    @Override
    public InputStream body() {
        PulledBody opened = body;
        if (opened == null) {
            opened = new PulledBody(request);
            body = opened;
        }
        return opened;
    }

    @Override
    public void discardRest() {
        PulledBody opened = body;
        boolean read = opened != null && opened.ended();
        if (!read && !request.isEnded()) {
            request.handler(new Drain(request)).resume();
        }
    }
}
