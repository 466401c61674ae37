package io.amsphub.connectors.jpa;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Figures that cost the more the more there is, and that many ask for. Each is remembered for twenty times as long as it
 * took, so that finding them out takes at most a twentieth of one thread's time; where little is there, nothing is
 * remembered for long enough to be noticed. While one finds a figure out, others are told the one before. Safe for use
 * by several threads.
 *
 * @param <V> what is found out; immutable
 */
final class CostlyFigures<V> {

    private static final int AS_LONG = 20;

    private final LongSupplier nanoTime;
    private final Map<String, Figure<V>> known = new ConcurrentHashMap<>();

    private record Figure<V>(V value, long until, AtomicBoolean asked) {}

    /**
     * Figures that are not known yet.
     *
     * @param nanoTime a clock that only goes forward, in nanoseconds
     */
    CostlyFigures(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Returns a figure, found out unless it is known. */
    V get(String name, Function<String, V> find) {
        Figure<V> before = known.get(name);
        if (before != null && isGood(before)) {
            return before.value;
        }
        boolean found = false;
        try {
            long begun = nanoTime.getAsLong();
            V value = find.apply(name);
            long ended = nanoTime.getAsLong();
            known.put(name, new Figure<>(value, ended + AS_LONG * (ended - begun), new AtomicBoolean()));
            found = true;
            return value;
        } finally {
            if (!found && before != null) {
                before.asked.set(false);
            }
        }
    }

    private boolean isGood(Figure<V> before) {
        return nanoTime.getAsLong() - before.until < 0 || !before.asked.compareAndSet(false, true);
    }
}
