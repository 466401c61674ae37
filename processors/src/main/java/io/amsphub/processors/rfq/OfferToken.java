package io.amsphub.processors.rfq;

import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The signed tokens by which AM centres answer: {@code <invitation>~<signature>}, HMAC-SHA-256 (RFC 2104) over the
 * invitation's id, base64url without padding. A token lets its holder answer that one invitation and nothing else;
 * whether the invitation still takes answers is kept with it.
 */
public final class OfferToken {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;

    private final SecretKeySpec key;

    /**
     * Tokens under a key.
     *
     * @throws IllegalArgumentException when the key is shorter than 32 bytes
     */
    public OfferToken(byte[] secret) {
        if (secret.length < KEY_BYTES) {
            throw new IllegalArgumentException("the key of offers has at least " + KEY_BYTES + " bytes");
        }
        this.key = new SecretKeySpec(secret, ALGORITHM);
    }

    /** Returns the token of an invitation. */
    public String of(String invitationId) {
        return invitationId + "~" + signature(invitationId);
    }

    /**
     * Returns the invitation that a token is for.
     *
     * @throws HubException when it was not signed with this key
     */
    public String invitation(String token) {
        int at = token.lastIndexOf('~');
        if (at > 0) {
            String id = token.substring(0, at);
            byte[] said = token.substring(at + 1).getBytes(StandardCharsets.UTF_8);
            if (MessageDigest.isEqual(said, signature(id).getBytes(StandardCharsets.UTF_8))) {
                return id;
            }
        }
        throw new HubException(
                FailureCode.RFQ_TOKEN,
                "the token was not made by this hub",
                "Authorization",
                "send the token of the invitation as it came, as Authorization: Bearer");
    }

    private String signature(String invitationId) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] signed = mac.doFinal(("amsp-hub offer " + invitationId).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
