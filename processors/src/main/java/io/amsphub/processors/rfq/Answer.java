package io.amsphub.processors.rfq;

import io.amsphub.processors.quote.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an AM centre answers.
 *
 * @param declines whether it makes no offer
 * @param net the price of all its parts before tax; null when it declines
 * @param quantity how many parts it offers
 * @param leadTimeDays days until delivery
 * @param validUntil until when it stands; null for as long as the rules say
 * @param note for the user; empty for none
 */
public record Answer(
        boolean declines,
        @Nullable Money net,
        int quantity,
        int leadTimeDays,
        @Nullable Instant validUntil,
        String note) {}
