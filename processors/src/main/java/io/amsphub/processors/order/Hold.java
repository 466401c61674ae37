package io.amsphub.processors.order;

import java.time.Instant;

/**
 * Why nothing of an order goes on.
 *
 * @param reason in words
 * @param by the principal
 * @param at by the hub's clock
 */
public record Hold(String reason, String by, Instant at) {}
