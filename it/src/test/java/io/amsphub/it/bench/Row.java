package io.amsphub.it.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * A line of the table.
 *
 * @param id which scenario, and which case of it
 */
record Row(String id, List<String> cells) {

    private static final List<String> HEAD = List.of(
            "id",
            "what",
            "bare",
            "hub",
            "ratio (min to max)",
            "CPU us an item: hub, bare",
            "RSS peak MiB",
            "fdatasync/s",
            "load",
            "rounds",
            "excellent",
            "moonshot",
            "what holds it back");

    /** What is said of a scenario beside what was measured. */
    record About(String id, String what, String unit, String excellent, String moonshot, String holdsBack) {}

    /** A line over rounds of hub and partner. */
    static Row of(About about, Rounds rounds, String figure, double peakMib) {
        double[] ratios = rounds.ratios(figure);
        double[] syncs = rounds.syncs();
        return new Row(
                about.id(),
                List.of(
                        about.id(),
                        about.what(),
                        number(rounds.bare(figure)) + " " + about.unit() + late(rounds, figure, rounds::bare),
                        number(rounds.hub(figure)) + " " + about.unit() + late(rounds, figure, rounds::hub),
                        "**" + number(Rounds.middle(ratios)) + "** (" + number(ratios[0]) + " to "
                                + number(ratios[ratios.length - 1]) + ")",
                        number(rounds.hubCpuUs()) + ", " + number(rounds.bareCpuUs()),
                        number(peakMib),
                        number(syncs[0]) + " to " + number(syncs[syncs.length - 1]),
                        number(rounds.load()),
                        rounds.count(),
                        about.excellent(),
                        about.moonshot(),
                        about.holdsBack()));
    }

    private static String late(Rounds rounds, String figure, ToDoubleFunction<String> side) {
        return figure.equals(Sample.RATE) && rounds.has(Sample.P99)
                ? ", p99 " + number(side.applyAsDouble(Sample.P99)) + " ms"
                : "";
    }

    /** Returns the first two lines of a table. */
    static List<String> head() {
        return List.of(line(HEAD), line(HEAD.stream().map(h -> "---").toList()));
    }

    /** Returns this as a line of Markdown. */
    String line() {
        return line(cells);
    }

    private static String line(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |";
    }

    /** Three digits that count. */
    static String number(double value) {
        if (Double.isNaN(value)) {
            return "-";
        }
        double size = Math.abs(value);
        int decimals = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
