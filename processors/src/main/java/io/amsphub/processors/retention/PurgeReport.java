package io.amsphub.processors.retention;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a purge removed, or would remove.
 *
 * @param at when it began
 * @param dryRun whether nothing was removed
 * @param lines one for each kind that has a period, in the order of the kinds
 */
public record PurgeReport(Instant at, boolean dryRun, List<Line> lines) {

    /** Copies the lines. */
    public PurgeReport {
        lines = List.copyOf(lines);
    }

    /**
     * One kind.
     *
     * @param kind its label
     * @param before what is older has reached its age
     * @param count how many there were
     * @param bytes of files; 0 for rows
     * @param more whether some were left for the next purge
     */
    public record Line(String kind, Instant before, long count, long bytes, boolean more) {}

    /** Returns how many things are in it. */
    public long count() {
        return lines.stream().mapToLong(Line::count).sum();
    }

    /** Returns what is in it in words. */
    public String text() {
        return lines.stream()
                .filter(line -> line.count() > 0)
                .map(line -> line.kind() + " " + line.count())
                .collect(Collectors.joining(", "));
    }
}
