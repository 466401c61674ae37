package io.amsphub.connectors.mqtt;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A broker and who the hub is there.
 *
 * @param uri {@code tcp://host:port} or {@code ssl://host:port}; several, parted by commas, when whichever of them is up
 *     is the broker
 * @param user null for nobody in particular
 * @param password null for none
 */
public record BrokerAddress(
        String uri, @Nullable String user, @Nullable String password) {

    /** Returns each place where the broker may be. */
    String[] uris() {
        return uri.split(",", -1);
    }

    /** Returns the client identifier: the user where there is one, otherwise one that stays the same. */
    String clientId(String hub) {
        return user != null
                ? user
                : "hub-" + UUID.nameUUIDFromBytes((hub + " " + uri).getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the client identifier of a connection that is for one role alone. */
    String clientId(String hub, String role) {
        return "hub-" + UUID.nameUUIDFromBytes((hub + " " + this + " " + role).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return user == null ? uri : user + "@" + uri;
    }
}
