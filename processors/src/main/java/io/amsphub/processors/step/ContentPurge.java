package io.amsphub.processors.step;

import io.amsphub.processors.port.AgedRows;
import io.amsphub.processors.port.MadeFiles;
import io.amsphub.processors.port.StoredContents;
import io.amsphub.processors.retention.PurgeReport;
import io.amsphub.processors.retention.Retained;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Removes contents that nothing refers to: what a stage stored and did not record, what a record named and does not name
 * any more, files for machines that were forgotten.
 *
 * <p>A content goes when all of this holds: nobody has stored it, or what is made of it, for a while; no row names it, read
 * twice, because a name may move from a row that is still to be read to one that was read already; no file for machines is
 * remembered as it; and no content that stays opens with its key. The first is looked at again under the lock of the
 * content, so a content that is stored again meanwhile stays, too.
 */
public final class ContentPurge {

    private final AgedRows rows;
    private final StoredContents contents;
    private final MadeFiles made;

    /** A purge of a store. */
    public ContentPurge(AgedRows rows, StoredContents contents, MadeFiles made) {
        this.rows = rows;
        this.contents = contents;
        this.made = made;
    }

    /**
     * Removes the contents that nobody has stored since an instant and nothing refers to.
     *
     * @param dryRun whether they are only counted
     */
    PurgeReport.Line purge(Instant before, boolean dryRun) throws IOException {
        Map<String, Long> old = contents.storedBefore(before);
        long count = 0;
        long bytes = 0;
        for (String sha256 : unwanted(old.keySet())) {
            if (dryRun || contents.removeUnlessStoredSince(sha256, before)) {
                count++;
                bytes += old.getOrDefault(sha256, 0L);
            }
        }
        return new PurgeReport.Line(Retained.CONTENTS.label(), before, count, bytes, false);
    }

    private Set<String> unwanted(Set<String> old) throws IOException {
        Set<String> unwanted = new HashSet<>(old);
        for (int look = 0; look < 2 && !unwanted.isEmpty(); look++) {
            unwanted.removeAll(rows.named(unwanted));
            unwanted.removeAll(made.contents());
        }
        if (!unwanted.isEmpty()) {
            unwanted.removeAll(contents.needed(unwanted));
        }
        return unwanted;
    }

    /** Forgets files for machines that have not been used since an instant. */
    PurgeReport.Line forgetMade(Instant since, boolean dryRun) throws IOException {
        long count = dryRun ? made.unused(since) : made.forget(since);
        return new PurgeReport.Line(Retained.PRINT_FILES.label(), since, count, 0, false);
    }
}
