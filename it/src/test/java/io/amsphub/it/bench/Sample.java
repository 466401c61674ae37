package io.amsphub.it.bench;

import java.util.Arrays;
import java.util.Map;

/**
 * What one turn of the hub or of its partner came to.
 *
 * @param figures by their names, of one unit each
 * @param cpuUs processor time of the process that was measured for each item, in microseconds; NaN when it is not known
 */
record Sample(Map<String, Double> figures, double cpuUs) {

    /** What items do in a second is called this. */
    static final String RATE = "rate";

    static final String MEDIAN = "p50";
    static final String P99 = "p99";
    static final String SECONDS = "s";

    /** One figure. */
    static Sample of(String name, double figure, double cpuUs) {
        return new Sample(Map.of(name, figure), cpuUs);
    }

    /** A rate, and how long single ones took. */
    static Sample timed(double rate, long[] nanos, double cpuUs) {
        return new Sample(Map.of(RATE, rate, MEDIAN, ms(nanos, 0.5), P99, ms(nanos, 0.99)), cpuUs);
    }

    double figure(String name) {
        Double figure = figures.get(name);
        if (figure == null) {
            throw new IllegalArgumentException("nobody measured " + name);
        }
        return figure;
    }

    /** Returns a percentile in milliseconds. */
    private static double ms(long[] nanos, double share) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return sorted.length == 0
                ? Double.NaN
                : sorted[(int) Math.min(sorted.length - 1L, (long) (share * sorted.length))] / 1e6;
    }
}
