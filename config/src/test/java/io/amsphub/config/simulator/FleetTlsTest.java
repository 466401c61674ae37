package io.amsphub.config.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** TLS with a certificate that is checked, and a login. */
@Timeout(120)
class FleetTlsTest {

    private final Path directory;
    private final Path keyStore;
    private final Path certificate;

    FleetTlsTest(@TempDir Path directory) throws Exception {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.OFF);
        this.directory = directory;
        keyStore = directory.resolve("broker.p12");
        certificate = directory.resolve("broker.pem");
        keytool("-genkeypair", "-alias", "broker", "-keyalg", "EC", "-dname", "CN=broker", "-ext", "san=ip:127.0.0.1");
        keytool("-exportcert", "-rfc", "-alias", "broker", "-file", certificate.toString());
    }

    @Test
    void printerConnectsOverTlsWithItsPasswordOnly() throws Exception {
        TestBroker broker = new TestBroker(directory.resolve("data"), keyStore);
        try {
            assertThat(connects(broker, certificate, TestBroker.PASSWORD)).isTrue();
            assertThat(connects(broker, certificate, "wrong")).isFalse();
            assertThat(connects(broker, null, TestBroker.PASSWORD))
                    .as("a certificate that nobody vouches for")
                    .isFalse();
        } finally {
            broker.stop();
        }
    }

    private boolean connects(TestBroker broker, @Nullable Path trust, String password) throws Exception {
        String fleet = "[{\"centre\":\"c1\",\"machine\":\"p1\",\"password\":\"" + password + "\"}]";
        Fleet.Options options = new Fleet.Options(broker.uri(), trust, directory.resolve("printers"), 1);
        try (Fleet printers = new Fleet(FleetFile.parse(fleet), options)) {
            printers.powerOn();
            boolean good = trust != null && password.equals(TestBroker.PASSWORD);
            return printers.awaitConnected(Duration.ofSeconds(good ? 30 : 3));
        }
    }

    private void keytool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", keyStore.toString(), "-storepass", TestBroker.PASSWORD));
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }
}
