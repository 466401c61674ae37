package io.amsphub.processors.production;

import io.amsphub.processors.catalogue.SizeMm;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One part that was ordered, under one serial number, however often it has to be made.
 *
 * @param serial {@code <order>-<n>}, n from 1; given once, so that creating the parts of an order
 *     twice is impossible
 * @param orderId the order
 * @param organisation who ordered
 * @param state where it is
 * @param attempt the job in force is {@code <serial>.<attempt>}; 1 is the first
 * @param plan names of the post-processing steps that are still to do, in order
 * @param done names of those that are done, with who did them
 * @param measured what the machine measured after the last job, mm
 * @param inspections verdicts, oldest first
 * @param createdAt by the hub's clock
 * @param version for optimistic locking; 0 until stored
 */
public record Part(
        String serial,
        String orderId,
        String organisation,
        PartState state,
        int attempt,
        List<String> plan,
        List<String> done,
        @Nullable SizeMm measured,
        List<Inspection> inspections,
        Instant createdAt,
        long version) {

    /** Copies the lists. */
    public Part {
        plan = List.copyOf(plan);
        done = List.copyOf(done);
        inspections = List.copyOf(inspections);
    }

    /** Returns the serial number of the n-th part of an order. */
    public static String serialOf(String orderId, int n) {
        return orderId + "-" + n;
    }

    /** Returns which part of its order it is, from 1. */
    public int number() {
        return numberOf(serial);
    }

    /** Returns which part of its order a serial number names, from 1. */
    public static int numberOf(String serial) {
        return Integer.parseInt(serial.substring(serial.lastIndexOf('-') + 1));
    }

    /** Returns the id of the job in force. */
    public String jobId() {
        return Job.idOf(serial, attempt);
    }

    /** Returns the part in another state; the table is the caller's to ask. */
    public Part withState(PartState next) {
        return copy(next, attempt, plan, done, measured, inspections);
    }

    /** Returns the part about to be made again, with the whole plan before it. */
    public Part again(List<String> wholePlan) {
        return copy(PartState.PLANNED, attempt + 1, wholePlan, List.of(), null, inspections);
    }

    /** Returns the part with what the machine measured. */
    public Part withMeasured(@Nullable SizeMm size) {
        return copy(state, attempt, plan, done, size, inspections);
    }

    /**
     * Returns the part with the next step of the plan done.
     *
     * @throws IllegalStateException when nothing is left to do
     */
    public Part withStepDone(String by) {
        if (plan.isEmpty()) {
            throw new IllegalStateException("the plan of " + serial + " is done");
        }
        List<String> nowDone = new ArrayList<>(done);
        nowDone.add(plan.get(0) + " by " + by);
        return copy(state, attempt, plan.subList(1, plan.size()), nowDone, measured, inspections);
    }

    /** Returns the part with one more verdict. */
    public Part withInspection(Inspection verdict) {
        List<Inspection> all = new ArrayList<>(inspections);
        all.add(verdict);
        return copy(state, attempt, plan, done, measured, all);
    }

    private Part copy(
            PartState newState,
            int newAttempt,
            List<String> newPlan,
            List<String> newDone,
            @Nullable SizeMm newMeasured,
            List<Inspection> newInspections) {
        return new Part(
                serial,
                orderId,
                organisation,
                newState,
                newAttempt,
                newPlan,
                newDone,
                newMeasured,
                newInspections,
                createdAt,
                version);
    }
}
