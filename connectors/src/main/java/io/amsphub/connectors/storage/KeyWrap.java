package io.amsphub.connectors.storage;

import io.amsphub.processors.port.MasterKey;
import io.amsphub.processors.production.Secrets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Wraps keys under a key of 32 bytes that the hub has itself: AES-256-GCM, a random nonce of 12 bytes before it. */
public final class KeyWrap implements MasterKey {

    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int ID_DIGITS = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKeySpec key;
    private final String id;

    /**
     * Wraps under a key.
     *
     * @throws IllegalArgumentException when it does not have 32 bytes
     */
    public KeyWrap(byte[] key) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("a key has " + KEY_BYTES + " bytes, not " + key.length);
        }
        this.key = new SecretKeySpec(key, "AES");
        id = HexFormat.of().formatHex(Secrets.sha256().digest(key)).substring(0, ID_DIGITS);
    }

    /** Returns a new random key. */
    static byte[] newKey() {
        byte[] fresh = new byte[KEY_BYTES];
        RANDOM.nextBytes(fresh);
        return fresh;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public byte[] wrap(byte[] wanted, byte[] context) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, context).doFinal(wanted);
            byte[] wrapped = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
            System.arraycopy(sealed, 0, wrapped, NONCE_BYTES, sealed.length);
            return wrapped;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }

    @Override
    public byte[] unwrap(byte[] wrapped, byte[] context) {
        return unwrapped(wrapped, context)
                .orElseThrow(() -> new IllegalStateException(
                        "the key was wrapped by another key than " + id + ", or was changed"));
    }

    /** Returns a key; nothing when it was wrapped by another key, for another context, or was changed. */
    Optional<byte[]> unwrapped(byte[] wrapped, byte[] context) {
        if (wrapped.length < NONCE_BYTES) {
            return Optional.empty();
        }
        try {
            byte[] nonce = Arrays.copyOf(wrapped, NONCE_BYTES);
            return Optional.of(cipher(Cipher.DECRYPT_MODE, nonce, context)
                    .doFinal(wrapped, NONCE_BYTES, wrapped.length - NONCE_BYTES));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private Cipher cipher(int mode, byte[] nonce, byte[] context) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(context);
        return cipher;
    }
}
