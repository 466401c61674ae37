package io.amsphub.config.simulator;

import io.amsphub.config.simulator.memory.PrintLedger;
import io.amsphub.config.simulator.wire.BackOff;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the printers of a fleet share. */
record Surroundings(
        List<InetSocketAddress> brokers,
        @Nullable SslContext tls,
        BackOff backOff,
        Path stateDirectory,
        long seed,
        PrintLedger ledger,
        FileFetcher fetcher,
        EventLoopGroup loops,
        Executor workers,
        ScheduledExecutorService timers) {

    private static final Logger LOG = LoggerFactory.getLogger(Surroundings.class);

    /** Runs a short task after a while, unless the fleet is shut down by then. */
    void after(Duration delay, Runnable task) {
        try {
            var unused = timers.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.trace("the fleet is shut down", e);
        }
    }
}
