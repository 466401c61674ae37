package io.amsphub.mesh.printability;

import io.amsphub.mesh.check.Finding;
import io.amsphub.mesh.check.FindingKind;
import io.amsphub.mesh.check.Severity;
import java.util.List;

/**
 * Whether a part can be made as it lies, for one set of limits.
 *
 * @param limits what was judged against
 * @param placement how the part lies
 * @param judgements what the process cannot make as it is, in the order of {@link FindingKind}
 * @param unjudged what could not be judged, or only in part
 */
public record PrintabilityReport(
        ProcessLimits limits, Placement placement, List<PrintabilityFinding> judgements, List<Unjudged> unjudged) {

    /** Copies the lists. */
    public PrintabilityReport {
        judgements = List.copyOf(judgements);
        unjudged = List.copyOf(unjudged);
    }

    /** Returns the findings as detection has them, to be listed together with those. */
    public List<Finding> findings() {
        return judgements.stream().map(PrintabilityFinding::finding).toList();
    }

    /** Returns the judgements of one kind. */
    public List<PrintabilityFinding> of(FindingKind kind) {
        return judgements.stream().filter(j -> j.finding().kind() == kind).toList();
    }

    /** Returns whether nothing forbids making the part. */
    public boolean printable() {
        return judgements.stream().noneMatch(j -> j.finding().severity() == Severity.BLOCKS);
    }
}
