package io.amsphub.config.operation;

import io.amsphub.config.HubVersion;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.port.DeadLetters;
import io.amsphub.processors.port.UnitOfWork;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** The hub's own MBean, over its figures. */
public final class HubMBean implements HubMXBean, AutoCloseable {

    private static final String NAME = "io.amsphub:type=Hub";

    private final HubFigures figures;
    private final DeadLetters deadLetters;
    private final UnitOfWork unitOfWork;

    private HubMBean(HubFigures figures, DeadLetters deadLetters, UnitOfWork unitOfWork) {
        this.figures = figures;
        this.deadLetters = deadLetters;
        this.unitOfWork = unitOfWork;
    }

    /** Registers the MBean of a hub; closing it takes it away. */
    public static HubMBean register(HubFigures figures, DeadLetters deadLetters, UnitOfWork unitOfWork) {
        HubMBean bean = new HubMBean(figures, deadLetters, unitOfWork);
        try {
            server().registerMBean(bean, new ObjectName(NAME));
        } catch (JMException e) {
            throw new IllegalStateException("the MBean " + NAME + " cannot be registered", e);
        }
        return bean;
    }

    @Override
    public String getVersion() {
        return HubVersion.HUB;
    }

    @Override
    public Map<String, Long> getOrders() {
        return new TreeMap<>(figures.census().orders());
    }

    @Override
    public Map<String, Long> getJobs() {
        return new TreeMap<>(figures.census().jobs());
    }

    @Override
    public Map<String, Long> getMachines() {
        return new TreeMap<>(figures.census().machines());
    }

    @Override
    public Map<String, Long> getWorkList() {
        return new TreeMap<>(figures.census().workItems());
    }

    @Override
    public Map<String, Long> getQueues() {
        return figures.queues();
    }

    @Override
    public long getOutboxWaiting() {
        return figures.census().outboxWaiting();
    }

    @Override
    public long getDeadLettersWaiting() {
        return figures.census().deadLetters();
    }

    @Override
    public String replayDeadLetter(String id) {
        try {
            unitOfWork.run(() -> deadLetters.replay(id, "console"));
            return "replayed " + id;
        } catch (HubException e) {
            return e.problem().code() + " " + e.getMessage() + "; "
                    + e.problem().remedy();
        }
    }

    @Override
    public void close() {
        try {
            server().unregisterMBean(new ObjectName(NAME));
        } catch (JMException e) {
            throw new IllegalStateException("the MBean " + NAME + " cannot be taken away", e);
        }
    }

    private static MBeanServer server() {
        return ManagementFactory.getPlatformMBeanServer();
    }
}
