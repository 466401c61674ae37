package io.amsphub.processors.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amsphub.processors.device.Device;
import io.amsphub.processors.device.DeviceCommand;
import io.amsphub.processors.device.DeviceReport;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.memory.MemoryHub;
import io.amsphub.processors.memory.Samples;
import io.amsphub.processors.port.Outbox;
import io.amsphub.processors.port.TopicDialect;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportIntakeTest {

    private final MemoryHub hub = new MemoryHub();
    private final ReportIntake intake =
            new ReportIntake(hub.devices, List.of(new Farewells()), hub.unitOfWork, hub.clock);

    private void assertRefused(FailureCode code, String topic) {
        assertThatThrownBy(() -> intake.read(topic, new byte[0]))
                .isInstanceOfSatisfying(
                        HubException.class, e -> assertThat(e.failureCode()).isEqualTo(code));
    }

    @Test
    void messageIsReadByTheDialectOfItsMachine() {
        hub.devices.add(Samples.machine("a"));
        assertThat(intake.read("am/north/a/report/state", new byte[0]))
                .isEqualTo(new DeviceReport.Gone("north/a", hub.clock.instant()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "am/north/a/command/print",
                "am/north/a/report",
                "am/north/a/report/state/more",
                "am/north/../report/state",
                "am/north/a b/report/state",
                "am/north/a/report/STATE",
                "other/north/a/report/state",
                ""
            })
    void topicThatIsNoReportIsRefused(String topic) {
        hub.devices.add(Samples.machine("a"));
        assertRefused(FailureCode.INVALID_REPORT, topic);
    }

    @Test
    void machineThatIsNotRegisteredIsRefused() {
        assertRefused(FailureCode.UNKNOWN_DEVICE, "am/north/zz/report/state");
    }

    @Test
    void dialectThatTheHubDoesNotSpeakIsRefused() {
        Device a = Samples.machine("a");
        hub.devices.add(new Device(
                a.id(),
                a.amCentre(),
                a.machine(),
                "klingon",
                a.processCategory(),
                a.buildVolume(),
                List.of("PLA"),
                a.registration(),
                a.live(),
                0));
        assertRefused(FailureCode.INVALID_REPORT, "am/north/a/report/state");
    }

    /** A dialect in which every message says farewell. */
    private static final class Farewells implements TopicDialect {

        @Override
        public String name() {
            return "amsp-native";
        }

        @Override
        public DeviceReport read(String device, String noun, byte[] payload, Instant arrivedAt) {
            return new DeviceReport.Gone(device, arrivedAt);
        }

        @Override
        public Outbox.TopicMessage write(Device device, DeviceCommand command, String hubUrl, String correlationId) {
            throw new UnsupportedOperationException("only listens");
        }
    }
}
