package io.amsphub.processors.identity;

import java.util.Set;

/**
 * Who acts: a person, a partner system, a device, or the hub itself.
 *
 * @param name unique within the hub; goes into every event as "who"
 * @param organisation the organisation whose data the principal may see
 * @param roles what it may do
 * @param grant how much of that the credential gives that it came with
 */
public record Principal(String name, String organisation, Set<Role> roles, Grant grant) {

    /** The hub acting on its own, in stages and timers. */
    public static final Principal HUB = new Principal("hub", "hub", Set.of(Role.OPERATOR));

    /** Nobody in particular: may do nothing. */
    public static final Principal UNKNOWN = new Principal("unknown", "", Set.of());

    /** Names of the hub itself, which nobody else can have: what it does would look like what they do. */
    public static final Set<String> RESERVED = Set.of("hub", "hub-sessions", "unknown");

    /** Copies the roles. */
    public Principal {
        roles = Set.copyOf(roles);
    }

    /** A principal with all that its roles allow. */
    public Principal(String name, String organisation, Set<Role> roles) {
        this(name, organisation, roles, Grant.WHOLE);
    }

    /** Returns whether the principal works for the platform, not for one organisation. */
    public boolean seesAllOrganisations() {
        return roles.contains(Role.OPERATOR) || roles.contains(Role.AUDITOR);
    }

    /** Returns whether the principal changes things for all organisations: an auditor only looks at them. */
    public boolean changesAllOrganisations() {
        return roles.contains(Role.OPERATOR);
    }
}
