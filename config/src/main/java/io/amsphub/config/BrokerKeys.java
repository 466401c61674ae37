package io.amsphub.config;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The keys of {@link BrokerSettings}. */
final class BrokerKeys {

    static final Setting URL = new Setting(
            "hub.broker.url",
            "",
            "the broker of its own that the hub uses, such as (tcp://10.0.0.1:61617,tcp://10.0.0.2:61617)?ha=true;"
                    + " empty for the one in the process");
    static final Setting MQTT_URL = new Setting(
            "hub.broker.mqtt-url",
            "",
            "where machines reach that broker, such as tcp://10.0.0.1:1883,tcp://10.0.0.2:1883;"
                    + " empty for its hosts and hub.mqtt.port");
    static final Setting USER =
            new Setting("hub.broker.user", "hub-node", "the name by which hubs come in at a broker of its own");
    static final Setting PASSWORD_FILE =
            new Setting("hub.broker.password-file", "", "a file with the secret that goes with that name");
    static final Setting ROLE =
            new Setting("hub.broker.role", "live", "live or backup: which of a pair './hub broker' is at first");
    static final Setting STORE = new Setting(
            "hub.broker.store",
            "",
            "the directory that both brokers of a pair keep messages in; empty for 'broker' of the data directory");
    static final Setting HOST =
            new Setting("hub.broker.host", "127.0.0.1", "the address on which './hub broker' hears hubs");
    static final Setting PORT = new Setting("hub.broker.port", "61617", "the port on which './hub broker' hears hubs");

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");
    private static final Pattern CORE_ADDRESS = Pattern.compile("tcp://([^:,()?/]+|\\[[0-9a-fA-F:]+]):\\d+");
    private static final int SHORTEST_SECRET = 16;

    private BrokerKeys() {}

    static BrokerSettings read(SettingsReader reader, Path dataDirectory, int mqttPort) {
        String url = reader.text(URL);
        String store = reader.text(STORE);
        String user = reader.text(USER);
        if (!NAME.matcher(user).matches() || user.equals("hub") || user.equals("hub-sessions")) {
            reader.error(USER, "'" + user + "' cannot be the name of a hub; write small letters, such as hub-node");
        }
        List<String> addresses =
                CORE_ADDRESS.matcher(url).results().map(found -> found.group()).toList();
        if (!url.isEmpty() && addresses.isEmpty()) {
            reader.error(URL, "there is no tcp://host:port in it; " + URL.meaning());
        }
        String secret = secret(reader);
        if (!url.isEmpty() && secret.isEmpty() && reader.text(PASSWORD_FILE).isEmpty()) {
            reader.error(PASSWORD_FILE, "a broker of its own needs a secret; " + PASSWORD_FILE.meaning());
        }
        return new BrokerSettings(
                url,
                mqtt(reader, addresses, mqttPort),
                user,
                secret,
                BrokerSettings.Role.valueOf(
                        reader.choice(ROLE, List.of("live", "backup")).toUpperCase(Locale.ROOT)),
                store.isEmpty() ? dataDirectory.resolve("broker") : Path.of(store),
                reader.text(HOST),
                reader.port(PORT));
    }

    private static List<String> mqtt(SettingsReader reader, List<String> addresses, int mqttPort) {
        String said = reader.text(MQTT_URL);
        if (said.isEmpty()) {
            return addresses.stream()
                    .map(address -> address.substring(0, address.lastIndexOf(':') + 1) + mqttPort)
                    .toList();
        }
        return reader.read(MQTT_URL, "a list of tcp://host:port or ssl://host:port", BrokerKeys::listed);
    }

    private static @Nullable List<String> listed(String value) {
        if (value.isEmpty()) {
            return List.of();
        }
        List<String> listed =
                Arrays.stream(value.split(",", -1)).map(String::trim).toList();
        return listed.stream().map(URI::create).allMatch(BrokerKeys::speaksMqtt) ? listed : null;
    }

    private static boolean speaksMqtt(URI address) {
        return List.of("tcp", "ssl").contains(String.valueOf(address.getScheme()))
                && address.getHost() != null
                && address.getPort() > 0;
    }

    private static String secret(SettingsReader reader) {
        String file = reader.text(PASSWORD_FILE);
        if (file.isEmpty()) {
            return "";
        }
        try {
            String secret = Files.readString(Path.of(file)).strip();
            if (secret.length() < SHORTEST_SECRET) {
                reader.error(
                        PASSWORD_FILE,
                        "the secret in " + file + " is short; make one with 'openssl rand -hex 24', the same for all");
            }
            return secret;
        } catch (IOException e) {
            reader.error(PASSWORD_FILE, file + " cannot be read (" + e.getMessage() + ")");
            return "";
        }
    }
}
