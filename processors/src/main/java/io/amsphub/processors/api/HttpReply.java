package io.amsphub.processors.api;

import io.amsphub.processors.exchange.Json;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP response.
 *
 * @param status the status
 * @param headers in the order of their writing
 * @param json the body as a value to be written as JSON; null when there is none
 * @param stream the body as bytes; closed by whoever writes it
 * @param written the JSON body as text, when somebody has written it already
 */
public record HttpReply(
        int status,
        Map<String, String> headers,
        @Nullable Object json,
        @Nullable InputStream stream,
        @Nullable String written) {

    private static final String CONTENT_TYPE = "Content-Type";

    /** A reply with a JSON body. */
    public static HttpReply json(int status, Object value) {
        return new HttpReply(status, Map.of(CONTENT_TYPE, "application/json"), value, null, null);
    }

    /** A reply without a body. */
    public static HttpReply empty(int status) {
        return new HttpReply(status, Map.of(), null, null, null);
    }

    /** A reply with bytes of a type. */
    public static HttpReply bytes(String mediaType, InputStream stream) {
        return new HttpReply(200, Map.of(CONTENT_TYPE, mediaType), null, stream, null);
    }

    /** Returns the reply with one more header. */
    public HttpReply with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new HttpReply(status, more, json, stream, written);
    }

    /** Returns the reply with the version of what it shows, for If-Match. */
    public HttpReply withVersion(long version) {
        return with("ETag", '"' + Long.toString(version) + '"');
    }

    /** Returns the reply with its JSON body written, so that it is written once for several readers. */
    HttpReply onceWritten() {
        return new HttpReply(status, headers, json, stream, text());
    }

    /** Returns the JSON body as text; empty when there is none. */
    public String text() {
        if (written != null) {
            return written;
        }
        return json == null ? "" : Json.write(json);
    }
}
