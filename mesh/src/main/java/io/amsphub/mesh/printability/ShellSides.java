package io.amsphub.mesh.printability;

import io.amsphub.mesh.measure.ShellSums;
import io.amsphub.mesh.model.BoundingBox;
import io.amsphub.mesh.spatial.FacetTree;
import io.amsphub.mesh.topology.Components;
import io.amsphub.mesh.topology.FacetEdges;
import io.amsphub.mesh.topology.Parallel;
import io.amsphub.mesh.winding.RayWinding;

/** On which side of each component the material is: the side that its facets say, unless it is a solid turned inside out. */
final class ShellSides {

    private static final int GRAIN = 512;

    /** Whether a component is closed and its facets agree on an outside. */
    final boolean[] closed;
    /** Whether a component bounds a cavity within material. */
    final boolean[] cavity;
    /** Whether a component faces the wrong way. */
    final boolean[] inverted;
    /** Signed volume of each component in mm³. */
    final double[] volumes;
    /** How many components have open edges or contradict themselves. */
    final int open;

    private final double[] xyz;
    private final FacetEdges edges;
    private final Components components;
    private final int[] firstFacet;

    ShellSides(double[] xyz, FacetEdges edges, FacetTree tree, BoundingBox box) {
        this.xyz = xyz;
        this.edges = edges;
        components = Components.of(edges);
        int count = components.count();
        ShellSums sums = ShellSums.of(xyz, edges, components, box);
        volumes = sums.volumes();
        closed = new boolean[count];
        cavity = new boolean[count];
        inverted = new boolean[count];
        firstFacet = new int[count];
        for (int f = edges.facetCount() - 1; f >= 0; f--) {
            if (components.of()[f] >= 0) {
                firstFacet[components.of()[f]] = f;
            }
        }
        int without = 0;
        for (int c = 0; c < count; c++) {
            closed[c] = sums.isBalanced(c);
            without += closed[c] ? 0 : 1;
        }
        open = without;
        Parallel.ranges(count, GRAIN, i -> i, (i, from, to) -> {
            RayWinding rays = new RayWinding(xyz, edges.corners(), components.of(), count, tree);
            for (int c = from; c < to; c++) {
                if (closed[c] && volumes[c] < 0) {
                    cavity[c] = windingAround(c, rays) > 0;
                    inverted[c] = !cavity[c];
                }
            }
        });
    }

    private int windingAround(int c, RayWinding rays) {
        int v = 3 * edges.corners()[3 * firstFacet[c]];
        rays.shoot(xyz[v], xyz[v + 1], xyz[v + 2]);
        int winding = 0;
        for (int other : rays.crossedShells()) {
            if (other != c && closed[other]) {
                winding += rays.of(other);
            }
        }
        return winding;
    }

    /** Returns 1 when the material is behind a facet, -1 when it is in front of it because the shell is turned. */
    int sign(int facet) {
        int c = components.of()[facet];
        return c >= 0 && inverted[c] ? -1 : 1;
    }

    /** Returns the component of a facet; -1 when the facet does not count. */
    int of(int facet) {
        return components.of()[facet];
    }

    int count() {
        return components.count();
    }

    int firstFacet(int component) {
        return firstFacet[component];
    }
}
