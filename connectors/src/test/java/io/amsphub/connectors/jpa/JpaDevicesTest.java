package io.amsphub.connectors.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amsphub.processors.catalogue.SizeMm;
import io.amsphub.processors.device.Device;
import io.amsphub.processors.device.DeviceState;
import io.amsphub.processors.device.LiveState;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.memory.Samples;
import io.amsphub.processors.port.UnitOfWork;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes of devices that are written with the end of their transaction. */
class JpaDevicesTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    private static Device lower(Device device) {
        SizeMm size = device.buildVolume();
        return device.withIdentity(new SizeMm(size.x(), size.y(), size.z() - 1), List.of("PLA"));
    }

    @Test
    void isSeenWithinTheTransactionAndAfterIt() throws SQLException {
        try (TestStore opened = new TestStore(directory)) {
            UnitOfWork work = opened.store.unitOfWork();
            JpaDevices devices = opened.store.devices();
            work.run(() -> List.of("a", "b", "c").forEach(name -> devices.add(Samples.machine(name))));
            double height = Samples.machine("a").buildVolume().z();
            work.run(() -> {
                devices.readAhead(List.of("north/a", "north/b", "north/none"));
                devices.note(lower(devices.get("north/a")));
                devices.note(lower(devices.get("north/b")));
                devices.note(lower(devices.get("north/a")));
                devices.update(lower(devices.get("north/c")));
                assertThat(devices.get("north/a").buildVolume().z()).isEqualTo(height - 2);
            });
            work.run(() -> {
                assertThat(devices.get("north/a").buildVolume().z()).isEqualTo(height - 2);
                assertThat(devices.get("north/b").buildVolume().z()).isEqualTo(height - 1);
                assertThat(devices.get("north/a").version()).isEqualTo(1);
            });
        }
    }

    /** What is remembered of a change that was undone must not come back with the version that another change got. */
    @Test
    void whatIsRememberedIsWhatIsStored() throws SQLException {
        try (TestStore opened = new TestStore(directory)) {
            UnitOfWork work = opened.store.unitOfWork();
            JpaDevices devices = opened.store.devices();
            work.run(() -> devices.add(Samples.machine("a")));
            double height = Samples.machine("a").buildVolume().z();
            LiveState heard = LiveState.NEVER_SEEN
                    .heard("boot-1", 7, Instant.parse("2026-11-03T10:00:00.123456Z"))
                    .reported(DeviceState.IDLE, 12.5, Map.of("nozzle", 210.25), null);
            assertThatThrownBy(() -> work.run(() -> {
                        devices.note(lower(lower(devices.get("north/a"))));
                        throw new IllegalStateException("undone");
                    }))
                    .hasMessage("undone");
            work.run(() -> devices.note(devices.get("north/a").withLive(heard)));

            Device known = work.call(() -> devices.get("north/a"));
            Device stored = work.call(() -> Json.read(
                    (String) devices.entityManager()
                            .createQuery("select r.document from DeviceRow r")
                            .getSingleResult(),
                    Device.class));
            assertThat(known)
                    .isEqualTo(Objects.requireNonNull(RecordVersions.of(Device.class))
                            .in(stored, 1));
            assertThat(known.live()).as("was not parsed").isSameAs(heard);
            assertThat(known.buildVolume().z()).isEqualTo(height);
        }
    }

    @Test
    void collisionEndsTheWholeTransaction() throws SQLException {
        try (TestStore opened = new TestStore(directory)) {
            UnitOfWork work = opened.store.unitOfWork();
            JpaDevices devices = opened.store.devices();
            work.run(() -> List.of("a", "b").forEach(name -> devices.add(Samples.machine(name))));
            Device old = work.call(() -> devices.get("north/a"));
            work.run(() -> devices.note(lower(old)));

            assertThatThrownBy(() -> work.run(() -> {
                        devices.note(lower(devices.get("north/b")));
                        devices.note(lower(old));
                    }))
                    .hasMessageContaining("another change of north/a came first");
            assertThatThrownBy(() -> work.run(() -> {
                        devices.note(lower(devices.get("north/a")));
                        Thread other = new Thread(() -> work.run(() -> devices.note(lower(devices.get("north/a")))));
                        other.start();
                        join(other);
                    }))
                    .hasMessageContaining("another change of the same thing came first");
            assertThat(work.call(() -> devices.get("north/b")).version()).isZero();
            assertThat(work.call(() -> devices.get("north/a")).version()).isEqualTo(2);
        }
    }

    private static void join(Thread other) {
        try {
            other.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
