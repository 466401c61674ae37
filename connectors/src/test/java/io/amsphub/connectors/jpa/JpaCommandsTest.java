package io.amsphub.connectors.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import io.amsphub.processors.catalogue.Certificate;
import io.amsphub.processors.catalogue.Location;
import io.amsphub.processors.device.Connection;
import io.amsphub.processors.device.Device;
import io.amsphub.processors.device.DeviceCommand;
import io.amsphub.processors.device.Equipment;
import io.amsphub.processors.device.Limit;
import io.amsphub.processors.device.LoadedMaterial;
import io.amsphub.processors.device.MaintenanceWindow;
import io.amsphub.processors.device.Place;
import io.amsphub.processors.device.Registration;
import io.amsphub.processors.device.Upkeep;
import io.amsphub.processors.memory.Samples;
import io.amsphub.processors.port.Commands;
import io.amsphub.processors.port.PageRequest;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the hub keeps of machines that it goes to, over a restart. */
@SuppressWarnings("NullAway") // JUnit sets the field
class JpaCommandsTest {

    @TempDir
    private Path directory;

    private static Commands.Waiting waiting(DeviceCommand command) {
        return new Commands.Waiting("north/a", command, "ord_1", false);
    }

    @Test
    void commandsWaitInOrderWithTheirNoteUntilTheyAreDealtWith() throws SQLException {
        DeviceCommand print = new DeviceCommand.Print(
                "cmd_1", Samples.THEN, "ord_1-1.1", "ord_1-1", Samples.SOLID, "token", "PLA", Samples.SIZE, 100, 3600);
        DeviceCommand pause = new DeviceCommand.Control("cmd_2", Samples.THEN, DeviceCommand.Verb.PAUSE, "ord_1-1.1");
        DeviceCommand report = new DeviceCommand.Report("cmd_1-q1");
        DeviceCommand clear = new DeviceCommand.ClearPlatform("cmd_3", "anna");
        try (TestStore opened = new TestStore(directory)) {
            opened.store.unitOfWork().run(() -> {
                for (DeviceCommand command : List.of(print, pause, report, clear)) {
                    opened.store.commands().add(waiting(command));
                }
            });
            opened.store.unitOfWork().run(() -> opened.store.commands().begun("cmd_1"));
        }
        try (TestStore opened = new TestStore(directory)) {
            assertThat(opened.store
                            .unitOfWork()
                            .call(() -> opened.store.commands().waiting(10)))
                    .containsExactly(
                            new Commands.Waiting("north/a", print, "ord_1", true),
                            waiting(pause),
                            waiting(report),
                            waiting(clear));
            opened.store.unitOfWork().run(() -> opened.store.commands().done("cmd_1"));
            assertThat(opened.store
                            .unitOfWork()
                            .call(() -> opened.store.commands().waiting(1)))
                    .containsExactly(waiting(pause));
        }
    }

    @Test
    void devicesAreFoundByGroupAndByWhetherTheHubGoesToThem() throws SQLException {
        Device plain = Samples.machine("plain");
        Device visited = Samples.machine("visited")
                .described(
                        List.of(new LoadedMaterial("PLA", "black"), LoadedMaterial.named("PETG")),
                        new Equipment(
                                0.4,
                                null,
                                List.of(Limit.NO_PAUSE),
                                List.of("enclosure"),
                                List.of(new Certificate("ISO 13485", Samples.THEN)),
                                0.3),
                        new Place(List.of("fdm", "hall 2"), Map.of("row", "3"), "by the window", new Location(52, 13)),
                        new Upkeep(
                                Samples.THEN,
                                null,
                                null,
                                List.of(new MaintenanceWindow(
                                        Samples.THEN, Samples.THEN.plusSeconds(60), "new belts"))),
                        new Connection(null, null, "http://a", "anna", "secret", "key"));
        Device retired = Samples.machine("retired")
                .described(List.of(), Equipment.UNKNOWN, Place.NONE, Upkeep.NONE, visited.connection())
                .withRegistration(Registration.RETIRED);
        try (TestStore opened = new TestStore(directory)) {
            opened.store.unitOfWork().run(() -> {
                for (Device device : List.of(plain, visited, retired)) {
                    Device unused = opened.store.devices().add(device);
                }
            });
            assertThat(opened.store
                            .unitOfWork()
                            .call(() -> opened.store.devices().connected(10)))
                    .extracting(d -> d.withLive(visited.live()).place())
                    .containsExactly(visited.place());
            assertThat(inGroup(opened, "hall 2")).containsExactly("north/visited");
            assertThat(inGroup(opened, "hall")).isEmpty();
            assertThat(opened.store
                            .unitOfWork()
                            .call(() -> opened.store.devices().get("north/visited")))
                    .usingRecursiveComparison()
                    .ignoringFields("version")
                    .isEqualTo(visited);
        }
    }

    private static List<String> inGroup(TestStore opened, String group) {
        return opened.store
                .unitOfWork()
                .call(
                        () -> opened
                                .store
                                .devices()
                                .page(new PageRequest(null, Map.of("inGroup", group), null, 10))
                                .items()
                                .stream()
                                .map(Device::id)
                                .toList());
    }
}
