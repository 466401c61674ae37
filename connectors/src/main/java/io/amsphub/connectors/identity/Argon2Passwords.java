package io.amsphub.connectors.identity;

import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.port.Passwords;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2id (RFC 9106) with 19 MiB, two passes and one lane, as OWASP's Password Storage Cheat Sheet has it, written in
 * the PHC string format. Two are worked out at a time, so that a flood of sign-ins takes no more than that of memory and
 * cores; who waits too long is told to come again.
 */
public final class Argon2Passwords implements Passwords {

    private static final int MEMORY_KIB = 19 << 10;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int AT_ONCE = 2;
    private static final long PATIENCE_S = 5;
    private static final String PREFIX = "$argon2id$v=19$m=" + MEMORY_KIB + ",t=" + PASSES + ",p=" + LANES + "$";

    private final SecureRandom random = new SecureRandom();
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final byte[] nobody = new byte[SALT_BYTES];

    /** Hashes at the usual cost. */
    public Argon2Passwords() {
        random.nextBytes(nobody);
    }

    @Override
    public String hash(String password) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return PREFIX + base64.encodeToString(salt) + "$" + base64.encodeToString(argon2id(password, salt));
    }

    @Override
    public boolean matches(String password, String hash) {
        if (!hash.startsWith(PREFIX)) {
            throw new IllegalStateException("a password was hashed with another cost than this hub knows");
        }
        String[] rest = hash.substring(PREFIX.length()).split("\\$", -1);
        Base64.Decoder base64 = Base64.getDecoder();
        return MessageDigest.isEqual(argon2id(password, base64.decode(rest[0])), base64.decode(rest[1]));
    }

    @Override
    public void waste(String password) {
        byte[] unused = argon2id(password, nobody);
        if (unused.length != HASH_BYTES) {
            throw new IllegalStateException("Argon2 gave " + unused.length + " bytes");
        }
    }

    private byte[] argon2id(String password, byte[] salt) {
        requirePlace();
        try {
            Argon2BytesGenerator generator = new Argon2BytesGenerator();
            generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                    .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                    .withMemoryAsKB(MEMORY_KIB)
                    .withIterations(PASSES)
                    .withParallelism(LANES)
                    .withSalt(salt)
                    .build());
            byte[] hash = new byte[HASH_BYTES];
            generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
            return hash;
        } finally {
            places.release();
        }
    }

    private void requirePlace() {
        try {
            if (places.tryAcquire(PATIENCE_S, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new HubException(FailureCode.TOO_BUSY, "too many sign in at this moment", null, "try again soon")
                .retryAfter(Duration.ofSeconds(PATIENCE_S));
    }
}
