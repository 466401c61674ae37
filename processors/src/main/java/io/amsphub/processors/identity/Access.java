package io.amsphub.processors.identity;

import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import java.util.Collection;
import java.util.Set;

/**
 * What a principal may do with operations and with what belongs to whom: decided here, and for messages in
 * {@link MessageAccess}, and nowhere else. What is not allowed is refused.
 *
 * <p>An operation takes one of its roles, and a credential whose scopes cover it. What belongs to another organisation
 * is as if it did not exist; operators see and change everything, auditors see everything. What stands on a floor is
 * that of the AM centre, whose people have the centre as their organisation.
 */
public final class Access {

    private Access() {}

    /**
     * Refuses an operation.
     *
     * @param what the operation, for the text of the refusal
     * @param roles who may, any one of them
     * @param heading under which the API shows the operation
     * @param reading whether it changes nothing
     * @throws HubException with {@link FailureCode#FORBIDDEN}
     */
    public static void require(Principal who, String what, Set<Role> roles, String heading, boolean reading) {
        if (roles.stream().noneMatch(who.roles()::contains)) {
            throw new HubException(
                    FailureCode.FORBIDDEN,
                    who.name() + " may not " + what,
                    null,
                    "it takes one of the roles " + roles.stream().sorted().toList());
        }
        if (!who.grant().covers(heading, reading)) {
            throw new HubException(
                    FailureCode.FORBIDDEN,
                    "the credential of " + who.name() + " is not good for " + what,
                    null,
                    "it takes the scope " + heading + (reading ? ":read" : ":write"));
        }
    }

    /** Returns whether somebody may see, or change, what belongs to an organisation. */
    public static boolean reaches(Principal who, String organisation, boolean reading) {
        return all(who, reading)
                || (!organisation.isEmpty() && who.organisation().equals(organisation));
    }

    /** Returns whether somebody may see, or change, what stands in an AM centre. */
    public static boolean worksAt(Principal who, String amCentre, boolean reading) {
        return all(who, reading)
                || (who.roles().contains(Role.AM_CENTRE) && who.organisation().equals(amCentre));
    }

    /** Returns whether somebody may see, or change, a machine of an AM centre that is in some groups. */
    public static boolean worksWith(Principal who, String amCentre, Collection<String> groups, boolean reading) {
        return worksAt(who, amCentre, reading) && who.grant().reachesGroup(groups);
    }

    /**
     * Refuses what concerns machines that the credential is not good for.
     *
     * @param groups the groups of the machine, or of machines that may do it; empty when any machine of a centre may
     * @throws HubException with {@link FailureCode#FORBIDDEN}
     */
    public static void requireGroup(Principal who, String what, Collection<String> groups) {
        if (!who.grant().reachesGroup(groups)) {
            throw new HubException(
                    FailureCode.FORBIDDEN,
                    "the credential of " + who.name() + " is for machines of certain groups, and " + what
                            + (groups.isEmpty() ? " is for any machine" : " is for " + groups),
                    null,
                    "have it done by somebody who works with those machines");
        }
    }

    private static boolean all(Principal who, boolean reading) {
        return reading ? who.seesAllOrganisations() : who.changesAllOrganisations();
    }
}
