package io.amsphub.processors.step;

import io.amsphub.processors.design.DesignRevision;
import io.amsphub.processors.design.RevisionState;
import io.amsphub.processors.port.PageRequest;
import io.amsphub.processors.port.Revisions;
import io.amsphub.processors.port.UnitOfWork;
import io.amsphub.processors.port.Uploads;
import io.amsphub.processors.retention.PurgeReport;
import io.amsphub.processors.retention.Retained;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gives up the uploads that nobody goes on with: their revisions are cancelled, their bytes dropped. An upload that a
 * request comes to meanwhile stays.
 */
public final class AbandonedUploads {

    private static final int PAGE = 100;

    private final Revisions revisions;
    private final Uploads uploads;
    private final ModelIntake intake;
    private final UnitOfWork unitOfWork;

    /** Uploads of models, and of scans, which have no record before they are complete. */
    public AbandonedUploads(Revisions revisions, Uploads uploads, ModelIntake intake, UnitOfWork unitOfWork) {
        this.revisions = revisions;
        this.uploads = uploads;
        this.intake = intake;
        this.unitOfWork = unitOfWork;
    }

    /**
     * Gives up the uploads to which nothing has come since an instant.
     *
     * @param dryRun whether they are only counted
     */
    PurgeReport.Line purge(Instant before, boolean dryRun) throws IOException {
        Map<String, Long> idle = uploads.idle(before);
        long count = 0;
        long bytes = 0;
        for (Map.Entry<String, Long> upload : idle.entrySet()) {
            Optional<DesignRevision> revision = unitOfWork.call(() -> revisions.findByUpload(upload.getKey()));
            if (isOver(revision, before) && (dryRun || giveUp(upload.getKey(), revision, before))) {
                count++;
                bytes += upload.getValue();
            }
        }
        for (DesignRevision revision : neverBegun(before)) {
            String upload = revision.announced().id();
            if (!idle.containsKey(upload)
                    && uploads.offset(upload) == 0
                    && (dryRun || giveUp(upload, Optional.of(revision), before))) {
                count++;
            }
        }
        return new PurgeReport.Line(Retained.UPLOADS.label(), before, count, bytes, false);
    }

    private static boolean isOver(Optional<DesignRevision> revision, Instant before) {
        return revision.isEmpty() || revision.get().createdAt().isBefore(before);
    }

    private boolean giveUp(String upload, Optional<DesignRevision> revision, Instant before) throws IOException {
        if (!uploads.discardIdle(upload, before)) {
            return false;
        }
        if (revision.isPresent() && revision.get().state() == RevisionState.UPLOADING) {
            intake.abandon(revision.get().id());
        }
        return true;
    }

    /** Returns the revisions that were announced before an instant and whose bytes are still expected. */
    private List<DesignRevision> neverBegun(Instant before) {
        List<DesignRevision> found = new ArrayList<>();
        String after = null;
        do {
            PageRequest request = new PageRequest(null, Map.of("state", RevisionState.UPLOADING.name()), after, PAGE);
            after = add(request, before, found);
        } while (after != null);
        return found;
    }

    private @Nullable String add(PageRequest request, Instant before, List<DesignRevision> found) {
        var page = unitOfWork.call(() -> revisions.page(request));
        page.items().stream()
                .filter(revision -> revision.createdAt().isBefore(before))
                .forEach(found::add);
        return page.next();
    }
}
