package io.amsphub.config.simulator.protocol;

import java.util.regex.Pattern;

/**
 * Where a machine lives in the topic tree: {@code am/<centre>/<machine>/...}.
 *
 * @param centre AM centre, {@code [A-Za-z0-9_-]{1,64}}
 * @param machine AM machine within the centre, {@code [A-Za-z0-9_-]{1,64}}
 */
public record MachineAddress(String centre, String machine) {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    /** Refuses ids that could change the topic tree, with {@link IllegalArgumentException}. */
    public MachineAddress {
        requireId("centre", centre);
        requireId("machine", machine);
    }

    /** The topic name of a report, for instance {@code am/c1/p1/report/state}. */
    public String reportTopic(String noun) {
        return "am/" + centre + "/" + machine + "/report/" + noun;
    }

    /** The topic filter that matches every command to this machine. */
    public String commandFilter() {
        return "am/" + centre + "/" + machine + "/command/+";
    }

    /** {@code centre/machine}: the user name and the client identifier unless configured otherwise. */
    public String name() {
        return centre + "/" + machine;
    }

    @Override
    public String toString() {
        return name();
    }

    private static void requireId(String what, String id) {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException(what + " '" + id + "' does not match " + ID);
        }
    }
}
