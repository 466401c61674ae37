package io.amsphub.processors.partner;

import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.lifecycle.HubEvent;
import io.amsphub.processors.port.Events;
import io.amsphub.processors.port.PartnerOutbox;
import io.amsphub.processors.port.PartnerQueues;
import io.amsphub.processors.port.Partners;
import io.amsphub.processors.port.UnitOfWork;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells partners what happens to the things of their organisation, in the order of events, and keeps their queues.
 * A position is moved in the unit of work that fills the outbox, so that each event is told once or, after a crash,
 * once more under the same id.
 *
 * <p>A queue that its partner does not empty never stops the hub: from a number of waiting messages on the partner is
 * told no more and no command of it is taken, until half of them are gone. Nothing is dropped; events wait in the
 * hub's record, commands in the queue of the partner.
 */
public final class PartnerNews {

    private static final int MOST_PARTNERS = 1_000;
    private static final int BATCH = 200;
    private static final Set<String> TOLD = Set.of("revision", "quote", "rfq", "order", "part", "job");

    private final Partners partners;
    private final Events events;
    private final PartnerOutbox outbox;
    private final PartnerQueues queues;
    private final UnitOfWork unitOfWork;
    private final int depth;

    /** The newest event when there was nothing left to tell; -1 when there may be. */
    private volatile long caughtUp = -1;

    private final Set<String> known = new HashSet<>();
    private final Set<String> full = ConcurrentHashMap.newKeySet();

    /**
     * Brings together what telling needs.
     *
     * @param depth how many messages may wait in a queue before its partner is told no more
     */
    public PartnerNews(
            Partners partners,
            Events events,
            PartnerOutbox outbox,
            PartnerQueues queues,
            UnitOfWork unitOfWork,
            int depth) {
        this.partners = partners;
        this.events = events;
        this.outbox = outbox;
        this.queues = queues;
        this.unitOfWork = unitOfWork;
        this.depth = depth;
    }

    /**
     * Returns the names of the partners whose commands are taken now. Their queues are there; a partner that is not to
     * be used any more has lost its connections.
     */
    public synchronized List<String> listening() {
        List<String> listening = new ArrayList<>();
        Set<String> usable = new HashSet<>();
        for (Partner partner : unitOfWork.call(() -> partners.usable(MOST_PARTNERS))) {
            usable.add(partner.name());
            queues.ensure(partner.queues());
            if (!full(partner)) {
                listening.add(partner.name());
            }
        }
        known.removeAll(usable);
        known.forEach(name -> queues.disconnect(Partner.PREFIX + name));
        known.clear();
        known.addAll(usable);
        return listening;
    }

    /** Tells all partners a batch of what is new, and returns how many messages those were. */
    public int tell() {
        long newest = unitOfWork.call(events::newest);
        if (newest == caughtUp) {
            return 0;
        }
        int told = 0;
        for (Partner partner : unitOfWork.call(() -> partners.usable(MOST_PARTNERS))) {
            if (partner.events() && !full.contains(partner.name())) {
                told += unitOfWork.call(() -> tell(partner));
            }
        }
        caughtUp = told == 0 ? newest : -1;
        return told;
    }

    private int tell(Partner partner) {
        long position = partners.told(partner.name());
        List<HubEvent> batch = events.after(partner.organisation(), null, null, position, BATCH);
        for (HubEvent event : batch) {
            if (TOLD.contains(event.aggregate())) {
                outbox.toPartner(new PartnerOutbox.PartnerMessage(
                        event.id(),
                        partner.queues().out(),
                        Json.write(PartnerReply.happened(event)),
                        event.correlationId(),
                        null));
            }
        }
        if (!batch.isEmpty()) {
            partners.setTold(partner.name(), batch.get(batch.size() - 1).sequence());
        }
        return batch.size();
    }

    private boolean full(Partner partner) {
        PartnerQueueNames names = partner.queues();
        long waiting = Math.max(queues.waiting(names.out()), queues.waiting(names.reply()));
        boolean was = full.contains(partner.name());
        boolean is = waiting >= (was ? Math.max(1, depth / 2) : depth);
        if (is) {
            full.add(partner.name());
        } else if (full.remove(partner.name())) {
            caughtUp = -1;
        }
        return is;
    }
}
