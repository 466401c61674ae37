package io.amsphub.connectors.jpa;

import io.amsphub.processors.port.Nodes;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What nodes know of each other. All times are those of the database. To be called in a transaction. */
final class NodeTable {

    private final EntityManager entityManager;

    NodeTable(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    /** Returns the time of the database. */
    Instant now() {
        return entityManager.createQuery("select instant", Instant.class).getSingleResult();
    }

    /** Notes a node that begins; an incarnation of it before this one is over. */
    void enter(NodeRow node) {
        node.startedAt = now();
        node.seenAt = node.startedAt;
        entityManager.merge(node);
    }

    /**
     * Gives a sign of life.
     *
     * @return whether the node is still known by this incarnation
     */
    boolean beat(String incarnation, boolean ready) {
        return entityManager
                        .createQuery("update NodeRow n set n.seenAt = instant, n.ready = :ready"
                                + " where n.incarnation = :incarnation")
                        .setParameter("ready", ready)
                        .setParameter("incarnation", incarnation)
                        .executeUpdate()
                == 1;
    }

    /** Returns the nodes that gave a sign of life lately. */
    List<NodeRow> living(Duration lately) {
        Instant since = now().minus(lately);
        return entityManager
                .createQuery("select n from NodeRow n where n.seenAt > :since order by n.name", NodeRow.class)
                .setParameter("since", since)
                .getResultList();
    }

    /**
     * Returns the nodes that did not say farewell and are not forgotten yet.
     *
     * @param self the incarnation that asks
     * @param lately one that has not given a sign of life within this is silent
     */
    List<Nodes.Node> known(String self, Duration lately) {
        Instant since = now().minus(lately);
        Collection<LeaseRow> leases = leases().values();
        return entityManager
                .createQuery("select n from NodeRow n order by n.name, n.id", NodeRow.class)
                .getResultList()
                .stream()
                .map(row -> new Nodes.Node(
                        row.name,
                        row.address,
                        state(row, since),
                        row.incarnation.equals(self),
                        row.startedAt,
                        row.seenAt,
                        leases.stream()
                                .filter(lease -> row.incarnation.equals(lease.holder))
                                .map(lease -> lease.name)
                                .sorted()
                                .toList()))
                .toList();
    }

    private static Nodes.State state(NodeRow row, Instant since) {
        if (!row.seenAt.isAfter(since)) {
            return Nodes.State.SILENT;
        }
        return row.ready ? Nodes.State.READY : Nodes.State.ASIDE;
    }

    /** Returns the leases by name. */
    Map<String, LeaseRow> leases() {
        return entityManager.createQuery("select l from LeaseRow l", LeaseRow.class).getResultList().stream()
                .collect(Collectors.toMap(lease -> lease.name, Function.identity()));
    }

    /**
     * Moves a lease, unless it has been moved meanwhile, or a transaction under it is being committed: to wait for one of a
     * node that has fallen silent would take the sign of life of this one.
     *
     * @param epoch by which it was seen; 0 when there was none
     * @param holder who gets it; null for nobody
     * @return whether it was moved
     */
    boolean move(String name, long epoch, @Nullable String holder) {
        if (epoch == 0) {
            return entityManager
                            .createNativeQuery("insert into hub_lease (name, holder, epoch)"
                                    + " values (:name, cast(:holder as varchar), 1) on conflict do nothing")
                            .setParameter("name", name)
                            .setParameter("holder", holder)
                            .executeUpdate()
                    == 1;
        }
        return entityManager
                        .createNativeQuery("update hub_lease set holder = cast(:holder as varchar), epoch = epoch + 1"
                                + " where name = (select name from hub_lease where name = :name and epoch = :epoch"
                                + " for update skip locked)")
                        .setParameter("holder", holder)
                        .setParameter("name", name)
                        .setParameter("epoch", epoch)
                        .executeUpdate()
                == 1;
    }

    /** Forgets an incarnation that ends. */
    void leave(String incarnation) {
        entityManager
                .createQuery("delete from NodeRow n where n.incarnation = :incarnation")
                .setParameter("incarnation", incarnation)
                .executeUpdate();
    }

    /** Forgets nodes that have not given a sign of life for long. */
    void forget(Duration longAgo) {
        entityManager
                .createQuery("delete from NodeRow n where n.seenAt < :before")
                .setParameter("before", now().minus(longAgo))
                .executeUpdate();
    }

    /** Returns whether there is something to wait for with {@link #await}. */
    boolean knows(String turn) {
        return entityManager.find(LeaseRow.class, turn) != null;
    }

    /** Waits until no other transaction has the turn of that name, which must be known; has it until its own ends. */
    void await(String turn) {
        Objects.requireNonNull(entityManager.find(LeaseRow.class, turn, LockModeType.PESSIMISTIC_WRITE), turn);
    }

    /** Tells the other nodes that a name has ended. */
    void ended(String id, String name) {
        EndedNameRow row = new EndedNameRow();
        row.id = id;
        row.name = name;
        row.endedAt = now();
        entityManager.persist(row);
    }

    /** Returns the names that have ended lately, by id, and forgets those of long ago. */
    Map<String, String> ended(Duration lately, Duration longAgo) {
        Instant now = now();
        entityManager
                .createQuery("delete from EndedNameRow e where e.endedAt < :before")
                .setParameter("before", now.minus(longAgo))
                .executeUpdate();
        return entityManager
                .createQuery("select e from EndedNameRow e where e.endedAt > :since", EndedNameRow.class)
                .setParameter("since", now.minus(lately))
                .getResultList()
                .stream()
                .collect(Collectors.toMap(row -> row.id, row -> row.name));
    }
}
