package io.amsphub.config.simulator.protocol;

/** Constants of AMSP native, version 1. */
public final class Native {

    /** The value of {@code schema} in every payload. */
    public static final String SCHEMA = "amsp-native/1";

    /** The largest payload either side may send, in bytes. */
    public static final int MAX_PAYLOAD_BYTES = 65_536;

    /** How many jobs a state report lists at most. */
    public static final int RECENT_JOBS = 20;

    /** How long the broker keeps the session of a device that is away: one day, in seconds. */
    public static final long SESSION_EXPIRY_S = 86_400;

    private Native() {}
}
