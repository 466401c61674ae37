package io.amsphub.processors.identity;

import io.amsphub.processors.partner.Partner;
import io.amsphub.processors.partner.PartnerQueueNames;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a principal may do with topics and queues, whose names are the broker's: words with dots. What is not allowed
 * here is refused.
 *
 * <p>A device publishes below its own topic root, but no commands, and hears its own commands and requests, nothing
 * else. A partner system sends to its own queue and reads its own. Operators reach all.
 */
public final class MessageAccess {

    /** What is done with a topic or a queue. */
    public enum Act {
        /** Sends to it. */
        SEND,
        /** Makes the address that is sent to. */
        MAKE,
        /** Takes from a subscription or a queue. */
        READ,
        /** Looks into a queue without taking from it. */
        BROWSE,
        /** Makes or ends a subscription. */
        SUBSCRIBE,
        /** Everything else, management among it. */
        MANAGE
    }

    private static final Set<Role> CONNECTED = Set.of(Role.OPERATOR, Role.DEVICE, Role.PARTNER);
    private static final Pattern LITERAL = Pattern.compile("[A-Za-z0-9_.-]+");
    private static final Pattern FILTER = Pattern.compile("[A-Za-z0-9_.#*-]+");

    /** What the names of scanners have in the middle, and those of machines cannot. */
    private static final String SCANNER = "/scanner/";

    private static final Set<String> SCANNER_WORDS = Set.of("state", "ack", "scan.completed");

    private MessageAccess() {}

    /**
     * Returns whether a principal has anything to do with messages at all. Operators reach the topics of all machines, so
     * one whose credential is for some groups of them has not.
     */
    public static boolean connects(Principal who) {
        boolean ofSomeGroups =
                who.roles().contains(Role.OPERATOR) && who.grant().limitedToGroups();
        return who.grant().coversMessages()
                && !ofSomeGroups
                && CONNECTED.stream().anyMatch(who.roles()::contains);
    }

    /** Returns whether a principal may do something with an address, or with a queue of it as {@code address::queue}. */
    public static boolean allows(Principal who, Act act, String address) {
        if (!connects(who)) {
            return false;
        }
        if (who.roles().contains(Role.OPERATOR)) {
            return true;
        }
        if (who.roles().contains(Role.PARTNER) && who.name().startsWith(Partner.PREFIX)) {
            return partner(who.name().substring(Partner.PREFIX.length()), act, address);
        }
        if (!who.roles().contains(Role.DEVICE)) {
            return false;
        }
        return who.name().contains(SCANNER) ? scanner(who.name(), act, address) : machine(who.name(), act, address);
    }

    private static boolean machine(String name, Act act, String address) {
        String own = "am." + name.replace('/', '.') + ".";
        boolean ownWord =
                LITERAL.matcher(address).matches() && address.startsWith(own) && !address.startsWith(own + "command.");
        if (ownWord && (act == Act.SEND || act == Act.MAKE)) {
            return true;
        }
        if (!subscribes(act)) {
            return false;
        }
        String[] parts = address.split("::", -1);
        boolean ownSubscription = parts.length == 1 || (parts.length == 2 && parts[1].equals(name + "." + parts[0]));
        return ownSubscription
                && FILTER.matcher(parts[0]).matches()
                && (parts[0].startsWith(own + "command.") || parts[0].startsWith(own + "moonraker."));
    }

    /** A partner sends to its queue for commands, and reads the two that are for it; it makes none. */
    private static boolean partner(String name, Act act, String address) {
        PartnerQueueNames own = PartnerQueueNames.of(name);
        if (act == Act.SEND) {
            return address.equals(own.in());
        }
        boolean reads = act == Act.READ || act == Act.BROWSE;
        return reads && Stream.of(own.out(), own.reply()).anyMatch(queue -> isQueue(address, queue));
    }

    private static boolean isQueue(String address, String queue) {
        return address.equals(queue) || address.equals(queue + "::" + queue);
    }

    /** A scanner says what the convention has, under its own name, and hears its commands. */
    private static boolean scanner(String name, Act act, String address) {
        String own = "amsp.v1." + name.replace('/', '.') + ".";
        boolean says = SCANNER_WORDS.stream().anyMatch(word -> address.equals(own + word));
        if (says) {
            return act == Act.SEND || act == Act.MAKE;
        }
        String command = own + "cmd";
        return subscribes(act) && (address.equals(command) || address.equals(command + "::" + name + "." + command));
    }

    private static boolean subscribes(Act act) {
        return act == Act.READ || act == Act.SUBSCRIBE || act == Act.MAKE;
    }
}
