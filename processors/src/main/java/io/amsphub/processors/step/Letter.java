package io.amsphub.processors.step;

import io.amsphub.processors.design.Geometry;
import io.amsphub.processors.rfq.Answer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an AM centre hears of a request for quotation. It has the measures of the part and not its model: a price
 * does not take the geometry away from its owner.
 *
 * @param rfq id of the request
 * @param amCentre id of the centre
 * @param centreName its name for people
 * @param material of what
 * @param materialName for people
 * @param quantity how many
 * @param geometry measures of the part
 * @param currency that the user prefers, or that of the hub
 * @param shipTo country that the parts go to
 * @param deadline until when answers are taken
 * @param open whether an answer is taken now
 * @param answer what the centre has answered
 * @param answeredAt when
 * @param answerTo where to send the answer, with POST
 * @param token to send with it, as {@code Authorization: Bearer}
 */
public record Letter(
        String rfq,
        String amCentre,
        String centreName,
        String material,
        String materialName,
        int quantity,
        @Nullable Geometry geometry,
        @Nullable String currency,
        @Nullable String shipTo,
        Instant deadline,
        boolean open,
        @Nullable Answer answer,
        @Nullable Instant answeredAt,
        String answerTo,
        String token) {}
