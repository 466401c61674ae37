package io.amsphub.config.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsoleLifecycleTest {

    private static final String PASSWORD = "changed";

    private static ConsoleServer console(ConsoleSettings settings) {
        return new ConsoleServer(
                settings,
                (user, password) -> PASSWORD.contentEquals(new String(password))
                        ? Optional.of(Set.of(ConsoleUsers.OPERATOR))
                        : Optional.empty(),
                ConsoleAudit.toLog());
    }

    private static ConsoleServer console() {
        return console(ConsoleSettings.loopback(0, ConsoleFixture.WEB_APP));
    }

    @Test
    void startsAgainAfterItWasClosed() throws Exception {
        for (int round = 0; round < 2; round++) {
            try (ConsoleServer console = console()) {
                console.start();
                ConsoleClient client = new ConsoleClient(console.url());
                assertThat(client.login("olga", PASSWORD).statusCode()).isEqualTo(200);
                assertThat(client.jolokia(Map.of("type", "version"))
                                .path("status")
                                .asInt())
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void closedConsoleIsGone() throws Exception {
        ConsoleServer console = console();
        console.start();
        URI url = console.url();
        console.close();

        assertThatThrownBy(() -> new ConsoleClient(url).get("login")).isInstanceOf(ConnectException.class);
        console.close();
    }

    @Test
    void missingConsoleIsNamedWithItsRemedy(@TempDir Path empty) {
        try (ConsoleServer console = console(ConsoleSettings.loopback(0, empty))) {
            assertThatThrownBy(console::start)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(empty.toString())
                    .hasMessageContaining("'console' of the distribution");
        }
    }

    @Test
    void takenPortLeavesNothingBehind() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ConsoleServer console =
                        console(ConsoleSettings.loopback(taken.getLocalPort(), ConsoleFixture.WEB_APP))) {
            assertThatThrownBy(console::start).hasStackTraceContaining("Failed to bind");
        }
        try (ConsoleServer second = console()) {
            second.start();
            assertThat(new ConsoleClient(second.url()).get("login").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void secondConsoleInOneProcessIsRefused() throws Exception {
        try (ConsoleServer first = console();
                ConsoleServer second = console()) {
            first.start();

            assertThatThrownBy(second::start)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("stop it first");

            assertThat(new ConsoleClient(first.url()).login("olga", PASSWORD).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void otherJaasRealmsStayAsTheyWere() {
        AppConfigurationEntry entry = new AppConfigurationEntry("x.Module", LoginModuleControlFlag.REQUIRED, Map.of());
        Configuration others = new Configuration() {
            @Override
            public AppConfigurationEntry[] getAppConfigurationEntry(String realm) {
                return new AppConfigurationEntry[] {entry};
            }
        };
        Configuration.setConfiguration(others);
        try {
            try (ConsoleServer console = console()) {
                console.start();
                assertThat(Configuration.getConfiguration().getAppConfigurationEntry("broker"))
                        .containsExactly(entry);
                assertThat(Configuration.getConfiguration().getAppConfigurationEntry(ConsoleJaas.REALM))
                        .doesNotContain(entry);
            }
            assertThat(Configuration.getConfiguration()).isSameAs(others);
        } finally {
            Configuration.setConfiguration(null);
        }
    }

    @Test
    void servesHttpsWithASecureCookie(@TempDir Path directory) throws Exception {
        Path keyStore = directory.resolve("console.p12");
        makeKey(keyStore);
        ConsoleSettings settings = new ConsoleSettings(
                "127.0.0.1",
                0,
                ConsoleFixture.WEB_APP,
                new ConsoleTls(keyStore, PASSWORD),
                Set.of(),
                Duration.ofMinutes(5));
        try (ConsoleServer console = console(settings)) {
            console.start();
            assertThat(console.url().getScheme()).isEqualTo("https");
            ConsoleClient client = new ConsoleClient(console.url(), trusting(keyStore));

            HttpResponse<String> login = client.login("olga", PASSWORD);

            assertThat(login.statusCode()).isEqualTo(200);
            assertThat(login.headers().firstValue("Set-Cookie").orElse("")).contains("Secure");
            assertThat(login.headers().firstValue("Strict-Transport-Security")).hasValue("max-age=31536000");
            assertThat(client.jolokia(Map.of("type", "version")).path("status").asInt())
                    .isEqualTo(200);
        } finally {
            System.clearProperty("hawtio.http.strictTransportSecurity");
        }
    }

    private static void makeKey(Path keyStore) throws Exception {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "console",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        keyStore.toString())
                .redirectErrorStream(true)
                .redirectOutput(keyStore.resolveSibling("keytool.log").toFile())
                .start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(keytool.exitValue()).isZero();
    }

    private static SSLContext trusting(Path keyStore) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keyStore)) {
            trusted.load(in, PASSWORD.toCharArray());
        }
        trusted.setCertificateEntry("server", trusted.getCertificate("console"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        return tls;
    }

    @Test
    void reverseProxysOriginIsTakenAndOnlyThat() throws Exception {
        ConsoleSettings settings = new ConsoleSettings(
                "127.0.0.1",
                0,
                ConsoleFixture.WEB_APP,
                null,
                Set.of(URI.create("https://hub.example.org")),
                Duration.ofMinutes(5));
        try (ConsoleServer console = console(settings)) {
            console.start();
            ConsoleClient client = new ConsoleClient(console.url());
            String login = "{\"username\":\"olga\",\"password\":\"" + PASSWORD + "\"}";

            assertThat(client.send(client.post("auth/login", login)
                                    .setHeader("Origin", "https://hub.example.org")
                                    .build())
                            .statusCode())
                    .isEqualTo(200);
            assertThat(client.send(client.post("auth/login", login)
                                    .setHeader("Origin", "https://hub.example.org.evil.example")
                                    .build())
                            .statusCode())
                    .isEqualTo(403);
        }
    }
}
