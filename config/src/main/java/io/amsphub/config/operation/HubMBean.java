package io.amsphub.config.operation;

import io.amsphub.config.HubVersion;
import java.util.Map;
import java.util.TreeMap;

/** The hub's figures for the console. */
public final class HubMBean implements HubMXBean {

    private final HubFigures figures;

    /** An MBean over figures. */
    public HubMBean(HubFigures figures) {
        this.figures = figures;
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
}
