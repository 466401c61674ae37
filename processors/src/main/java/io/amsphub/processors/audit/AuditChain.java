package io.amsphub.processors.audit;

import io.amsphub.processors.lifecycle.HubEvent;
import io.amsphub.processors.port.AuditTrail;
import io.amsphub.processors.port.EventCursors;
import io.amsphub.processors.port.Events;
import io.amsphub.processors.port.UnitOfWork;
import io.amsphub.processors.tdp.PackageSigner;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Gives events and notes their place in the chain, shortly after their transactions: a head of the chain that every
 * transaction had to change would let one at a time pass. Only one thread of one node may call it, as it is for the
 * sequence of events.
 */
public final class AuditChain {

    /** The name under which it remembers how far it has come. */
    public static final String READER = "audit";

    private static final int BATCH = 500;
    private static final int SIGNED_EACH = 1000;

    private final Events events;
    private final EventCursors cursors;
    private final AuditTrail trail;
    private final AuditSeal seal;
    private final PackageSigner signer;
    private final Consumer<AuditCheckpoint> outside;
    private final Duration signedWithin;
    private final UnitOfWork unitOfWork;
    private final Clock clock;

    /**
     * A chain over its stores.
     *
     * @param outside keeps each checkpoint in another place than the database, too
     * @param signedWithin how long an entry may be without a signature
     */
    public AuditChain(
            Events events,
            EventCursors cursors,
            AuditTrail trail,
            AuditSeal seal,
            PackageSigner signer,
            Consumer<AuditCheckpoint> outside,
            Duration signedWithin,
            UnitOfWork unitOfWork,
            Clock clock) {
        this.events = events;
        this.cursors = cursors;
        this.trail = trail;
        this.seal = seal;
        this.signer = signer;
        this.outside = outside;
        this.signedWithin = signedWithin;
        this.unitOfWork = unitOfWork;
        this.clock = clock;
    }

    /** Links what waits, and signs when it is time; returns how many entries were linked. */
    public int extend() {
        return extend(signedWithin);
    }

    /** Links all that waits, and signs the last of it; for the time before nothing comes for a while. */
    public void finish() {
        while (extend(Duration.ZERO) > 0) {
            // until nothing waits
        }
    }

    private int extend(Duration unsigned) {
        List<AuditCheckpoint> made = new ArrayList<>();
        int linked = unitOfWork.call(() -> {
            AuditEntry last = trail.newest().orElse(null);
            List<AuditEntry> entries = link(last);
            AuditEntry head = entries.isEmpty() ? last : entries.get(entries.size() - 1);
            AuditCheckpoint checkpoint = head == null ? null : due(head, unsigned);
            if (checkpoint != null) {
                trail.sign(checkpoint);
                made.add(checkpoint);
            }
            return entries.size();
        });
        made.forEach(outside);
        return linked;
    }

    private List<AuditEntry> link(@Nullable AuditEntry last) {
        long position = cursors.position(READER, () -> 0);
        List<HubEvent> more = events.after(null, null, null, position, BATCH);
        List<AuditEntry> entries = new ArrayList<>();
        AuditEntry before = last;
        for (HubEvent event : more) {
            before = seal.follow(before, AuditNote.of(event));
            entries.add(before);
        }
        for (AuditNote note : trail.waiting(BATCH)) {
            before = seal.follow(before, note);
            entries.add(before);
        }
        trail.link(entries.subList(0, more.size()), entries.subList(more.size(), entries.size()));
        // here, and not where it was asked for: nothing else links, so no entry of the person can come between
        entries.stream()
                .filter(entry -> entry.action().equals(AuditEntry.ERASURE))
                .forEach(entry -> trail.erase(entry.subject()));
        if (!more.isEmpty()) {
            cursors.move(READER, more.get(more.size() - 1).sequence());
        }
        return entries;
    }

    private @Nullable AuditCheckpoint due(AuditEntry head, Duration unsigned) {
        AuditCheckpoint newest = trail.newestCheckpoint().orElse(null);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        long signed = newest == null ? 0 : newest.count();
        boolean longAgo = newest == null || !newest.time().plus(unsigned).isAfter(now);
        boolean due = head.sequence() - signed >= SIGNED_EACH || (head.sequence() > signed && longAgo);
        return due ? AuditCheckpoint.of(head, now, signer) : null;
    }
}
