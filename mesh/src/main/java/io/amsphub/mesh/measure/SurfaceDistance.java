package io.amsphub.mesh.measure;

import io.amsphub.mesh.model.TriangleMesh;
import io.amsphub.mesh.spatial.FacetTree;
import io.amsphub.mesh.spatial.NearestFacet;
import java.util.Arrays;

/** The distance of points from a surface. Not thread-safe; one for each task. */
public final class SurfaceDistance {

    private final double[] xyz;
    private final int[] facets;
    private final NearestFacet search;
    private double px;
    private double py;
    private double pz;
    private double least;
    private int nearest = -1;

    /** Prepares for a surface with at least one facet. */
    public SurfaceDistance(TriangleMesh mesh, FacetTree tree) {
        this(mesh, new NearestFacet(tree));
    }

    private SurfaceDistance(TriangleMesh mesh, NearestFacet search) {
        this.xyz = mesh.points();
        this.facets = mesh.facets();
        this.search = search;
    }

    /** As the constructor; when so many leaves of the tree were looked at, distances become upper bounds. */
    static SurfaceDistance withBudget(TriangleMesh mesh, FacetTree tree, long leaves) {
        return new SurfaceDistance(mesh, new NearestFacet(tree, leaves));
    }

    /** Returns a tree over all facets of a mesh. */
    public static FacetTree tree(TriangleMesh mesh) {
        int[] all = new int[mesh.facetCount()];
        Arrays.setAll(all, i -> i);
        return FacetTree.of(mesh.points(), mesh.facets(), all, mesh.boundingBox());
    }

    /**
     * Returns the distance of a point.
     *
     * @param most an upper bound when one is known, else infinity
     */
    public double of(double x, double y, double z, double most) {
        return of(x, y, z, most, 0);
    }

    /**
     * Returns the distance of a point, or sooner an upper bound of it that is small enough.
     *
     * @param most an upper bound when one is known, else infinity
     * @param enough what is not larger than this need not be exact
     */
    double of(double x, double y, double z, double most, double enough) {
        px = x;
        py = y;
        pz = z;
        double small = Math.max(0, enough);
        least = Double.POSITIVE_INFINITY;
        nearest = -1;
        return Math.sqrt(search.squared(x, y, z, this::squared, most * most, small * small));
    }

    /** Returns whether the budget is spent, so that distances are upper bounds. */
    boolean spent() {
        return search.spent();
    }

    /** Returns the facet that is nearest to the last point, of those that were looked at; -1 when none was. */
    public int facet() {
        return nearest;
    }

    private double squared(int f) {
        double d = squared(3 * facets[3 * f], 3 * facets[3 * f + 1], 3 * facets[3 * f + 2]);
        if (d < least) {
            least = d;
            nearest = f;
        }
        return d;
    }

    /** Squared distance from a facet (Ericson 2005, 5.1.5). */
    private double squared(int a, int b, int c) {
        double abx = xyz[b] - xyz[a];
        double aby = xyz[b + 1] - xyz[a + 1];
        double abz = xyz[b + 2] - xyz[a + 2];
        double acx = xyz[c] - xyz[a];
        double acy = xyz[c + 1] - xyz[a + 1];
        double acz = xyz[c + 2] - xyz[a + 2];
        double apx = px - xyz[a];
        double apy = py - xyz[a + 1];
        double apz = pz - xyz[a + 2];
        double abab = abx * abx + aby * aby + abz * abz;
        double abac = abx * acx + aby * acy + abz * acz;
        double acac = acx * acx + acy * acy + acz * acz;
        double abap = abx * apx + aby * apy + abz * apz;
        double acap = acx * apx + acy * apy + acz * apz;
        double determinant = abab * acac - abac * abac;
        double s = acac * abap - abac * acap;
        double t = abab * acap - abac * abap;
        if (determinant > 0 && s >= 0 && t >= 0 && s + t <= determinant) {
            double u = s / determinant;
            double v = t / determinant;
            double dx = apx - u * abx - v * acx;
            double dy = apy - u * aby - v * acy;
            double dz = apz - u * abz - v * acz;
            return dx * dx + dy * dy + dz * dz;
        }
        return Math.min(segment(a, b), Math.min(segment(b, c), segment(c, a)));
    }

    private double segment(int a, int b) {
        double ux = xyz[b] - xyz[a];
        double uy = xyz[b + 1] - xyz[a + 1];
        double uz = xyz[b + 2] - xyz[a + 2];
        double wx = px - xyz[a];
        double wy = py - xyz[a + 1];
        double wz = pz - xyz[a + 2];
        double length = ux * ux + uy * uy + uz * uz;
        double t = length > 0 ? Math.max(0, Math.min(1, (wx * ux + wy * uy + wz * uz) / length)) : 0;
        double dx = wx - t * ux;
        double dy = wy - t * uy;
        double dz = wz - t * uz;
        return dx * dx + dy * dy + dz * dz;
    }
}
