package io.amsphub.connectors.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amsphub.processors.lifecycle.HubEvent;
import io.amsphub.processors.lifecycle.Ids;
import io.amsphub.processors.port.DeadLetters.DeadLetter;
import io.amsphub.processors.port.UnitOfWork;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.spi.IdempotentRepository;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What leaves, what was heard and what happened are kept in one transaction, or none of them is. */
@SuppressWarnings("NullAway") // JUnit and the methods before the tests set the fields
class JpaOutboxTest {

    private static final Instant NOW = Instant.parse("2026-11-03T12:00:00Z");

    @TempDir
    static Path directory;

    private static TestStore opened;

    private final JpaStore store = opened.store;
    private final UnitOfWork unit = store.unitOfWork();
    private final JpaOutbox outbox = store.outbox();
    private final JpaDeadLetters deadLetters = store.deadLetters();
    private final IdempotentRepository inbox = store.inbox("test");

    @BeforeAll
    static void open() {
        opened = new TestStore(directory);
    }

    @AfterAll
    static void close() throws SQLException {
        opened.close();
    }

    @BeforeEach
    void begin() {
        inbox.start();
        drain();
    }

    private List<JpaOutbox.Message> drain() {
        List<JpaOutbox.Message> messages = new ArrayList<>();
        outbox.drain(100, messages::addAll);
        return messages;
    }

    private long waiting() {
        return unit.call(outbox::waiting);
    }

    private static HubEvent event(String subject) {
        return new HubEvent(0, Ids.next("evt"), NOW, "order", subject, null, "CREATED", "anna", "why", "acme", subject);
    }

    private static DeadLetter letter(String id, String queue, String eventId) {
        return new DeadLetter(id, queue, eventId, "ord_1", "{}", "it failed", 10, NOW, null, null, null);
    }

    @Test
    @Timeout(60)
    void whoWaitsForNewsIsWokenByTheCommit() {
        drain();
        outbox.awaitNews(Duration.ZERO);
        CompletableFuture<Void> woken = CompletableFuture.runAsync(() -> outbox.awaitNews(Duration.ofMinutes(5)));
        unit.run(() -> {
            outbox.toStage("quote-price", "quo_1", "quo_1");
            assertThat(woken).as("before the commit").isNotDone();
        });
        woken.join();
        assertThat(drain()).hasSize(1);
    }

    @Test
    void unitThatFailedWakesNobody() {
        outbox.awaitNews(Duration.ZERO);
        assertThatThrownBy(() -> unit.run(() -> {
                    outbox.toStage("quote-price", "quo_1", "quo_1");
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> outbox.awaitNews(Duration.ofMillis(300)));
        assertThatThrownBy(() -> waiting.get(100, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        waiting.join();
    }

    @Test
    void failedUnitLeavesNeitherMessageNorMemoryNorEvent() {
        String id = Ids.next("msg");
        assertThatThrownBy(() -> unit.run(() -> {
                    assertThat(inbox.add(id)).isTrue();
                    outbox.toStage("quote-price", "quo_1", "quo_1");
                    store.events().append(event(id));
                    throw new IllegalStateException("fails");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(waiting()).isZero();
        assertThat(inbox.contains(id)).isFalse();
        store.events().sequence();
        assertThat(unit.call(() -> store.events().after(null, id, null, 0, 10))).isEmpty();
    }

    @Test
    void keptUnitLeavesAllThree() {
        String id = Ids.next("msg");
        unit.run(() -> {
            assertThat(inbox.add(id)).isTrue();
            outbox.toStage("quote-price", "quo_1", "quo_1");
            store.events().append(event(id));
        });
        assertThat(drain()).hasSize(1);
        assertThat(inbox.contains(id)).isTrue();
        assertThat(unit.call(() -> inbox.add(id))).as("heard before").isFalse();
        store.events().sequence();
        assertThat(unit.call(() -> store.events().after(null, id, null, 0, 10))).hasSize(1);
    }

    @Test
    void stageIsWokenOnceByEachUnit() {
        unit.run(() -> {
            outbox.wake("build-dispatch", "a", "a");
            outbox.toStage("quote-price", "b", "b");
            outbox.wake("build-dispatch", "c", "c");
            outbox.wake("build-nest", "d", "d");
            store.independentUnit().run(() -> outbox.wake("build-dispatch", "other", "other"));
            outbox.wake("build-dispatch", "e", "e");
        });
        assertThat(drain())
                .extracting(JpaOutbox.Message::correlationId)
                .as("the last one wakes for the other as well")
                .containsExactlyInAnyOrder("a", "b", "d");
        assertThatThrownBy(() -> unit.run(() -> {
                    outbox.wake("build-dispatch", "undone", "undone");
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        unit.run(() -> outbox.wake("build-dispatch", "f", "f"));
        assertThat(drain()).extracting(JpaOutbox.Message::correlationId).containsExactly("f");
    }

    @Test
    void ofThoseThatWakeTheLastLeaves() {
        unit.run(() -> outbox.wake("build-dispatch", "a", "a"));
        unit.run(() -> outbox.toStage("quote-price", "b", "b"));
        unit.run(() -> outbox.replay("evt_1", "build-dispatch", "{}", "replayed"));
        unit.run(() -> outbox.wake("build-dispatch", "c", "c"));
        unit.run(() -> outbox.toStage("quote-price", "d", "d"));
        assertThat(drain()).extracting(JpaOutbox.Message::correlationId).containsExactly("b", "replayed", "c", "d");
        assertThat(waiting()).isZero();
    }

    @Test
    void messagesLeaveInOrderAndWaitOnWhenTheSenderFails() {
        unit.run(() -> {
            for (String subject : List.of("a", "b", "c")) {
                outbox.toStage("quote-price", subject, subject);
            }
        });
        assertThatThrownBy(() -> outbox.drain(100, messages -> {
                    throw new IllegalStateException("the broker is away");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(drain()).extracting(JpaOutbox.Message::correlationId).containsExactly("a", "b", "c");
        assertThat(drain()).isEmpty();
    }

    @Test
    void eventThatIsCommittedLateIsNotSkippedByAReaderWithACursor() {
        store.events().sequence();
        long before = unit.call(() -> store.events().newest());
        String early = Ids.next("sub");
        String late = Ids.next("sub");
        unit.run(() -> {
            store.events().append(event(late));
            CompletableFuture.runAsync(() -> {
                        unit.run(() -> store.events().append(event(early)));
                        store.events().sequence();
                    })
                    .join();
        });
        long cursor = unit.call(() -> store.events().newest());
        assertThat(cursor).isEqualTo(before + 1);
        store.events().sequence();
        assertThat(unit.call(() -> store.events().after(null, null, null, cursor, 10)))
                .extracting(HubEvent::subject)
                .containsExactly(late);
    }

    @Test
    void reasonOfAFailureSurvivesTheRollback() {
        String id = Ids.next("msg");
        assertThatThrownBy(() -> unit.run(() -> {
                    deadLetters.note(id, "x".repeat(5000));
                    throw new IllegalStateException("fails");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(unit.call(() -> deadLetters.lastReason(id)))
                .hasValueSatisfying(r -> assertThat(r).hasSize(2000));
    }

    @Test
    void replayIsANewMessageWithTheOldEventId() {
        String eventId = Ids.next("msg");
        String id = Ids.next("dlq");
        unit.run(() -> deadLetters.keep(letter(id, "quote-price", eventId)));
        unit.run(() -> deadLetters.replay(id, "anna"));
        assertThat(drain()).singleElement().satisfies(m -> {
            assertThat(m.eventId()).isEqualTo(eventId);
            assertThat(m.id()).as("or the broker drops it as a duplicate").isNotEqualTo(eventId);
            assertThat(m.address()).isEqualTo("quote-price");
            assertThat(m.topic()).isFalse();
        });
        assertThatThrownBy(() -> unit.run(() -> deadLetters.replay(id, "anna"))).hasMessageContaining("AMSP-4001");
        assertThat(unit.call(() -> deadLetters.find(id)))
                .hasValueSatisfying(l -> assertThat(l.replayedBy()).isEqualTo("anna"));
    }

    @Test
    void messageOfAMachineIsReplayedToItsTopic() {
        String topic = "am/" + "c".repeat(64) + "/" + "m".repeat(64) + "/report/" + "n".repeat(40);
        String id = Ids.next("inv");
        deadLetters.keepNow(letter(id, topic, "0123"));
        unit.run(() -> deadLetters.replay(id, "anna"));
        assertThat(drain()).singleElement().satisfies(m -> {
            assertThat(m.topic()).isTrue();
            assertThat(m.address()).isEqualTo(topic);
        });
    }

    @Test
    void messageOfAnyTopicIsKept() {
        String id = Ids.next("inv");
        deadLetters.keepNow(letter(id, "am/x/y/report/" + "z".repeat(60_000), "0123"));
        assertThat(unit.call(() -> deadLetters.find(id))).isPresent();
    }

    @Test
    void sameMessageIsKeptOnceAndWaitsAgain() {
        String id = Ids.next("inv");
        long before = unit.call(deadLetters::waiting);
        deadLetters.keepNow(letter(id, "am/a/b/report/state", "0123"));
        unit.run(() -> deadLetters.replay(id, "anna"));
        assertThat(unit.call(deadLetters::waiting)).isEqualTo(before);
        deadLetters.keepNow(letter(id, "am/a/b/report/state", "0123"));
        assertThat(unit.call(deadLetters::waiting)).isEqualTo(before + 1);
    }
}
