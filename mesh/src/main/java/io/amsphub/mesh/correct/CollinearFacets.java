package io.amsphub.mesh.correct;

import io.amsphub.mesh.predicate.Orientation;
import io.amsphub.mesh.topology.Components;
import io.amsphub.mesh.topology.FacetEdges;
import io.amsphub.mesh.topology.IntList;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Removes facets whose corners lie on a line without opening a crack: the longest edge of such a facet is
 * flipped, so that its neighbour takes over the corner between. Where the longest edge is open the facet
 * is dropped, because the two others lie on the same line. No point moves and no area changes.
 */
final class CollinearFacets {

    private static final int PASSES = 8;

    private final Orientation orientation = new Orientation();
    private int removed;

    private final IntPredicate chosen;
    private final double heightMm;

    private CollinearFacets(IntPredicate chosen, double heightMm) {
        this.chosen = chosen;
        this.heightMm = heightMm;
    }

    /** A draft and how many facets without area it lost. */
    record Result(Draft draft, int removed) {}

    static Result remove(Draft draft) {
        CollinearFacets work = new CollinearFacets(f -> true, 0);
        Draft current = draft;
        for (int pass = 0; pass < PASSES; pass++) {
            int before = work.removed;
            current = work.pass(current);
            if (work.removed == before) {
                break;
            }
        }
        return new Result(current, work.removed);
    }

    /** Drops the components in which no facet has an area: there is nothing to keep together in them. */
    static Result removeLoose(Draft draft) {
        CollinearFacets work = new CollinearFacets(f -> true, 0);
        int[] corners = draft.corners();
        Components components = Components.of(draft.edges());
        boolean[] hasArea = new boolean[components.count()];
        for (int f = 0; f < draft.facetCount(); f++) {
            int c = components.of()[f];
            if (c >= 0 && !hasArea[c]) {
                hasArea[c] = !work.isFlat(draft.xyz(), corners[3 * f], corners[3 * f + 1], corners[3 * f + 2]);
            }
        }
        boolean[] dropped = new boolean[draft.facetCount()];
        for (int f = 0; f < dropped.length; f++) {
            int c = components.of()[f];
            dropped[f] = c >= 0 && !hasArea[c];
            work.removed += dropped[f] ? 1 : 0;
        }
        return work.removed == 0
                ? new Result(draft, 0)
                : new Result(draft.withCorners(without(corners, dropped)), work.removed);
    }

    /** Flips the longest edge of chosen facets that are lower than a height, once; the surface moves by less than that. */
    static Draft flatten(Draft draft, IntPredicate chosen, double heightMm) {
        return new CollinearFacets(chosen, heightMm).pass(draft);
    }

    private boolean isFlat(double[] xyz, int a, int b, int c) {
        if (heightMm == 0) {
            return orientation.collinear(xyz, a, b, c);
        }
        double longest = Math.max(
                Geometry.distance(xyz, a, b), Math.max(Geometry.distance(xyz, b, c), Geometry.distance(xyz, c, a)));
        return Geometry.normal(xyz, a, b, c, new double[3]) < heightMm * longest;
    }

    private Draft pass(Draft draft) {
        double[] xyz = draft.xyz();
        int[] corners = draft.corners();
        IntList flat = new IntList();
        for (int f = 0; f < draft.facetCount(); f++) {
            if (chosen.test(f) && isFlat(xyz, corners[3 * f], corners[3 * f + 1], corners[3 * f + 2])) {
                flat.add(f);
            }
        }
        if (flat.isEmpty()) {
            return draft;
        }
        FacetEdges edges = draft.edges();
        int[] changed = corners.clone();
        boolean[] locked = new boolean[draft.facetCount()];
        boolean[] dropped = new boolean[draft.facetCount()];
        for (int i = 0; i < flat.size(); i++) {
            int h = longest(xyz, edges, flat.get(i));
            int mate = edges.mate()[h];
            if (mate == FacetEdges.OPEN && !locked[h / 3]) {
                dropped[h / 3] = true;
                locked[h / 3] = true;
                removed++;
            } else if (mate >= 0 && !locked[h / 3] && !locked[mate / 3]) {
                flip(edges, h, mate, changed, locked);
            }
        }
        return draft.withCorners(without(changed, dropped));
    }

    /** Facets a b c (c between a and b, on edge a-b) and b a d become a d c and d b c. */
    private void flip(FacetEdges edges, int h, int mate, int[] corners, boolean[] locked) {
        int a = edges.from(h);
        int b = edges.to(h);
        int c = edges.from(FacetEdges.previous(h));
        int d = edges.from(FacetEdges.previous(mate));
        if (c == d || edges.from(mate) != b || hasEdge(edges, h, d)) {
            return;
        }
        int f = 3 * (h / 3);
        int g = 3 * (mate / 3);
        int[] turned = {a, d, c, d, b, c};
        System.arraycopy(turned, 0, corners, f, 3);
        System.arraycopy(turned, 3, corners, g, 3);
        locked[f / 3] = true;
        locked[g / 3] = true;
        for (int k = 0; k < 3; k++) {
            lock(edges.mate()[f + k], locked);
            lock(edges.mate()[g + k], locked);
        }
        removed++;
    }

    private static void lock(int mate, boolean[] locked) {
        if (mate >= 0) {
            locked[mate / 3] = true;
        }
    }

    /** Whether a facet around the middle corner has the new edge already; looks at the neighbours only. */
    private static boolean hasEdge(FacetEdges edges, int h, int d) {
        int exit = FacetEdges.next(h);
        for (int step = 0; step < 64; step++) {
            int mate = edges.mate()[exit];
            if (mate < 0 || edges.from(mate) == edges.from(exit)) {
                return false;
            }
            if (edges.from(FacetEdges.previous(mate)) == d) {
                return true;
            }
            exit = FacetEdges.previous(mate);
            if (mate / 3 == h / 3) {
                return false;
            }
        }
        return true;
    }

    private static int longest(double[] xyz, FacetEdges edges, int f) {
        int best = 3 * f;
        double most = -1;
        for (int h = 3 * f; h < 3 * f + 3; h++) {
            double length = Geometry.distance(xyz, edges.from(h), edges.to(h));
            if (length > most) {
                most = length;
                best = h;
            }
        }
        return best;
    }

    private static int[] without(int[] corners, boolean[] dropped) {
        int[] kept = new int[corners.length];
        int n = 0;
        for (int f = 0; f < dropped.length; f++) {
            if (!dropped[f]) {
                System.arraycopy(corners, 3 * f, kept, n, 3);
                n += 3;
            }
        }
        return Arrays.copyOf(kept, n);
    }
}
