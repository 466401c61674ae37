package io.amsphub.processors.design;

import java.util.List;

/**
 * What detection found in one mesh.
 *
 * @param format of the file that was read
 * @param unit the unit that coordinates were read in; UNSPECIFIED was taken as mm
 * @param geometry measures
 * @param solid whether it bounds a volume soundly
 * @param findings what was found, gravest first
 * @param report the full report with places, as JSON
 */
public record Detection(
        String format, String unit, Geometry geometry, boolean solid, List<FindingSummary> findings, BlobRef report) {

    /** Copies the findings. */
    public Detection {
        findings = List.copyOf(findings);
    }
}
