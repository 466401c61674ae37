package io.amsphub.mesh.correct;

import io.amsphub.mesh.winding.RayWinding;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Which closed shells face the wrong way, and which lie within material.
 *
 * <p>From the largest shell inward: a shell that faces inward is a cavity when material lies around it,
 * and is turned otherwise. When an outermost shell is turned, everything within it is turned with it, so
 * that a model that is inside out as a whole keeps its cavities. Where shells cross, the winding number
 * that most of seven vertices see decides.
 */
final class ShellOrientation {

    private static final int SAMPLES = 7;

    private final DraftShells shells;
    private final RayWinding rays;
    private final int[] sign;
    private final boolean[] cavity;

    private ShellOrientation(DraftShells shells) {
        this.shells = shells;
        this.rays =
                new RayWinding(shells.draft.xyz(), shells.draft.corners(), shells.of(), shells.count(), shells.tree());
        this.sign = new int[shells.count()];
        this.cavity = new boolean[shells.count()];
    }

    static ShellOrientation of(DraftShells shells) {
        ShellOrientation orientation = new ShellOrientation(shells);
        Integer[] order = IntStream.range(0, shells.count())
                .filter(shells::isClosed)
                .boxed()
                .toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble((Integer c) -> -Math.abs(shells.volume(c))));
        for (int c : order) {
            orientation.decide(c);
        }
        return orientation;
    }

    private void decide(int c) {
        Map<Integer, Integer> around = new TreeMap<>();
        int outside = majority(c, around);
        int root = -1;
        for (Map.Entry<Integer, Integer> seen : around.entrySet()) {
            int o = seen.getKey();
            boolean larger = root < 0 || Math.abs(shells.volume(o)) > Math.abs(shells.volume(root));
            if (seen.getValue() > SAMPLES / 2 && larger) {
                root = o;
            }
        }
        sign[c] = root < 0 ? 1 : sign[root];
        boolean inward = shells.volume(c) * sign[c] < 0;
        if (inward && outside < 1) {
            sign[c] = -sign[c];
        }
        cavity[c] = inward && outside >= 1;
    }

    /** Returns the winding number of larger shells that most samples see, and counts the samples within each shell. */
    private int majority(int c, Map<Integer, Integer> around) {
        int[] facets = shells.facets(c);
        int[] seen = new int[SAMPLES];
        for (int k = 0; k < SAMPLES; k++) {
            int v = 3 * shells.draft.corners()[3 * facets[(int) ((long) k * facets.length / SAMPLES)]];
            double[] xyz = shells.draft.xyz();
            rays.shoot(xyz[v], xyz[v + 1], xyz[v + 2]);
            for (int o : rays.crossedShells()) {
                if (o != c && sign[o] != 0 && rays.of(o) != 0) {
                    seen[k] += sign[o] * rays.of(o);
                    around.merge(o, 1, Integer::sum);
                }
            }
        }
        Arrays.sort(seen);
        return seen[SAMPLES / 2];
    }

    /** Returns for each component whether it has to be turned over. */
    boolean[] inverted() {
        boolean[] inverted = new boolean[sign.length];
        for (int c = 0; c < sign.length; c++) {
            inverted[c] = sign[c] < 0;
        }
        return inverted;
    }

    boolean isCavity(int component) {
        return cavity[component];
    }
}
