package io.amsphub.config.simulator.oidc;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;

/**
 * A key that tokens are signed by: RSA of 2048 bits, RS256.
 *
 * @param id {@code kid}
 * @param keys both
 */
record TokenSigner(String id, KeyPair keys) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    static TokenSigner fresh(String id) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return new TokenSigner(id, generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns a token in compact form (RFC 7515). */
    String token(Map<String, ?> claims) {
        try {
            String text = part(Map.of("alg", "RS256", "typ", "JWT", "kid", id)) + "." + part(claims);
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return text + "." + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns what a header or claims look like in a token. */
    static String part(Map<String, ?> values) {
        try {
            return BASE64.encodeToString(JSON.writeValueAsBytes(values));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the public key as the provider shows it (RFC 7517). */
    Map<String, Object> shown() {
        RSAPublicKey open = (RSAPublicKey) keys.getPublic();
        return Map.of(
                "kty",
                "RSA",
                "use",
                "sig",
                "alg",
                "RS256",
                "kid",
                id,
                "n",
                number(open.getModulus()),
                "e",
                number(open.getPublicExponent()));
    }

    private static String number(BigInteger value) {
        byte[] bytes = value.toByteArray();
        int zero = bytes[0] == 0 ? 1 : 0;
        return BASE64.encodeToString(Arrays.copyOfRange(bytes, zero, bytes.length));
    }
}
