package io.amsphub.mesh.nest;

import io.amsphub.mesh.measure.BuildVolume;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What anybody would do first: boxes in rows, the deepest first, rows upon each other's back, layers of rows. */
final class ShelfPacking {

    private ShelfPacking() {}

    /** Returns which of the sizes found a place. */
    static List<Integer> pack(List<double[]> sizes, BuildVolume volume, NestRule rule) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < sizes.size(); i++) {
            order.add(i);
        }
        order.sort(Comparator.comparingDouble((Integer i) -> -sizes.get(i)[1]).thenComparingInt(i -> i));
        List<Integer> placed = new ArrayList<>();
        double x = rule.marginMm();
        double y = rule.marginMm();
        double deep = 0;
        for (int i : order) {
            double[] size = sizes.get(i);
            if (x + size[0] > volume.sizeXMm() - rule.marginMm()) {
                x = rule.marginMm();
                y += deep + rule.spacingMm();
                deep = 0;
            }
            if (y + size[1] <= volume.sizeYMm() - rule.marginMm()
                    && x + size[0] <= volume.sizeXMm() - rule.marginMm()
                    && size[2] <= volume.sizeZMm()) {
                placed.add(i);
                x += size[0] + rule.spacingMm();
                deep = Math.max(deep, size[1]);
            }
        }
        return placed;
    }
}
