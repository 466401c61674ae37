package io.amsphub.connectors.jpa;

import io.amsphub.processors.exchange.DeviceWords;
import io.amsphub.processors.port.Commands;
import jakarta.persistence.EntityManager;
import java.util.List;

/** {@link Commands} over JPA. */
public final class JpaCommands implements Commands {

    private final EntityManager entityManager;

    /** Commands over a shared entity manager. */
    public JpaCommands(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    @Override
    public void add(Waiting waiting) {
        CommandRow row = new CommandRow();
        row.commandId = waiting.command().id();
        row.device = waiting.device();
        row.correlationId = waiting.correlationId();
        row.body = DeviceWords.write(waiting.command());
        row.begun = waiting.begun();
        entityManager.persist(row);
    }

    @Override
    public List<Waiting> waiting(int limit) {
        return entityManager
                .createQuery("select c from CommandRow c order by c.place", CommandRow.class)
                .setMaxResults(limit)
                .getResultList()
                .stream()
                .map(row -> new Waiting(row.device, DeviceWords.command(row.body), row.correlationId, row.begun))
                .toList();
    }

    @Override
    public void begun(String commandId) {
        entityManager
                .createQuery("update CommandRow c set c.begun = true where c.commandId = :id")
                .setParameter("id", commandId)
                .executeUpdate();
    }

    @Override
    public void done(String commandId) {
        entityManager
                .createQuery("delete from CommandRow c where c.commandId = :id")
                .setParameter("id", commandId)
                .executeUpdate();
    }
}
