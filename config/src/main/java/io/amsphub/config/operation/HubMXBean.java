package io.amsphub.config.operation;

import java.util.Map;

/** What the console shows of the hub itself, as {@code io.amsphub:type=Hub}. */
public interface HubMXBean {

    /** Returns the version. */
    String getVersion();

    /** Returns orders by state. */
    Map<String, Long> getOrders();

    /** Returns jobs by state. */
    Map<String, Long> getJobs();

    /** Returns machines by availability. */
    Map<String, Long> getMachines();

    /** Returns what waits for a person, by kind. */
    Map<String, Long> getWorkList();

    /** Returns how many messages wait for each stage. */
    Map<String, Long> getQueues();

    /** Returns how many messages the relay has not moved yet. */
    long getOutboxWaiting();

    /** Returns how many messages failed for good and were not replayed. */
    long getDeadLettersWaiting();
}
