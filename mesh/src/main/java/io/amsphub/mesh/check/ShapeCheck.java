package io.amsphub.mesh.check;

import io.amsphub.mesh.topology.Parallel;
import java.util.List;

/**
 * Shapes of facets: needles, curved surfaces cut too coarsely, and facets far below what a process
 * resolves.
 *
 * <p>How far a facet chain is from the curve that it stands for: two facets of mean width w across an
 * edge that turns by an angle t leave a gap of w/2·tan(t/4) to the arc. Turns above 45 degrees are
 * taken for edges of the design, below 1 degree for flat.
 */
final class ShapeCheck {

    /** Gap that becomes visible on a part: the finest usual layer height. */
    private static final double VISIBLE_GAP_MM = 0.1;
    /** Edge length that no process resolves. */
    private static final double FINEST_EDGE_MM = 0.01;
    /** Edges that a curved surface has at least. */
    private static final int CURVED_EDGES = 16;

    private static final int FINE_FACETS = 100_000;
    private static final double COS_FLAT = Math.cos(Math.toRadians(1));
    private static final double COS_SHARP = Math.cos(Math.toRadians(45));
    private static final int GRAIN = 1 << 15;

    private final List<Chunk> chunks;
    private final int limit;

    ShapeCheck(MeshAnalysis mesh, Tolerance tolerance, int limit) {
        this.limit = limit;
        chunks = Parallel.ranges(
                mesh.edges.facetCount(), GRAIN, i -> new Chunk(mesh, tolerance.needleMm(), limit), Chunk::run);
    }

    private static final class Chunk {
        private final MeshAnalysis mesh;
        private final double needle;
        private final PlaceList needles;
        private final PlaceList coarse;
        private double thinnest = Double.POSITIVE_INFINITY;
        private double largestGap;
        private double edgeLength;
        private int facets;
        private final double[] normal = new double[4];
        private final double[] other = new double[4];

        Chunk(MeshAnalysis mesh, double needle, int limit) {
            this.mesh = mesh;
            this.needle = needle;
            this.needles = new PlaceList(Places.Kind.FACET, limit);
            this.coarse = new PlaceList(Places.Kind.EDGE, limit);
        }

        void run(int from, int to) {
            for (int f = from; f < to; f++) {
                if (mesh.edges.isKept(f)) {
                    facet(f);
                }
            }
        }

        private void facet(int f) {
            double area = doubleArea(f, normal);
            double longest = 0;
            for (int h = 3 * f; h < 3 * f + 3; h++) {
                double squared = squaredLength(h);
                longest = Math.max(longest, squared);
                int m = mesh.edges.mate()[h];
                if (m >= 0 && m < h) {
                    continue; // the edge was looked at from its other facet
                }
                double length = Math.sqrt(squared);
                edgeLength += m >= 0 ? 2 * length : length;
                if (m >= 0 && area > 0 && mesh.edges.from(m) != mesh.edges.from(h)) {
                    curve(h, m, length, area);
                }
            }
            facets++;
            double height = area / Math.sqrt(longest);
            if (height < needle && area > 0) {
                needles.add(mesh.facetOf(f));
                thinnest = Math.min(thinnest, height);
            }
        }

        private void curve(int h, int mate, double length, double area) {
            double otherArea = doubleArea(mate / 3, other);
            double cosine = (normal[0] * other[0] + normal[1] * other[1] + normal[2] * other[2]) / (area * otherArea);
            if (!(cosine < COS_FLAT && cosine > COS_SHARP)) {
                return;
            }
            double width = (area + otherArea) / (2 * length);
            double gap = width / 2 * Math.tan(Math.acos(cosine) / 4);
            if (gap > VISIBLE_GAP_MM && width < 4 * length) {
                coarse.add(mesh.pointOf(mesh.edges.from(h)), mesh.pointOf(mesh.edges.to(h)));
                largestGap = Math.max(largestGap, gap);
            }
        }

        private double squaredLength(int h) {
            double[] xyz = mesh.xyz;
            int a = 3 * mesh.edges.from(h);
            int b = 3 * mesh.edges.to(h);
            double x = xyz[b] - xyz[a];
            double y = xyz[b + 1] - xyz[a + 1];
            double z = xyz[b + 2] - xyz[a + 2];
            return x * x + y * y + z * z;
        }

        private double doubleArea(int f, double[] n) {
            double[] xyz = mesh.xyz;
            int[] corners = mesh.edges.corners();
            int a = 3 * corners[3 * f];
            int b = 3 * corners[3 * f + 1];
            int c = 3 * corners[3 * f + 2];
            double ux = xyz[b] - xyz[a];
            double uy = xyz[b + 1] - xyz[a + 1];
            double uz = xyz[b + 2] - xyz[a + 2];
            double vx = xyz[c] - xyz[a];
            double vy = xyz[c + 1] - xyz[a + 1];
            double vz = xyz[c + 2] - xyz[a + 2];
            n[0] = uy * vz - uz * vy;
            n[1] = uz * vx - ux * vz;
            n[2] = ux * vy - uy * vx;
            return Math.sqrt(n[0] * n[0] + n[1] * n[1] + n[2] * n[2]);
        }
    }

    void report(List<Finding> findings) {
        PlaceList needles = new PlaceList(Places.Kind.FACET, limit);
        PlaceList coarse = new PlaceList(Places.Kind.EDGE, limit);
        double thinnest = Double.POSITIVE_INFINITY;
        double gap = 0;
        double length = 0;
        long facets = 0;
        for (Chunk chunk : chunks) {
            needles.addAll(chunk.needles);
            coarse.addAll(chunk.coarse);
            thinnest = Math.min(thinnest, chunk.thinnest);
            gap = Math.max(gap, chunk.largestGap);
            length += chunk.edgeLength;
            facets += chunk.facets;
        }
        if (needles.count() > 0) {
            findings.add(Finding.measured(
                    FindingKind.NEEDLE_FACET, Severity.INFORMS, needles.count(), thinnest, "mm", needles.places()));
        }
        if (coarse.count() >= CURVED_EDGES) {
            findings.add(Finding.measured(
                    FindingKind.TOO_COARSE, Severity.INFORMS, coarse.count(), gap, "mm", coarse.places()));
        }
        double mean = length / Math.max(1, 3 * facets);
        if (facets > FINE_FACETS && mean < FINEST_EDGE_MM) {
            findings.add(Finding.measured(FindingKind.TOO_FINE, Severity.INFORMS, facets, mean, "mm", Places.none()));
        }
    }
}
