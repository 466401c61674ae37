package io.amsphub.connectors.jpa;

import io.amsphub.processors.failure.DatabaseAwayException;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.port.Leases;
import io.amsphub.processors.port.Nodes;
import io.amsphub.processors.port.UnitOfWork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.camel.spi.IdempotentRepository;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@link Leases} and {@link Nodes} over the database that the nodes share.
 *
 * <p>A node gives one sign of life each second, which renews all its leases at once; a lease of a node that has given none
 * for eight seconds by the clock of the database is free. Who gets a lease is decided by rendezvous hashing over the nodes
 * that live, without any talk: each node computes the same, takes what is its own when it is free, and hands over what is
 * another's once no work under it is under way. So leases are shared out, and few move when a node comes or goes.
 *
 * <p>A node trusts its leases for seven seconds after it asked for the renewal, by its own steady clock; it cannot know
 * of a pause that comes after that look, so transactions are fenced besides ({@link FencingTransactionManager}).
 *
 * <p>Source of the hashing: D. Thaler, C. Ravishankar, "Using name-based mappings to increase hit rates", 1998.
 */
public final class NodeLeases implements Leases, Nodes, AutoCloseable {

    /** How long a node that says nothing is thought to live. */
    public static final Duration EXPIRY = Duration.ofSeconds(8);

    private static final Logger LOG = LoggerFactory.getLogger(NodeLeases.class);
    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final long TRUSTED_NS = EXPIRY.minusSeconds(1).toNanos();
    private static final Duration HEARD_AGAIN = Duration.ofMinutes(1);
    private static final Duration ENDED_KEPT = Duration.ofMinutes(10);
    private static final Duration FORGOTTEN = Duration.ofDays(1);
    private static final int GOODBYE_S = 5;
    private static final String STAGE = "stage ";

    private final NodeTable table;
    private final UnitOfWork unit;
    private final UnitOfWork current;
    private final Self self;
    private final LongSupplier nanoTime;
    private final String incarnation = UUID.randomUUID().toString();
    private final Map<String, Long> held = new ConcurrentHashMap<>();
    private final Map<String, Integer> busy = new ConcurrentHashMap<>();
    private final Set<String> wanted = ConcurrentHashMap.newKeySet();
    private final Set<String> leaving = ConcurrentHashMap.newKeySet();
    private final Set<String> stages = ConcurrentHashMap.newKeySet();
    private final Map<String, Runnable> going = new ConcurrentHashMap<>();
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
    private final AtomicBoolean woken = new AtomicBoolean();
    private Set<String> heard = Set.of();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "hub-node");
        thread.setDaemon(true);
        return thread;
    });
    private volatile int living;
    private volatile boolean ready;
    private volatile boolean able = true;

    /** Whether another node took part at the last look. */
    private volatile boolean relieved;

    private volatile boolean replaced;
    private volatile long trustedUntil;

    /**
     * Who this node is.
     *
     * @param id kept in its data directory
     * @param name for people
     * @param address where its API is
     * @param broker identifies the broker that it works with; nodes with different ones cannot work together
     */
    public record Self(String id, String name, String address, String broker) {}

    /**
     * A node that is not one yet.
     *
     * @param unit units of work of their own
     * @param current joins the unit of work that there is
     * @param nanoTime a steady clock
     */
    NodeLeases(NodeTable table, UnitOfWork unit, UnitOfWork current, Self self, LongSupplier nanoTime) {
        this.table = table;
        this.unit = unit;
        this.current = current;
        this.self = self;
        this.nanoTime = nanoTime;
        trustedUntil = nanoTime.getAsLong();
    }

    /**
     * Becomes a node of the database.
     *
     * @throws HubException {@code AMSP-1031} when a node lives that works with another broker; {@code AMSP-1032} when one
     *     lives that has the same name
     */
    public void join() {
        NodeRow own = new NodeRow();
        own.id = self.id();
        own.incarnation = incarnation;
        own.name = self.name();
        own.address = self.address();
        own.broker = self.broker();
        unit.run(() -> {
            table.forget(FORGOTTEN);
            table.enter(own);
        });
        // only now, so that of two that begin at once at least one sees the other
        for (NodeRow other : unit.call(() -> table.living(EXPIRY))) {
            if (!other.id.equals(self.id()) && other.isBefore(own)) {
                refuse(other);
            }
        }
        beat();
        var unused = timer.scheduleWithFixedDelay(this::beat, BEAT.toMillis(), BEAT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void refuse(NodeRow other) {
        HubException refusal = null;
        if (!other.broker.equals(self.broker())) {
            refusal = new HubException(
                    FailureCode.NODES_APART,
                    "the hub " + other.name + " works on this database with the broker " + other.broker
                            + ", this one with " + self.broker(),
                    "hub.broker.url",
                    "have all nodes use one external broker, or stop the other hub and wait " + EXPIRY.toSeconds()
                            + " s");
        } else if (other.name.equals(self.name())) {
            refusal = new HubException(
                    FailureCode.NODE_NAME_TAKEN,
                    "a node of the name " + other.name + " works on this database already",
                    "hub.node",
                    "give each node a name of its own, or none");
        }
        if (refusal != null) {
            unit.run(() -> table.leave(incarnation));
            throw refusal;
        }
    }

    /** Takes part in sharing out the leases from now on. */
    public void ready() {
        ready = true;
        wake();
    }

    /**
     * Says whether this node reaches what its work needs beside the database. One that does not stands aside, so that what
     * one alone may do is done by another; when no other is there to do it, it stays.
     */
    public void able(boolean now) {
        if (able != now) {
            able = now;
            LOG.info("this node {} the broker", now ? "reaches" : "does not reach");
            wake();
        }
    }

    /** Returns whether this node gives signs of life and nobody has taken its place. */
    public boolean lives() {
        return !replaced && trusted();
    }

    /** Calls a listener with each name that ended at another node, within seconds, and now and then once more. */
    public void whenEnded(Consumer<String> listener) {
        listeners.add(listener);
    }

    /** Tells the other nodes, in the current transaction, that the secret or the sessions of a name have ended. */
    public void ended(String name) {
        current.run(() -> table.ended(UUID.randomUUID().toString(), name));
    }

    /**
     * Does something while no other node does something by the same name; waits for that as long as it takes. What it does
     * in units of work of its own is kept at once.
     */
    public <T> T exclusively(String name, Supplier<T> work) {
        know(name);
        return unit.call(() -> {
            table.await(name);
            return work.get();
        });
    }

    /** Returns an inbox in which the nodes record each stage one after the other. */
    public IdempotentRepository serial(IdempotentRepository inbox) {
        return new SerialInbox(inbox, stage -> {
            String turn = STAGE + stage;
            know(turn);
            table.await(turn);
        });
    }

    private void know(String turn) {
        if (!stages.contains(turn)) {
            unit.run(() -> table.move(turn, 0, null));
            stages.add(turn);
        }
    }

    @Override
    public boolean holds(String name) {
        want(name);
        return held.containsKey(name) && !leaving.contains(name) && trusted();
    }

    private void want(String name) {
        if (wanted.add(name)) {
            wake();
        }
    }

    private boolean trusted() {
        return trustedUntil - nanoTime.getAsLong() > 0;
    }

    private void wake() {
        if (woken.compareAndSet(false, true) && !timer.isShutdown()) {
            timer.execute(this::beat);
        }
    }

    @Override
    public Optional<Hold> enter(String name, Duration patience) {
        await(name, patience);
        Long epoch = begin(name);
        if (epoch == null) {
            return Optional.empty();
        }
        Fence before = Fence.set(new Fence(name, incarnation, epoch));
        return Optional.of(() -> {
            Fence.set(before);
            over(name);
        });
    }

    @Override
    public Optional<Hold> occupy(String name) {
        return begin(name) == null ? Optional.empty() : Optional.of(() -> over(name));
    }

    /** Counts work under a lease; returns the number of the lease, or null when it is elsewhere. */
    private @Nullable Long begin(String name) {
        busy.merge(name, 1, Integer::sum); // before the look: a lease is given away only after a look at this
        Long epoch = holds(name) ? held.get(name) : null;
        if (epoch == null) {
            over(name);
        }
        return epoch;
    }

    private void await(String name, Duration patience) {
        long end = nanoTime.getAsLong() + patience.toNanos();
        try {
            synchronized (held) {
                while (!holds(name) && end - nanoTime.getAsLong() > 0) {
                    TimeUnit.NANOSECONDS.timedWait(held, end - nanoTime.getAsLong());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void over(String name) {
        busy.computeIfPresent(name, (key, count) -> count == 1 ? null : count - 1);
    }

    @Override
    public void giveBack(String name) {
        wanted.remove(name);
        if (held.containsKey(name)) {
            leaving.add(name);
            wake();
        }
    }

    @Override
    public void whenGoing(String name, Runnable listener) {
        going.put(name, listener);
    }

    private void beat() {
        woken.set(false);
        long begun = nanoTime.getAsLong();
        try {
            Seen seen = unit.call(this::look);
            if (!seen.known()) {
                lose();
                return;
            }
            trustedUntil = begun + TRUSTED_NS;
            takeStock(seen);
            tell(seen.ended());
        } catch (DatabaseAwayException e) {
            LOG.debug("no sign of life could be given", e);
        } catch (RuntimeException e) {
            LOG.warn("no sign of life could be given; the next is tried in {} ms", BEAT.toMillis(), e);
        }
    }

    /** What a beat sees. */
    private record Seen(boolean known, List<NodeRow> living, Map<String, LeaseRow> leases, Map<String, String> ended) {}

    private Seen look() {
        boolean known = table.beat(incarnation, ready && (able || !relieved));
        return new Seen(known, table.living(EXPIRY), table.leases(), table.ended(HEARD_AGAIN, ENDED_KEPT));
    }

    /** Somebody else has begun with the identity of this node: whoever began last is right. */
    private void lose() {
        if (!replaced) {
            replaced = true;
            LOG.error(
                    "another process works under the identity of node {} ({}): this one does nothing any more that one"
                            + " node alone may do; see that no two nodes have copies of one data directory",
                    self.name(),
                    self.id());
        }
        trustedUntil = nanoTime.getAsLong();
        List.copyOf(held.keySet()).forEach(this::gone);
    }

    private void gone(String name) {
        held.remove(name);
        leaving.remove(name);
        goes(name);
        LOG.warn("the lease {} has gone elsewhere", name);
    }

    private void goes(String name) {
        going.getOrDefault(name, () -> {}).run();
    }

    private void takeStock(Seen seen) {
        living = seen.living().size();
        Set<String> alive = new HashSet<>();
        List<NodeRow> candidates = new ArrayList<>();
        for (NodeRow node : seen.living()) {
            alive.add(node.incarnation);
            if (node.ready) {
                candidates.add(node);
            }
        }
        relieved = candidates.stream().anyMatch(node -> !node.incarnation.equals(incarnation));
        for (String name : List.copyOf(held.keySet())) {
            LeaseRow row = seen.leases().get(name);
            if (row == null || !incarnation.equals(row.holder) || held.getOrDefault(name, 0L) != row.epoch) {
                gone(name);
            }
        }
        Set<String> names = new HashSet<>(wanted);
        names.addAll(held.keySet());
        List<Move> moves = new ArrayList<>();
        for (String name : names) {
            Move move = look(name, seen.leases().get(name), alive, candidates);
            if (move != null) {
                moves.add(move);
            }
        }
        if (!moves.isEmpty()) {
            unit.call(() -> moves.stream()
                            .filter(move -> table.move(move.name(), move.epoch(), move.to()))
                            .toList())
                    .forEach(this::moved);
            leaving.removeIf(name -> !held.containsKey(name));
        }
    }

    /** A lease that is to go from one holder to the next, unless it went meanwhile. */
    private record Move(String name, long epoch, @Nullable String to) {}

    private @Nullable Move look(String name, @Nullable LeaseRow row, Set<String> alive, List<NodeRow> candidates) {
        String best = NodeRow.best(name, candidates);
        if (row != null && incarnation.equals(row.holder)) {
            return keep(name, row.epoch, best);
        }
        boolean free = row == null || row.holder == null || !alive.contains(row.holder);
        boolean mine = free && incarnation.equals(best) && wanted.contains(name);
        return mine ? new Move(name, row == null ? 0 : row.epoch, incarnation) : null;
    }

    /** Goes on with a lease, or hands it over once nothing is under way under it. */
    private @Nullable Move keep(String name, long epoch, @Nullable String best) {
        if (wanted.contains(name) && (best == null || best.equals(incarnation))) {
            leaving.remove(name);
            have(name, epoch);
            return null;
        }
        leaving.add(name);
        if (busy.containsKey(name)) {
            return null;
        }
        goes(name);
        return new Move(name, epoch, incarnation.equals(best) ? null : best);
    }

    private void have(String name, long epoch) {
        synchronized (held) {
            if (held.put(name, epoch) == null) {
                LOG.info("this node has the lease {} with number {}", name, epoch);
            }
            held.notifyAll();
        }
    }

    private void moved(Move move) {
        if (incarnation.equals(move.to())) {
            have(move.name(), move.epoch() + 1);
        } else {
            held.remove(move.name());
            LOG.info("the lease {} is given back", move.name());
        }
    }

    private void tell(Map<String, String> ended) {
        Set<String> before = heard;
        heard = Set.copyOf(ended.keySet());
        ended.forEach((id, name) -> {
            if (!before.contains(id)) {
                listeners.forEach(listener -> listener.accept(name));
            }
        });
    }

    @Override
    public List<Node> known() {
        return unit.call(() -> table.known(incarnation, EXPIRY));
    }

    /** Returns how many nodes live, as this one saw it lately. */
    public int seen() {
        return living;
    }

    /** Returns the name of this node. */
    public String name() {
        return self.name();
    }

    /** Returns the names of the leases that this node has. */
    public List<String> held() {
        return trusted() ? held.keySet().stream().sorted().toList() : List.of();
    }

    /** Gives all leases back at once and is no node any more. */
    @Override
    public void close() {
        timer.shutdown();
        try {
            if (!timer.awaitTermination(GOODBYE_S, TimeUnit.SECONDS)) {
                LOG.warn("the last sign of life is still under way");
            }
            trustedUntil = nanoTime.getAsLong();
            unit.run(() -> {
                held.forEach((name, epoch) -> table.move(name, epoch, null));
                table.leave(incarnation);
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (DatabaseAwayException e) {
            LOG.info("the other nodes take over when the leases expire", e);
        }
    }
}
