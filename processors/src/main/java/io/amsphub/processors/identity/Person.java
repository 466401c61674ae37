package io.amsphub.processors.identity;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A person who signs in with a password.
 *
 * @param name unique among all who come in
 * @param organisation whose data the person works with
 * @param roles what the person may do
 * @param groups the groups of machines that the person works with; empty for all
 * @param enabled whether the person may sign in
 * @param passwordHash Argon2id
 * @param mustChange whether the password was given by somebody else and is to be changed first
 * @param totp the second factor; null for none
 * @param createdAt by the hub's clock
 * @param lastSignInAt null for never
 * @param version for optimistic locking; 0 until stored
 */
public record Person(
        String name,
        String organisation,
        Set<Role> roles,
        Set<String> groups,
        boolean enabled,
        String passwordHash,
        boolean mustChange,
        @Nullable SecondFactor totp,
        Instant createdAt,
        @Nullable Instant lastSignInAt,
        long version) {

    /**
     * A second factor by time.
     *
     * @param sealedSecret under the key of the data directory
     * @param active whether a code was shown already, so that it is asked for from now on
     * @param lastStep the latest step of time whose code was used; codes up to it are refused
     * @param recovery SHA-256 of the recovery codes that are left
     */
    public record SecondFactor(String sealedSecret, boolean active, long lastStep, List<String> recovery) {

        /** Copies the codes. */
        public SecondFactor {
            recovery = List.copyOf(recovery);
        }
    }

    /** Copies the roles. */
    public Person {
        roles = Set.copyOf(roles);
        groups = groups == null ? Set.of() : Set.copyOf(groups);
    }

    /** Returns whether a code is asked for beside the password. */
    public boolean twoFactors() {
        return totp != null && totp.active();
    }

    /** Returns the person with a password; one that was given by somebody else is to be changed. */
    public Person withPassword(String hash, boolean given) {
        return copy(enabled, hash, given, totp, lastSignInAt);
    }

    /** Returns the person with another second factor. */
    public Person withTotp(@Nullable SecondFactor factor) {
        return copy(enabled, passwordHash, mustChange, factor, lastSignInAt);
    }

    /** Returns the person who may sign in, or not any more. */
    public Person withEnabled(boolean now) {
        return copy(now, passwordHash, mustChange, totp, lastSignInAt);
    }

    /** Returns the person after a sign-in. */
    public Person signedIn(Instant at) {
        return copy(enabled, passwordHash, mustChange, totp, at);
    }

    private Person copy(
            boolean may, String hash, boolean change, @Nullable SecondFactor factor, @Nullable Instant signIn) {
        return new Person(name, organisation, roles, groups, may, hash, change, factor, createdAt, signIn, version);
    }
}
