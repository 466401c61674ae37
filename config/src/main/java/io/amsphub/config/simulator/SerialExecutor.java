package io.amsphub.config.simulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs tasks one after the other on the threads of a shared pool: one for each printer, instead of a thread. */
final class SerialExecutor implements Executor {

    private static final Logger LOG = LoggerFactory.getLogger(SerialExecutor.class);

    private final Executor pool;
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private @Nullable Runnable active;

    SerialExecutor(Executor pool) {
        this.pool = pool;
    }

    @Override
    public synchronized void execute(Runnable task) {
        tasks.addLast(task);
        if (active == null) {
            next();
        }
    }

    private void runOne() {
        Runnable task;
        synchronized (this) {
            task = active;
        }
        try {
            if (task != null) {
                task.run();
            }
        } catch (RuntimeException e) {
            LOG.error("a printer's turn failed", e);
        } finally {
            synchronized (this) {
                next();
            }
        }
    }

    private void next() {
        active = tasks.pollFirst();
        if (active != null) {
            try {
                pool.execute(this::runOne);
            } catch (RejectedExecutionException e) {
                LOG.debug("the fleet is shut down: a turn is dropped");
                tasks.clear();
                active = null;
            }
        }
    }
}
