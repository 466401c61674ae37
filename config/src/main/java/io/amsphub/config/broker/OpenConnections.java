package io.amsphub.config.broker;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the connections of those whose credentials were replaced, taken away or have run out: within half a second, and
 * once more a second later, for whoever was just coming in with the old secret. Who has the new one stays. What comes over a connection meanwhile is refused already,
 * because the broker asks for each message.
 */
public final class OpenConnections implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OpenConnections.class);
    private static final long LOOK_MS = 250;
    private static final int TIMES = 4;
    private static final long KEEP_S = 30;
    private static final long CUT_S = 5;
    private static final long REVIVE_S = 1;

    private final Function<Instant, Set<String>> over;
    private final Consumer<String> disconnect;
    private final Clock clock;

    /** How many more looks a name is let go in. */
    private final Map<String, Integer> ending = new ConcurrentHashMap<>();

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "open-connections");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Over the connections of a broker.
     *
     * @param over returns, by the time, whose credentials have run out since it was asked before
     * @param disconnect ends the connections of a name whose secret is good no more
     */
    public OpenConnections(Function<Instant, Set<String>> over, Consumer<String> disconnect, Clock clock) {
        this.over = over;
        this.disconnect = disconnect;
        this.clock = clock;
    }

    /**
     * Begins.
     *
     * @param keeping what is to be done each half minute beside it
     * @param cutting ends connections that nobody should have, each few seconds
     * @param reviving starts a broker that has ended by itself, each second
     */
    public void start(Runnable keeping, Runnable cutting, Runnable reviving) {
        Future<?> unusedLook =
                timer.scheduleWithFixedDelay(() -> safely(this::look), LOOK_MS, LOOK_MS, TimeUnit.MILLISECONDS);
        Future<?> unusedCut = timer.scheduleWithFixedDelay(() -> safely(cutting), CUT_S, CUT_S, TimeUnit.SECONDS);
        Future<?> unusedRevive =
                timer.scheduleWithFixedDelay(() -> safely(reviving), REVIVE_S, REVIVE_S, TimeUnit.SECONDS);
        Future<?> unusedKeep = timer.scheduleWithFixedDelay(() -> safely(keeping), KEEP_S, KEEP_S, TimeUnit.SECONDS);
    }

    /** Notes that the credential of a name is good no more. */
    public void end(String name) {
        ending.put(name, TIMES);
    }

    private void look() {
        over.apply(clock.instant()).forEach(this::end);
        ending.keySet().forEach(name -> {
            Integer left = ending.computeIfPresent(name, (key, before) -> before > 1 ? before - 1 : null);
            if (left == null || left == TIMES - 1) {
                disconnect.accept(name);
            }
        });
    }

    /** What fails once is tried again; a timer that lets a failure out would never run again. */
    private static void safely(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.warn("connections could not be looked at; the next look follows", e);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
