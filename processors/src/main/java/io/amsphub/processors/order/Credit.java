package io.amsphub.processors.order;

import io.amsphub.processors.quote.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an order costs less, because it was granted.
 *
 * @param amount above 0, tax included
 * @param reason in words
 * @param by the principal
 * @param at by the hub's clock
 * @param complaint the complaint that it was granted for; null for none
 */
public record Credit(
        Money amount,
        String reason,
        String by,
        Instant at,
        @Nullable String complaint) {}
