package io.amsphub.processors.port;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which page of a list.
 *
 * @param organisation whose; null for all
 * @param filters equal values by the name of a column that the repository knows (state, orderId, ...)
 * @param after the id after which the page begins; null for the first page
 * @param limit how many at most
 */
public record PageRequest(
        @Nullable String organisation,
        Map<String, String> filters,
        @Nullable String after,
        int limit) {

    /** Copies the filters. */
    public PageRequest {
        filters = Map.copyOf(filters);
    }
}
