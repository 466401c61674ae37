package io.amsphub.connectors.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import io.amsphub.processors.audit.AuditChain;
import io.amsphub.processors.audit.AuditCheckpoint;
import io.amsphub.processors.audit.AuditSeal;
import io.amsphub.processors.audit.AuditVerification;
import io.amsphub.processors.audit.TestSigner;
import io.amsphub.processors.lifecycle.HubEvent;
import io.amsphub.processors.lifecycle.Ids;
import io.amsphub.processors.port.DeadLetters.DeadLetter;
import io.amsphub.processors.port.Replies.Reply;
import io.amsphub.processors.port.UnitOfWork;
import io.amsphub.processors.retention.Retained;
import io.amsphub.processors.step.WebhookFanOut;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that have reached their age, on the real database: what goes, and what must not. */
@SuppressWarnings("NullAway") // JUnit sets the fields
class RetentionTest {

    private static final Instant LONG_AGO = Instant.parse("2024-03-01T09:00:00Z");
    private static final Instant LIMIT = Instant.parse("2025-01-01T00:00:00Z");
    private static final Instant LATELY = Instant.parse("2026-03-01T09:00:00Z");

    @TempDir
    Path directory;

    private final TestSigner signer = new TestSigner();
    private final List<AuditCheckpoint> outside = new ArrayList<>();
    private TestStore opened;
    private JpaStore store;
    private UnitOfWork unit;
    private AuditChain chain;

    @BeforeEach
    void open() {
        opened = new TestStore(directory);
        store = opened.store;
        unit = store.unitOfWork();
        chain = new AuditChain(
                store.events(),
                store.eventCursors(),
                store.auditTrail(),
                new AuditSeal("a key of sixteen bytes".getBytes(StandardCharsets.UTF_8)),
                signer,
                outside::add,
                Duration.ZERO,
                unit,
                Clock.systemUTC());
    }

    @AfterEach
    void close() throws SQLException {
        opened.close();
    }

    private void event(String aggregate, String subject, @Nullable String from, Instant time) {
        unit.run(() -> store.events()
                .append(new HubEvent(
                        0, Ids.next("evt"), time, aggregate, subject, from, "X", "anna", "so", "acme", subject)));
    }

    /** Everybody reads all that there is. */
    private void allIsRead() {
        while (store.events().sequence() > 0) {
            // until all have their place
        }
        while (chain.extend() > 0) {
            // until nothing waits
        }
        webhooksHaveRead(store.events().newest());
    }

    private void webhooksHaveRead(long position) {
        unit.run(() -> store.eventCursors().move(WebhookFanOut.READER, position));
    }

    private List<String> subjects() {
        return unit.call(() -> store.events().after(null, null, null, 0, 1000)).stream()
                .map(HubEvent::subject)
                .toList();
    }

    private int remove(Retained kind, int limit) {
        return unit.call(() -> store.agedRows().remove(kind, LIMIT, limit));
    }

    private long count(Retained kind) {
        return unit.call(() -> store.agedRows().count(kind, LIMIT));
    }

    @Test
    void eachKindOfEventsGoesByItselfAndRegistrationsStay() {
        event("device", "registered", null, LONG_AGO);
        event("device", "silent", "REGISTERED", LONG_AGO);
        event("device", "silent lately", "REGISTERED", LATELY);
        event("quote", "old quote", null, LONG_AGO);
        event("order", "old order", null, LONG_AGO);
        event("something new", "unknown", null, LONG_AGO);
        event("order", "the newest", null, LONG_AGO);
        allIsRead();
        assertThat(count(Retained.MACHINE_EVENTS)).isOne();
        assertThat(remove(Retained.MACHINE_EVENTS, 100)).isOne();
        assertThat(remove(Retained.OTHER_EVENTS, 100)).isOne();
        assertThat(subjects()).containsExactly("registered", "silent lately", "old order", "unknown", "the newest");
        assertThat(remove(Retained.RECORD_EVENTS, 100)).isOne();
        assertThat(subjects()).containsExactly("registered", "silent lately", "unknown", "the newest");
    }

    @Test
    void placesOfEventsAreNeverGivenTwice() {
        event("order", "ord_1", null, LONG_AGO);
        event("order", "ord_2", null, LONG_AGO);
        allIsRead();
        assertThat(remove(Retained.RECORD_EVENTS, 100)).isOne();
        event("order", "ord_3", null, LATELY);
        allIsRead();
        assertThat(unit.call(() -> store.events().after(null, null, null, 0, 10)))
                .extracting(HubEvent::sequence)
                .containsExactly(2L, 3L);
    }

    @Test
    void eventsWaitForTheSlowestReader() {
        for (int i = 1; i <= 5; i++) {
            event("order", "ord_" + i, null, LONG_AGO);
        }
        while (store.events().sequence() > 0) {
            // until all have their place
        }
        webhooksHaveRead(5);
        assertThat(remove(Retained.RECORD_EVENTS, 100))
                .as("the audit has not begun")
                .isZero();
        allIsRead();
        webhooksHaveRead(3);
        assertThat(remove(Retained.RECORD_EVENTS, 100)).isEqualTo(2);
        unit.run(() -> store.partners().setTold("slow", 4));
        webhooksHaveRead(5);
        assertThat(count(Retained.RECORD_EVENTS)).isOne();
        assertThat(remove(Retained.RECORD_EVENTS, 100)).isOne();
        assertThat(subjects()).containsExactly("ord_4", "ord_5");
    }

    @Test
    void chainOfTheAuditHoldsAfterItsEventsAreGone() throws SQLException {
        for (int i = 0; i < 50; i++) {
            event("order", "ord_" + i, null, LONG_AGO);
        }
        allIsRead();
        assertThat(remove(Retained.RECORD_EVENTS, 30)).isEqualTo(30);
        assertThat(remove(Retained.RECORD_EVENTS, 30)).isEqualTo(19);
        event("order", "ord_50", null, LATELY);
        allIsRead();
        try (Connection connection = opened.connect()) {
            AuditReader reader = new AuditReader(connection);
            List<AuditCheckpoint> kept = new ArrayList<>(outside);
            kept.addAll(reader.checkpoints());
            AuditVerification verification = new AuditVerification(signer.publicKey(), kept);
            reader.entries(verification::entry);
            assertThat(verification.result().finding()).isNull();
            assertThat(verification.result().entries()).isEqualTo(51);
        }
    }

    @Test
    void idsOfHandledMessagesAndRepliesGoByTheirAge() {
        unit.run(() -> {
            store.replies().keep(new Reply("old", "0".repeat(64), 200, "", "{}", LONG_AGO));
            store.replies().keep(new Reply("young", "0".repeat(64), 200, "", "{}", LATELY));
            store.inbox("hub").add("msg_1");
        });
        store.deadLetters().note("msg_1", "it failed once");
        assertThat(remove(Retained.REPLIES, 100)).isOne();
        assertThat(unit.call(() -> store.replies().find("young"))).isPresent();
        assertThat(remove(Retained.INBOX, 100)).isZero();
        Instant later = Instant.now().plusSeconds(5);
        assertThat(unit.call(() -> store.agedRows().count(Retained.INBOX, later)))
                .isEqualTo(2);
        assertThat(unit.call(() -> store.agedRows().remove(Retained.INBOX, later, 1)))
                .as("the id, and then there is no room for the note")
                .isOne();
        assertThat(unit.call(() -> store.inbox("hub").contains("msg_1"))).isFalse();
        assertThat(store.deadLetters().lastReason("msg_1")).isPresent();
        assertThat(unit.call(() -> store.agedRows().remove(Retained.INBOX, later, 1)))
                .isOne();
        assertThat(store.deadLetters().lastReason("msg_1")).isEmpty();
    }

    @Test
    void deadLettersStayUntilTheyWereReplayed() {
        for (String id : List.of("waits", "replayed")) {
            store.deadLetters()
                    .keepNow(new DeadLetter(id, "mesh-detect", id, "c", "{}", "broken", 8, LONG_AGO, null, null, null));
        }
        unit.run(() -> store.deadLetters().replay("replayed", "operator"));
        Instant later = Instant.now().plusSeconds(5);
        assertThat(unit.call(() -> store.agedRows().remove(Retained.DEAD_LETTERS, later, 100)))
                .isOne();
        assertThat(unit.call(() -> store.deadLetters().find("waits"))).isPresent();
    }
}
