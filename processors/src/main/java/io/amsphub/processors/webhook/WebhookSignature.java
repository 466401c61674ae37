package io.amsphub.processors.webhook;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signatures as Standard Webhooks 1.0.0 says: HMAC-SHA-256 over {@code <id>.<timestamp>.<body>}, in base 64, as
 * {@code v1,<signature>}; secrets are {@code whsec_} and 24 to 64 bytes in base 64.
 */
public final class WebhookSignature {

    /** What secrets begin with. */
    public static final String PREFIX = "whsec_";

    private static final String ALGORITHM = "HmacSHA256";
    private static final int FRESH_BYTES = 32;
    private static final int LEAST_BYTES = 24;
    private static final int MOST_BYTES = 64;

    private WebhookSignature() {}

    /** Returns a new secret of 32 random bytes. */
    public static String freshSecret(SecureRandom random) {
        byte[] bytes = new byte[FRESH_BYTES];
        random.nextBytes(bytes);
        return PREFIX + Base64.getEncoder().encodeToString(bytes);
    }

    /**
     * Returns the three headers of a call.
     *
     * @param secrets all that sign, the newest first
     * @param id the id of the message; the same for every attempt
     * @param at when the call is made
     * @param body exactly what is sent
     */
    public static Map<String, String> headers(List<String> secrets, String id, Instant at, String body) {
        long seconds = at.getEpochSecond();
        String signatures =
                secrets.stream().map(secret -> sign(secret, id, seconds, body)).collect(Collectors.joining(" "));
        return Map.of("webhook-id", id, "webhook-timestamp", Long.toString(seconds), "webhook-signature", signatures);
    }

    /**
     * Returns one signature.
     *
     * @throws IllegalArgumentException when the secret is none
     */
    public static String sign(String secret, String id, long seconds, String body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key(secret), ALGORITHM));
            byte[] signed = mac.doFinal((id + "." + seconds + "." + body).getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(signed);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    private static byte[] key(String secret) {
        if (!secret.startsWith(PREFIX)) {
            throw new IllegalArgumentException("a secret begins with " + PREFIX);
        }
        byte[] key = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
        if (key.length < LEAST_BYTES || key.length > MOST_BYTES) {
            throw new IllegalArgumentException("a secret has " + LEAST_BYTES + " to " + MOST_BYTES + " bytes");
        }
        return key;
    }
}
