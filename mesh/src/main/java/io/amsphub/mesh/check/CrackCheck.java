package io.amsphub.mesh.check;

import io.amsphub.mesh.model.BoundingBox;
import io.amsphub.mesh.spatial.BoxSearch;
import io.amsphub.mesh.spatial.FacetTree;
import io.amsphub.mesh.topology.FacetEdges;
import io.amsphub.mesh.topology.IntList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds vertices of open edges that lie within the crack width of another open edge, and how wide the widest
 * crack is. Where more edges lie close together than a torn surface has, the first one within reach has to do,
 * and the width is an upper bound.
 */
final class CrackCheck {

    /** Looks at an edge near a vertex for which the nearest one is sought. */
    private static final long MOST_LOOKS = 50_000_000;

    /** Share of the reach below which a distance is rounding, and the search for a nearer edge may end. */
    private static final double ROUNDING = 0x1p-30;

    private final double[] xyz;
    private final double reach;
    private final int[] segments;
    private final PlaceList places;
    private double nearest;
    private double widest;
    private long looks;

    CrackCheck(MeshAnalysis mesh, BoundingBox box, Tolerance tolerance, int limit) {
        xyz = mesh.xyz;
        reach = tolerance.crackMm();
        segments = openSegments(mesh.edges);
        places = new PlaceList(Places.Kind.POINT, limit);
        if (segments.length > 0) {
            search(mesh, box);
        }
    }

    /** Open edges as flat facets a b b, for the tree. */
    private static int[] openSegments(FacetEdges edges) {
        IntList segments = new IntList();
        int[] mate = edges.mate();
        for (int h = 0; h < mate.length; h++) {
            if (mate[h] == FacetEdges.OPEN && edges.isKept(h / 3)) {
                segments.add(edges.from(h));
                segments.add(edges.to(h));
                segments.add(edges.to(h));
            }
        }
        return segments.toArray();
    }

    private void search(MeshAnalysis mesh, BoundingBox box) {
        int[] all = new int[segments.length / 3];
        Arrays.setAll(all, i -> i);
        BoxSearch search = new BoxSearch(FacetTree.of(xyz, segments, all, box));
        int[] vertices = Arrays.stream(segments).sorted().distinct().toArray();
        for (int v : vertices) {
            nearest = Double.POSITIVE_INFINITY;
            search.aroundUntil(xyz[3 * v], xyz[3 * v + 1], xyz[3 * v + 2], reach, s -> isEnough(v, s));
            if (nearest <= reach) {
                places.add(mesh.pointOf(v));
                widest = Math.max(widest, nearest);
            }
        }
    }

    private boolean isEnough(int v, int segment) {
        looks++;
        int a = segments[3 * segment];
        int b = segments[3 * segment + 1];
        if (a == v || b == v) {
            return false;
        }
        double d = distance(3 * v, 3 * a, 3 * b);
        nearest = Math.min(nearest, d < ROUNDING * reach ? 0 : d);
        return nearest == 0 || (nearest <= reach && looks > MOST_LOOKS);
    }

    private double distance(int p, int a, int b) {
        double ux = xyz[b] - xyz[a];
        double uy = xyz[b + 1] - xyz[a + 1];
        double uz = xyz[b + 2] - xyz[a + 2];
        double wx = xyz[p] - xyz[a];
        double wy = xyz[p + 1] - xyz[a + 1];
        double wz = xyz[p + 2] - xyz[a + 2];
        double length = ux * ux + uy * uy + uz * uz;
        double t = length > 0 ? Math.max(0, Math.min(1, (wx * ux + wy * uy + wz * uz) / length)) : 0;
        double dx = wx - t * ux;
        double dy = wy - t * uy;
        double dz = wz - t * uz;
        return Math.sqrt(dx * dx + dy * dy + dz * dz);
    }

    void report(List<Finding> findings) {
        if (places.count() > 0) {
            findings.add(Finding.measured(
                    FindingKind.CRACK, Severity.BLOCKS, places.count(), widest, "mm", places.places()));
        }
    }
}
