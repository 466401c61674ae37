package io.amsphub.processors.partner;

import java.util.Optional;

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

    /** Returns the queues of the partner that a queue belongs to; empty when it is no partner's. */
    public static Optional<PartnerQueueNames> ofQueue(String queue) {
        int end = queue.lastIndexOf('.');
        return queue.startsWith(ROOT) && end > ROOT.length()
                ? Optional.of(of(queue.substring(ROOT.length(), end)))
                : Optional.empty();
    }

    /** Returns the queues of a partner by its name. */
    public static PartnerQueueNames of(String name) {
        return new PartnerQueueNames(ROOT + name + ".in", ROOT + name + ".out", ROOT + name + ".reply");
    }
}
