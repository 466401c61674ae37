package io.amsphub.processors.partner;

import io.amsphub.processors.device.Registration;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.identity.Role;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A partner system: a program of an organisation that talks to the hub by the API, over its own queues, or with files.
 *
 * @param name one word; part of the names of its queues and of its folder
 * @param organisation whose data it works with
 * @param roles what it may do; never more than {@link #ALLOWED}
 * @param requestsPerMinute its quota over all ways in; null for the hub's usual one
 * @param events whether what happens to the things of its organisation is told in its queue
 * @param dropFolder whether the hub takes commands from its drop folder
 * @param sftp the server that the hub fetches its files from; null for none
 * @param registration whether it may be used
 * @param version for optimistic locking; 0 until stored
 */
public record Partner(
        String name,
        String organisation,
        Set<Role> roles,
        @Nullable Integer requestsPerMinute,
        boolean events,
        boolean dropFolder,
        @Nullable SftpServer sftp,
        Registration registration,
        long version) {

    /** What a partner system may be. It never runs the platform and is never a machine. */
    public static final Set<Role> ALLOWED = Set.of(Role.USER, Role.DESIGNER, Role.AM_CENTRE);

    /** What the names of the credentials of partners begin with; those of machines hold a slash. */
    public static final String PREFIX = "partner.";

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_-]{1,40}");

    /** Checks that the name is a single word, and the roles are allowed. */
    public Partner {
        roles = Set.copyOf(roles);
        if (!WORD.matcher(name).matches() || !ALLOWED.containsAll(roles)) {
            throw new IllegalArgumentException("a name is made of letters, digits, _ and -; roles are of " + ALLOWED);
        }
    }

    /** Returns the name that it signs in with. */
    public String userName() {
        return PREFIX + name;
    }

    /** Returns who acts when its command is carried out. */
    public Principal principal() {
        Set<Role> all = EnumSet.of(Role.PARTNER);
        all.addAll(roles);
        return new Principal(userName(), organisation, all);
    }

    /** Returns whether its commands are taken. */
    public boolean usable() {
        return registration == Registration.QUALIFIED;
    }

    /** Returns the names of its queues. */
    public PartnerQueueNames queues() {
        return PartnerQueueNames.of(name);
    }

    /** Returns the partner with another registration. */
    public Partner withRegistration(Registration next) {
        return new Partner(name, organisation, roles, requestsPerMinute, events, dropFolder, sftp, next, version);
    }

    /** Returns the partner with other ways of talking. */
    public Partner with(@Nullable Integer quota, boolean tellEvents, boolean folder, @Nullable SftpServer server) {
        return new Partner(name, organisation, roles, quota, tellEvents, folder, server, registration, version);
    }
}
