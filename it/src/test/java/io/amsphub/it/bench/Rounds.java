package io.amsphub.it.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * Rounds in which a bare partner and the hub take turns. A round in which the disk became more than twice as fast or as
 * slow is left out, as long as there are others.
 */
final class Rounds {

    private static final double UNSTEADY = 2;
    private static final double BETTER = 0.97;
    private static final int NO_BETTER = 5;
    private static final int WARM_S = 60;
    private static final int WARM_AT_MOST_S = 180;

    private final List<Round> all = new ArrayList<>();

    private record Round(Sample bare, Sample hub, double syncsBefore, double syncsAfter, double load) {

        boolean steady() {
            return Math.max(syncsBefore, syncsAfter) <= UNSTEADY * Math.min(syncsBefore, syncsAfter);
        }
    }

    /** One turn. */
    @FunctionalInterface
    interface Turn {
        Sample take() throws Exception;
    }

    /** Lets both take their turns; the partner goes first. */
    static Rounds of(Scale scale, Path disk, Turn bare, Turn hub) throws Exception {
        return of(scale, scale.warmUps(), disk, bare, hub);
    }

    /**
     * Lets both take their turns after some that do not count: so many, and when that is more than one, for at least a minute,
     * and for up to three while the hub still gets better, because its code is being compiled.
     */
    static Rounds of(Scale scale, int warmUps, Path disk, Turn bare, Turn hub) throws Exception {
        long begun = System.nanoTime();
        double best = Double.POSITIVE_INFINITY;
        int since = 0;
        for (int n = 0; n < warmUps || (warmUps > 1 && !warm(Host.seconds(begun), since)); n++) {
            bare.take();
            double now = hub.take().cpuUs();
            since = now < BETTER * best ? 0 : since + 1;
            best = Math.min(best, now);
        }
        Rounds rounds = new Rounds();
        for (int n = 0; n < scale.rounds(); n++) {
            double before = Host.fdatasyncs(disk);
            Sample first = bare.take();
            Sample second = hub.take();
            rounds.add(first, second, before, Host.fdatasyncs(disk));
        }
        return rounds;
    }

    private static boolean warm(double seconds, int since) {
        return seconds >= WARM_AT_MOST_S || (seconds >= WARM_S && since >= NO_BETTER);
    }

    /** Adds a round that somebody else has led. */
    void add(Sample bare, Sample hub, double syncsBefore, double syncsAfter) throws IOException {
        all.add(new Round(bare, hub, syncsBefore, syncsAfter, Host.load()));
    }

    private List<Round> kept() {
        List<Round> steady = all.stream().filter(Round::steady).toList();
        return steady.isEmpty() ? all : steady;
    }

    /** Returns whether a figure was measured. */
    boolean has(String figure) {
        return all.get(0).hub().figures().containsKey(figure);
    }

    /** Returns how many rounds count, of how many. */
    String count() {
        long steady = all.stream().filter(Round::steady).count();
        return steady + " of " + all.size();
    }

    /** Returns a figure of the partner, the median of all rounds that count. */
    double bare(String figure) {
        return median(r -> r.bare().figure(figure));
    }

    /** Returns a figure of the hub. */
    double hub(String figure) {
        return median(r -> r.hub().figure(figure));
    }

    double bareCpuUs() {
        return median(r -> r.bare().cpuUs());
    }

    double hubCpuUs() {
        return median(r -> r.hub().cpuUs());
    }

    /** Returns the ratios of hub and partner, the smallest first. */
    double[] ratios(String figure) {
        return sorted(r -> r.hub().figure(figure) / r.bare().figure(figure));
    }

    /** Returns the rates of the disk before and after each round, the smallest first. */
    double[] syncs() {
        return kept().stream()
                .flatMapToDouble(r -> DoubleStream.of(r.syncsBefore(), r.syncsAfter()))
                .sorted()
                .toArray();
    }

    double load() {
        return median(Round::load);
    }

    private double median(ToDoubleFunction<Round> of) {
        return middle(sorted(of));
    }

    private double[] sorted(ToDoubleFunction<Round> of) {
        return kept().stream().mapToDouble(of).sorted().toArray();
    }

    /** Returns the median of sorted values. */
    static double middle(double[] sorted) {
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
