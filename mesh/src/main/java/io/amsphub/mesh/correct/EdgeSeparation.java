package io.amsphub.mesh.correct;

import io.amsphub.mesh.topology.DisjointSets;
import io.amsphub.mesh.topology.FacetEdges;
import io.amsphub.mesh.topology.IntList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/**
 * Takes edges with more than two facets apart where they bound solids that touch along an edge: the facets
 * around are paired so that each pair holds a wedge of material, vertices get a copy for each fan, and all
 * but the largest fan draw back into their material by a few grid steps, so that the solids part.
 *
 * <p>An edge whose ends are one fan each is divided instead, and the new corner of all but the first pair
 * drawn back. Edges with an odd number of facets, or whose directions do not alternate, are left.
 */
final class EdgeSeparation {

    private final Draft draft;
    private final FacetEdges edges;
    private final Grid grid;
    private final double step;
    private final int[] mate;
    private final IntList pairs = new IntList();
    private int separated;

    private EdgeSeparation(Draft draft, Grid grid, int gridSteps) {
        this.draft = draft;
        this.edges = draft.edges();
        this.grid = grid;
        this.step = gridSteps * grid.spacing();
        this.mate = edges.mate().clone();
    }

    /** A draft and how many edges were taken apart. */
    record Result(Draft draft, int separated) {}

    static Result of(Draft draft, Grid grid, int gridSteps) {
        EdgeSeparation work = new EdgeSeparation(draft, grid, gridSteps);
        if (work.edges.crowdCount() == 0) {
            return new Result(draft, 0);
        }
        for (int i = 0; i < work.edges.crowdCount(); i++) {
            work.pair(work.edges.crowd(i));
        }
        return work.separated == 0 ? new Result(draft, 0) : new Result(work.rebuild(), work.separated);
    }

    /** Pairs each facet that has its material ahead, counter-clockwise about the edge, with the next one. */
    private void pair(int[] crowd) {
        int from = edges.from(crowd[0]);
        int to = edges.to(crowd[0]);
        Map<Integer, Double> angle = new HashMap<>();
        double[] axis = Geometry.direction(draft.xyz(), from, to);
        double[] zero = across(axis, from, crowd[0]);
        double[] side = {
            axis[1] * zero[2] - axis[2] * zero[1],
            axis[2] * zero[0] - axis[0] * zero[2],
            axis[0] * zero[1] - axis[1] * zero[0]
        };
        for (int h : crowd) {
            double[] d = across(axis, from, h);
            double turn = h == crowd[0] ? 0 : Math.atan2(Geometry.dot(d, side), Geometry.dot(d, zero));
            angle.put(h, turn < 0 ? turn + 2 * Math.PI : turn);
        }
        Integer[] sorted = Arrays.stream(crowd).boxed().toArray(Integer[]::new);
        Arrays.sort(
                sorted,
                Comparator.comparingDouble((Integer h) -> angle.getOrDefault(h, 0.0))
                        .thenComparing(h -> h));
        int n = sorted.length;
        for (int k = 0; k < n; k++) {
            boolean along = edges.from(sorted[k]) == from;
            if (n % 2 != 0 || along == (edges.from(sorted[(k + 1) % n]) == from)) {
                return;
            }
        }
        for (int k = 0; k < n; k++) {
            if (edges.from(sorted[k]) != from) {
                int h = sorted[k];
                int g = sorted[(k + 1) % n];
                mate[h] = g;
                mate[g] = h;
                pairs.add(Math.min(h, g));
            }
        }
        separated++;
    }

    /** The direction from the edge to the third corner, at right angles to the edge. */
    private double[] across(double[] axis, int from, int h) {
        double[] d = Geometry.direction(draft.xyz(), from, draft.corners()[FacetEdges.previous(h)]);
        double along = Geometry.dot(d, axis);
        for (int k = 0; k < 3; k++) {
            d[k] -= along * axis[k];
        }
        return d;
    }

    private Draft rebuild() {
        int[] corners = draft.corners();
        DisjointSets fans = new DisjointSets(corners.length);
        for (int h = 0; h < corners.length; h++) {
            int m = mate[h];
            if (m >= 0 && edges.isKept(h / 3)) {
                boolean opposite = edges.from(m) != edges.from(h);
                fans.union(h, opposite ? FacetEdges.next(m) : m);
                fans.union(FacetEdges.next(h), opposite ? m : FacetEdges.next(m));
            }
        }
        IntList points = new IntList();
        int[] moved = copies(fans, points);
        double[] xyz = Arrays.copyOf(draft.xyz(), draft.xyz().length + 3 * points.size() + 3 * pairs.size());
        drawBack(fans, moved, points, xyz);
        int[] result = corners.clone();
        for (int h = 0; h < corners.length; h++) {
            int copy = moved[fans.find(h)];
            result[h] = copy >= 0 ? copy : corners[h];
        }
        return divide(xyz, draft.vertexCount() + points.size(), result);
    }

    /** Gives each fan at an end of a separated edge, but the largest, a new vertex number. */
    private int[] copies(DisjointSets fans, IntList points) {
        int[] corners = draft.corners();
        boolean[] touched = new boolean[draft.vertexCount()];
        for (int i = 0; i < pairs.size(); i++) {
            touched[edges.from(pairs.get(i))] = true;
            touched[edges.to(pairs.get(i))] = true;
        }
        int[] size = new int[corners.length];
        for (int h = 0; h < corners.length; h++) {
            size[fans.find(h)]++;
        }
        int[] largest = new int[draft.vertexCount()];
        Arrays.fill(largest, -1);
        for (int h = 0; h < corners.length; h++) {
            int v = corners[h];
            boolean first = fans.find(h) == h && touched[v];
            if (first && (largest[v] < 0 || size[h] > size[largest[v]])) {
                largest[v] = h;
            }
        }
        int[] moved = new int[corners.length];
        Arrays.fill(moved, -1);
        for (int h = 0; h < corners.length; h++) {
            if (touched[corners[h]] && fans.find(h) == h && largest[corners[h]] != h) {
                moved[h] = draft.vertexCount() + points.size();
                points.add(h);
            }
        }
        return moved;
    }

    private void drawBack(DisjointSets fans, int[] moved, IntList points, double[] xyz) {
        double[][] inward = new double[points.size()][3];
        for (int i = 0; i < pairs.size(); i++) {
            int h = pairs.get(i);
            double[] direction = intoMaterial(h);
            for (int corner : new int[] {h, FacetEdges.next(h)}) {
                int copy = moved[fans.find(corner)];
                if (copy >= 0) {
                    for (int k = 0; k < 3; k++) {
                        inward[copy - draft.vertexCount()][k] += direction[k];
                    }
                }
            }
        }
        for (int p = 0; p < points.size(); p++) {
            int at = 3 * (draft.vertexCount() + p);
            double length = Geometry.length(inward[p]);
            for (int k = 0; k < 3; k++) {
                double shift = length > 0 ? inward[p][k] / length * step : 0;
                xyz[at + k] = grid.round(draft.xyz()[3 * draft.corners()[points.get(p)] + k] + shift);
            }
        }
    }

    /** A direction into the wedge between a half-edge's facet and its partner's. */
    private double[] intoMaterial(int h) {
        double[] n = unitNormal(h / 3);
        double[] m = unitNormal(mate[h] / 3);
        double[] sum = {-n[0] - m[0], -n[1] - m[1], -n[2] - m[2]};
        if (Geometry.length(sum) < 1e-3) {
            double[] axis = Geometry.direction(draft.xyz(), edges.from(h), edges.to(h));
            double[] d = across(axis, edges.from(h), h);
            double[] e = across(axis, edges.from(h), mate[h]);
            sum = new double[] {d[0] + e[0], d[1] + e[1], d[2] + e[2]};
        }
        Geometry.scale(sum, 1 / Math.max(Geometry.length(sum), Double.MIN_NORMAL));
        return sum;
    }

    private double[] unitNormal(int f) {
        int[] c = draft.corners();
        double[] n = new double[3];
        double length = Geometry.normal(draft.xyz(), c[3 * f], c[3 * f + 1], c[3 * f + 2], n);
        Geometry.scale(n, 1 / Math.max(length, Double.MIN_NORMAL));
        return n;
    }

    /** Divides edges whose copies still have the same ends, all but the first. */
    private Draft divide(double[] xyz, int vertexCount, int[] corners) {
        Map<Long, Integer> seen = new HashMap<>();
        Map<Integer, Integer> middleOf = new HashMap<>();
        int count = vertexCount;
        for (int i = 0; i < pairs.size(); i++) {
            int h = pairs.get(i);
            int a = corners[h];
            int b = corners[FacetEdges.next(h)];
            if (seen.putIfAbsent((long) Math.min(a, b) << 32 | Math.max(a, b), h) != null) {
                double[] inward = intoMaterial(h);
                for (int k = 0; k < 3; k++) {
                    double middle = xyz[3 * a + k] / 2 + xyz[3 * b + k] / 2;
                    xyz[3 * count + k] = grid.round(middle + step * inward[k]);
                }
                middleOf.put(h, count);
                middleOf.put(mate[h], count);
                count++;
            }
        }
        IntList facets = new IntList();
        for (int f = 0; f < draft.facetCount(); f++) {
            addDivided(corners, f, middleOf, facets);
        }
        return new Draft(Arrays.copyOf(xyz, 3 * count), facets.toArray(), draft.unit());
    }

    /** Adds a facet, as a fan around the first corner of its outline that leaves no flat piece. */
    private static void addDivided(int[] corners, int f, Map<Integer, Integer> middleOf, IntList facets) {
        IntList outline = new IntList();
        int apex = -1;
        for (int h = 3 * f; h < 3 * f + 3; h++) {
            outline.add(corners[h]);
            Integer middle = middleOf.get(h);
            if (middle != null) {
                apex = apex < 0 ? outline.size() : apex;
                outline.add(middle);
            }
        }
        int n = outline.size();
        int first = Math.max(apex, 0);
        for (int k = 1; k + 1 < n; k++) {
            facets.add(outline.get(first));
            facets.add(outline.get((first + k) % n));
            facets.add(outline.get((first + k + 1) % n));
        }
    }
}
