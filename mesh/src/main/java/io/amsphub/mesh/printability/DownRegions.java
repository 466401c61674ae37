package io.amsphub.mesh.printability;

import io.amsphub.mesh.topology.FacetEdges;
import io.amsphub.mesh.topology.IntList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The connected regions of surface that lean over more than a limit and do not lie on the platform. */
final class DownRegions {

    /** Surfaces of exactly the limit pass in spite of rounding. */
    private static final double SLACK_DEGREES = 0.5;

    private final PrintModel model;
    private final int[] regionOf;
    private final List<IntList> regions = new ArrayList<>();

    /**
     * Finds the regions.
     *
     * @param leanDegrees limit of the lean from the vertical
     * @param firstLayer height over the platform up to which surface lies on it, in mm
     */
    DownRegions(PrintModel model, double leanDegrees, double firstLayer) {
        this.model = model;
        regionOf = new int[model.areas.length];
        Arrays.fill(regionOf, -1);
        double down = -Math.sin(Math.toRadians(Math.min(89, leanDegrees + SLACK_DEGREES)));
        double floor = model.platform() + Math.max(firstLayer, 10 * model.resolution());
        boolean[] leans = new boolean[regionOf.length];
        for (int f : model.facets) {
            leans[f] = model.normals[3 * f + 2] < down && model.top(f) > floor;
        }
        for (int f : model.facets) {
            if (leans[f] && regionOf[f] < 0) {
                grow(f, leans);
            }
        }
    }

    private void grow(int seed, boolean[] leans) {
        IntList region = new IntList();
        int[] mate = model.edges.mate();
        region.add(seed);
        regionOf[seed] = regions.size();
        for (int i = 0; i < region.size(); i++) {
            int f = region.get(i);
            for (int h = 3 * f; h < 3 * f + 3; h++) {
                int other = mate[h] >= 0 ? mate[h] / 3 : f;
                if (leans[other] && regionOf[other] < 0) {
                    regionOf[other] = regions.size();
                    region.add(other);
                }
            }
        }
        regions.add(region);
    }

    int count() {
        return regions.size();
    }

    IntList facets(int region) {
        return regions.get(region);
    }

    double area(int region) {
        double area = 0;
        for (int i = 0; i < regions.get(region).size(); i++) {
            area += model.areas[regions.get(region).get(i)];
        }
        return area;
    }

    /** Returns the half-edges around a region, outer and inner. */
    int[] boundary(int region) {
        IntList edges = new IntList();
        IntList facets = regions.get(region);
        for (int i = 0; i < facets.size(); i++) {
            for (int h = 3 * facets.get(i); h < 3 * facets.get(i) + 3; h++) {
                int m = model.edges.mate()[h];
                if (m < 0 || regionOf[m / 3] != region) {
                    edges.add(h);
                }
            }
        }
        return edges.toArray();
    }

    /** Returns whether the surface beyond a half-edge goes down, so that the region is held there. */
    boolean isHeld(int halfEdge) {
        int m = model.edges.mate()[halfEdge];
        if (m < 0) {
            return false;
        }
        double z = model.xyz[3 * opposite(model, m) + 2];
        double a = model.xyz[3 * model.edges.from(halfEdge) + 2];
        double b = model.xyz[3 * model.edges.to(halfEdge) + 2];
        return z < (a + b) / 2 - 10 * model.resolution() && !isConvex(model, halfEdge / 3, m);
    }

    /** Returns whether a facet and the one on the other side of an edge, given by its half-edge, meet in a convex edge. */
    static boolean isConvex(PrintModel model, int facet, int mate) {
        int v = 3 * opposite(model, mate);
        double height = 0;
        for (int axis = 0; axis < 3; axis++) {
            height += model.normals[3 * facet + axis] * (model.xyz[v + axis] - model.corner(facet, 0, axis));
        }
        return height < 0;
    }

    /** The corner of a half-edge's facet that is not on it. */
    private static int opposite(PrintModel model, int halfEdge) {
        return model.edges.from(FacetEdges.previous(halfEdge));
    }
}
