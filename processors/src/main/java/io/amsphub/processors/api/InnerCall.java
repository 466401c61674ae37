package io.amsphub.processors.api;

import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What came by another way than HTTP, in the shape in which the operations of the API take their requests. Its sender is
 * known already.
 */
public final class InnerCall implements HttpCall {

    private final String origin;
    private final String method;
    private final String path;
    private final Map<String, List<String>> query;
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final InputStream body;
    private final long length;

    /**
     * A call with a body that is there.
     *
     * @param origin the way by which it came, for the audit
     * @param query parameters, decoded
     */
    public InnerCall(
            String origin,
            String method,
            String path,
            Map<String, List<String>> query,
            Map<String, String> headers,
            byte[] body) {
        this(origin, method, path, query, headers, new ByteArrayInputStream(body), body.length);
    }

    /**
     * A call with a body that is read as it comes.
     *
     * @param origin the way by which it came, for the audit
     * @param query parameters, decoded
     * @param length of the body in bytes
     */
    public InnerCall(
            String origin,
            String method,
            String path,
            Map<String, List<String>> query,
            Map<String, String> headers,
            InputStream body,
            long length) {
        this.origin = origin;
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
        return origin;
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
        // nobody sends on: the call is here as a whole
    }

    /**
     * Returns the parameters of a query as it stands in a URL.
     *
     * @throws HubException when it cannot be decoded
     */
    public static Map<String, List<String>> query(@Nullable String text) {
        Map<String, List<String>> values = new TreeMap<>();
        if (text != null && !text.isEmpty()) {
            for (String pair : text.split("&", -1)) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                values.computeIfAbsent(decode(name), key -> new ArrayList<>())
                        .add(equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
        return values;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw (HubException) new HubException(
                            FailureCode.COMMAND_MALFORMED,
                            "the query cannot be decoded",
                            "/query",
                            "write it as in a URL, with % before two hexadecimal digits")
                    .initCause(e);
        }
    }
}
