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
 * @param solidContent the model in mm, in the form in which the hub keeps solids
 */
public record Detection(
        String format,
        String unit,
        Geometry geometry,
        boolean solid,
        List<FindingSummary> findings,
        BlobRef report,
        BlobRef solidContent) {

    /** Copies the findings. */
    public Detection {
        findings = List.copyOf(findings);
    }

    /** Returns whether there is nothing to correct. */
    public boolean flawless() {
        return solid && findings.stream().allMatch(f -> f.severity().equals("INFORMS"));
    }
}
