package io.amsphub.processors.api;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An HTTP request as it came in. Path, query, headers and body are kept apart, so that nothing in one
 * can stand in for another.
 */
public interface HttpCall {

    /** Returns the method, in capitals. */
    String method();

    /** Returns the path, decoded, without query. */
    String path();

    /** Returns the query parameters, decoded, in the order of their coming. */
    Map<String, List<String>> query();

    /** Returns the value of a header, if it came exactly once. */
    Optional<String> header(String name);

    /** Returns the address of the sender; empty when it did not come over a network. */
    default String remoteAddress() {
        return "";
    }

    /** Returns whether it came over TLS all the way from the sender. */
    default boolean secure() {
        return false;
    }

    /** Returns where the request came from: the address of the sender, or that it is the hub's own. */
    default String origin() {
        String address = remoteAddress();
        return address.isEmpty() ? "hub" : address;
    }

    /** Returns the announced length of the body, or -1. */
    long contentLength();

    /** Opens the body. It is pulled as it is read and never gathered; to be read once. */
    InputStream body();

    /**
     * Drops what was not read of the body, beside the answer: a client that still sends reads its answer, and
     * one that sends on and on loses the connection.
     */
    void discardRest();
}
