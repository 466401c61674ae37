package io.amsphub.processors.identity;

import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How much of a principal's roles a credential gives, and until when.
 *
 * @param scopes what it is good for: {@code orders:read}, {@code orders:write}, {@code *:read} with the headings of the
 *     API, or {@link #MESSAGES}; without one of these for all that the roles allow. With {@code group:NAME} it is good for
 *     machines of that group, or those groups, only, and not for making credentials unless that is said
 * @param expiresAt from when on it is good for nothing; null for no end
 */
public record Grant(Set<String> scopes, @Nullable Instant expiresAt) {

    /** All that the roles allow, without an end. */
    public static final Grant WHOLE = new Grant(Set.of(), null);

    /** The scope of MQTT and AMQP. */
    public static final String MESSAGES = "messages";

    private static final String EVERYTHING = "*";
    private static final String GROUP = "group:";
    private static final String ADMINISTRATION = "operation";
    private static final Pattern SCOPE =
            Pattern.compile("messages|(?:\\*|[a-z]{1,40}):(?:read|write)|group:[A-Za-z0-9 ._-]{1,40}");

    /**
     * Copies the scopes.
     *
     * @throws IllegalArgumentException when one is none
     */
    public Grant {
        scopes = Set.copyOf(scopes);
        scopes.forEach(scope -> {
            if (!SCOPE.matcher(scope).matches()) {
                throw new IllegalArgumentException("'" + scope + "' is no scope: write heading:read, heading:write,"
                        + " *:read, *:write, group:name or " + MESSAGES);
            }
        });
    }

    /** Returns whether it is good no more. */
    public boolean over(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    /** Returns whether it is good for operations under a heading of the API; who may write may read. */
    public boolean covers(String heading, boolean reading) {
        if (limitedToGroups() && onlyGroups()) {
            return reading || !heading.equals(ADMINISTRATION);
        }
        return scopes.isEmpty() || has(heading, "write") || (reading && has(heading, "read"));
    }

    /** Returns whether it is good for the machines of some groups only. */
    public boolean limitedToGroups() {
        return scopes.stream().anyMatch(scope -> scope.startsWith(GROUP));
    }

    /** Returns whether it is good for a machine that is in some groups. */
    public boolean reachesGroup(Collection<String> groups) {
        return !limitedToGroups() || groups.stream().anyMatch(group -> scopes.contains(GROUP + group));
    }

    /** Returns the scope of a group of machines. */
    public static String ofGroup(String group) {
        return GROUP + group;
    }

    private boolean onlyGroups() {
        return scopes.stream().allMatch(scope -> scope.startsWith(GROUP));
    }

    /** Returns whether it is good for MQTT and AMQP. */
    public boolean coversMessages() {
        return scopes.isEmpty() || onlyGroups() || scopes.contains(MESSAGES);
    }

    private boolean has(String heading, String what) {
        return scopes.contains(heading + ":" + what) || scopes.contains(EVERYTHING + ":" + what);
    }
}
