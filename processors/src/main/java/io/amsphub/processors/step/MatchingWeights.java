package io.amsphub.processors.step;

/**
 * What counts how much when several machines could take a job, in points.
 *
 * @param latePerHour for each hour that the print would end after it is due
 * @param queuePerHour for each hour of jobs that wait for this very machine
 * @param materialChange for taking up other feedstock, or another colour, than was printed last
 * @param distancePerKm for each km to where the part goes
 * @param energyPerKwh for each kWh that the print takes
 * @param wearPerHour for each hour that the machine has printed in its life: spreads the wear
 */
public record MatchingWeights(
        double latePerHour,
        double queuePerHour,
        double materialChange,
        double distancePerKm,
        double energyPerKwh,
        double wearPerHour) {

    /** What holds when nothing else is set. */
    public static final MatchingWeights USUAL = new MatchingWeights(10, 1, 2, 0.01, 0.5, 0.001);
}
