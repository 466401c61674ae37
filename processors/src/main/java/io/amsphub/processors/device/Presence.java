package io.amsphub.processors.device;

/**
 * What is known of a machine's presence apart from the age of its last message: the third source,
 * {@link LiveState#lastSeen}.
 *
 * @param lastWill what its broker says in its name
 * @param session whether the hub's own connection to it, or to its broker, stands
 */
public record Presence(Sign lastWill, Sign session) {

    /** Nothing is known. */
    public static final Presence UNKNOWN = new Presence(Sign.NONE, Sign.NONE);

    /** Returns the presence after a live message: it proves whatever said otherwise wrong. */
    public Presence heard() {
        return new Presence(Sign.UP, session == Sign.DOWN ? Sign.UP : session);
    }

    /** Returns the presence after the last will, or the machine's own farewell. */
    public Presence gone() {
        return new Presence(Sign.DOWN, session);
    }

    /** Returns the presence after the hub's connection came about or broke. */
    public Presence withSession(boolean up) {
        return new Presence(lastWill, up ? Sign.UP : Sign.DOWN);
    }
}
