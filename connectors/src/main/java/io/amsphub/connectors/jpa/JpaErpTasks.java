package io.amsphub.connectors.jpa;

import io.amsphub.processors.erp.ErpTask;
import io.amsphub.processors.port.ErpTasks;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** {@link ErpTasks} over JPA. */
public final class JpaErpTasks extends JpaRepository<ErpTask, ErpTaskRow> implements ErpTasks {

    /** A repository over a shared entity manager. */
    public JpaErpTasks(EntityManager entityManager) {
        super(entityManager, ErpTask.class, ErpTaskRow.class, Set.of("state", "subject", "erpSystem"));
    }

    @Override
    ErpTaskRow newRow() {
        return new ErpTaskRow();
    }

    @Override
    String id(ErpTask aggregate) {
        return aggregate.id();
    }

    @Override
    long version(ErpTask aggregate) {
        return aggregate.version();
    }

    @Override
    void copy(ErpTask aggregate, ErpTaskRow row) {
        row.organisation = aggregate.organisation();
        row.state = aggregate.state().name();
        row.erpSystem = aggregate.system();
        row.subject = aggregate.subject();
        row.dueAt = aggregate.dueAt();
    }

    /** What is due later than after the longest pause was written by a clock that was ahead, and is due now. */
    @Override
    public List<ErpTask> due(String system, Instant now, int limit) {
        return list(
                query("where r.erpSystem = :system and r.state = :state and (r.dueAt <= :now or r.dueAt > :never)"
                                + " order by r.dueAt, r.id")
                        .setParameter("system", system)
                        .setParameter("state", ErpTask.State.WAITING.name())
                        .setParameter("now", now)
                        .setParameter("never", now.plus(ErpTask.LONGEST_PAUSE)),
                limit);
    }

    @Override
    public List<ErpTask> open(String system, String subject) {
        return list(
                query("where r.erpSystem = :system and r.subject = :subject and r.state <> :done order by r.id")
                        .setParameter("system", system)
                        .setParameter("subject", subject)
                        .setParameter("done", ErpTask.State.DONE.name()),
                Integer.MAX_VALUE);
    }

    @Override
    public long count(String system, ErpTask.State state) {
        return entityManager()
                .createQuery(
                        "select count(r) from ErpTaskRow r where r.erpSystem = :system and r.state = :state",
                        Long.class)
                .setParameter("system", system)
                .setParameter("state", state.name())
                .getSingleResult();
    }
}
