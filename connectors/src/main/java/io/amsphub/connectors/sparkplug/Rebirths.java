package io.amsphub.connectors.sparkplug;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which edge nodes have to be asked to be born again, and when: each at most once in the time of debouncing,
 * and all of them one after the other. Not safe for several threads.
 */
final class Rebirths {

    private final Timing timing;
    private final Map<EdgeId, Wanted> wanted = new LinkedHashMap<>();
    private final Map<EdgeId, Instant> asked = new LinkedHashMap<>();
    private Instant next = Instant.MIN;

    /** When an edge node is asked next, and how long it has to answer. */
    private record Wanted(Instant due, Duration pause) {}

    Rebirths(Timing timing) {
        this.timing = timing;
    }

    /** Nobody is asked before. */
    void restAfterConnecting(Instant now) {
        wanted.clear();
        next = now.plus(timing.grace());
    }

    /** Wants an edge node to be born again; one that is wanted already stays where it is. */
    void want(EdgeId edge, Instant now) {
        Instant before = asked.get(edge);
        Instant due = before == null ? now : later(now, before.plus(timing.debounce()));
        wanted.putIfAbsent(edge, new Wanted(due, timing.debounce()));
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    /** It was born, or is gone: there is nothing to ask for. */
    void settled(EdgeId edge) {
        wanted.remove(edge);
    }

    /** Nobody wants to know of it any more. */
    void forget(EdgeId edge) {
        wanted.remove(edge);
        asked.remove(edge);
    }

    /** Returns who is to be asked now, the longest wanted first. */
    List<EdgeId> due(Instant now) {
        List<EdgeId> due = new ArrayList<>();
        for (Map.Entry<EdgeId, Wanted> entry : wanted.entrySet()) {
            if (next.isAfter(now)) {
                break;
            }
            Wanted one = entry.getValue();
            if (!one.due().isAfter(now)) {
                due.add(entry.getKey());
                asked.put(entry.getKey(), now);
                Duration pause = shorter(one.pause().multipliedBy(2), Timing.LONGEST);
                entry.setValue(new Wanted(now.plus(one.pause()), pause));
                next = later(next, now.minus(timing.spacing())).plus(timing.spacing());
            }
        }
        return due;
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
