package io.amsphub.config.simulator.bambu;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When reports go out: at once, late, or unevenly late; once or twice. Never out of order, because there is one
 * connection between the machine's own broker and whoever listens.
 */
final class ReportPace {

    private static final Logger LOG = LoggerFactory.getLogger(ReportPace.class);

    private final ScheduledExecutorService timer;
    private final Consumer<byte[]> way;
    private final Random random = new Random(1);
    private volatile boolean twice;
    private volatile long lateMs;
    private volatile long unevenMs;
    private long nextAtNanos = System.nanoTime();

    ReportPace(ScheduledExecutorService timer, Consumer<byte[]> way) {
        this.timer = timer;
        this.way = way;
    }

    void twice(boolean on) {
        twice = on;
    }

    void late(Duration by) {
        lateMs = by.toMillis();
    }

    void uneven(Duration upTo) {
        unevenMs = upTo.toMillis();
    }

    synchronized void say(byte[] payload) {
        long delay = 1_000_000L * (lateMs + (unevenMs == 0 ? 0 : random.nextLong(unevenMs)));
        long at = Math.max(nextAtNanos, System.nanoTime() + delay);
        nextAtNanos = at;
        for (int i = 0; i < (twice ? 2 : 1); i++) {
            if (delay == 0 && at - System.nanoTime() <= 0) {
                way.accept(payload);
            } else {
                later(payload, at - System.nanoTime());
            }
        }
    }

    private void later(byte[] payload, long nanos) {
        try {
            var unused = timer.schedule(() -> way.accept(payload), nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.trace("switched off", e);
        }
    }
}
