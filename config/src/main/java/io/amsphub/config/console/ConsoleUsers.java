package io.amsphub.config.console;

import java.util.Optional;
import java.util.Set;

/** The hub's answer to "who is this": the console keeps no users of its own. */
@FunctionalInterface
public interface ConsoleUsers {

    /** The role that may change things: start and stop routes, pause queues, send messages again. */
    String OPERATOR = "OPERATOR";

    /** The role that sees everything and changes nothing. */
    String AUDITOR = "AUDITOR";

    /**
     * Checks a name and a password, in a time that does not tell a wrong name from a wrong password.
     * Called by one thread at a time, and not at all for an address that failed too often.
     *
     * @param user as typed, never empty, at most 256 characters
     * @param password as typed; cleared by the caller afterwards
     * @return the user's roles; empty when the user is unknown or the password wrong. A user with
     *     neither {@link #OPERATOR} nor {@link #AUDITOR} is refused by the console.
     */
    Optional<Set<String>> authenticate(String user, char[] password);

    /**
     * Returns whether somebody who logged in may still be here with those roles; asked again each second at most, while
     * something is asked for.
     */
    default boolean mayStay(String user, Set<String> roles) {
        return true;
    }
}
