package io.amsphub.config.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.amsphub.config.simulator.TestBroker;
import io.amsphub.connectors.printer.Dialects;
import io.amsphub.processors.device.Availability;
import io.amsphub.processors.device.DeviceState;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Klipper that dies publishes nothing, and what it published last says "ready" for ever. */
class SilentDeathTest {

    @Test
    void klipperThatDiesWithoutAWordIsFoundByAsking(@TempDir Path directory) throws Exception {
        TestBroker broker = new TestBroker(directory);
        try (Rig rig = Rig.of("moonraker", broker.uri(), "k1", directory, Rig.PRINT);
                ContractHub hub = new ContractHub(Dialects.load())) {
            hub.hub.devices.add(rig.device());
            hub.ready(rig);
            rig.fault("klippy dead");
            hub.until("the death to be found", () -> {
                var alarm = hub.hub.devices.get(rig.device().id()).live().alarm();
                return alarm != null && alarm.code().equals("KLIPPER_DISCONNECTED");
            });
            assertThat(hub.device(rig).live().state()).isEqualTo(DeviceState.ATTENTION);
            assertThat(hub.device(rig).live().availability()).isEqualTo(Availability.ONLINE);
            assertThat(Objects.requireNonNull(hub.device(rig).live().alarm()).remedy())
                    .contains("klippy.log");
            assertThat(hub.device(rig).free()).isFalse();
            hub.order(1);
            assertThat(hub.hub.dispatchAll())
                    .as("nothing goes to a dead machine")
                    .isZero();
            rig.fault("klippy alive");
            hub.until(
                    "it to be free",
                    () -> hub.hub.devices.get(rig.device().id()).free());
            assertThat(hub.device(rig).live().alarm()).isNull();
        } finally {
            broker.stop();
        }
    }
}
