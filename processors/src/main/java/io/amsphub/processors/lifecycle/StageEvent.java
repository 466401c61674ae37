package io.amsphub.processors.lifecycle;

import java.time.Instant;

/**
 * The message that one stage hands to the next: a claim check on an aggregate, never the thing
 * itself.
 *
 * @param id unique; a stage that has seen it does nothing
 * @param subject id of the aggregate
 * @param correlationId what ties the events of one order (or one revision) together
 * @param time when it was handed over
 */
public record StageEvent(String id, String subject, String correlationId, Instant time) implements StageSubject {}
