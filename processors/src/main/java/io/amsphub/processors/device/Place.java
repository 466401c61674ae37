package io.amsphub.processors.device;

import io.amsphub.processors.catalogue.Location;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a machine belongs, for people and for choosing.
 *
 * @param groups names of the groups that it is in
 * @param labels anything that its owner wants to know it by
 * @param location where it stands, in the words of the floor
 * @param coordinates where that is; null for where its centre is
 */
public record Place(
        List<String> groups,
        Map<String, String> labels,
        @Nullable String location,
        @Nullable Location coordinates) {

    /** Belongs nowhere in particular. */
    public static final Place NONE = new Place(List.of(), Map.of(), null, null);

    /** Copies what it is given. */
    public Place {
        groups = List.copyOf(groups);
        labels = Map.copyOf(labels);
    }
}
