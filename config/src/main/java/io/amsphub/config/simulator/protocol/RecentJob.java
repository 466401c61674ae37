package io.amsphub.config.simulator.protocol;

/**
 * One line of the list by which a hub finds out what became of a job.
 *
 * @param job job id
 * @param outcome how far it has come
 */
public record RecentJob(String job, Outcome outcome) {}
