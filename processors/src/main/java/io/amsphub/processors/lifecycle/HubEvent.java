package io.amsphub.processors.lifecycle;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened to one aggregate: who did what, when and why. Written in the transaction
 * of the change, never changed after.
 *
 * @param sequence the place in the hub's one order of events; 0 until it is stored
 * @param id unique; the id of the CloudEvent
 * @param time when, by the hub's clock
 * @param aggregate the kind of thing: revision, quote, order, part, job, device, work-item
 * @param subject the id of the thing
 * @param from the state before; null when it began
 * @param to the state after; equal to {@code from} when only a fact was noted
 * @param who the principal
 * @param why the reason in words
 * @param organisation whose data it is
 * @param correlationId what ties the events of one order (or one revision) together
 */
public record HubEvent(
        long sequence,
        String id,
        Instant time,
        String aggregate,
        String subject,
        @Nullable String from,
        String to,
        String who,
        String why,
        String organisation,
        String correlationId) {}
