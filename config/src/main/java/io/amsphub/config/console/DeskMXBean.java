package io.amsphub.config.console;

import java.util.Map;

/** What the hub's own page of the console asks, as {@code io.amsphub:type=Desk}. */
public interface DeskMXBean {

    /** Returns where the hub's pages for people are, without a slash at the end. */
    String getPages();

    /**
     * Asks the API as who is signed in at the console: the same rights, the same contract, the same audit as over HTTP.
     * Operations that move bytes or answer with a secret are for HTTP only.
     *
     * @param method in capitals
     * @param target path with query, from {@code /api/v1/} on
     * @param body JSON; empty for none
     * @return {@code {"status": ..., "body": ...}} as JSON; a refusal has the problem (RFC 9457) as its body
     */
    String ask(String method, String target, String body);

    /** Returns the loggers that have a level of their own, with it. */
    Map<String, String> getLogLevels();

    /**
     * Sets the level of a logger until the hub stops.
     *
     * @param level ERROR, WARN, INFO, DEBUG, TRACE or OFF; empty for the level of the logger above it
     * @return the level that counts now
     */
    String setLogLevel(String logger, String level);
}
