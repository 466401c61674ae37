package io.amsphub.processors.audit;

import io.amsphub.processors.production.Secrets;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Makes links of the chain. What is hashed is a row of netstrings: of each text its length in bytes of UTF-8 in
 * decimal digits, a colon, the bytes, a comma; so no text can be taken for a part of another.
 *
 * <ul>
 *   <li>commitment = SHA-256(salt, who, origin, detail)
 *   <li>hash = SHA-256("amsp-audit-1", sequence, id, time, action, subject, organisation, person, outcome,
 *       commitment, previous)
 *   <li>person = HMAC-SHA-256 of the name under the hub's key; needed to make an entry, not to check one
 * </ul>
 */
public final class AuditSeal {

    private static final String FORM = "amsp-audit-1";
    private static final String MAC = "HmacSHA256";
    private static final int SALT_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKeySpec key;

    /**
     * A seal under a key.
     *
     * @param key of the pseudonyms, at least 16 bytes
     */
    public AuditSeal(byte[] key) {
        this.key = new SecretKeySpec(key, MAC);
    }

    /** Returns the pseudonym of a principal, 64 hex digits. */
    public String person(String who) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(who.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + MAC, e);
        }
    }

    /** Returns the entry that follows another. */
    public AuditEntry follow(@Nullable AuditEntry last, AuditNote note) {
        byte[] random = new byte[SALT_BYTES];
        RANDOM.nextBytes(random);
        String salt = HexFormat.of().formatHex(random);
        AuditEntry open = new AuditEntry(
                last == null ? 1 : last.sequence() + 1,
                note.id(),
                note.time(),
                note.action(),
                note.subject(),
                note.organisation(),
                note.who(),
                person(note.who()),
                note.outcome(),
                note.origin(),
                note.detail(),
                salt,
                digest(salt, note.who(), note.origin(), note.detail()),
                last == null ? AuditEntry.BEGINNING : last.hash(),
                "");
        return withHash(open, hash(open));
    }

    private static AuditEntry withHash(AuditEntry e, String hash) {
        return new AuditEntry(
                e.sequence(),
                e.id(),
                e.time(),
                e.action(),
                e.subject(),
                e.organisation(),
                e.who(),
                e.person(),
                e.outcome(),
                e.origin(),
                e.detail(),
                e.salt(),
                e.commitment(),
                e.previous(),
                hash);
    }

    /** Returns the hash that an entry must have. */
    static String hash(AuditEntry e) {
        return digest(
                FORM,
                Long.toString(e.sequence()),
                e.id(),
                e.time().toString(),
                e.action(),
                e.subject(),
                e.organisation(),
                e.person(),
                e.outcome(),
                e.commitment(),
                e.previous());
    }

    /** Returns whether name, origin and detail are those that were written; null when they were erased. */
    static @Nullable Boolean keptText(AuditEntry e) {
        String salt = e.salt();
        return salt == null
                ? null
                : digest(salt, e.who(), e.origin(), e.detail()).equals(e.commitment());
    }

    private static String digest(String... texts) {
        MessageDigest digest = Secrets.sha256();
        for (String text : texts) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
            digest.update(bytes);
            digest.update((byte) ',');
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
