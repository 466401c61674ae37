package io.amsphub.processors.order;

import java.time.Instant;

/**
 * That a message of the payment provider was taken in.
 *
 * @param id the provider's id of the message
 * @param payment what it was about
 * @param type what it said
 * @param outcome what became of it
 * @param at by the hub's clock
 * @param version 0
 */
public record WebhookReceipt(String id, String payment, String type, String outcome, Instant at, long version) {}
