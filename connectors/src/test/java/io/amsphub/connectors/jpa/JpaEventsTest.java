package io.amsphub.connectors.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.amsphub.processors.lifecycle.HubEvent;
import io.amsphub.processors.lifecycle.Ids;
import io.amsphub.processors.memory.Samples;
import io.amsphub.processors.port.Events;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Places of events, and reading before they have one. */
@SuppressWarnings("NullAway") // JUnit sets the field
class JpaEventsTest {

    @TempDir
    private Path directory;

    @Test
    void recordOfAPartHasWhatWasCommittedEvenBeforeItHasItsPlace() throws SQLException {
        try (TestStore opened = new TestStore(directory)) {
            append(opened, moved("part-1", null, "PLANNED"), moved("part-2", null, "PLANNED"));
            opened.store.unitOfWork().run(() -> opened.store.events().sequence());
            append(opened, moved("part-1", "PLANNED", "IN_PRODUCTION"), moved("part-1", "IN_PRODUCTION", "PRINTED"));

            opened.store.unitOfWork().run(() -> {
                Events events = opened.store.events();
                assertThat(events.about("part-1", 10))
                        .extracting(HubEvent::to, HubEvent::sequence)
                        .containsExactly(tuple("PLANNED", 1L), tuple("IN_PRODUCTION", 0L), tuple("PRINTED", 0L));
                assertThat(events.about("part-1", 2))
                        .extracting(HubEvent::to)
                        .containsExactly("PLANNED", "IN_PRODUCTION");
                assertThat(events.after(null, "part-1", null, 0, 10))
                        .as("a reader with a cursor waits for the places")
                        .extracting(HubEvent::to)
                        .containsExactly("PLANNED");
            });

            opened.store.unitOfWork().run(() -> opened.store.events().sequence());
            opened.store.unitOfWork().run(() -> assertThat(opened.store.events().about("part-1", 10))
                    .extracting(HubEvent::sequence)
                    .isSorted()
                    .doesNotContain(0L));
        }
    }

    private static void append(TestStore opened, HubEvent... events) {
        opened.store.unitOfWork().run(() -> Stream.of(events).forEach(opened.store.events()::append));
    }

    private static HubEvent moved(String part, String from, String to) {
        return new HubEvent(
                0, Ids.next("evt"), Samples.THEN, "part", part, from, to, "hub", "because", "acme", "ord_1");
    }
}
