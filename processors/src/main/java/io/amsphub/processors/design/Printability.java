package io.amsphub.processors.design;

import io.amsphub.processors.catalogue.ProcessCategory;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether the solid of a revision can be made in a material, as it lies. Judged once and kept; another
 * solid, other limits or another engine are another judgement.
 *
 * @param id of the revision and of all that was judged by
 * @param revisionId the design revision
 * @param organisation the owner
 * @param material id of the material in the catalogue
 * @param amCentre the centre whose machines count; null for usual ones
 * @param machine the machine of that centre that counts; null for its largest
 * @param processCategory of the material
 * @param printable whether nothing forbids making it
 * @param findings what the process cannot make as it is, in the order of kinds
 * @param unjudged what could not be judged, or only in part, one sentence each
 * @param solidSha256 digest of what was judged
 * @param engine version of the engine
 * @param judgedAt by the hub's clock
 * @param version for optimistic locking; 0 until stored
 */
public record Printability(
        String id,
        String revisionId,
        String organisation,
        String material,
        @Nullable String amCentre,
        @Nullable String machine,
        ProcessCategory processCategory,
        boolean printable,
        List<PrintFinding> findings,
        List<String> unjudged,
        String solidSha256,
        String engine,
        Instant judgedAt,
        long version) {

    /** Copies the lists. */
    public Printability {
        findings = List.copyOf(findings);
        unjudged = List.copyOf(unjudged);
    }
}
