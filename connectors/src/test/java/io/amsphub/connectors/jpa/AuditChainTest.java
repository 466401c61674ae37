package io.amsphub.connectors.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.amsphub.processors.audit.AuditChain;
import io.amsphub.processors.audit.AuditCheckpoint;
import io.amsphub.processors.audit.AuditEntry;
import io.amsphub.processors.audit.AuditLines;
import io.amsphub.processors.audit.AuditNote;
import io.amsphub.processors.audit.AuditSeal;
import io.amsphub.processors.audit.AuditVerification;
import io.amsphub.processors.audit.TestSigner;
import io.amsphub.processors.lifecycle.Ids;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.memory.MemoryHub;
import io.amsphub.processors.memory.Samples;
import io.amsphub.processors.port.AuditTrail;
import io.amsphub.processors.port.UnitOfWork;
import io.amsphub.processors.production.JobState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chain of the audit on the real database: what is committed is linked, once, and what is touched is found. */
@SuppressWarnings("NullAway") // JUnit sets the fields
class AuditChainTest {

    @TempDir
    Path directory;

    private TestStore opened;
    private JpaStore store;
    private UnitOfWork unit;
    private final MemoryHub.TestClock clock = new MemoryHub.TestClock();
    private final TestSigner signer = new TestSigner();
    private final List<AuditCheckpoint> outside = new ArrayList<>();
    private AuditChain chain;
    private Journal journal;

    @BeforeEach
    void open() {
        opened = new TestStore(directory);
        store = opened.store;
        unit = store.unitOfWork();
        journal = new Journal(store.events(), clock);
        chain = new AuditChain(
                store.events(),
                store.eventCursors(),
                store.auditTrail(),
                new AuditSeal("a key of sixteen bytes".getBytes(StandardCharsets.UTF_8)),
                signer,
                outside::add,
                Duration.ofMinutes(1),
                unit,
                clock);
    }

    @AfterEach
    void close() throws SQLException {
        opened.close();
    }

    private AuditNote note(String subject, String who) {
        return new AuditNote(
                Ids.next("aud"),
                clock.instant(),
                "getContent",
                subject,
                "acme",
                who,
                AuditNote.GIVEN,
                "192.0.2.7",
                "GET /x");
    }

    private void event(String subject) {
        journal.began(
                new Journal.Entry("job", subject, "acme", "ord_1", Samples.ANNA, "first attempt"), JobState.QUEUED);
    }

    private void extend() {
        while (store.events().sequence() > 0) {
            // until all have their place
        }
        while (chain.extend() > 0) {
            // until nothing waits
        }
    }

    private List<AuditEntry> all() {
        return unit.call(() -> store.auditTrail().after(0, AuditTrail.Query.ALL, 100_000));
    }

    private AuditVerification.Result verified() throws SQLException {
        try (Connection connection = connection()) {
            AuditReader reader = new AuditReader(connection);
            List<AuditCheckpoint> kept = new ArrayList<>(outside);
            kept.addAll(reader.checkpoints());
            AuditVerification verification = new AuditVerification(signer.publicKey(), kept);
            reader.entries(verification::entry);
            return verification.result();
        }
    }

    private Connection connection() throws SQLException {
        return opened.connect();
    }

    private void sql(String statement) throws SQLException {
        try (Connection connection = connection();
                Statement s = connection.createStatement()) {
            assertThat(s.executeUpdate(statement)).as(statement).isPositive();
        }
    }

    @Test
    void eventsAndAccessesAreLinkedAndWhatWasUndoneIsNot() throws SQLException {
        unit.run(() -> event("ord_1-1.1"));
        unit.run(() -> store.auditTrail().note(note("dsg_1.1", "anna")));
        assertThatThrownBy(() -> unit.run(() -> {
                    event("ord_1-2.1");
                    store.auditTrail().note(note("dsg_2.1", "anna"));
                    throw new IllegalStateException("undone");
                }))
                .isInstanceOf(IllegalStateException.class);
        extend();
        extend();
        assertThat(all())
                .extracting(AuditEntry::sequence, AuditEntry::action, AuditEntry::subject, AuditEntry::who)
                .containsExactly(
                        tuple(1L, "job.QUEUED", "ord_1-1.1", "anna"), tuple(2L, "getContent", "dsg_1.1", "anna"));
        assertThat(verified().finding()).isNull();
        assertThat(verified().signedUpTo()).isEqualTo(2);
        assertThat(outside).singleElement().satisfies(c -> assertThat(c.count()).isEqualTo(2));
    }

    @Test
    void entriesOfManyThreadsAreLinkedOnceEachWhileTheyCome() throws Exception {
        int threads = 4;
        int each = 150;
        ExecutorService pool = Executors.newFixedThreadPool(threads + 1);
        AtomicBoolean over = new AtomicBoolean();
        Future<Boolean> chaining = pool.submit(() -> {
            while (!over.get()) {
                store.events().sequence();
                chain.extend();
            }
            return true;
        });
        List<Callable<Boolean>> writers = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            int number = t;
            writers.add(() -> {
                for (int n = 0; n < each; n++) {
                    String subject = "t" + number + "-" + n;
                    unit.run(() -> {
                        event(subject);
                        store.auditTrail().note(note(subject, "anna"));
                    });
                }
                return true;
            });
        }
        try {
            for (Future<Boolean> writer : pool.invokeAll(writers)) {
                assertThat(writer.get()).isTrue();
            }
            over.set(true);
            assertThat(chaining.get()).isTrue();
        } finally {
            over.set(true);
            pool.shutdown();
        }
        extend();
        List<AuditEntry> entries = all();
        assertThat(entries).hasSize(2 * threads * each);
        assertThat(entries).extracting(AuditEntry::id).doesNotHaveDuplicates();
        assertThat(verified().finding()).isNull();
    }

    @Test
    void signaturesAreMadeByNumberAndByTime() {
        unit.run(() -> store.auditTrail().note(note("dsg_1.1", "anna")));
        extend();
        unit.run(() -> store.auditTrail().note(note("dsg_2.1", "anna")));
        extend();
        assertThat(outside).as("the second entry waits for its minute").hasSize(1);
        clock.pass(Duration.ofMinutes(1));
        extend();
        assertThat(outside).extracting(AuditCheckpoint::count).containsExactly(1L, 2L);
        clock.pass(Duration.ofMinutes(5));
        extend();
        assertThat(outside).as("nothing new, nothing to sign").hasSize(2);
    }

    @Test
    void whatTheLastMinuteBroughtIsSignedWhenTheHubStops() throws SQLException {
        unit.run(() -> event("job_1"));
        extend();
        unit.run(() -> event("job_2"));
        extend();
        assertThat(verified().signedUpTo()).isEqualTo(1);
        chain.finish();
        assertThat(verified().signedUpTo()).isEqualTo(2);
        int signatures = outside.size();
        chain.finish();
        assertThat(outside).as("nothing new, no new signature").hasSize(signatures);
    }

    @Test
    void chainGoesOnAfterARestart() throws SQLException {
        unit.run(() -> event("ord_1-1.1"));
        extend();
        close();
        open();
        unit.run(() -> event("ord_1-2.1"));
        clock.pass(Duration.ofMinutes(2));
        extend();
        assertThat(all()).extracting(AuditEntry::sequence).containsExactly(1L, 2L);
        assertThat(verified().finding()).isNull();
        assertThat(verified().signedUpTo()).isEqualTo(2);
    }

    @Test
    void whoWritesToTheDatabaseIsFound() throws SQLException {
        for (int n = 1; n <= 30; n++) {
            int number = n;
            unit.run(() -> store.auditTrail().note(note("dsg_" + number, "anna")));
        }
        extend();
        assertThat(verified().finding()).isNull();

        sql("UPDATE audit_entry SET who = 'otto' WHERE position = 7");
        assertBroken(7, "TEXT");
        sql("UPDATE audit_entry SET who = 'anna' WHERE position = 7");

        sql("UPDATE audit_entry SET subject = 'dsg_99' WHERE position = 8");
        assertBroken(8, "CHANGED");
        sql("UPDATE audit_entry SET subject = 'dsg_8' WHERE position = 8");

        sql("UPDATE audit_entry SET position = 99 WHERE position = 9");
        sql("UPDATE audit_entry SET position = 9 WHERE position = 10");
        sql("UPDATE audit_entry SET position = 10 WHERE position = 99");
        assertBroken(9, "LINK");
        sql("UPDATE audit_entry SET position = 99 WHERE position = 9");
        sql("UPDATE audit_entry SET position = 9 WHERE position = 10");
        sql("UPDATE audit_entry SET position = 10 WHERE position = 99");
        assertThat(verified().finding()).isNull();

        sql("DELETE FROM audit_entry WHERE position > 25");
        assertBroken(26, "TAIL");
        sql("DELETE FROM audit_checkpoint");
        assertBroken(26, "TAIL");

        sql("DELETE FROM audit_entry WHERE position = 12");
        assertBroken(12, "MISSING");
    }

    private void assertBroken(long sequence, String kind) throws SQLException {
        AuditVerification.Finding finding = verified().finding();
        assertThat(finding).isNotNull();
        assertThat(finding.sequence()).as(finding.text()).isEqualTo(sequence);
        assertThat(finding.kind()).as(finding.text()).isEqualTo(kind);
    }

    @Test
    void exportIsWhatTheDatabaseHasAndIsCheckedAlike() throws IOException {
        for (int n = 1; n <= 1203; n++) {
            int number = n;
            unit.run(() -> store.auditTrail().note(note("dsg_" + number, "anna")));
        }
        extend();
        List<AuditCheckpoint> checkpoints = new ArrayList<>();
        List<AuditEntry> entries = new ArrayList<>();
        try (InputStream export = new AuditLines(store.auditTrail(), unit, 0)) {
            for (String line : new String(export.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
                if (line.isEmpty()) {
                    continue;
                }
                AuditLines.Line parsed = AuditLines.parse(line);
                if (parsed instanceof AuditLines.CheckpointLine checkpoint) {
                    checkpoints.add(checkpoint.checkpoint());
                } else if (parsed instanceof AuditLines.EntryLine entry) {
                    entries.add(entry.entry());
                }
            }
        }
        assertThat(entries).isEqualTo(all());
        assertThat(checkpoints).isEqualTo(outside).isNotEmpty();
        AuditVerification verification = new AuditVerification(signer.publicKey(), checkpoints);
        entries.forEach(verification::entry);
        assertThat(verification.result().finding()).isNull();
    }

    @Test
    void entriesAreFoundByWhoWhatAndWhen() {
        unit.run(() -> store.auditTrail().note(note("dsg_1.1", "anna")));
        clock.pass(Duration.ofMinutes(10));
        unit.run(() -> store.auditTrail().note(note("dsg_1.1", "otto")));
        unit.run(() -> event("ord_1-1.1"));
        extend();
        AuditTrail trail = store.auditTrail();
        assertThat(unit.call(() ->
                        trail.after(0, new AuditTrail.Query("otto", "dsg_1.1", "getContent", "GIVEN", null, null), 10)))
                .singleElement()
                .satisfies(entry -> assertThat(entry.who()).isEqualTo("otto"));
        assertThat(unit.call(
                        () -> trail.after(0, new AuditTrail.Query(null, null, null, null, clock.instant(), null), 10)))
                .hasSize(2);
        assertThat(unit.call(
                        () -> trail.after(0, new AuditTrail.Query(null, null, null, null, null, clock.instant()), 10)))
                .hasSize(1);
    }
}
