package io.amsphub.processors.identity;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Slows down the guessing of secrets: from one address, five wrong ones for a name and fifty in all, then one each ten
 * seconds for the name and one each second in all.
 *
 * <p>Nobody is locked out for longer than it takes to earn one more try, and the counts of one address do not touch
 * another's. A name that came in from an address lately is not stopped by what others do from there, so that a machine
 * that guesses cannot shut out those beside it. Memory is bounded: what was heard of longest ago is forgotten. Thread
 * safe.
 */
public final class FailedLogins {

    private static final int REMEMBERED = 10_000;
    private static final long GOOD_FOR = Duration.ofHours(1).toNanos();
    private static final Bucket.Rate FOR_NAME =
            new Bucket.Rate(5, Duration.ofSeconds(10).toNanos());
    private static final Bucket.Rate FOR_ADDRESS =
            new Bucket.Rate(50, Duration.ofSeconds(1).toNanos());

    private final LongSupplier nanoTime;
    private final Map<String, Bucket> buckets = bounded();
    private final Map<String, Long> good = bounded();

    /** Counts by a clock in nanoseconds. */
    public FailedLogins(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Returns how long to wait before a secret of a name from an address is looked at; zero for not at all. */
    public synchronized Duration waitFor(String address, String name) {
        long now = nanoTime.getAsLong();
        String both = address + " " + name;
        long wait = bucket(both, FOR_NAME, now).nanosToWait(now);
        Long last = good.get(both);
        if (last == null || now - last > GOOD_FOR) {
            wait = Math.max(wait, bucket(address, FOR_ADDRESS, now).nanosToWait(now));
        }
        return Duration.ofNanos(wait);
    }

    /** Counts a wrong secret. */
    public synchronized void failed(String address, String name) {
        long now = nanoTime.getAsLong();
        bucket(address, FOR_ADDRESS, now).take(now);
        bucket(address + " " + name, FOR_NAME, now).take(now);
    }

    /** Notes that a name came in from an address. It gives no tries back. */
    public synchronized void passed(String address, String name) {
        good.put(address + " " + name, nanoTime.getAsLong());
    }

    private Bucket bucket(String key, Bucket.Rate rate, long now) {
        return buckets.computeIfAbsent(key, any -> new Bucket(rate, now));
    }

    private static <V> Map<String, V> bounded() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > REMEMBERED;
            }
        };
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

        /** Attempts under way at once do not run up a debt: nobody waits for more than one try. */
        void take(long now) {
            nanosToWait(now);
            tries = Math.max(0, tries - 1);
        }
    }
}
