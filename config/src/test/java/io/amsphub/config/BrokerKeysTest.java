package io.amsphub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerKeysTest {

    private static final String SECRET = "0123456789-abcdefgh";

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    private final Properties file = new Properties();

    private BrokerSettings read() {
        return HubSettings.read(Path.of("data"), file, Map.of(), new Properties())
                .broker()
                .own();
    }

    private List<String> errors() {
        return catchThrowableOfType(SettingsException.class, this::read).errors();
    }

    private void secret(String text) throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), text + "\n");
        file.setProperty("hub.broker.password-file", secret.toString());
    }

    @Test
    void brokerIsInTheProcessWhenNothingIsSaid() {
        assertThat(read().elsewhere()).isFalse();
        assertThat(read().store()).isEqualTo(Path.of("data", "broker"));
        assertThat(read().role()).isEqualTo(BrokerSettings.Role.LIVE);
    }

    @Test
    void pairIsReachedByMqttAtItsHostsUnlessOtherwiseSaid() throws IOException {
        secret(SECRET);
        file.setProperty("hub.database.url", "jdbc:postgresql://127.0.0.1/hub");
        file.setProperty("hub.broker.url", "(tcp://10.0.0.1:61617,tcp://[::1]:61618)?ha=true&reconnectAttempts=-1");
        assertThat(read().elsewhere()).isTrue();
        assertThat(read().mqtt()).containsExactly("tcp://10.0.0.1:1883", "tcp://[::1]:1883");
        file.setProperty("hub.broker.mqtt-url", "ssl://a.example:8883, ssl://b.example:8883");
        assertThat(read().mqtt()).containsExactly("ssl://a.example:8883", "ssl://b.example:8883");
        assertThat(read().password()).isEqualTo(SECRET);
        assertThat(read().toString()).doesNotContain(SECRET);
    }

    @Test
    void whatIsWrongIsSaidAndTheSecretIsNot() throws IOException {
        file.setProperty("hub.broker.url", "localhost:61617");
        file.setProperty("hub.broker.user", "hub");
        file.setProperty("hub.broker.role", "master");
        file.setProperty("hub.broker.mqtt-url", "http://a:80");
        file.setProperty("hub.broker.host", "0.0.0.0");
        assertThat(errors())
                .hasSize(7)
                .anyMatch(e -> e.startsWith("hub.broker.url: there is no tcp://host:port in it"))
                .anyMatch(e -> e.startsWith("hub.broker.user: 'hub' cannot be the name of a hub"))
                .anyMatch(e -> e.startsWith("hub.broker.role: 'master' is not one of [live, backup]"))
                .anyMatch(e -> e.startsWith("hub.broker.mqtt-url: 'http://a:80' is not a list of tcp://host:port"))
                .anyMatch(e -> e.startsWith("hub.broker.password-file: a broker of its own needs a secret"))
                .anyMatch(e -> e.startsWith("hub.database.url: a broker of its own shares a database server"))
                .anyMatch(e -> e.startsWith("hub.broker.host: '0.0.0.0' is not a loopback address"));
        file.clear();
        secret("short-secret");
        assertThat(errors()).singleElement().asString().contains("is short").doesNotContain("short-secret");
        file.setProperty("hub.broker.password-file", directory.resolve("gone").toString());
        assertThat(errors()).singleElement().asString().contains("gone cannot be read");
    }
}
