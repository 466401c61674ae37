package io.amsphub.processors.board;

import java.time.Instant;
import java.util.List;

/**
 * The business board of a period.
 *
 * @param from begin
 * @param to end, not counted
 * @param total of the whole period
 * @param periods the same by day, week or month, in order; they are the period without gaps
 * @param stages lead times by stage
 * @param machines how each machine was used
 */
public record Board(
        Instant from,
        Instant to,
        BoardFigures total,
        List<Period> periods,
        List<StageTime> stages,
        List<MachineUse> machines) {

    /** Copies the lists. */
    public Board {
        periods = List.copyOf(periods);
        stages = List.copyOf(stages);
        machines = List.copyOf(machines);
    }

    /**
     * A part of the period.
     *
     * @param from begin
     * @param to end, not counted
     * @param figures what was done in it
     */
    public record Period(Instant from, Instant to, BoardFigures figures) {}
}
