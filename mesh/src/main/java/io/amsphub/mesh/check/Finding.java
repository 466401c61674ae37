package io.amsphub.mesh.check;

/**
 * One defect or remark, as a value: what, how bad, how often, how large, and where.
 *
 * @param kind what it is about
 * @param severity how much it matters for printing
 * @param count how often it occurs; all occurrences, also where {@code places} was cut
 * @param measure the size that goes with it, in {@code unit}: a length of open edges, an area, the
 *     smallest height of a facet, a size in doubt; NaN when the kind has no size
 * @param unit {@code mm}, {@code mm2}, {@code mm3}, {@code 1} for a ratio, or empty when there is no size
 * @param note what a number cannot say, in one English sentence; empty when there is nothing to add
 * @param places where it is, bounded in length
 */
public record Finding(
        FindingKind kind, Severity severity, long count, double measure, String unit, String note, Places places) {

    /** Returns a finding without a size. */
    public static Finding counted(FindingKind kind, Severity severity, long count, Places places) {
        return new Finding(kind, severity, count, Double.NaN, "", "", places);
    }

    /** Returns a finding with a size. */
    public static Finding measured(
            FindingKind kind, Severity severity, long count, double measure, String unit, Places places) {
        return new Finding(kind, severity, count, measure, unit, "", places);
    }

    /** Returns this finding with a sentence added. */
    public Finding withNote(String sentence) {
        return new Finding(kind, severity, count, measure, unit, sentence, places);
    }
}
