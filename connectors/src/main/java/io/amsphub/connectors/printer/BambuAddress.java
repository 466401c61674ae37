package io.amsphub.connectors.printer;

import io.amsphub.processors.device.Connection;
import io.amsphub.processors.device.Device;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a Bambu Lab machine is, and who it is.
 *
 * @param host of its broker
 * @param port of its broker
 * @param filesHost of its file server
 * @param filesPort of its file server, TLS from the first byte
 * @param serial its serial number, which is the name in its certificate
 * @param user who the hub is there
 * @param accessCode the password; never shown
 */
record BambuAddress(
        String host, int port, String filesHost, int filesPort, String serial, String user, String accessCode) {

    private static final Pattern ROOT = Pattern.compile("device/([0-9A-Za-z]{8,32})");
    private static final String USER = "bblp";
    private static final int BROKER = 8883;
    private static final int FILES = 990;

    /**
     * Reads the address of a machine.
     *
     * @throws io.amsphub.processors.failure.HubException when its connection lacks something
     */
    static BambuAddress of(Device device) {
        Connection connection = device.connection();
        if (connection == null) {
            throw Connections.lacks(device, "broker", "ssl://<host>:8883");
        }
        URI broker = uri(connection.broker(), "ssl");
        if (broker == null) {
            throw Connections.lacks(device, "broker", "ssl://<host>:8883");
        }
        Matcher root = ROOT.matcher(String.valueOf(connection.topicRoot()));
        if (!root.matches()) {
            throw Connections.lacks(device, "topicRoot", "device/<serial number>");
        }
        URI files = connection.url() == null ? broker : uri(connection.url(), "ftps");
        if (files == null) {
            throw Connections.lacks(device, "url", "ftps://<host>:990, or nothing");
        }
        String user = connection.user();
        return new BambuAddress(
                broker.getHost(),
                broker.getPort() < 0 ? BROKER : broker.getPort(),
                files.getHost(),
                connection.url() == null || files.getPort() < 0 ? FILES : files.getPort(),
                root.group(1),
                user == null ? USER : user,
                Connections.secret(device));
    }

    private static @Nullable URI uri(@Nullable String text, String scheme) {
        try {
            URI uri = URI.create(text == null ? "" : text);
            return scheme.equals(uri.getScheme()) && uri.getHost() != null ? uri : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    @Override
    public String toString() {
        return serial + " at " + host + ":" + port;
    }
}
