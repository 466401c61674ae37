package io.amsphub.config.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.amsphub.connectors.printer.Dialects;
import io.amsphub.processors.device.Connection;
import io.amsphub.processors.device.Device;
import io.amsphub.processors.device.Equipment;
import io.amsphub.processors.device.LiveState;
import io.amsphub.processors.device.LoadedMaterial;
import io.amsphub.processors.device.Place;
import io.amsphub.processors.device.Registration;
import io.amsphub.processors.device.Upkeep;
import io.amsphub.processors.device.Usage;
import io.amsphub.processors.memory.Samples;
import io.amsphub.processors.port.PrinterDialect;
import io.amsphub.processors.production.JobState;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A dialect is added by one class and its name in a file, and nothing else knows of it. */
class OneClassDialectTest {

    private final AtomicInteger prints = new AtomicInteger();
    private final AtomicInteger looks = new AtomicInteger();
    private volatile String standing = "idle";

    private void serve(ServerSocket server) {
        try {
            while (true) {
                try (Socket socket = server.accept()) {
                    BufferedReader questions =
                            new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
                    String asked = String.valueOf(questions.readLine());
                    socket.getOutputStream().write((answer(asked) + "\n").getBytes(StandardCharsets.UTF_8));
                }
            }
        } catch (IOException e) {
            standing = "off";
        }
    }

    /** A print is done after it was looked at five times. */
    private String answer(String asked) {
        if (asked.startsWith("print ")) {
            prints.incrementAndGet();
            looks.set(0);
            standing = "busy " + asked.substring("print ".length());
            return "yes";
        }
        if (standing.startsWith("busy") && looks.incrementAndGet() > 5) {
            standing = standing.replace("busy", "done");
        }
        return standing;
    }

    @Test
    void dialectOfTheTestTreeIsFoundAndPrintsAJobOnce() throws IOException {
        assertThat(Dialects.load())
                .extracting(PrinterDialect::name)
                .contains("amsp-native", "line", "moonraker", "octoprint", "prusalink");
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                ContractHub hub = new ContractHub(Dialects.load())) {
            Thread machine = new Thread(() -> serve(server), "line-machine");
            machine.setDaemon(true);
            machine.start();
            Device device = new Device(
                    "north/line",
                    Samples.CENTRE,
                    "line",
                    "line",
                    Samples.machine("line").processCategory(),
                    Samples.machine("line").buildVolume(),
                    LoadedMaterial.named(List.of("PLA")),
                    Equipment.UNKNOWN,
                    Place.NONE,
                    Upkeep.NONE,
                    new Connection(null, null, "tcp://127.0.0.1:" + server.getLocalPort(), null, null, null),
                    Registration.QUALIFIED,
                    LiveState.NEVER_SEEN,
                    Usage.NONE,
                    0);
            hub.hub.devices.add(device);
            hub.until(
                    "it to be seen",
                    () -> hub.hub.devices.get("north/line").live().lastSeen() != null);
            hub.hub.unitOfWork.run(() -> hub.hub.floor.clearPlatform(hub.hub.devices.get("north/line"), Samples.ANNA));
            hub.until("it to be free", () -> hub.hub.devices.get("north/line").free());
            String job = hub.dispatch(1);
            hub.untilJob(job, JobState.FINISHED);
            assertThat(prints).hasValue(1);
        }
    }
}
