package io.amsphub.connectors.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Duration;
import java.time.Instant;
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

    /** Returns the leases by name. */
    Map<String, LeaseRow> leases() {
        return entityManager.createQuery("select l from LeaseRow l", LeaseRow.class).getResultList().stream()
                .collect(Collectors.toMap(lease -> lease.name, Function.identity()));
    }

    /**
     * Moves a lease, unless it has been moved meanwhile.
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
                        .createQuery("update LeaseRow l set l.holder = :holder, l.epoch = l.epoch + 1"
                                + " where l.name = :name and l.epoch = :epoch")
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
