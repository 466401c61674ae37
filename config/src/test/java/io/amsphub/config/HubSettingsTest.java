package io.amsphub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.amsphub.connectors.mail.SmtpSettings;
import io.amsphub.processors.retention.Retained;
import io.amsphub.processors.retention.RetentionRules;
import io.amsphub.processors.webhook.RetrySchedule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HubSettingsTest {

    private final Properties file = new Properties();
    private final Properties system = new Properties();
    private Map<String, String> environment = Map.of();

    private HubSettings read() {
        return HubSettings.read(Path.of("data"), file, environment, system);
    }

    private List<String> errors() {
        return catchThrowableOfType(SettingsException.class, this::read).errors();
    }

    @Test
    void nothingSaidIsAWholeConfiguration() {
        HubSettings settings = read();
        assertThat(settings.http().host()).isEqualTo("127.0.0.1");
        assertThat(settings.http().publicUrl()).hasToString("http://127.0.0.1:8080");
        assertThat(settings.times().commandExpiry()).isEqualTo(Duration.ofSeconds(60));
        assertThat(settings.limits().partAttempts()).isEqualTo(3);
        assertThat(settings.webhooks().rules().schedule()).isEqualTo(RetrySchedule.STANDARD);
    }

    @Test
    void recordsAreKeptAndTheRestHasAPeriod() {
        RetentionRules rules = read().retention().rules();
        assertThat(rules.periods())
                .doesNotContainKey(Retained.RECORD_EVENTS)
                .containsEntry(Retained.INBOX, Duration.ofDays(30))
                .containsEntry(Retained.CONTENTS, Duration.ofHours(1))
                .containsEntry(Retained.WEBHOOK_DELIVERIES, Duration.ofDays(30))
                .hasSize(Retained.values().length - 1);
        file.setProperty("hub.retention.record-events", "P3650D");
        file.setProperty("hub.retention.uploads", "keep");
        assertThat(read().retention().rules().periods())
                .containsEntry(Retained.RECORD_EVENTS, Duration.ofDays(3650))
                .doesNotContainKey(Retained.UPLOADS);
    }

    @Test
    void periodsThatWouldLoseSomethingAreRefused() {
        file.setProperty("hub.retention.inbox", "PT1H");
        file.setProperty("hub.retention.contents", "PT1S");
        file.setProperty("hub.retention.traces", "never");
        assertThat(errors())
                .hasSize(3)
                .anyMatch(e ->
                        e.startsWith("hub.retention.inbox: 'PT1H' is not 'keep' or an ISO 8601 duration of at least"
                                + " PT24H such as P30D"))
                .anyMatch(e -> e.startsWith("hub.retention.contents: 'PT1S'"))
                .anyMatch(e -> e.startsWith("hub.retention.traces: 'never'"));
    }

    @Test
    void embeddedDatabaseIsDurableOnEveryCommit() {
        assertThat(read().database().url())
                .startsWith("jdbc:hsqldb:file:")
                .contains("hsqldb.write_delay=false", "hsqldb.tx=mvcc", "hsqldb.default_table_type=cached");
    }

    @Test
    void systemComesBeforeEnvironmentBeforeFile() {
        file.setProperty("hub.http.port", "1");
        assertThat(read().http().port()).isEqualTo(1);
        environment = Map.of("HUB_HTTP_PORT", "2", "UNRELATED", "x");
        assertThat(read().http().port()).isEqualTo(2);
        system.setProperty("hub.http.port", " 3 ");
        assertThat(read().http().port()).isEqualTo(3);
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnceWithKeyAndRemedy() {
        file.setProperty("hub.http.port", "99999");
        file.setProperty("hub.mqtt.port", "abc");
        file.setProperty("hub.command.expiry", "60");
        file.setProperty("hub.mesh.memory-share", "1.5");
        file.setProperty("hub.console.enabled", "yes");
        file.setProperty("hub.database.url", "postgres://x");
        file.setProperty("hub.htp.port", "80");
        assertThat(errors())
                .hasSize(7)
                .anyMatch(e -> e.startsWith("hub.http.port: '99999' is not a port between 0 and 65535"))
                .anyMatch(e -> e.startsWith("hub.mqtt.port: 'abc' is not a port"))
                .anyMatch(e -> e.startsWith("hub.command.expiry: '60' is not an ISO 8601 duration such as PT60S"))
                .anyMatch(e -> e.startsWith("hub.mesh.memory-share: '1.5' is not a share above 0"))
                .anyMatch(e -> e.startsWith("hub.console.enabled: 'yes' is not true or false"))
                .anyMatch(e -> e.contains("is no JDBC URL; write jdbc:"))
                .contains("hub.htp.port: there is no such setting; remove it or correct its name");
        assertThatThrownBy(this::read).hasMessageContaining("7 error(s)").hasMessageContaining("hub.htp.port");
    }

    @Test
    void mailIsSentByAServerThatIsNamedOverTlsAndItsPasswordIsShownNowhere() {
        assertThat(read().mail()).isNull();
        file.setProperty("hub.mail.host", "smtp.hub.test");
        assertThat(errors()).singleElement().asString().startsWith("hub.mail.from: '' is no mailbox");
        file.setProperty("hub.mail.from", "rfq@hub.test");
        file.setProperty("hub.mail.user", "rfq");
        environment = Map.of("HUB_MAIL_PASSWORD", "a secret of the test");
        SmtpSettings mail = read().mail();
        assertThat(mail)
                .isEqualTo(new SmtpSettings(
                        "smtp.hub.test",
                        587,
                        SmtpSettings.Security.STARTTLS,
                        "rfq",
                        "a secret of the test",
                        "rfq@hub.test"));
        assertThat(read().toString()).doesNotContain("a secret of the test");
        file.setProperty("hub.mail.security", "none");
        assertThat(errors()).singleElement().asString().contains("a password is not sent without TLS");
    }

    @Test
    void hostThatIsNoneIsAnErrorAndNotACrash() {
        file.setProperty("hub.http.host", "my host");
        assertThat(errors()).singleElement().asString().startsWith("hub.http.host: 'my host' is no host name");
        file.setProperty("hub.http.host", "::1");
        assertThat(read().http().publicUrl()).hasToString("http://[::1]:8080");
    }

    @ParameterizedTest
    @CsvSource({
        "hub.http.port, -1",
        "hub.http.port, ''",
        "hub.part.attempts, 0",
        "hub.part.attempts, 101",
        "hub.upload.max-bytes, 0",
        "hub.upload.max-bytes, 4G",
        "hub.mesh.memory-share, NaN",
        "hub.mesh.memory-share, 0",
        "hub.command.grace, PT0S",
        "hub.device.silent-after, -PT1S",
        "hub.public-url, ftp://hub",
        "hub.public-url, not a url",
        "hub.mqtt.max-packet-bytes, 17000000",
        "hub.webhook.ports, 0-99999",
        "hub.webhook.allowed-networks, localhost",
        "hub.webhook.retry, 5s",
        "hub.webhook.parallel, 0",
        "hub.log.format, xml"
    })
    void valueOutOfItsRangeIsOneError(String key, String value) {
        file.setProperty(key, value);
        assertThat(errors()).singleElement().asString().startsWith(key + ": '" + value + "' is not ");
    }
}
