package io.amsphub.processors.audit;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Checks a chain, entry by entry in its order, in constant memory but for checkpoints and erased persons. It stops at
 * the first link that does not hold, and names it. Not thread-safe.
 */
public final class AuditVerification {

    private final TreeMap<Long, AuditCheckpoint> checkpoints = new TreeMap<>();
    private final Map<String, Long> erasedOf = new LinkedHashMap<>();
    private final Set<String> erasures = new HashSet<>();
    private @Nullable AuditEntry last;
    private @Nullable Finding finding;
    private long entries;
    private long erased;
    private long signed;

    /**
     * A check by a key and checkpoints.
     *
     * @param publicKey of the hub, X.509 encoded
     * @param kept checkpoints of whatever source; those that somebody kept elsewhere tell most
     */
    public AuditVerification(byte[] publicKey, List<AuditCheckpoint> kept) {
        for (AuditCheckpoint checkpoint : kept) {
            AuditCheckpoint other = checkpoints.putIfAbsent(checkpoint.count(), checkpoint);
            if (!checkpoint.signedBy(publicKey)) {
                found(
                        checkpoint.count(),
                        "SIGNATURE",
                        "the checkpoint of " + checkpoint.time() + " after entry " + checkpoint.count()
                                + " is not signed by this key");
            } else if (other != null && !other.head().equals(checkpoint.head())) {
                found(
                        checkpoint.count(),
                        "FORK",
                        "two signed checkpoints after entry " + checkpoint.count()
                                + " name different heads: the chain was rewritten between " + other.time() + " and "
                                + checkpoint.time());
            }
        }
    }

    /**
     * The first link that does not hold.
     *
     * @param sequence the entry
     * @param kind CHANGED, TEXT, LINK, MISSING, ORDER, HEAD, TAIL, SIGNATURE, FORK or ERASURE
     * @param text what differs
     */
    public record Finding(long sequence, String kind, String text) {}

    /**
     * What was found.
     *
     * @param entries how many entries hold
     * @param signedUpTo the last entry that a checkpoint covers; 0 when there is none
     * @param erased entries whose names and details were erased, with a record of it
     * @param finding the first link that does not hold; null when all do
     */
    public record Result(
            long entries,
            long signedUpTo,
            long erased,
            @Nullable Finding finding) {}

    private void found(long sequence, String kind, String text) {
        if (finding == null) {
            finding = new Finding(sequence, kind, text);
        }
    }

    /** Takes the next entry in the order in which they are kept. */
    public void entry(AuditEntry entry) {
        if (finding != null) {
            return;
        }
        AuditEntry before = last;
        long expected = before == null ? entry.sequence() : before.sequence() + 1;
        if (entry.sequence() > expected) {
            found(expected, "MISSING", "entries " + expected + " to " + (entry.sequence() - 1) + " are missing");
        } else if (entry.sequence() < expected) {
            found(entry.sequence(), "ORDER", "entry " + entry.sequence() + " comes after entry " + (expected - 1));
        } else if (!follows(entry, before)) {
            found(
                    entry.sequence(),
                    "LINK",
                    "entry " + entry.sequence() + " names another hash before it than entry " + (entry.sequence() - 1)
                            + " has");
        } else {
            content(entry);
        }
        if (finding == null) {
            last = entry;
            entries++;
        }
    }

    /** The first entry of a part of a chain follows one that is not here. */
    private static boolean follows(AuditEntry entry, @Nullable AuditEntry before) {
        if (before == null) {
            return entry.sequence() > 1 || entry.previous().equals(AuditEntry.BEGINNING);
        }
        return entry.previous().equals(before.hash());
    }

    private void content(AuditEntry entry) {
        Boolean kept = AuditSeal.keptText(entry);
        AuditCheckpoint checkpoint = checkpoints.get(entry.sequence());
        if (!AuditSeal.hash(entry).equals(entry.hash())) {
            found(
                    entry.sequence(),
                    "CHANGED",
                    "time, action, subject, organisation, person or outcome of entry " + entry.sequence()
                            + " is not what was hashed");
        } else if (Boolean.FALSE.equals(kept)) {
            found(
                    entry.sequence(),
                    "TEXT",
                    "who, origin or detail of entry " + entry.sequence() + " is not what was written");
        } else if (checkpoint != null && !checkpoint.head().equals(entry.hash())) {
            found(
                    entry.sequence(),
                    "HEAD",
                    "entry " + entry.sequence() + " has another hash than was signed at "
                            + checkpoint.time() + ": entries " + (signed + 1) + " to " + entry.sequence()
                            + " were written again");
        } else {
            if (kept == null) {
                erased++;
                erasedOf.putIfAbsent(entry.person(), entry.sequence());
            }
            if (entry.action().equals(AuditEntry.ERASURE)) {
                erasures.add(entry.subject());
            }
            signed = checkpoint == null ? signed : entry.sequence();
        }
    }

    /** Ends the check. */
    public Result result() {
        AuditEntry end = last;
        long length = end == null ? 0 : end.sequence();
        if (finding == null && !checkpoints.isEmpty() && checkpoints.lastKey() > length) {
            AuditCheckpoint newest = checkpoints.lastEntry().getValue();
            found(
                    length + 1,
                    "TAIL",
                    "the chain ends at entry " + length + ", but " + newest.count() + " entries were signed at "
                            + newest.time());
        }
        erasedOf.forEach((person, sequence) -> {
            if (!erasures.contains(person)) {
                found(
                        sequence,
                        "ERASURE",
                        "who, origin and detail of entry " + sequence + " are gone, and no entry tells of an erasure");
            }
        });
        return new Result(entries, signed, erased, finding);
    }
}
