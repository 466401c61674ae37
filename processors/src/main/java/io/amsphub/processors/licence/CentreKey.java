package io.amsphub.processors.licence;

import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.production.Secrets;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The public key of an AM centre, which copies for it are encrypted with. Its private half never comes to the hub.
 *
 * @param id the AM centre
 * @param publicKey RSA, X.509 encoded, base 64
 * @param keyId the first 16 hex digits of the SHA-256 of the key
 * @param setBy who set it
 * @param setAt when, by the hub's clock
 * @param version for optimistic locking; 0 until stored
 */
public record CentreKey(String id, String publicKey, String keyId, String setBy, Instant setAt, long version) {

    private static final int LEAST_BITS = 2048;
    private static final int KEY_ID_DIGITS = 16;

    /** The only state that a key has. */
    public enum State {
        /** What is encrypted for the centre is encrypted with it. */
        IN_USE
    }

    /**
     * Reads a key as PEM: a public key or a certificate.
     *
     * @throws HubException with {@link FailureCode#CENTRE_KEY_INVALID} when it is none, or too short
     */
    public static CentreKey ofPem(String amCentre, String pem, String setBy, Instant setAt) {
        try {
            byte[] encoded = parsed(pem).getEncoded();
            return new CentreKey(
                    amCentre,
                    Base64.getEncoder().encodeToString(encoded),
                    HexFormat.of().formatHex(Secrets.sha256().digest(encoded)).substring(0, KEY_ID_DIGITS),
                    setBy,
                    setAt,
                    0);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            HubException refusal = invalid("it is no key that can be read");
            refusal.initCause(e);
            throw refusal;
        }
    }

    private static RSAPublicKey parsed(String pem) throws GeneralSecurityException {
        PublicKey key;
        if (pem.contains("BEGIN CERTIFICATE")) {
            key = CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
                    .getPublicKey();
        } else {
            String base64 = pem.replaceAll("-----(BEGIN|END) PUBLIC KEY-----", "");
            key = KeyFactory.getInstance("RSA")
                    .generatePublic(
                            new X509EncodedKeySpec(Base64.getMimeDecoder().decode(base64)));
        }
        if (key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() >= LEAST_BITS) {
            return rsa;
        }
        throw invalid("it is no RSA key of at least " + LEAST_BITS + " bits");
    }

    private static HubException invalid(String why) {
        return new HubException(
                FailureCode.CENTRE_KEY_INVALID,
                why,
                "/pem",
                "send the public key or the certificate of the centre as PEM, RSA of at least " + LEAST_BITS + " bits");
    }

    /** Returns the key for ciphers. */
    public RSAPublicKey key() {
        try {
            return (RSAPublicKey) KeyFactory.getInstance("RSA")
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(publicKey)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key of " + id + " was read before", e);
        }
    }

    /** Returns another key in the place of this one. */
    public CentreKey replacedBy(CentreKey other) {
        return new CentreKey(id, other.publicKey, other.keyId, other.setBy, other.setAt, version);
    }
}
