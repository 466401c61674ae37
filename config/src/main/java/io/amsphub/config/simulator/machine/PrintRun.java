package io.amsphub.config.simulator.machine;

import io.amsphub.config.simulator.protocol.Alarm;
import io.amsphub.config.simulator.protocol.Command;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One print under way: a stretch of simulated seconds, walked from milestone to milestone. A wake-up counts as
 * reaching its milestone whatever the clock says, so that a slow computer delays a print but never bends it.
 */
final class PrintRun {

    private static final double LAYER_HEIGHT_MM = 0.2;
    private static final double SOLID_SHARE = 0.25;

    private final Command.Print command;
    private final MachineSpec spec;
    private final @Nullable Breakdown breakdown;
    private final int layers;
    private double doneS;
    private @Nullable Instant runningSince;

    /** Where and why a print breaks down: after {@code share} (0 to 1) of its time. */
    record Breakdown(double share, Alarm alarm) {}

    PrintRun(Command.Print command, MachineSpec spec, @Nullable Breakdown breakdown) {
        this.command = command;
        this.spec = spec;
        this.breakdown = breakdown;
        Integer announced = command.layers();
        this.layers = announced != null
                ? announced
                : Math.max(1, (int) Math.ceil(command.sizeMm().z() / LAYER_HEIGHT_MM));
    }

    Command.Print command() {
        return command;
    }

    boolean isFor(String job) {
        return command.job().equals(job);
    }

    void proceed(Instant now) {
        if (runningSince == null) {
            runningSince = now;
        }
    }

    void hold(Instant now) {
        doneS = doneAt(now);
        runningSince = null;
    }

    boolean running() {
        return runningSince != null;
    }

    /** Real time until the next milestone. */
    Duration untilNext() {
        return Duration.ofNanos(Math.max(0, Math.round((nextS() - doneS) / spec.speed() * 1e9)));
    }

    void arrive(Instant now) {
        doneS = nextS();
        runningSince = now;
    }

    boolean complete() {
        return doneS >= command.expectedPrintTimeS();
    }

    @Nullable
    Alarm broken() {
        return breakdown != null && doneS >= breakS(breakdown) ? breakdown.alarm() : null;
    }

    double doneAt(Instant now) {
        Instant since = runningSince;
        if (since == null) {
            return doneS;
        }
        double walkedS = Duration.between(since, now).toNanos() / 1e9 * spec.speed();
        return Math.min(doneS + Math.max(0, walkedS), nextS());
    }

    double remainingS(Instant now) {
        return command.expectedPrintTimeS() - doneAt(now);
    }

    double progressPct(Instant now) {
        return Math.round(1000 * doneAt(now) / command.expectedPrintTimeS()) / 10.0;
    }

    int layer(Instant now) {
        return Math.max(1, Math.min(layers, (int) Math.ceil(layers * doneAt(now) / command.expectedPrintTimeS())));
    }

    int layers() {
        return layers;
    }

    /** Feedstock so far in mm³: the share of the bounding box that parts fill on average. */
    double feedstockMm3(Instant now) {
        double share = doneAt(now) / command.expectedPrintTimeS();
        return Math.round(10 * command.sizeMm().volumeMm3() * SOLID_SHARE * share) / 10.0;
    }

    private double nextS() {
        double stepS = command.expectedPrintTimeS() / spec.progressSteps();
        long step = (long) Math.floor(doneS / stepS + 1e-9) + 1;
        double nextS = step >= spec.progressSteps() ? command.expectedPrintTimeS() : step * stepS;
        if (breakdown != null && breakS(breakdown) > doneS) {
            nextS = Math.min(nextS, breakS(breakdown));
        }
        return nextS;
    }

    private double breakS(Breakdown where) {
        return where.share() * command.expectedPrintTimeS();
    }
}
