package io.amsphub.processors.design;

import org.jspecify.annotations.Nullable;

/**
 * One finding of detection, short enough to list; the places are in the full report.
 *
 * @param kind stable name, for example {@code OPEN_EDGE}
 * @param severity BLOCKS, DEGRADES or INFORMS
 * @param count how many there are
 * @param measure a figure, if the kind has one
 * @param unit of the measure
 * @param text for people
 */
public record FindingSummary(
        String kind,
        String severity,
        long count,
        @Nullable Double measure,
        @Nullable String unit,
        String text) {}
