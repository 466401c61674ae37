package io.amsphub.processors.device;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a machine now. Arrival times are the hub's; the machine's clock is not trusted.
 *
 * @param availability whether it can be reached, from all sources together
 * @param presence what last will and session say
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
        Presence presence,
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
            Availability.NEVER_SEEN,
            Presence.UNKNOWN,
            DeviceState.UNKNOWN,
            false,
            null,
            null,
            null,
            Map.of(),
            null,
            -1,
            null,
            null);

    /** Copies the map; records of an older hub have no presence. */
    public LiveState {
        temperaturesC = Map.copyOf(temperaturesC);
        presence = Objects.requireNonNullElse(presence, Presence.UNKNOWN);
    }

    /** Returns whether a report is newer than all that was heard in the same power-on. */
    public boolean isNews(String fromBoot, long withSeq) {
        return !fromBoot.equals(boot) || withSeq > seq;
    }

    /** Returns the same with a sign of life. */
    public LiveState heard(String fromBoot, long withSeq, Instant when) {
        return new LiveState(
                Availability.ONLINE,
                presence.heard(),
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
        return copy(availability, presence, now, platformClear, job, onPlatform, progress, temperatures, nowAlarm);
    }

    /** Returns the same reserved for a job, the platform taken. */
    public LiveState reservedFor(String jobId) {
        return copy(availability, presence, state, false, jobId, null, null, temperaturesC, alarm);
    }

    /** Returns the same without a reservation; what was made, if anything, lies on the platform. */
    public LiveState released(@Nullable String resultOnPlatform, boolean clear) {
        return copy(availability, presence, state, clear, null, resultOnPlatform, null, temperaturesC, alarm);
    }

    /** Returns the same with a free platform. */
    public LiveState cleared() {
        return copy(availability, presence, state, true, job, null, progressPct, temperaturesC, alarm);
    }

    /** Returns the same after the last will, or after the machine has said farewell. */
    public LiveState gone() {
        return absent(presence.gone());
    }

    /** Returns the same after the hub's own connection broke, or came about: only a message proves life. */
    public LiveState withSession(boolean up) {
        Presence now = presence.withSession(up);
        return up
                ? copy(availability, now, state, platformClear, job, onPlatform, progressPct, temperaturesC, alarm)
                : absent(now);
    }

    private LiveState absent(Presence now) {
        Availability reach = Availability.of(now, lastSeen != null, false);
        return copy(reach, now, DeviceState.OFFLINE, platformClear, job, onPlatform, progressPct, temperaturesC, alarm);
    }

    /** Returns the same with a last message that is too old. */
    public LiveState silent() {
        Availability reach = Availability.of(presence, lastSeen != null, true);
        return copy(
                reach,
                presence,
                DeviceState.UNKNOWN,
                platformClear,
                job,
                onPlatform,
                progressPct,
                temperaturesC,
                alarm);
    }

    /** Returns the same in a state that nobody knows. */
    public LiveState unknown() {
        return copy(
                availability,
                presence,
                DeviceState.UNKNOWN,
                platformClear,
                job,
                onPlatform,
                progressPct,
                temperaturesC,
                alarm);
    }

    /** Returns the same with an alarm, or with none. */
    public LiveState withAlarm(@Nullable Alarm now) {
        return copy(availability, presence, state, platformClear, job, onPlatform, progressPct, temperaturesC, now);
    }

    private LiveState copy(
            Availability reach,
            Presence nowPresent,
            DeviceState nowState,
            boolean clear,
            @Nullable String reserved,
            @Nullable String result,
            @Nullable Double progress,
            Map<String, Double> temperatures,
            @Nullable Alarm nowAlarm) {
        return new LiveState(
                reach,
                nowPresent,
                nowState,
                clear,
                reserved,
                result,
                progress,
                temperatures,
                boot,
                seq,
                lastSeen,
                nowAlarm);
    }
}
