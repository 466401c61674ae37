package io.amsphub.mesh.io;

import java.util.Arrays;

/**
 * Cuts polygons into facets while they are read: a fan from the first corner, as every reader does, or by
 * ears where a fan would fold over itself because the polygon is concave there. Both give n - 2 facets.
 *
 * <p>Ears are cut in the plane along the largest component of the polygon's area vector (Newell). The work
 * on ears is bounded by the corners read so far; a file beyond the bound gets fans, with a remark.
 */
final class PolygonCutter {

    private static final long FREE_WORK = 50_000_000;
    private static final long WORK_PER_CORNER = 200;

    private final MeshBuilder mesh;
    private final ModelNotes.Collector notes;
    private final int mostCorners;
    private int[] corners = new int[16];
    private int count;
    private long budget = FREE_WORK;

    private double[] plane = new double[32];
    private int[] next = new int[16];
    private int[] previous = new int[16];

    PolygonCutter(MeshBuilder mesh, ModelNotes.Collector notes, ReadLimits limits) {
        this.mesh = mesh;
        this.notes = notes;
        this.mostCorners = limits.maxFacets() + 2;
    }

    /** Begins a new polygon. */
    void begin() {
        count = 0;
    }

    void addCorner(int point, MeshBuilder.Place place) throws MeshFormatException {
        if (count == corners.length) {
            if (count >= mostCorners) {
                throw new MeshFormatException(
                        MeshFault.TOO_MANY_FACETS,
                        "a polygon has more than " + mostCorners + " corners",
                        place.where());
            }
            corners = Arrays.copyOf(corners, (int) Math.min(2L * count, mostCorners));
        }
        corners[count++] = point;
    }

    /** Cuts the polygon and adds its facets. Fewer than three corners give none, and a remark. */
    void finish(MeshBuilder.Place place) throws MeshFormatException {
        notes.countPolygons(1);
        if (count < 3) {
            notes.remark(
                    ModelNotes.Kind.POLYGON_LEFT_OUT,
                    "a polygon with " + count + " corners was left out",
                    place.where());
            return;
        }
        budget += WORK_PER_CORNER * count;
        if (count > 3 && allPointsKnown() && foldsAsFan() && cutEars(place)) {
            notes.remark(
                    ModelNotes.Kind.CONCAVE_POLYGON,
                    "a concave polygon of " + count + " corners was cut by ears",
                    place.where());
            return;
        }
        for (int i = 1; i < count - 1; i++) {
            mesh.addFacet(corners[0], corners[i], corners[i + 1], place);
        }
    }

    private boolean allPointsKnown() {
        for (int i = 0; i < count; i++) {
            if (corners[i] < 0 || corners[i] >= mesh.pointCount()) {
                return false;
            }
        }
        return true;
    }

    /** True when a facet of the fan would look the other way than the whole polygon does. */
    private boolean foldsAsFan() {
        double nx = 0;
        double ny = 0;
        double nz = 0;
        for (int i = 1; i < count - 1; i++) {
            nx += cross(i, 1, 2);
            ny += cross(i, 2, 0);
            nz += cross(i, 0, 1);
        }
        for (int i = 1; i < count - 1; i++) {
            if (cross(i, 1, 2) * nx + cross(i, 2, 0) * ny + cross(i, 0, 1) * nz < 0) {
                flatten(nx, ny, nz);
                return true;
            }
        }
        return false;
    }

    private double cross(int i, int u, int v) {
        double ou = mesh.coordinate(corners[0], u);
        double ov = mesh.coordinate(corners[0], v);
        double au = mesh.coordinate(corners[i], u) - ou;
        double av = mesh.coordinate(corners[i], v) - ov;
        double bu = mesh.coordinate(corners[i + 1], u) - ou;
        double bv = mesh.coordinate(corners[i + 1], v) - ov;
        return au * bv - av * bu;
    }

    /** Projects along the largest component of the normal, so that the polygon goes counter-clockwise. */
    private void flatten(double nx, double ny, double nz) {
        int drop = Math.abs(nx) > Math.abs(ny) ? 0 : 1;
        drop = Math.abs(nz) > Math.max(Math.abs(nx), Math.abs(ny)) ? 2 : drop;
        double along = drop == 0 ? nx : drop == 1 ? ny : nz;
        int u = (drop + (along > 0 ? 1 : 2)) % 3;
        int v = (drop + (along > 0 ? 2 : 1)) % 3;
        if (plane.length < 2 * count) {
            plane = new double[2 * corners.length];
            next = new int[corners.length];
            previous = new int[corners.length];
        }
        for (int i = 0; i < count; i++) {
            plane[2 * i] = mesh.coordinate(corners[i], u);
            plane[2 * i + 1] = mesh.coordinate(corners[i], v);
            next[i] = (i + 1) % count;
            previous[i] = (i + count - 1) % count;
        }
    }

    /** Cuts ear after ear; false, with nothing added, when the polygon has none or the work is used up. */
    private boolean cutEars(MeshBuilder.Place place) throws MeshFormatException {
        int facetsBefore = mesh.facetCount();
        int left = count;
        int at = 0;
        int misses = 0;
        while (left > 3) {
            budget -= left;
            if (misses > left || budget < 0) {
                mesh.truncate(mesh.pointCount(), facetsBefore);
                return false;
            }
            if (isEar(at)) {
                mesh.addFacet(corners[previous[at]], corners[at], corners[next[at]], place);
                next[previous[at]] = next[at];
                previous[next[at]] = previous[at];
                left--;
                misses = 0;
            } else {
                misses++;
            }
            at = next[at];
        }
        mesh.addFacet(corners[previous[at]], corners[at], corners[next[at]], place);
        return true;
    }

    /** A corner is an ear when it turns left and no other corner lies in its triangle. */
    private boolean isEar(int at) {
        int a = previous[at];
        int c = next[at];
        if (turn(a, at, c) <= 0) {
            return false;
        }
        for (int p = next[c]; p != a; p = next[p]) {
            boolean same = samePlace(p, a) || samePlace(p, at) || samePlace(p, c);
            if (!same && turn(a, at, p) >= 0 && turn(at, c, p) >= 0 && turn(c, a, p) >= 0) {
                return false;
            }
        }
        return true;
    }

    private boolean samePlace(int p, int q) {
        return plane[2 * p] == plane[2 * q] && plane[2 * p + 1] == plane[2 * q + 1];
    }

    private double turn(int a, int b, int c) {
        double ax = plane[2 * a];
        double ay = plane[2 * a + 1];
        return (plane[2 * b] - ax) * (plane[2 * c + 1] - ay) - (plane[2 * b + 1] - ay) * (plane[2 * c] - ax);
    }
}
