package io.amsphub.connectors.jpa;

import io.amsphub.processors.port.UnitOfWork;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What has happened since a place in the record of events, counted by the database. Reads only. */
public final class JpaTransitions {

    private final EntityManager entityManager;
    private final UnitOfWork unitOfWork;

    /** Counts over a shared entity manager. */
    JpaTransitions(EntityManager entityManager, UnitOfWork unitOfWork) {
        this.entityManager = entityManager;
        this.unitOfWork = unitOfWork;
    }

    /** Returns the place after the newest event. */
    public long newest() {
        return unitOfWork.call(this::end);
    }

    /** Counts what has happened after a place. */
    public News after(long position) {
        return unitOfWork.call(() -> {
            long newest = end();
            return newest == position
                    ? new News(position, List.of(), List.of())
                    : new News(newest, counts(position, newest), leadTimes(position, newest));
        });
    }

    private long end() {
        Long newest = entityManager
                .createQuery("select max(e.position) from EventRow e", Long.class)
                .getSingleResult();
        return newest == null ? 0 : newest;
    }

    private List<Count> counts(long after, long newest) {
        return entityManager
                .createQuery(
                        "select e.aggregate, e.fromState, e.toState, count(e) from EventRow e"
                                + " where e.position > :after and e.position <= :newest"
                                + " and (e.fromState is null or e.fromState <> e.toState)"
                                + " group by e.aggregate, e.fromState, e.toState",
                        Object[].class)
                .setParameter("after", after)
                .setParameter("newest", newest)
                .getResultList()
                .stream()
                .map(row -> new Count((String) row[0], (String) row[1], (String) row[2], (Long) row[3]))
                .toList();
    }

    private List<Duration> leadTimes(long after, long newest) {
        return entityManager
                .createQuery(
                        "select min(c.time), e.time from EventRow e, EventRow c"
                                + " where e.position > :after and e.position <= :newest and e.aggregate = 'order'"
                                + " and e.toState = 'DELIVERED' and c.subject = e.subject and c.aggregate = 'order'"
                                + " group by e.id, e.time",
                        Object[].class)
                .setParameter("after", after)
                .setParameter("newest", newest)
                .getResultList()
                .stream()
                .map(row -> Duration.between((Instant) row[0], (Instant) row[1]))
                .map(lead -> lead.isNegative() ? Duration.ZERO : lead) // the clock was set back meanwhile
                .toList();
    }

    /**
     * What has happened.
     *
     * @param position the place up to which it was counted
     * @param counts transitions, by kind
     * @param leadTimes from the placing of an order to its delivery, of those that were delivered
     */
    public record News(long position, List<Count> counts, List<Duration> leadTimes) {

        /** Copies the lists. */
        public News {
            counts = List.copyOf(counts);
            leadTimes = List.copyOf(leadTimes);
        }
    }

    /**
     * How often something went from one state into another.
     *
     * @param aggregate kind of thing
     * @param from null when it began its life
     * @param to the state that it came to
     * @param times how often
     */
    public record Count(String aggregate, @Nullable String from, String to, long times) {}
}
