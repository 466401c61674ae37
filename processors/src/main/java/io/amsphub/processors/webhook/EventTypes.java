package io.amsphub.processors.webhook;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Which types of events are wanted: {@code *} for all, {@code order.*}, {@code *.cancelled}, {@code order.confirmed}.
 *
 * @param patterns at least one
 */
public record EventTypes(List<String> patterns) {

    private static final Pattern FORM = Pattern.compile("\\*|(\\*|[a-z0-9_]{1,60})\\.(\\*|[a-z0-9_]{1,60})");

    /**
     * Copies the patterns.
     *
     * @throws IllegalArgumentException when one is none
     */
    public EventTypes {
        patterns = List.copyOf(patterns);
        for (String pattern : patterns) {
            if (!FORM.matcher(pattern).matches()) {
                throw new IllegalArgumentException(
                        "'" + pattern + "' is no type of events; write order.confirmed, order.*, *.cancelled or *");
            }
        }
    }

    /** Returns the patterns of a list with commas. */
    public static EventTypes of(String list) {
        return new EventTypes(List.of(list.split(",", -1)));
    }

    /** Returns whether a type is among them. */
    public boolean match(String type) {
        return patterns.stream().anyMatch(pattern -> match(pattern, type));
    }

    private static boolean match(String pattern, String type) {
        if (pattern.equals("*")) {
            return true;
        }
        int dot = pattern.indexOf('.');
        int at = type.indexOf('.');
        return word(pattern.substring(0, dot), type.substring(0, at))
                && word(pattern.substring(dot + 1), type.substring(at + 1));
    }

    private static boolean word(String wanted, String word) {
        return wanted.equals("*") || wanted.equals(word);
    }
}
