package io.amsphub.connectors.web;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;

/**
 * An address that may be called, and where it leads. Calls go to these addresses and look nothing up again.
 *
 * @param uri as it was named
 * @param host its host, without brackets
 * @param port its port
 * @param tls whether over TLS
 * @param literal whether the host is an IP address and no name
 * @param addresses where it leads, all of them allowed; at least one
 */
public record Target(URI uri, String host, int port, boolean tls, boolean literal, List<InetAddress> addresses) {

    /** Copies the addresses. */
    public Target {
        addresses = List.copyOf(addresses);
    }

    /** Returns the path with the query, as it is requested. */
    String requestTarget() {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }

    /** Returns the header Host. */
    String authority() {
        String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return port == (tls ? 443 : 80) ? name : name + ":" + port;
    }
}
