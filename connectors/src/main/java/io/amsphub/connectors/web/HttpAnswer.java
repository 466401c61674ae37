package io.amsphub.connectors.web;

import java.util.Map;
import java.util.Optional;

/**
 * The answer to a call.
 *
 * @param status the status
 * @param headers the headers, names in small letters; of several with one name the last
 * @param excerpt the first bytes of the body as text, without control characters
 */
public record HttpAnswer(int status, Map<String, String> headers, String excerpt) {

    private static final int SUCCESS = 200;
    private static final int REDIRECT = 300;

    /** Copies the headers. */
    public HttpAnswer {
        headers = Map.copyOf(headers);
    }

    /** Returns whether the status is one of success. */
    public boolean success() {
        return status >= SUCCESS && status < REDIRECT;
    }

    /** Returns a header by its name in small letters. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }
}
