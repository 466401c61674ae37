package io.amsphub.processors.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A link of the chain. Its hash covers the hash before it and everything of the entry; name, origin and detail it
 * covers by the commitment, so that they can be erased and the chain still holds.
 *
 * @param sequence the place in the chain, from 1 without a gap
 * @param id see {@link AuditNote}
 * @param time see {@link AuditNote}
 * @param action see {@link AuditNote}
 * @param subject see {@link AuditNote}
 * @param organisation see {@link AuditNote}
 * @param who the principal; its pseudonym once it was erased
 * @param person the keyed pseudonym of the principal, lower-case hex: the same for all entries of one
 * @param outcome see {@link AuditNote}
 * @param origin see {@link AuditNote}; empty once it was erased
 * @param detail see {@link AuditNote}; empty once it was erased
 * @param salt random, lower-case hex; null once name, origin and detail were erased
 * @param commitment SHA-256 of salt, name, origin and detail, lower-case hex
 * @param previous hash of the entry before; 64 zeros for the first
 * @param hash of this entry, lower-case hex
 */
public record AuditEntry(
        long sequence,
        String id,
        Instant time,
        String action,
        String subject,
        String organisation,
        String who,
        String person,
        String outcome,
        String origin,
        String detail,
        @Nullable String salt,
        String commitment,
        String previous,
        String hash) {

    /** The action of the entry that tells of an erasure; its subject is the pseudonym. */
    public static final String ERASURE = "person.ERASED";

    /** Where the chain begins. */
    public static final String BEGINNING = "0".repeat(64);

    private static final int SHORT = 16;

    /** Returns the name that stands for an erased person. */
    public static String pseudonym(String person) {
        return "person-" + person.substring(0, Math.min(SHORT, person.length()));
    }

    /** Returns the entry without name, origin and detail; its hash stays as it is, and stays right. */
    public AuditEntry erased() {
        return new AuditEntry(
                sequence,
                id,
                time,
                action,
                subject,
                organisation,
                pseudonym(person),
                person,
                outcome,
                "",
                "",
                null,
                commitment,
                previous,
                hash);
    }
}
