package io.amsphub.connectors.printer;

import io.amsphub.processors.device.Connection;
import io.amsphub.processors.device.Device;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What dialects ask of the connection of a machine. */
final class Connections {

    private Connections() {}

    /** Opens a stream where nothing may be thrown. */
    interface Opening {
        InputStream open() throws IOException;
    }

    static Supplier<InputStream> again(Opening opening) {
        return () -> {
            try {
                return opening.open();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    /** Returns the HTTP address. */
    static String url(Device device) {
        Connection connection = device.connection();
        String url = need(connection == null ? null : connection.url(), device, "url", "http://<host>:<port>");
        String scheme = String.valueOf(URI.create(url).getScheme());
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw lacks(device, "url", "http://<host>:<port>");
        }
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    /** Returns the API key. */
    static String apiKey(Device device) {
        Connection connection = device.connection();
        return need(connection == null ? null : connection.apiKey(), device, "apiKey", "the machine's API key");
    }

    /** Returns the user name. */
    static String user(Device device) {
        Connection connection = device.connection();
        return need(connection == null ? null : connection.user(), device, "user", "the machine's user name");
    }

    /** Returns the password. */
    static String secret(Device device) {
        Connection connection = device.connection();
        return need(connection == null ? null : connection.secret(), device, "secret", "the machine's password");
    }

    private static String need(@Nullable String value, Device device, String field, String what) {
        if (value == null || value.isBlank()) {
            throw lacks(device, field, what);
        }
        return value;
    }

    /** Returns the refusal of a connection that lacks something. */
    static HubException lacks(Device device, String field, String what) {
        return new HubException(
                FailureCode.CONNECTION_INCOMPLETE,
                "device " + device.id() + " speaks " + device.dialect() + " and has no usable " + field,
                "/connection/" + field,
                "give " + what);
    }
}
