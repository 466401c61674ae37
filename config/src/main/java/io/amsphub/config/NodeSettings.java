package io.amsphub.config;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * This hub as one of several.
 *
 * @param name as it is set; empty for one made of the name of the host
 * @param shared the directory of what all nodes have in common
 * @param several whether that is another directory than the node's own
 */
public record NodeSettings(String name, Path shared, boolean several) {

    static final Setting NODE = new Setting(
            "hub.node", "", "the name of this hub among those on one database; empty for one made of the host's name");
    static final Setting SHARED = new Setting(
            "hub.shared",
            "",
            "the directory of keys, contents, uploads, catalogue and price rules, which the nodes of one database have"
                    + " in common; empty for the data directory");

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{0,80}");
    private static final int SHORT = 6;

    static NodeSettings read(SettingsReader reader, Path dataDirectory) {
        String name = reader.text(NODE);
        if (!NAME.matcher(name).matches()) {
            reader.error(NODE, "'" + name + "' is no name; use up to 80 letters, digits, dots, dashes and underscores");
        }
        String shared = reader.text(SHARED);
        return shared.isEmpty()
                ? new NodeSettings(name, dataDirectory, false)
                : new NodeSettings(name, Path.of(shared), true);
    }

    /** Returns the name of the node with an id. */
    String nameOf(String id) {
        return name.isEmpty() ? host() + "-" + id.substring(0, SHORT) : name;
    }

    /** Returns where a node itself listens; where machines reach the hub is the address of a balancer, or the same. */
    static String urlOf(HubSettings.Http http, boolean tls) {
        try {
            boolean everywhere = InetAddress.getByName(http.host()).isAnyLocalAddress();
            String named = everywhere ? host() : http.host();
            return new URI(tls ? "https" : "http", null, named, http.port(), null, null, null).toString();
        } catch (UnknownHostException | URISyntaxException e) {
            return http.publicUrl().toString(); // what cannot be resolved is not listened on either
        }
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "node";
        }
    }
}
