package io.amsphub.connectors.jpa;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;

/**
 * Figures that cost the more the more there is, and that many ask for. Each is remembered for twenty times as long as it
 * took, so that finding them out takes at most a twentieth of one thread's time; where little is there, nothing is
 * remembered for long enough to be noticed. While one finds a figure out, others are told the one before. Safe for use
 * by several threads.
 */
final class CostlyFigures {

    private static final int AS_LONG = 20;

    private final LongSupplier nanoTime;
    private final Map<String, Figure> known = new ConcurrentHashMap<>();

    private record Figure(long value, long until, AtomicBoolean asked) {}

    /**
     * Figures that are not known yet.
     *
     * @param nanoTime a clock that only goes forward, in nanoseconds
     */
    CostlyFigures(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Returns a figure, found out unless it is known. */
    long get(String name, ToLongFunction<String> find) {
        Figure before = known.get(name);
        if (before != null && isGood(before)) {
            return before.value;
        }
        boolean found = false;
        try {
            long begun = nanoTime.getAsLong();
            long value = find.applyAsLong(name);
            long ended = nanoTime.getAsLong();
            known.put(name, new Figure(value, ended + AS_LONG * (ended - begun), new AtomicBoolean()));
            found = true;
            return value;
        } finally {
            if (!found && before != null) {
                before.asked.set(false);
            }
        }
    }

    private boolean isGood(Figure before) {
        return nanoTime.getAsLong() - before.until < 0 || !before.asked.compareAndSet(false, true);
    }
}
