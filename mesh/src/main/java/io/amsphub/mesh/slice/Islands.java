package io.amsphub.mesh.slice;

import java.util.ArrayList;
import java.util.List;

/** Splits a region into its islands, each an outer ring with its holes. */
public final class Islands {

    private Islands() {}

    /** Returns the islands in the order of their outer rings; holes without an outer ring are dropped. */
    public static List<Contours> of(Contours region) {
        List<Integer> outers = new ArrayList<>();
        double[] areas = new double[region.ringCount()];
        for (int ring = 0; ring < areas.length; ring++) {
            areas[ring] = region.ringArea(ring);
            if (areas[ring] > 0) {
                outers.add(ring);
            }
        }
        if (outers.size() == 1) {
            return List.of(region);
        }
        List<RingBuilder> builders = new ArrayList<>();
        for (int outer : outers) {
            RingBuilder builder = new RingBuilder();
            builder.addRing(region, outer);
            builders.add(builder);
        }
        for (int ring = 0; ring < areas.length; ring++) {
            int owner = areas[ring] < 0 ? owner(region, ring, outers, areas) : -1;
            if (owner >= 0) {
                builders.get(owner).addRing(region, ring);
            }
        }
        return builders.stream().map(RingBuilder::build).toList();
    }

    private static int owner(Contours region, int hole, List<Integer> outers, double[] areas) {
        int best = -1;
        int p = region.start(hole);
        for (int i = 0; i < outers.size(); i++) {
            int outer = outers.get(i);
            boolean smaller = best < 0 || areas[outer] < areas[outers.get(best)];
            if (smaller && areas[outer] >= -areas[hole] && inRing(region, outer, region.x(p), region.y(p))) {
                best = i;
            }
        }
        return best;
    }

    /** Returns whether a point is in a region, by the parity of a ray. */
    public static boolean contains(Contours region, double x, double y) {
        boolean inside = false;
        for (int ring = 0; ring < region.ringCount(); ring++) {
            inside ^= inRing(region, ring, x, y);
        }
        return inside;
    }

    private static boolean inRing(Contours region, int ring, double x, double y) {
        boolean inside = false;
        int end = region.start(ring + 1);
        for (int i = region.start(ring), j = end - 1; i < end; j = i++) {
            double yi = region.y(i);
            double yj = region.y(j);
            if (yi > y != yj > y && x < region.x(i) + (region.x(j) - region.x(i)) * ((y - yi) / (yj - yi))) {
                inside = !inside;
            }
        }
        return inside;
    }
}
