package io.amsphub.config.simulator;

import io.amsphub.config.simulator.memory.PrintLedger;
import io.amsphub.config.simulator.wire.BackOff;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Many printers on few threads: two for the network, one for the time, four for their turns and disk writes. Safe for
 * all threads.
 */
public final class Fleet implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Fleet.class);
    private static final int NETWORK_THREADS = 2;
    private static final int WORKERS = 4;
    private static final int CONNECTS_PER_SECOND = 250;
    private static final Duration SHORTEST_BACK_OFF = Duration.ofMillis(500);
    private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(5);
    private static final int GOODBYE_S = 10;

    private final FileChannel lock;
    private final PrintLedger ledger;
    private final NioEventLoopGroup loops;
    private final ExecutorService workers;
    private final ScheduledThreadPoolExecutor timers;
    private final List<Printer> printers = new ArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * How a fleet runs.
     *
     * @param brokers {@code tcp://host:port}, or {@code ssl://host:port} for all: a pair, of which one is up
     * @param trust certificates (PEM) that the broker's is checked against; null for those of the Java runtime
     * @param stateDirectory non-volatile memories and the ledger; used by one fleet at a time
     * @param seed of everything that is left to chance
     */
    public record Options(List<URI> brokers, @Nullable Path trust, Path stateDirectory, long seed) {

        /** Copies the addresses. */
        public Options {
            brokers = List.copyOf(brokers);
        }

        /** A fleet at one broker. */
        public Options(URI broker, @Nullable Path trust, Path stateDirectory, long seed) {
            this(List.of(broker), trust, stateDirectory, seed);
        }
    }

    /**
     * Builds a fleet that is switched off.
     *
     * @throws IOException when the state directory cannot be used, or is in use
     */
    public Fleet(List<PrinterConfig> configs, Options options) throws IOException {
        Files.createDirectories(options.stateDirectory());
        lock = lock(options.stateDirectory());
        ledger = PrintLedger.open(options.stateDirectory());
        loops = new NioEventLoopGroup(NETWORK_THREADS, new DefaultThreadFactory("printer-net", true));
        workers = Executors.newFixedThreadPool(WORKERS, new DefaultThreadFactory("printer-turn", true));
        timers = new ScheduledThreadPoolExecutor(1, new DefaultThreadFactory("printer-time", true));
        timers.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        Duration spread = spread(configs.size());
        Surroundings around = new Surroundings(
                options.brokers().stream()
                        .map(broker -> InetSocketAddress.createUnresolved(broker.getHost(), broker.getPort()))
                        .toList(),
                tls(options),
                new BackOff(longer(spread, SHORTEST_BACK_OFF), longer(spread.multipliedBy(4), LONGEST_BACK_OFF)),
                options.stateDirectory(),
                options.seed(),
                ledger,
                new FileFetcher(workers),
                loops,
                workers,
                timers);
        configs.forEach(config -> printers.add(new Printer(config, around)));
    }

    /** Switches every printer on; they connect one after the other, some hundreds a second. */
    public void powerOn() {
        for (int i = 0; i < printers.size(); i++) {
            printers.get(i).powerOn(spread(i));
        }
    }

    /** How many printers are connected and subscribed. */
    public int connected() {
        return (int) printers.stream().filter(Printer::connected).count();
    }

    /** How many printers there are. */
    public int size() {
        return printers.size();
    }

    /** Waits until every printer is connected; false when that takes longer than {@code patience}. */
    public boolean awaitConnected(Duration patience) {
        CompletableFuture<Boolean> all = new CompletableFuture<>();
        var poll = timers.scheduleWithFixedDelay(
                () -> {
                    if (connected() == size()) {
                        all.complete(true);
                    }
                },
                0,
                20,
                TimeUnit.MILLISECONDS);
        all.completeOnTimeout(false, patience.toMillis(), TimeUnit.MILLISECONDS);
        boolean done = all.join();
        poll.cancel(false);
        return done;
    }

    /**
     * Obeys one line of the fault language, see {@link Faults}.
     *
     * @return what to tell the person who wrote it; starts with {@code ok} or {@code error}
     */
    public String control(String line) {
        return Faults.apply(line, printers);
    }

    /** Every printer reports OFFLINE and disconnects; prints under way are lost as in a power cut. */
    @Override
    public void close() throws IOException {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        CompletableFuture<?>[] goodbyes =
                printers.stream().map(Printer::shutDown).toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(goodbyes)
                .completeOnTimeout(null, GOODBYE_S, TimeUnit.SECONDS)
                .join();
        timers.shutdownNow();
        workers.shutdown();
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
        ledger.close();
        lock.close();
        LOG.info("{} printers are off", size());
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    private static Duration spread(int printers) {
        return Duration.ofMillis(printers * 1_000L / CONNECTS_PER_SECOND);
    }

    private static @Nullable SslContext tls(Options options) throws IOException {
        switch (options.brokers().stream()
                .map(broker -> String.valueOf(broker.getScheme()))
                .distinct()
                .collect(Collectors.joining(" and "))) {
            case "tcp", "mqtt" -> {
                return null;
            }
            case "ssl", "mqtts" -> {
                SslContextBuilder builder = SslContextBuilder.forClient();
                Path trust = options.trust();
                if (trust != null) {
                    builder.trustManager(trust.toFile());
                }
                return builder.endpointIdentificationAlgorithm("HTTPS").build();
            }
            default -> throw new IOException("broker " + options.brokers() + " is neither tcp:// nor ssl://");
        }
    }

    private static FileChannel lock(Path directory) throws IOException {
        FileChannel channel =
                FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock held = channel.tryLock();
            if (held != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            LOG.debug("locked by this very process", e);
        }
        channel.close();
        throw new IOException(directory + " is in use by another fleet");
    }
}
