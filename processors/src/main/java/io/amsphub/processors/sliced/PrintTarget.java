package io.amsphub.processors.sliced;

import org.jspecify.annotations.Nullable;

/**
 * Which machines may print a sliced file: those of a group of a centre, or one machine.
 *
 * @param amCentre the centre
 * @param group name of a group of its machines; null when one machine is meant
 * @param machine name of one machine of the centre; null when a group is meant
 * @param feedstock what is loaded there, for files that do not say what they want; null when any will do
 */
public record PrintTarget(
        String amCentre,
        @Nullable String group,
        @Nullable String machine,
        @Nullable String feedstock) {

    /**
     * Checks that it says one of the two.
     *
     * @throws IllegalArgumentException when it names both or none
     */
    public PrintTarget {
        if ((group == null) == (machine == null)) {
            throw new IllegalArgumentException("a target is a group or a machine");
        }
    }

    /** The machines of a group. */
    public static PrintTarget group(String amCentre, String group) {
        return new PrintTarget(amCentre, group, null, null);
    }

    /** One machine. */
    public static PrintTarget machine(String amCentre, String machine) {
        return new PrintTarget(amCentre, null, machine, null);
    }

    /** Returns the target in words. */
    public String inWords() {
        return machine == null ? "group " + group + " of " + amCentre : amCentre + "/" + machine;
    }
}
