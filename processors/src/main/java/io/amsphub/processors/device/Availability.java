package io.amsphub.processors.device;

/**
 * Whether a machine can be reached, from three sources together: its last will, the session that the
 * hub holds with it, and the age of its last message. The worst of them counts, because each of them
 * alone has been seen to lie: a will is not sent while the broker is down, a session stands while the
 * firmware behind it is dead, and a heartbeat may come from a queue.
 */
public enum Availability {
    /** Never heard of since it was registered. */
    NEVER_SEEN,
    ONLINE,
    /** Silent for longer than it should be; nothing says that it is gone. */
    SILENT,
    /** Its last will, the machine itself, or the hub's broken connection says that it is gone. */
    OFFLINE;

    /**
     * Returns what the sources say together.
     *
     * @param presence last will and session
     * @param everHeard whether a live message ever came
     * @param tooOld whether the last one is too old
     */
    public static Availability of(Presence presence, boolean everHeard, boolean tooOld) {
        if (!everHeard) {
            return NEVER_SEEN;
        }
        if (presence.lastWill() == Sign.DOWN || presence.session() == Sign.DOWN) {
            return OFFLINE;
        }
        return tooOld ? SILENT : ONLINE;
    }
}
