package io.amsphub.processors.identity;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Locks names after wrong passwords, from whatever address they came: after the fifth for half a minute, then twice as
 * long for each one more, up to an hour. A right password opens at once what is not locked. Unknown names are locked
 * like known ones, so that the lock does not tell them apart. In memory and bounded; thread safe.
 */
public final class Lockout {

    private static final int REMEMBERED = 10_000;
    private static final int FREE = 5;
    private static final int DOUBLINGS = 7;
    private static final Duration FIRST = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofHours(1);

    private final LongSupplier nanoTime;
    private final Map<String, Lock> locks = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Lock> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** Locks by a clock in nanoseconds. */
    public Lockout(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Returns how long a name is still locked. */
    public synchronized Duration waitFor(String name) {
        Lock lock = locks.get(name);
        long left = lock == null ? 0 : lock.until() - nanoTime.getAsLong();
        return left > 0 ? Duration.ofNanos(left) : Duration.ZERO;
    }

    /** Counts a wrong password, before it is looked at; {@link #passed} takes it back. */
    public synchronized void tried(String name) {
        Lock before = locks.get(name);
        int failures = before == null ? 1 : before.failures() + 1;
        long now = nanoTime.getAsLong();
        locks.put(
                name,
                new Lock(
                        failures, failures < FREE ? now : now + locked(failures).toNanos()));
    }

    /** Forgets what a name did wrong. */
    public synchronized void passed(String name) {
        locks.remove(name);
    }

    private static Duration locked(int failures) {
        Duration wait = FIRST.multipliedBy(1L << Math.min(DOUBLINGS, failures - FREE));
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }

    /** Failures so far, and until when no more are looked at. */
    private record Lock(int failures, long until) {}
}
