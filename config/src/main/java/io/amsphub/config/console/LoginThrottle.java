package io.amsphub.config.console;

import io.amsphub.processors.identity.FailedLogins;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Slows down the guessing of passwords as {@link FailedLogins} says.
 *
 * <p>Passwords are checked one at a time, so that requests sent together do not get past the count
 * and a costly hash takes no more than one core.
 */
final class LoginThrottle {

    private static final ThreadLocal<Attempt> CURRENT = new ThreadLocal<>();
    private final FailedLogins failures;

    LoginThrottle(LongSupplier nanoTime) {
        this.failures = new FailedLogins(nanoTime);
    }

    /** What the thread's request came from, and how long it has to wait if it was turned away. */
    static final class Attempt {
        private final String address;
        private Duration retryAfter = Duration.ZERO;

        private Attempt(String address) {
            this.address = address;
        }

        /** Zero unless a password was not even looked at. */
        Duration retryAfter() {
            return retryAfter;
        }
    }

    /** Begins a request of this thread. */
    Attempt begin(String address) {
        Attempt attempt = new Attempt(address);
        CURRENT.set(attempt);
        return attempt;
    }

    /** Ends the request of this thread. */
    void end() {
        CURRENT.remove();
    }

    /**
     * Runs the check unless too many have failed.
     *
     * @return what the check answers, or nothing without having asked it
     */
    Optional<Set<String>> check(String user, Supplier<Optional<Set<String>>> check) {
        Attempt attempt = CURRENT.get();
        if (attempt == null) {
            attempt = new Attempt("");
        }
        synchronized (failures) {
            Duration wait = failures.waitFor(attempt.address, user);
            if (!wait.isZero()) {
                attempt.retryAfter = wait;
                return Optional.empty();
            }
            Optional<Set<String>> roles = check.get();
            if (roles.isEmpty()) {
                failures.failed(attempt.address, user);
            }
            return roles;
        }
    }
}
