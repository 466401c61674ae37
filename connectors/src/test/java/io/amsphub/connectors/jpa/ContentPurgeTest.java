package io.amsphub.connectors.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amsphub.connectors.storage.DirectoryBlobs;
import io.amsphub.connectors.storage.DirectoryUploads;
import io.amsphub.connectors.storage.TestRing;
import io.amsphub.processors.audit.AuditNote;
import io.amsphub.processors.design.BlobRef;
import io.amsphub.processors.design.Design;
import io.amsphub.processors.design.DesignRevision;
import io.amsphub.processors.design.RevisionState;
import io.amsphub.processors.design.Upload;
import io.amsphub.processors.lifecycle.Ids;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.memory.Samples;
import io.amsphub.processors.port.Blobs;
import io.amsphub.processors.port.Intake;
import io.amsphub.processors.port.MadeFiles;
import io.amsphub.processors.port.UnitOfWork;
import io.amsphub.processors.retention.PurgeReport;
import io.amsphub.processors.retention.Retained;
import io.amsphub.processors.retention.RetentionRules;
import io.amsphub.processors.step.AbandonedUploads;
import io.amsphub.processors.step.ContentPurge;
import io.amsphub.processors.step.ModelIntake;
import io.amsphub.processors.step.ModelIntake.Announcement;
import io.amsphub.processors.step.Purge;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Contents without a reference and uploads without an end, on the real database and files. */
@SuppressWarnings("NullAway") // JUnit sets the fields
class ContentPurgeTest {

    private static final Duration AGE = Duration.ofHours(2);
    private static final int WRITERS = 3;
    private static final int CONTENTS = 60;

    @TempDir
    Path directory;

    private final Set<String> remembered = new HashSet<>();
    private TestStore opened;
    private JpaStore store;
    private UnitOfWork unit;
    private DirectoryBlobs blobs;
    private DirectoryUploads uploads;
    private ModelIntake intake;
    private Purge purge;

    @BeforeEach
    void open() throws IOException {
        opened = new TestStore(directory);
        store = opened.store;
        unit = store.unitOfWork();
        blobs = new DirectoryBlobs(directory.resolve("blobs"), TestRing.beside(directory.resolve("blobs")));
        uploads = new DirectoryUploads(directory.resolve("uploads"), blobs);
        Intake nowhere = (Intake) Proxy.newProxyInstance(
                Intake.class.getClassLoader(), new Class<?>[] {Intake.class}, (proxy, method, arguments) -> null);
        intake = new ModelIntake(
                store.designs(),
                store.revisions(),
                uploads,
                nowhere,
                new Journal(store.events(), Clock.systemUTC()),
                unit,
                1000);
        purge = purge(Clock.systemUTC());
    }

    private Purge purge(Clock clock) {
        return new Purge(
                store.agedRows(),
                new AbandonedUploads(store.revisions(), uploads, intake, unit),
                new ContentPurge(store.agedRows(), blobs, new Made()),
                new RetentionRules(
                        Map.of(Retained.CONTENTS, Duration.ofHours(1), Retained.UPLOADS, Duration.ofDays(7))),
                store.auditTrail(),
                unit,
                new ReentrantLock(),
                clock);
    }

    @AfterEach
    void close() throws SQLException {
        opened.close();
    }

    private final class Made implements MadeFiles {

        @Override
        public long unused(Instant since) {
            return 0;
        }

        @Override
        public long forget(Instant since) {
            return 0;
        }

        @Override
        public Set<String> contents() {
            return remembered;
        }
    }

    private static BlobRef write(Blobs into, String text) throws IOException {
        return into.store("text/plain", out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    private BlobRef old(BlobRef blob) throws IOException {
        Path file = directory.resolve("blobs").resolve(blob.sha256().substring(0, 2));
        FileTime then = FileTime.from(Instant.now().minus(AGE));
        Files.setLastModifiedTime(file.resolve(blob.sha256() + ".seal"), then);
        return blob;
    }

    private BlobRef orphan(String text) throws IOException {
        return old(write(blobs.of("acme", "dsg_1"), text));
    }

    private void named(String id, BlobRef source) {
        DesignRevision ready = Samples.ready(Samples.SIZE);
        unit.run(() -> store.revisions()
                .add(new DesignRevision(
                        id,
                        "dsg_1",
                        1,
                        "acme",
                        RevisionState.UPLOADED,
                        "anna",
                        ready.createdAt(),
                        new Upload(Ids.next("upl"), "bracket.stl", 684, null, null, true, Map.of()),
                        null,
                        source,
                        null,
                        null,
                        null,
                        null,
                        0)));
    }

    private boolean isThere(BlobRef blob) {
        Path at = directory.resolve("blobs").resolve(blob.sha256().substring(0, 2));
        return Files.exists(at.resolve(blob.sha256() + ".seal"));
    }

    private static PurgeReport.Line line(PurgeReport report, Retained kind) {
        return report.lines().stream()
                .filter(line -> line.kind().equals(kind.label()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatNothingRefersToGoesAfterAnHourAndIsTold() throws IOException {
        BlobRef orphan = orphan("nobody's");
        BlobRef young = write(blobs.of("acme", "dsg_1"), "just stored");
        BlobRef used = orphan("a model");
        named("dsg_1.1", used);
        BlobRef gcode = orphan("G1 X0");
        remembered.add(gcode.sha256());

        PurgeReport.Line would = line(purge.preview(), Retained.CONTENTS);
        assertThat(would.count()).isOne();
        assertThat(isThere(orphan)).as("a preview removes nothing").isTrue();

        PurgeReport.Line did = line(purge.purge("operator"), Retained.CONTENTS);
        assertThat(did).usingRecursiveComparison().ignoringFields("before").isEqualTo(would);
        assertThat(isThere(orphan)).isFalse();
        assertThat(purge.removed(Retained.CONTENTS)).isOne();
        assertThat(purge.freed()).isEqualTo(did.bytes()).isPositive();
        assertThat(blobs.open(young)).hasContent("just stored");
        assertThat(blobs.open(used)).hasContent("a model");
        assertThat(blobs.open(gcode)).hasContent("G1 X0");
        assertThat(unit.call(() -> store.auditTrail().waiting(10)))
                .singleElement()
                .returns(Purge.ACTION, AuditNote::action)
                .returns("operator", AuditNote::who)
                .returns("contents 1", AuditNote::detail);
        assertThat(purge.purge("operator").count()).isZero();
        assertThat(unit.call(() -> store.auditTrail().waiting(10)))
                .as("nothing is said of nothing")
                .hasSize(1);
    }

    @Test
    void whatAContentThatStaysWasMadeOfStaysWithItsKey() throws IOException {
        BlobRef first = orphan("as uploaded");
        BlobRef between = old(write(blobs.madeOf(first), "as corrected"));
        BlobRef last = old(write(blobs.madeOf(between), "as printed"));
        BlobRef aside = old(write(blobs.madeOf(between), "a picture of it"));
        old(first);
        old(between);
        named("dsg_1.1", last);
        assertThat(line(purge.purge("operator"), Retained.CONTENTS).count()).isOne();
        assertThat(isThere(aside)).isFalse();
        assertThat(blobs.open(last)).hasContent("as printed");
        assertThat(isThere(first)).isTrue();
    }

    @Test
    void contentThatIsStoredAgainStays() throws IOException {
        BlobRef orphan = orphan("once and again");
        write(blobs.of("rival", "dsg_2"), "once and again");
        assertThat(purge.purge("operator").count()).isZero();
        BlobRef source = orphan("a source");
        assertThat(blobs.removeUnlessStoredSince(source.sha256(), Instant.now().minus(AGE.plusMinutes(1))))
                .as("as old as that it is not")
                .isFalse();
        write(blobs.madeOf(source), "made of it");
        assertThat(purge.purge("operator").count()).isZero();
        assertThat(isThere(orphan)).isTrue();
        assertThat(isThere(source)).isTrue();
    }

    @Test
    void damagedKeysStopThePurge() throws IOException {
        BlobRef orphan = orphan("nobody's");
        BlobRef used = orphan("a model");
        named("dsg_1.1", used);
        Path keys = directory
                .resolve("blobs")
                .resolve(used.sha256().substring(0, 2))
                .resolve(used.sha256() + ".keys");
        Files.writeString(keys, "nonsense\n");
        assertThatThrownBy(() -> purge.purge("operator")).hasMessageContaining(used.sha256());
        assertThat(isThere(orphan)).as("nobody knows what needs it").isTrue();
    }

    @Test
    void nothingThatIsNamedIsLostWhileOthersWrite() throws Exception {
        BlobRef lost = orphan("nobody comes back to it");
        AtomicInteger next = new AtomicInteger();
        List<BlobRef> kept = new ArrayList<>();
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        List<Future<List<BlobRef>>> running = new ArrayList<>();
        int purges = 0;
        try {
            for (int w = 0; w < WRITERS; w++) {
                running.add(writers.submit(() -> written(next)));
            }
            while (running.stream().anyMatch(one -> !one.isDone())) {
                purge.purge("operator");
                purges++;
            }
            for (Future<List<BlobRef>> one : running) {
                kept.addAll(one.get());
            }
        } finally {
            writers.shutdownNow();
        }
        assertThat(purges).isPositive();
        assertThat(kept).hasSize(2 * CONTENTS);
        for (BlobRef blob : kept) {
            blobs.open(blob).close();
        }
        purge.purge("operator");
        for (BlobRef blob : kept) {
            blobs.open(blob).close();
        }
        assertThat(isThere(lost)).isFalse();
    }

    /** Stores an old orphan again while it may be going, and something made of it, and names only the latter in the end. */
    private List<BlobRef> written(AtomicInteger next) throws IOException {
        List<BlobRef> kept = new ArrayList<>();
        for (int i = next.getAndIncrement(); i < CONTENTS; i = next.getAndIncrement()) {
            orphan("content " + i);
            BlobRef source = write(blobs.of("acme", "dsg_" + i), "content " + i);
            BlobRef made = write(blobs.madeOf(source), "made of " + i);
            named("dsg_" + i + ".1", made);
            kept.add(source);
            kept.add(made);
        }
        return kept;
    }

    @Test
    void contentsStayWhileABackupIsMade() throws IOException, InterruptedException, ExecutionException {
        ReentrantLock still = new ReentrantLock();
        BlobRef orphan = orphan("in the copied database somebody names it");
        Purge waiting = new Purge(
                store.agedRows(),
                new AbandonedUploads(store.revisions(), uploads, intake, unit),
                new ContentPurge(store.agedRows(), blobs, new Made()),
                new RetentionRules(Map.of(Retained.CONTENTS, Duration.ofHours(1))),
                store.auditTrail(),
                unit,
                still,
                Clock.systemUTC());
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Future<Integer> purging;
            still.lock();
            try {
                purging = other.submit(waiting::purgeFiles);
                while (!still.hasQueuedThreads()) {
                    Thread.onSpinWait();
                }
                assertThat(isThere(orphan)).isTrue();
            } finally {
                still.unlock();
            }
            assertThat(purging.get()).isOne();
        } finally {
            other.shutdownNow();
        }
        assertThat(isThere(orphan)).isFalse();
    }

    private DesignRevision announced(Design design) {
        return unit.call(() -> intake.createRevision(
                store.designs().get(design.id()),
                new Announcement("b.stl", 6, null, null, true, Map.of()),
                Samples.ANNA));
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private RevisionState state(DesignRevision revision) {
        return unit.call(() -> store.revisions().get(revision.id())).state();
    }

    @Test
    void uploadsThatNobodyGoesOnWithAreGivenUp() throws IOException {
        Design design = unit.call(() -> intake.createDesign("bracket", Samples.ANNA));
        DesignRevision begun = announced(design);
        intake.append(begun, 0, bytes("abc"), Samples.ANNA);
        DesignRevision whole = announced(design);
        intake.append(whole, 0, bytes("abcdef"), Samples.ANNA);
        DesignRevision never = announced(design);
        String ofAScan = Ids.next("upl");
        uploads.append(ofAScan, 0, 10, bytes("abc"));

        assertThat(purge.purgeFiles()).as("all of it is new").isZero();
        Purge later = purge(Clock.offset(Clock.systemUTC(), Duration.ofDays(8)));
        assertThat(line(later.preview(), Retained.UPLOADS).count()).isEqualTo(3);
        PurgeReport.Line given = line(later.purge("operator"), Retained.UPLOADS);
        assertThat(given.count()).isEqualTo(3);
        assertThat(given.bytes()).isEqualTo(6);
        assertThat(state(begun)).isEqualTo(RevisionState.CANCELLED);
        assertThat(state(never)).isEqualTo(RevisionState.CANCELLED);
        assertThat(state(whole)).isEqualTo(RevisionState.UPLOADED);
        assertThat(uploads.offset(begun.announced().id())).isZero();
        assertThat(uploads.offset(ofAScan)).isZero();
        assertThatThrownBy(() -> intake.append(begun, 3, bytes("def"), Samples.ANNA))
                .hasMessageContaining("byte");
    }

    @Test
    void uploadThatIsUnderWayIsNotGivenUp() throws IOException {
        String upload = Ids.next("upl");
        Instant later = Instant.now().plus(Duration.ofDays(8));
        InputStream slow = new InputStream() {
            private int sent;

            @Override
            public int read() {
                return -1;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                assertThat(uploads.discardIdle(upload, later)).isFalse();
                buffer[offset] = 'x';
                return sent++ < 3 ? 1 : -1;
            }
        };
        assertThat(uploads.append(upload, 0, 3, slow)).isEqualTo(3);
        assertThat(uploads.discardIdle(upload, Instant.now().minusSeconds(60))).isFalse();
        assertThat(uploads.discardIdle(upload, later)).isTrue();
    }
}
