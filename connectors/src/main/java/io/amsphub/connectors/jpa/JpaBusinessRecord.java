package io.amsphub.connectors.jpa;

import io.amsphub.processors.board.BoardFigures;
import io.amsphub.processors.board.BoardFigures.FirstPass;
import io.amsphub.processors.board.BoardFigures.MachineTime;
import io.amsphub.processors.board.BoardFigures.MoneyTaken;
import io.amsphub.processors.board.BoardFigures.OnTime;
import io.amsphub.processors.board.BoardFigures.Spread;
import io.amsphub.processors.board.MachineUse;
import io.amsphub.processors.board.StageTime;
import io.amsphub.processors.port.BusinessRecord;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * {@link BusinessRecord} over JPA: the record of events says what became of orders and parts and when, columns of jobs,
 * orders, quotes and invoices the rest. Percentiles are read as the one row at their rank.
 */
public final class JpaBusinessRecord implements BusinessRecord {

    private static final double MEDIAN = 0.5;
    private static final double P90 = 0.9;
    private static final double MS_PER_S = 1000;

    /** The first delivery of an order, in the period. */
    private static final String DELIVERED = "e.aggregate = 'order' and e.time >= :from and e.time < :to"
            + " and e.toState = 'DELIVERED' and e.fromState <> 'DELIVERED' and not exists (select 1 from EventRow f"
            + " where f.subject = e.subject and f.aggregate = 'order' and f.toState = 'DELIVERED' and f.time < e.time)";

    /** Jobs that take up a machine: those that make a part alone, and those that make a build. */
    private static final String ALONE = "(j.buildId is null or j.buildId = j.serial)";

    private final EntityManager entityManager;

    /** A record over a shared entity manager. */
    JpaBusinessRecord(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    @Override
    public BoardFigures figures(Instant from, Instant to) {
        Map<String, Long> verdicts = verdicts(from, to, "");
        Map<String, Long> firsts = verdicts(
                from,
                to,
                " and not exists (select 1 from EventRow f where f.subject = e.subject and f.aggregate = 'part'"
                        + " and f.time < e.time and " + verdict("f") + ")");
        long delivered = one("select count(e) from EventRow e where " + DELIVERED, from, to);
        return new BoardFigures(
                one(
                        "select count(e) from EventRow e where e.aggregate = 'order' and e.fromState is null"
                                + " and e.time >= :from and e.time < :to",
                        from,
                        to),
                delivered,
                verdicts.getOrDefault("RELEASED", 0L),
                sum(verdicts) - verdicts.getOrDefault("RELEASED", 0L),
                new FirstPass(sum(firsts), firsts.getOrDefault("RELEASED", 0L)),
                delivered == 0 ? new OnTime(0, 0) : onTime(from, to),
                leadTime(from, to, delivered),
                machineTime(from, to),
                delivered == 0 ? List.of() : money(from, to));
    }

    /** Released, or made in vain: made again or given up after it was begun. */
    private static String verdict(String event) {
        return "(%1$s.toState = 'RELEASED' or (%1$s.toState in ('PLANNED', 'STOPPED') and %1$s.fromState not in ('PLANNED', 'STOPPED')))"
                .formatted(event);
    }

    private Map<String, Long> verdicts(Instant from, Instant to, String and) {
        Map<String, Long> counts = new TreeMap<>();
        rows(
                        "select e.toState, count(e) from EventRow e where e.aggregate = 'part' and e.time >= :from"
                                + " and e.time < :to and " + verdict("e") + and + " group by e.toState",
                        from,
                        to)
                .getResultList()
                .forEach(row -> counts.put((String) row[0], (Long) row[1]));
        return counts;
    }

    private OnTime onTime(Instant from, Instant to) {
        Object[] row = rows(
                        "select count(e), sum(case when (o.dueAt is not null and e.time <= o.dueAt) or (o.dueAt is null"
                                + " and e.time <= timestampadd(day, q.leadTimeDays, o.placedAt)) then 1 else 0 end)"
                                + " from EventRow e join OrderRow o on o.id = e.subject"
                                + " left join QuoteRow q on q.id = o.quoteId where " + DELIVERED + " and (o.dueAt"
                                + " is not null or (o.placedAt is not null and q.leadTimeDays is not null))",
                        from,
                        to)
                .getSingleResult();
        return new OnTime(number(row[0]), number(row[1]));
    }

    private Spread leadTime(Instant from, Instant to, long count) {
        return spread(
                count,
                "select min(c.time), e.time from EventRow e, EventRow c where " + DELIVERED
                        + " and c.subject = e.subject and c.aggregate = 'order' group by e.id, e.time"
                        + " order by timestampdiff(second, min(c.time), e.time), e.id",
                from,
                to,
                Map.of());
    }

    private MachineTime machineTime(Instant from, Instant to) {
        Object[] row = rows(
                        "select sum(case when j.state = 'FINISHED' then j.printSeconds else 0 end), sum(j.runSeconds)"
                                + " from JobRow j where j.endedAt >= :from and j.endedAt < :to and " + ALONE,
                        from,
                        to)
                .getSingleResult();
        return new MachineTime(number(row[0]), number(row[1]));
    }

    private List<MoneyTaken> money(Instant from, Instant to) {
        Map<String, BigDecimal> invoiced = new TreeMap<>();
        rows(
                        "select o.currency, sum(i.amount) from EventRow e join OrderRow o on o.id = e.subject"
                                + " join InvoiceRow i on i.orderId = o.id where " + DELIVERED
                                + " and o.currency is not null and i.amount is not null group by o.currency",
                        from,
                        to)
                .getResultList()
                .forEach(row -> invoiced.put((String) row[0], (BigDecimal) row[1]));
        return rows(
                        "select o.currency, sum(o.amount) from EventRow e join OrderRow o on o.id = e.subject where "
                                + DELIVERED + " and o.currency is not null group by o.currency order by o.currency",
                        from,
                        to)
                .getResultList()
                .stream()
                .map(row -> new MoneyTaken(
                        (String) row[0], (BigDecimal) row[1], invoiced.getOrDefault((String) row[0], BigDecimal.ZERO)))
                .toList();
    }

    @Override
    public List<StageTime> stages(Instant from, Instant to) {
        List<StageTime> stages = new ArrayList<>();
        for (Object[] row : rows(
                        "select e.aggregate, e.fromState, count(e) from EventRow e where e.aggregate in ('order',"
                                + " 'part') and e.time >= :from and e.time < :to and e.fromState <> e.toState and exists"
                                + " (select 1 from EventRow c where c.subject = e.subject and c.aggregate = e.aggregate"
                                + " and c.toState = e.fromState and (c.fromState is null or c.fromState <> e.fromState)"
                                + " and c.time <= e.time) group by e.aggregate, e.fromState order by e.aggregate,"
                                + " e.fromState",
                        from,
                        to)
                .getResultList()) {
            String aggregate = (String) row[0];
            String state = (String) row[1];
            Spread time = spread(
                    (Long) row[2],
                    "select max(c.time), e.time from EventRow e, EventRow c where e.aggregate = :aggregate"
                            + " and e.fromState = :state and e.toState <> :state and e.time >= :from and e.time < :to"
                            + " and c.subject = e.subject and c.aggregate = e.aggregate and c.toState = :state"
                            + " and (c.fromState is null or c.fromState <> :state) and c.time <= e.time"
                            + " group by e.id, e.time order by timestampdiff(second, max(c.time), e.time), e.id",
                    from,
                    to,
                    Map.of("aggregate", aggregate, "state", state));
            stages.add(new StageTime(aggregate, state, time));
        }
        return stages;
    }

    @Override
    public List<MachineUse> machines(Instant from, Instant to) {
        Map<String, Tally> machines = new TreeMap<>();
        entityManager
                .createQuery(
                        "select d.id, min(e.time) from DeviceRow d join EventRow e on e.subject = d.id"
                                + " and e.aggregate = 'device' where d.state <> 'RETIRED' group by d.id",
                        Object[].class)
                .getResultList()
                .forEach(row -> tally(machines, row[0]).registered = (Instant) row[1]);
        inside(machines, from, to);
        across(machines, from, to);
        verdicts(machines, from, to);
        return machines.entrySet().stream()
                .map(entry -> entry.getValue().use(entry.getKey(), from, to))
                .toList();
    }

    /** Jobs that began and ended in the period: nearly all. */
    private void inside(Map<String, Tally> machines, Instant from, Instant to) {
        rows(
                        "select j.machine, sum(j.runSeconds), sum(case when j.state = 'FINISHED' then j.printSeconds"
                                + " else 0 end), sum(case when j.state = 'FINISHED' and j.printSeconds > 0 then"
                                + " j.runSeconds else 0 end) from JobRow j where j.startedAt >= :from"
                                + " and j.endedAt >= :from and j.endedAt < :to and j.machine is not null and " + ALONE
                                + " group by j.machine",
                        from,
                        to)
                .getResultList()
                .forEach(row -> tally(machines, row[0]).ran(number(row[1]), number(row[2]), number(row[3])));
    }

    /** Jobs that reach over its begin or end: at most two of a machine. Those that ended in it are judged by it. */
    private void across(Map<String, Tally> machines, Instant from, Instant to) {
        rows(
                        "select j.machine, j.startedAt, j.endedAt, j.state, j.printSeconds from JobRow j"
                                + " where j.machine is not null and j.startedAt < :to and " + ALONE
                                + " and ((j.startedAt < :from and j.endedAt >= :from) or j.endedAt >= :to"
                                + " or (j.endedAt is null and j.liveDevice is not null))",
                        from,
                        to)
                .getResultList()
                .forEach(row -> {
                    Instant began = (Instant) row[1];
                    Instant ended = row[2] == null ? to : (Instant) row[2];
                    long within = Duration.between(began.isBefore(from) ? from : began, ended.isAfter(to) ? to : ended)
                            .toSeconds();
                    long ideal = row[3].equals("FINISHED") && ended.isBefore(to) ? (Long) row[4] : 0;
                    tally(machines, row[0])
                            .ran(
                                    within,
                                    ideal,
                                    ideal > 0 ? Duration.between(began, ended).toSeconds() : 0);
                });
    }

    /** Whose machine a part is judged for is the one that last ended a job of it. */
    private void verdicts(Map<String, Tally> machines, Instant from, Instant to) {
        rows(
                        "select j.machine, e.toState, count(e) from EventRow e join JobRow j on j.serial = e.subject"
                                + " where e.aggregate = 'part' and e.time >= :from and e.time < :to and "
                                + verdict("e") + " and j.machine is not null and j.endedAt = (select max(k.endedAt)"
                                + " from JobRow k where k.serial = e.subject and k.endedAt <= e.time)"
                                + " group by j.machine, e.toState",
                        from,
                        to)
                .getResultList()
                .forEach(row -> tally(machines, row[0]).judged(row[1].equals("RELEASED"), (Long) row[2]));
    }

    private static Tally tally(Map<String, Tally> machines, Object name) {
        return machines.computeIfAbsent((String) name, absent -> new Tally());
    }

    /** The durations of a query, in its order: the one in the middle, and the one that nine of ten are not longer than. */
    private Spread spread(long count, String query, Instant from, Instant to, Map<String, Object> values) {
        if (count == 0) {
            return Spread.NONE;
        }
        return new Spread(count, at(MEDIAN, count, query, from, to, values), at(P90, count, query, from, to, values));
    }

    private double at(double share, long count, String query, Instant from, Instant to, Map<String, Object> values) {
        TypedQuery<Object[]> ranked = rows(query, from, to);
        values.forEach(ranked::setParameter);
        Object[] row = ranked.setFirstResult((int) Math.ceil(share * count) - 1)
                .setMaxResults(1)
                .getSingleResult();
        return Math.max(0, Duration.between((Instant) row[0], (Instant) row[1]).toMillis() / MS_PER_S);
    }

    private TypedQuery<Object[]> rows(String query, Instant from, Instant to) {
        return entityManager
                .createQuery(query, Object[].class)
                .setParameter("from", from)
                .setParameter("to", to);
    }

    private long one(String query, Instant from, Instant to) {
        return entityManager
                .createQuery(query, Long.class)
                .setParameter("from", from)
                .setParameter("to", to)
                .getSingleResult();
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private static long number(@Nullable Object sum) {
        return sum == null ? 0 : ((Number) sum).longValue();
    }

    /** What is added up for a machine. */
    private static final class Tally {

        private @Nullable Instant registered;
        private long busyS;
        private long idealS;
        private long finishedS;
        private long good;
        private long scrapped;

        private void ran(long busy, long ideal, long finished) {
            busyS += busy;
            idealS += ideal;
            finishedS += finished;
        }

        private void judged(boolean released, long parts) {
            if (released) {
                good += parts;
            } else {
                scrapped += parts;
            }
        }

        private MachineUse use(String machine, Instant from, Instant to) {
            Instant since = registered == null || registered.isBefore(from) ? from : registered;
            long planned = Math.max(0, Duration.between(since, to).toSeconds());
            return new MachineUse(machine, planned, busyS, idealS, finishedS, good, scrapped);
        }
    }
}
