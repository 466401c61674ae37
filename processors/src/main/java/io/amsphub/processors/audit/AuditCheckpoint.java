package io.amsphub.processors.audit;

import io.amsphub.processors.tdp.PackageSigner;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;

/**
 * What the hub says under its signature about the chain: how long it was at a time, and with which head. Whoever keeps
 * one finds out when entries of that time are changed or missing, the last ones too.
 *
 * @param count entries in the chain
 * @param head hash of the last of them
 * @param time when it was signed, by the hub's clock
 * @param keyId short name of the key
 * @param signature Ed25519 (RFC 8032) of {@link #message}, base 64
 */
public record AuditCheckpoint(long count, String head, Instant time, String keyId, String signature) {

    private static final String ALGORITHM = "Ed25519";

    /** Returns the checkpoint of a chain, signed. */
    public static AuditCheckpoint of(AuditEntry last, Instant time, PackageSigner signer) {
        byte[] signature = signer.sign(message(last.sequence(), last.hash(), time));
        return new AuditCheckpoint(
                last.sequence(),
                last.hash(),
                time,
                signer.keyId(),
                Base64.getEncoder().encodeToString(signature));
    }

    /** Returns what is signed: four lines, of which the first tells it from everything else that the key signs. */
    static byte[] message(long count, String head, Instant time) {
        return ("amsp-audit-checkpoint-1\n" + count + "\n" + head + "\n" + time + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Returns whether a key has signed it.
     *
     * @param publicKey X.509 encoded; what is no key has signed nothing
     */
    public boolean signedBy(byte[] publicKey) {
        try {
            PublicKey key = KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(publicKey));
            Signature check = Signature.getInstance(ALGORITHM);
            check.initVerify(key);
            check.update(message(count, head, time));
            return check.verify(Base64.getDecoder().decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }
}
