package io.amsphub.config.console;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the record of what was changed through the console, and of what was refused. */
@FunctionalInterface
public interface ConsoleAudit {

    /**
     * Records one operation on an MBean that changes something, or any that was refused. Called by
     * the thread of the request, before the operation runs: it should return at once.
     *
     * @param user the name that logged in
     * @param mbean the object name
     * @param operation the operation with its signature, or {@code set <attribute>}
     * @param allowed whether it runs
     */
    void operation(String user, String mbean, String operation, boolean allowed);

    /** Returns an audit that writes to the log only. */
    static ConsoleAudit toLog() {
        Logger log = LoggerFactory.getLogger(ConsoleAudit.class);
        return (user, mbean, operation, allowed) ->
                log.info("{} {} {} on {}", user, allowed ? "runs" : "was refused", operation, mbean);
    }
}
