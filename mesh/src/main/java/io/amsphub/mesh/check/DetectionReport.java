package io.amsphub.mesh.check;

import java.util.List;

/**
 * What detection found in one mesh: measures and findings, in the order of {@link FindingKind}.
 *
 * @param measures counts and sizes
 * @param findings what is wrong or worth knowing; empty for a flawless mesh
 * @param shells the components of the surface, bounded in number as places are
 * @param holes the loops of open edges, bounded likewise
 */
public record DetectionReport(MeshMeasures measures, List<Finding> findings, List<Shell> shells, List<Hole> holes) {

    /** Note of the finding that stands for intersections that were not looked for to the end. */
    static final String NOT_ALL_PAIRS = "So many facets lie at one place that not all pairs of them were looked at.";

    /** Copies the lists. */
    public DetectionReport {
        findings = List.copyOf(findings);
        shells = List.copyOf(shells);
        holes = List.copyOf(holes);
    }

    /** Returns whether the mesh bounds a volume without doubt: nothing blocks. */
    public boolean solid() {
        return findings.stream().noneMatch(finding -> finding.severity() == Severity.BLOCKS);
    }

    /**
     * Returns whether everything was looked at. Only a mesh in which hundreds of thousands of facets lie at one
     * place is not examined to the end; its intersections are a lower bound, and it does not count as a solid.
     */
    public boolean complete() {
        return findings.stream().noneMatch(finding -> finding.note().equals(NOT_ALL_PAIRS));
    }

    /** Returns the findings that forbid printing. */
    public List<Finding> blocking() {
        return findings.stream()
                .filter(finding -> finding.severity() == Severity.BLOCKS)
                .toList();
    }

    /** Returns the findings of one kind. */
    public List<Finding> of(FindingKind kind) {
        return findings.stream().filter(finding -> finding.kind() == kind).toList();
    }
}
