package io.amsphub.processors.step;

import io.amsphub.processors.audit.AuditNote;
import io.amsphub.processors.lifecycle.Ids;
import io.amsphub.processors.port.AgedRows;
import io.amsphub.processors.port.AuditTrail;
import io.amsphub.processors.port.UnitOfWork;
import io.amsphub.processors.retention.PurgeReport;
import io.amsphub.processors.retention.Retained;
import io.amsphub.processors.retention.RetentionRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Lock;

/**
 * Removes what has reached its age: rows in batches, each a transaction of its own, then uploads, files for machines and
 * contents. What was removed is an entry of the audit and counts. Thread-safe: one purge at a time, and none of contents
 * while a backup is made, which copies the contents after the rows that name them.
 */
public final class Purge {

    /** What an entry of the audit about a purge says that was done. */
    public static final String ACTION = "hub.PURGED";

    private static final int BATCH = 500;
    private static final int BATCHES = 200;

    private final AgedRows rows;
    private final AbandonedUploads uploads;
    private final ContentPurge contents;
    private final RetentionRules rules;
    private final AuditTrail audit;
    private final UnitOfWork unitOfWork;
    private final Lock still;
    private final Clock clock;
    private final Map<Retained, LongAdder> removed = new EnumMap<>(Retained.class);
    private final LongAdder freed = new LongAdder();

    /**
     * A purge by rules.
     *
     * @param still held while contents must not go
     */
    public Purge(
            AgedRows rows,
            AbandonedUploads uploads,
            ContentPurge contents,
            RetentionRules rules,
            AuditTrail audit,
            UnitOfWork unitOfWork,
            Lock still,
            Clock clock) {
        this.rows = rows;
        this.uploads = uploads;
        this.contents = contents;
        this.rules = rules;
        this.audit = audit;
        this.unitOfWork = unitOfWork;
        this.still = still;
        this.clock = clock;
        for (Retained kind : Retained.values()) {
            removed.put(kind, new LongAdder());
        }
    }

    /** Returns how much of a kind was removed since the start. */
    public long removed(Retained kind) {
        return Optional.ofNullable(removed.get(kind)).map(LongAdder::sum).orElse(0L);
    }

    /** Returns how many bytes of files were freed since the start. */
    public long freed() {
        return freed.sum();
    }

    /** Removes rows that have reached their age; returns how many. */
    public int purgeRows() {
        return (int) finish(rows(false), "hub").count();
    }

    /** Removes uploads, files for machines and contents that have reached their age; returns how many. */
    public int purgeFiles() {
        return (int) finish(files(false), "hub").count();
    }

    /** Returns what a purge would remove now. It is counted, not locked: what comes meanwhile may be in it or not. */
    public PurgeReport preview() {
        return join(rows(true), files(true));
    }

    /** Removes all that has reached its age, up to 100,000 rows of a kind. */
    public PurgeReport purge(String who) {
        return finish(join(rows(false), files(false)), who);
    }

    private static PurgeReport join(PurgeReport first, PurgeReport second) {
        List<PurgeReport.Line> lines = new ArrayList<>(first.lines());
        lines.addAll(second.lines());
        return new PurgeReport(first.at(), first.dryRun(), lines);
    }

    private PurgeReport finish(PurgeReport report, String who) {
        if (report.count() > 0) {
            unitOfWork.run(() -> audit.note(new AuditNote(
                    Ids.next("aud"),
                    report.at(),
                    ACTION,
                    "hub",
                    "",
                    who,
                    AuditNote.DONE,
                    AuditNote.HUB,
                    report.text())));
        }
        return report;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private synchronized PurgeReport rows(boolean dryRun) {
        Instant now = now();
        List<PurgeReport.Line> lines = new ArrayList<>();
        for (Retained kind : Retained.values()) {
            Instant before = rules.before(kind, now).orElse(null);
            if (before != null && Retained.ROWS.contains(kind)) {
                lines.add(dryRun ? counted(kind, before) : removed(kind, before));
            }
        }
        return new PurgeReport(now, dryRun, lines);
    }

    private PurgeReport.Line counted(Retained kind, Instant before) {
        long count = unitOfWork.call(() -> rows.count(kind, before));
        return new PurgeReport.Line(kind.label(), before, count, 0, false);
    }

    private PurgeReport.Line removed(Retained kind, Instant before) {
        long count = 0;
        boolean more = true;
        for (int batch = 0; batch < BATCHES && more; batch++) {
            int gone = unitOfWork.call(() -> rows.remove(kind, before, BATCH));
            count += gone;
            more = gone == BATCH;
            add(kind, gone, 0);
        }
        return new PurgeReport.Line(kind.label(), before, count, 0, more);
    }

    private void add(Retained kind, long count, long bytes) {
        Optional.ofNullable(removed.get(kind)).ifPresent(total -> total.add(count));
        freed.add(bytes);
    }

    private PurgeReport files(boolean dryRun) {
        Instant now = now();
        List<PurgeReport.Line> lines = new ArrayList<>();
        still.lock();
        try {
            for (Retained kind : List.of(Retained.UPLOADS, Retained.PRINT_FILES, Retained.CONTENTS)) {
                Instant before = rules.before(kind, now).orElse(null);
                if (before != null) {
                    PurgeReport.Line line = files(kind, before, dryRun);
                    lines.add(line);
                    if (!dryRun) {
                        add(kind, line.count(), line.bytes());
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("files that have reached their age could not be removed", e);
        } finally {
            still.unlock();
        }
        return new PurgeReport(now, dryRun, lines);
    }

    private PurgeReport.Line files(Retained kind, Instant before, boolean dryRun) throws IOException {
        return switch (kind) {
            case UPLOADS -> uploads.purge(before, dryRun);
            case PRINT_FILES -> contents.forgetMade(before, dryRun);
            default -> contents.purge(before, dryRun);
        };
    }
}
