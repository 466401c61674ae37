package io.amsphub.connectors.webhook;

import io.amsphub.processors.port.UnitOfWork;
import io.amsphub.processors.port.WebhookLanes;
import io.amsphub.processors.port.WebhookPool;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after lanes, each by one thread at a time, so that calls of one subscription stay in order. An organisation has
 * a few threads at most however many slow targets it names, so that it delays itself and nobody else.
 */
public final class WebhookWorkers implements WebhookPool, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookWorkers.class);
    private static final int LANES_OF_A_TURN = 2000;
    private static final int WORKERS = 200;
    private static final int GOODBYE_S = 5;

    private final WebhookLanes lanes;
    private final UnitOfWork unitOfWork;
    private final Consumer<String> work;
    private final int perOrganisation;
    private final Clock clock;
    private final Map<String, String> busy = new ConcurrentHashMap<>();
    private final ExecutorService pool;

    /**
     * Workers that are not at work.
     *
     * @param work looks after the subscription of that id
     * @param perOrganisation how many lanes of one organisation are looked after at a time
     */
    public WebhookWorkers(
            WebhookLanes lanes, UnitOfWork unitOfWork, Consumer<String> work, int perOrganisation, Clock clock) {
        this.lanes = lanes;
        this.unitOfWork = unitOfWork;
        this.work = work;
        this.perOrganisation = perOrganisation;
        this.clock = clock;
        AtomicInteger number = new AtomicInteger();
        pool = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "hub-webhook-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public int turn() {
        int taken = 0;
        for (WebhookLanes.Lane lane : unitOfWork.call(() -> lanes.due(clock.instant(), LANES_OF_A_TURN))) {
            if (busy.size() >= WORKERS) {
                return taken;
            }
            if (!busy.containsKey(lane.subscription()) && atWork(lane.organisation()) < perOrganisation) {
                busy.put(lane.subscription(), lane.organisation());
                pool.execute(() -> lookAfter(lane.subscription()));
                taken++;
            }
        }
        return taken;
    }

    private long atWork(String organisation) {
        return busy.values().stream().filter(organisation::equals).count();
    }

    private void lookAfter(String subscription) {
        try {
            work.accept(subscription);
        } catch (RuntimeException e) {
            LOG.warn("the webhook {} was not looked after; the next turn tries again", subscription, e);
        } finally {
            busy.remove(subscription);
        }
    }

    /** Lets nobody begin any more, and waits a little for those at work. */
    @Override
    public void close() {
        pool.shutdown();
        try {
            if (!pool.awaitTermination(GOODBYE_S, TimeUnit.SECONDS)) {
                LOG.info("{} webhooks are in the middle of a call; it is made again", busy.size());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
