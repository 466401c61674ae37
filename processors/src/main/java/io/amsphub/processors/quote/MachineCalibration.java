package io.amsphub.processors.quote;

import io.amsphub.processors.catalogue.ProcessCategory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What the finished jobs of one machine have taught about the time it really takes.
 *
 * @param device id of the machine
 * @param amCentre where it stands
 * @param processCategory what it does
 * @param samples the newest finished jobs, the oldest first
 * @param ratio median of real over estimated time of the jobs that count; 1 while there is none
 * @param counted how many jobs count
 * @param setAside how many of the samples do not count
 * @param version for optimistic locking; 0 until stored
 */
public record MachineCalibration(
        String device,
        String amCentre,
        ProcessCategory processCategory,
        List<Sample> samples,
        double ratio,
        int counted,
        int setAside,
        long version) {

    /** Copies the samples. */
    public MachineCalibration {
        samples = List.copyOf(samples);
    }

    /**
     * One finished job.
     *
     * @param job its id
     * @param estimatedS seconds that were estimated, before calibration
     * @param realS seconds from its start to its end
     * @param endedAt when it ended
     * @param setAside why it does not count; empty when it does
     */
    public record Sample(String job, double estimatedS, double realS, Instant endedAt, String setAside) {

        /** Returns real over estimated time. */
        public double ratio() {
            return realS / estimatedS;
        }
    }

    /** A machine of which nothing is known. */
    public static MachineCalibration none(String device, String amCentre, ProcessCategory process) {
        return new MachineCalibration(device, amCentre, process, List.of(), 1, 0, 0, 0);
    }

    /** Returns whether a job was learnt from. */
    public boolean knows(String job) {
        return samples.stream().anyMatch(s -> s.job().equals(job));
    }

    /** Returns the calibration with one more job, by a rule. */
    public MachineCalibration with(Sample sample, PriceRules.CalibrationRule rule) {
        List<Sample> newest = new ArrayList<>(samples);
        newest.add(judged(sample, rule));
        while (newest.size() > Math.max(1, rule.last())) {
            newest.remove(0);
        }
        List<Double> ratios = newest.stream()
                .filter(s -> s.setAside().isEmpty())
                .map(Sample::ratio)
                .sorted()
                .toList();
        double median = median(ratios);
        return new MachineCalibration(
                device,
                amCentre,
                processCategory,
                newest,
                median,
                ratios.size(),
                newest.size() - ratios.size(),
                version);
    }

    private static Sample judged(Sample sample, PriceRules.CalibrationRule rule) {
        if (!sample.setAside().isEmpty()) {
            return sample;
        }
        boolean plausible = sample.ratio() >= rule.lowest() && sample.ratio() <= rule.highest();
        return plausible
                ? sample
                : new Sample(
                        sample.job(),
                        sample.estimatedS(),
                        sample.realS(),
                        sample.endedAt(),
                        "not between " + rule.lowest() + " and " + rule.highest() + " times the estimate");
    }

    /** Returns the median of sorted ratios; 1 when there are none. */
    public static double median(List<Double> sorted) {
        if (sorted.isEmpty()) {
            return 1;
        }
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
