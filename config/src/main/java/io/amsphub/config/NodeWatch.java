package io.amsphub.config;

import io.amsphub.config.broker.RemoteBroker;
import io.amsphub.connectors.jpa.NodeLeases;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a node does not keep from the others when it is cut off: without the database it gives messages back to the broker,
 * without the broker it stands aside when leases are shared out.
 */
final class NodeWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(NodeWatch.class);
    private static final long LOOK_MS = 1_000;

    /** A broker that is asked answers, or does not, within this; what is shorter is the pair taking over. */
    private static final long UNREACHED_NS = 6_000_000_000L;

    private final NodeLeases node;
    private final RemoteBroker broker;
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2, task -> {
        Thread thread = new Thread(task, "hub-node-watch");
        thread.setDaemon(true);
        return thread;
    });
    private boolean resting;
    private long reachedAt = System.nanoTime();

    private NodeWatch(NodeLeases node, RemoteBroker broker) {
        this.node = node;
        this.broker = broker;
    }

    /** Begins to look. */
    static NodeWatch over(NodeLeases node, RemoteBroker broker) {
        NodeWatch watch = new NodeWatch(node, broker);
        watch.every(watch::lookForDatabase);
        watch.every(watch::lookForBroker);
        return watch;
    }

    private void every(Runnable look) {
        var unused = timer.scheduleWithFixedDelay(() -> guarded(look), LOOK_MS, LOOK_MS, TimeUnit.MILLISECONDS);
    }

    private static void guarded(Runnable look) {
        try {
            look.run();
        } catch (RuntimeException e) {
            LOG.warn("a look at what this node reaches failed; the next comes in {} ms", LOOK_MS, e);
        }
    }

    private void lookForDatabase() {
        boolean lives = node.lives();
        if (lives == resting) {
            resting = !lives;
            LOG.warn(
                    "this node {}",
                    resting
                            ? "gave no sign of life for too long: its messages go back to the broker, for the others"
                            : "gives signs of life again and takes messages");
            broker.rest(resting);
        }
    }

    private void lookForBroker() {
        if (broker.trouble().isEmpty()) {
            reachedAt = System.nanoTime();
        }
        node.able(System.nanoTime() - reachedAt < UNREACHED_NS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
