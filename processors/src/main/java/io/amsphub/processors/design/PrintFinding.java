package io.amsphub.processors.design;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that a process cannot make as it is: against which limit, where, and what to do.
 *
 * @param kind stable name, for example {@code THIN_WALL}
 * @param severity BLOCKS, DEGRADES or INFORMS
 * @param count how many there are
 * @param measure the figure that misses the limit, if the kind has one
 * @param unit of the measure
 * @param text for people
 * @param limit name of the limit
 * @param limitValue value of the limit
 * @param limitUnit unit of the limit
 * @param source where the figure of the limit comes from
 * @param remedy what to do
 * @param where the place, if it has one
 */
public record PrintFinding(
        String kind,
        String severity,
        long count,
        @Nullable Double measure,
        @Nullable String unit,
        String text,
        String limit,
        double limitValue,
        String limitUnit,
        String source,
        String remedy,
        @Nullable Where where) {

    /**
     * Where a finding is in the solid, in mm in the frame of the model.
     *
     * @param kind what the indices number: FACET, FACET_PAIR, EDGE or POINT of the solid as it is downloaded
     * @param places the first of them, each as many indices as the kind takes
     * @param complete whether these are all
     * @param at the middle of the first place
     * @param min lower corner of the box around all places
     * @param max upper corner of the box around all places
     */
    public record Where(
            String kind, List<List<Integer>> places, boolean complete, PointMm at, PointMm min, PointMm max) {

        /** Copies the places. */
        public Where {
            places = List.copyOf(places);
        }
    }

    /** A point in mm. */
    public record PointMm(double x, double y, double z) {}
}
