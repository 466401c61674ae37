package io.amsphub.config.console;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Slows down the guessing of passwords: from one address, five wrong ones for a name and fifty in
 * all, then one each ten seconds for the name and one each second in all.
 *
 * <p>Passwords are checked one at a time, so that requests sent together do not get past the count
 * and a costly hash takes no more than one core. Nobody is locked out for longer than it takes to
 * earn one more try, and the counts of one address do not touch another's. Memory is bounded: the
 * addresses and names heard of longest ago are forgotten.
 */
final class LoginThrottle {

    private static final int REMEMBERED = 10_000;
    private static final Bucket.Rate FOR_NAME =
            new Bucket.Rate(5, Duration.ofSeconds(10).toNanos());
    private static final Bucket.Rate FOR_ADDRESS =
            new Bucket.Rate(50, Duration.ofSeconds(1).toNanos());

    private static final ThreadLocal<Attempt> CURRENT = new ThreadLocal<>();
    private final LongSupplier nanoTime;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > REMEMBERED;
        }
    };

    LoginThrottle(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
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
        synchronized (buckets) {
            long now = nanoTime.getAsLong();
            Bucket forAddress = buckets.computeIfAbsent(attempt.address, any -> new Bucket(FOR_ADDRESS, now));
            Bucket forName = buckets.computeIfAbsent(attempt.address + " " + user, any -> new Bucket(FOR_NAME, now));
            long wait = Math.max(forAddress.nanosToWait(now), forName.nanosToWait(now));
            if (wait > 0) {
                attempt.retryAfter = Duration.ofNanos(wait);
                return Optional.empty();
            }
            Optional<Set<String>> roles = check.get();
            if (roles.isEmpty()) {
                forAddress.take();
                forName.take();
            }
            return roles;
        }
    }

    /** Tries that are earned back with time. Not thread-safe. */
    private static final class Bucket {

        record Rate(int tries, long nanosForOne) {}

        private final Rate rate;
        private double tries;
        private long asOf;

        Bucket(Rate rate, long now) {
            this.rate = rate;
            this.tries = rate.tries();
            this.asOf = now;
        }

        long nanosToWait(long now) {
            tries = Math.min(rate.tries(), tries + (double) (now - asOf) / rate.nanosForOne());
            asOf = now;
            return tries >= 1 ? 0 : (long) Math.ceil((1 - tries) * rate.nanosForOne());
        }

        void take() {
            tries -= 1;
        }
    }
}
