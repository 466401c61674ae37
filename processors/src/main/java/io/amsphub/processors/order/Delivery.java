package io.amsphub.processors.order;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The handing over of an order.
 *
 * @param consignment number of the consignment note
 * @param carrier who carries it
 * @param parts serial numbers in the package
 * @param shippedAt when it was handed to the carrier
 * @param deliveredAt when receipt was confirmed
 * @param receivedBy who confirmed
 */
public record Delivery(
        String consignment,
        String carrier,
        List<String> parts,
        Instant shippedAt,
        @Nullable Instant deliveredAt,
        @Nullable String receivedBy) {

    /** Copies the serial numbers. */
    public Delivery {
        parts = List.copyOf(parts);
    }

    /** Returns the delivery with its confirmation. */
    public Delivery confirmed(Instant when, String by) {
        return new Delivery(consignment, carrier, parts, shippedAt, when, by);
    }
}
