package io.amsphub.processors.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One call of a target.
 *
 * @param number 1 for the first of its delivery
 * @param at when it began; the time that was signed, in seconds
 * @param durationMs how long it took, in ms
 * @param status the HTTP status; null when there was no answer
 * @param code why it was no success: {@code STATUS}, or what kept the answer away ({@code CONNECT}, {@code TIMEOUT},
 *     ...); null for a success
 * @param detail the same in words; null for a success
 * @param answer the first bytes of the body of the answer, as text; null when there were none
 */
public record DeliveryAttempt(
        int number,
        Instant at,
        long durationMs,
        @Nullable Integer status,
        @Nullable String code,
        @Nullable String detail,
        @Nullable String answer) {}
