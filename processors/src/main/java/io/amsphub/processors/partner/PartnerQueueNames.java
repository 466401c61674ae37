package io.amsphub.processors.partner;

/**
 * The queues of a partner on the hub's broker.
 *
 * @param in where it sends commands
 * @param out where it hears replies and events
 * @param reply where it hears replies apart from events, when a command asks for that
 */
public record PartnerQueueNames(String in, String out, String reply) {

    /** What all of them begin with. */
    public static final String ROOT = "amsp.partner.";

    /** Returns the queues of a partner by its name. */
    public static PartnerQueueNames of(String name) {
        return new PartnerQueueNames(ROOT + name + ".in", ROOT + name + ".out", ROOT + name + ".reply");
    }
}
