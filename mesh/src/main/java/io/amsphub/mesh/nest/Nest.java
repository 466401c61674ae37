package io.amsphub.mesh.nest;

import io.amsphub.mesh.model.BoundingBox;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parts with their places in a build volume.
 *
 * @param placed those that found a place, in the order of their indices
 * @param leftOut indices of those that did not, ascending
 * @param density from 0 to 1: of footprints, their area over that of the platform; of boxes, the volume of the
 *     parts over that of the build volume up to the top of the highest one
 */
public record Nest(List<NestedPart> placed, List<Integer> leftOut, double density) {

    /** Copies the lists. */
    public Nest {
        placed = List.copyOf(placed);
        leftOut = List.copyOf(leftOut);
    }

    /** Returns the box around all that is placed, mm; null when nothing is. */
    public @Nullable BoundingBox extents() {
        BoundingBox all = null;
        for (NestedPart one : placed) {
            BoundingBox box = one.box();
            all = all == null
                    ? box
                    : new BoundingBox(
                            Math.min(all.minX(), box.minX()),
                            Math.min(all.minY(), box.minY()),
                            Math.min(all.minZ(), box.minZ()),
                            Math.max(all.maxX(), box.maxX()),
                            Math.max(all.maxY(), box.maxY()),
                            Math.max(all.maxZ(), box.maxZ()));
        }
        return all;
    }
}
