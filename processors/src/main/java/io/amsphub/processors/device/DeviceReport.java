package io.amsphub.processors.device;

import io.amsphub.processors.catalogue.ProcessCategory;
import io.amsphub.processors.catalogue.SizeMm;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a machine says, in the canonical words of the hub: every dialect is normalised to this.
 *
 * <p>{@code boot} and {@code seq} order the reports of one power-on; a dialect that has no such
 * thing makes them from arrival.
 */
public sealed interface DeviceReport {

    /** Returns the id of the machine. */
    String device();

    /** Returns when the hub received it. */
    Instant arrivedAt();

    /**
     * The machine's whole state.
     *
     * @param platformClear whether the build platform is free; null when the machine cannot know
     * @param job of the hub's jobs the one that it is making; null when it makes none
     * @param recentJobs jobs of the hub that it knows of, with what became of them
     */
    record State(
            String device,
            Instant arrivedAt,
            String boot,
            long seq,
            DeviceState state,
            @Nullable Boolean platformClear,
            @Nullable String job,
            @Nullable Double progressPct,
            Map<String, Double> temperaturesC,
            List<RecentJob> recentJobs,
            @Nullable Alarm alarm)
            implements DeviceReport {}

    /** A job that the machine once accepted, and what became of it: STARTED, or an {@link Outcome}. */
    record RecentJob(String job, String outcome) {}

    /** The machine is gone: its last will, or its own farewell. */
    record Gone(String device, Instant arrivedAt) implements DeviceReport {}

    /** The hub's own connection to the machine, or to its broker, came about or broke. */
    record Session(String device, Instant arrivedAt, boolean up, String why) implements DeviceReport {}

    /** Something that a person should know of a machine that cannot be spoken to; it says nothing of its state. */
    record Barred(String device, Instant arrivedAt, Alarm alarm) implements DeviceReport {}

    /** What the machine is; without a build volume, what was registered stays. */
    record Identity(
            String device,
            Instant arrivedAt,
            String boot,
            long seq,
            ProcessCategory processCategory,
            @Nullable SizeMm buildVolume,
            List<String> materials,
            String model)
            implements DeviceReport {}

    /** How far a job is. */
    record Progress(
            String device,
            Instant arrivedAt,
            String boot,
            long seq,
            String job,
            double progressPct,
            Map<String, Double> temperaturesC)
            implements DeviceReport {}

    /** The end of a job. */
    record JobEnd(
            String device,
            Instant arrivedAt,
            String boot,
            long seq,
            String job,
            Outcome outcome,
            @Nullable String reason,
            @Nullable SizeMm measured)
            implements DeviceReport {}

    /** Somebody at the machine says that the build platform is free. */
    record PlatformClear(String device, Instant arrivedAt, String boot, long seq, String by) implements DeviceReport {}

    /** The answer to a command. */
    record Acknowledgement(
            String device,
            Instant arrivedAt,
            String boot,
            long seq,
            String command,
            String verb,
            @Nullable String job,
            boolean accepted,
            boolean duplicate,
            @Nullable String code,
            @Nullable String reason)
            implements DeviceReport {}

    /** How a job ended. */
    enum Outcome {
        FINISHED,
        FAILED,
        CANCELLED
    }
}
