package io.amsphub.connectors.printer;

import io.amsphub.processors.device.Device;
import io.amsphub.processors.failure.AwayException;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.port.Commands;
import io.amsphub.processors.port.PrinterDialect;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hub's conversations with all machines that it goes to: keeps one session for each that is
 * registered, sees to it that each is visited, and hands out the commands that wait.
 */
public final class DeviceSessions implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DeviceSessions.class);
    private static final int MACHINES = 10_000;
    private static final int COMMANDS = 1_000;
    private static final int GOODBYE_S = 5;

    private final SessionServices services;
    private final Map<String, PrinterDialect> dialects;
    private final Map<String, DeviceWorker> workers = new HashMap<>();
    private final Set<String> complained = new HashSet<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(daemon("hub-sessions"));
    private final ExecutorService pool = Executors.newCachedThreadPool(daemon("hub-session"));
    private @Nullable Instant registryReadAt;

    /** Sessions that are not begun. */
    public DeviceSessions(SessionServices services, Collection<PrinterDialect> dialects) {
        this.services = services;
        this.dialects = dialects.stream().collect(Collectors.toMap(PrinterDialect::name, Function.identity()));
    }

    private static java.util.concurrent.ThreadFactory daemon(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Begins. */
    public void start() {
        long everyMs = services.pace().commands().toMillis();
        var unused = timer.scheduleWithFixedDelay(this::tick, 0, everyMs, TimeUnit.MILLISECONDS);
    }

    private void tick() {
        try {
            Instant now = services.clock().instant();
            Instant read = registryReadAt;
            if (read == null || !read.plus(services.pace().registry()).isAfter(now)) {
                registryReadAt = now;
                readRegistry();
            }
            endLost();
            handOut();
            workers.values().forEach(worker -> worker.visitWhenDue(now));
        } catch (AwayException e) {
            LOG.debug("the sessions wait", e);
        } catch (RuntimeException e) {
            LOG.error("the sessions were not looked after; the next tick tries again", e);
        }
    }

    private void readRegistry() {
        List<Device> wanted =
                services.unitOfWork().call(() -> services.devices().connected(MACHINES));
        Map<String, Device> byId = wanted.stream().collect(Collectors.toMap(Device::id, Function.identity()));
        List<DeviceWorker> over = new ArrayList<>();
        workers.entrySet().removeIf(entry -> {
            Device now = byId.get(entry.getKey());
            boolean ends = now == null || !entry.getValue().serves(now);
            if (ends) {
                entry.getValue().stop();
                over.add(entry.getValue());
            }
            return ends;
        });
        byId.values().stream()
                .filter(d -> !workers.containsKey(d.id()))
                .filter(d -> services.leases().holds(DeviceWorker.lease(d)))
                .forEach(this::open);
        // Only now: whoever took the place of one of these goes on listening without a gap.
        over.forEach(DeviceWorker::close);
        services.brokers().connect();
    }

    /** Sessions whose lease goes to another node end here; that is what the other waits for. */
    private void endLost() {
        List<DeviceWorker> over =
                workers.values().stream().filter(worker -> !worker.leased()).toList();
        over.forEach(DeviceWorker::stop);
        over.forEach(DeviceWorker::close);
        workers.values().removeAll(over);
    }

    private void open(Device device) {
        PrinterDialect dialect = dialects.get(device.dialect());
        try {
            if (dialect != null) {
                DeviceWorker.open(device, dialect, services, pool)
                        .ifPresent(worker -> workers.put(device.id(), worker));
                complained.remove(device.id());
                return;
            }
            complain(device, "the hub does not speak " + device.dialect());
        } catch (HubException | IllegalArgumentException e) {
            complain(device, String.valueOf(e.getMessage()));
        }
    }

    private void complain(Device device, String why) {
        if (complained.add(device.id())) {
            LOG.warn("there is no session with {}: {}", device.id(), why);
        }
    }

    private void handOut() {
        List<Commands.Waiting> waiting =
                services.unitOfWork().call(() -> services.commands().waiting(COMMANDS));
        for (Commands.Waiting command : waiting) {
            DeviceWorker worker = workers.get(command.device());
            if (worker != null) {
                worker.tell(command);
            }
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        try {
            if (!timer.awaitTermination(GOODBYE_S, TimeUnit.SECONDS)) {
                LOG.warn("the sessions' timer did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // First: a session that leaves unsubscribes, and what its machine says would be lost until the next start.
        services.brokers().close();
        workers.values().forEach(DeviceWorker::leave);
        pool.shutdownNow();
    }
}
