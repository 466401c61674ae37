package io.amsphub.config.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.amsphub.processors.port.DatabaseState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That nothing is begun without room, and everything with it. */
class DiskRoomTest {

    private static final Duration SHORT = Duration.ofMillis(20);
    private static final DatabaseState THERE = patience -> true;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path place;

    @Test
    void whatIsShortIsSaidWithItsPlace() {
        DiskRoom full = new DiskRoom(List.of(place), Long.MAX_VALUE);

        assertThat(full.shortage()).get().asString().contains("MiB are free at " + place);
        assertThat(full.with(THERE).await(SHORT)).isFalse();
    }

    @Test
    void withRoomOnlyTheDatabaseCounts() throws IOException {
        DiskRoom room = new DiskRoom(List.of(place), 1);

        assertThat(room.shortage()).isEmpty();
        assertThat(room.free()).isPositive();
        assertThat(room.with(THERE).await(SHORT)).isTrue();
        assertThat(room.with(patience -> false).await(SHORT)).isFalse();
    }

    @Test
    void placeThatIsGoneIsAShortage() {
        assertThat(new DiskRoom(List.of(place.resolve("gone")), 1).shortage())
                .get()
                .asString()
                .contains("cannot be looked at");
    }
}
