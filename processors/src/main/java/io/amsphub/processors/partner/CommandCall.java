package io.amsphub.processors.partner;

import io.amsphub.processors.api.HttpCall;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A command in the shape in which the operations of the API take their requests. Its sender is known already. */
final class CommandCall implements HttpCall {

    private final String method;
    private final String path;
    private final Map<String, List<String>> query;
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final InputStream body;
    private final long length;

    CommandCall(String method, String path, Map<String, List<String>> query, Map<String, String> headers, byte[] body) {
        this(method, path, query, headers, new ByteArrayInputStream(body), body.length);
    }

    CommandCall(
            String method,
            String path,
            Map<String, List<String>> query,
            Map<String, String> headers,
            InputStream body,
            long length) {
        this.method = method;
        this.path = path;
        this.query = query;
        this.headers.putAll(headers);
        this.body = body;
        this.length = length;
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public Map<String, List<String>> query() {
        return query;
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    @Override
    public String origin() {
        return "command of a partner";
    }

    @Override
    public long contentLength() {
        return length;
    }

    @Override
    public InputStream body() {
        return body;
    }

    @Override
    public void discardRest() {
        // nobody sends on: the command is here as a whole
    }
}
