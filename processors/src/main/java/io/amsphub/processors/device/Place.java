package io.amsphub.processors.device;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a machine belongs, for people and for choosing.
 *
 * @param groups names of the groups that it is in
 * @param labels anything that its owner wants to know it by
 * @param location where it stands, in the words of the floor
 */
public record Place(
        List<String> groups,
        Map<String, String> labels,
        @Nullable String location) {

    /** Belongs nowhere in particular. */
    public static final Place NONE = new Place(List.of(), Map.of(), null);

    /** Copies what it is given. */
    public Place {
        groups = List.copyOf(groups);
        labels = Map.copyOf(labels);
    }
}
