package io.amsphub.processors.device;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a machine now. Arrival times are the hub's; the machine's clock is not trusted.
 *
 * @param availability whether it can be reached
 * @param state canonical state
 * @param platformClear whether somebody said that the build platform is free
 * @param job the job that the hub has reserved it for
 * @param onPlatform the job whose result is still on the build platform
 * @param progressPct of what it is making
 * @param temperaturesC by name of the sensor
 * @param boot identifies one power-on of the machine
 * @param seq the newest report of that power-on
 * @param lastSeen arrival of the newest report
 * @param alarm the alarm in force
 */
public record LiveState(
        Availability availability,
        DeviceState state,
        boolean platformClear,
        @Nullable String job,
        @Nullable String onPlatform,
        @Nullable Double progressPct,
        Map<String, Double> temperaturesC,
        @Nullable String boot,
        long seq,
        @Nullable Instant lastSeen,
        @Nullable Alarm alarm) {

    /** What is known of a machine that was never heard of. */
    public static final LiveState NEVER_SEEN = new LiveState(
            Availability.NEVER_SEEN, DeviceState.UNKNOWN, false, null, null, null, Map.of(), null, -1, null, null);

    /** Copies the map. */
    public LiveState {
        temperaturesC = Map.copyOf(temperaturesC);
    }

    /** Returns whether a report is newer than all that was heard in the same power-on. */
    public boolean isNews(String fromBoot, long withSeq) {
        return !fromBoot.equals(boot) || withSeq > seq;
    }

    /** Returns the same with a sign of life. */
    public LiveState heard(String fromBoot, long withSeq, Instant when) {
        return new LiveState(
                Availability.ONLINE,
                state,
                platformClear,
                job,
                onPlatform,
                progressPct,
                temperaturesC,
                fromBoot,
                isNews(fromBoot, withSeq) ? withSeq : seq,
                when,
                alarm);
    }

    /** Returns the same with what the machine says of its state. */
    public LiveState reported(
            DeviceState now, @Nullable Double progress, Map<String, Double> temperatures, @Nullable Alarm nowAlarm) {
        return new LiveState(
                availability,
                now,
                platformClear,
                job,
                onPlatform,
                progress,
                temperatures,
                boot,
                seq,
                lastSeen,
                nowAlarm);
    }

    /** Returns the same reserved for a job, the platform taken. */
    public LiveState reservedFor(String jobId) {
        return new LiveState(availability, state, false, jobId, null, null, temperaturesC, boot, seq, lastSeen, alarm);
    }

    /** Returns the same without a reservation; what was made, if anything, lies on the platform. */
    public LiveState released(@Nullable String resultOnPlatform, boolean clear) {
        return new LiveState(
                availability, state, clear, null, resultOnPlatform, null, temperaturesC, boot, seq, lastSeen, alarm);
    }

    /** Returns the same with a free platform. */
    public LiveState cleared() {
        return new LiveState(
                availability, state, true, job, null, progressPct, temperaturesC, boot, seq, lastSeen, alarm);
    }

    /** Returns the same with another availability and state. */
    public LiveState withAvailability(Availability now, DeviceState nowState) {
        return new LiveState(
                now, nowState, platformClear, job, onPlatform, progressPct, temperaturesC, boot, seq, lastSeen, alarm);
    }

    /** Returns the same with an alarm, or with none. */
    public LiveState withAlarm(@Nullable Alarm now) {
        return new LiveState(
                availability,
                state,
                platformClear,
                job,
                onPlatform,
                progressPct,
                temperaturesC,
                boot,
                seq,
                lastSeen,
                now);
    }
}
