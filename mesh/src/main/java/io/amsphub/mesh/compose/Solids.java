package io.amsphub.mesh.compose;

import io.amsphub.mesh.model.TriangleMesh;
import java.util.List;

/**
 * Primitive solids in mm, sound, with coordinates on a grid that single precision holds up to 256 mm.
 * Right-handed frame, Z up.
 */
public final class Solids {

    /** Largest distance of a chord from the circle that it stands for, in mm. */
    private static final double CHORD_MM = 0.02;

    private Solids() {}

    /** Returns the number of segments for a circle: a multiple of 8 from 24 to 128. */
    public static int segments(double radius) {
        double angle = 2 * Math.acos(Math.max(0, 1 - CHORD_MM / Math.max(radius, CHORD_MM)));
        int needed = (int) Math.ceil(2 * Math.PI / angle / 8) * 8;
        return Math.min(128, Math.max(24, needed));
    }

    /** Returns a box between two corners. */
    public static TriangleMesh box(double x0, double y0, double z0, double x1, double y1, double z1) {
        return prism(new Outline().to(x0, y0).to(x1, y0).to(x1, y1).to(x0, y1), List.of(), z0, z1);
    }

    /** Returns an upright cylinder. */
    public static TriangleMesh cylinder(double x, double y, double z0, double z1, double radius) {
        return prism(Outline.circle(x, y, radius, segments(radius)), List.of(), z0, z1);
    }

    /** Returns an upright prism over an outline with holes. */
    public static TriangleMesh prism(Outline outline, List<Outline> holes, double z0, double z1) {
        SurfaceBuilder surface = new SurfaceBuilder();
        PlanarRegion region = new PlanarRegion(outline, holes);
        SurfaceBuilder.Lift low = (x, y) -> surface.point(x, y, z0);
        SurfaceBuilder.Lift high = (x, y) -> surface.point(x, y, z1);
        surface.face(region, false, low);
        surface.face(region, true, high);
        wall(surface, outline, outline.area() > 0, low, high);
        for (Outline hole : holes) {
            wall(surface, hole, hole.area() < 0, low, high);
        }
        return surface.build();
    }

    private static void wall(
            SurfaceBuilder surface,
            Outline outline,
            boolean forward,
            SurfaceBuilder.Lift low,
            SurfaceBuilder.Lift high) {
        if (forward) {
            surface.strip(outline, low, outline, high, true);
        } else {
            surface.strip(outline, high, outline, low, true);
        }
    }

    /**
     * Returns a body of revolution around Z.
     *
     * @param profile radius and height, counter-clockwise with the radius to the right, no radius negative
     * @param segments around
     */
    public static TriangleMesh revolution(Outline profile, int segments) {
        SurfaceBuilder surface = new SurfaceBuilder();
        int n = profile.size();
        for (int i = 0; i < n; i++) {
            int j = (i + 1) % n;
            for (int s = 0; s < segments; s++) {
                int a = turned(surface, profile, i, s, segments);
                int b = turned(surface, profile, i, (s + 1) % segments, segments);
                int c = turned(surface, profile, j, (s + 1) % segments, segments);
                int d = turned(surface, profile, j, s, segments);
                surface.quad(a, b, c, d);
            }
        }
        return surface.build();
    }

    private static int turned(SurfaceBuilder surface, Outline profile, int i, int s, int segments) {
        double angle = 2 * Math.PI * s / segments;
        double r = profile.x(i);
        return surface.point(r * Math.cos(angle), r * Math.sin(angle), profile.y(i));
    }

    /** Returns an upright cylinder about Z that narrows from one radius to another; a radius of 0 is a tip. */
    public static TriangleMesh frustum(double z0, double z1, double radius0, double radius1) {
        Outline profile =
                new Outline().to(0, z0).to(radius0, z0).to(radius1, z1).to(0, z1);
        return revolution(profile, segments(Math.max(radius0, radius1)));
    }

    /** Returns a ball about the origin. */
    public static TriangleMesh sphere(double radius) {
        int around = segments(radius);
        return revolution(new Outline().arc(0, 0, radius, -90, 90, around / 2), around);
    }

    /** Returns a mesh moved by steps that are multiples of the grid. */
    public static TriangleMesh moved(TriangleMesh mesh, double dx, double dy, double dz) {
        double[] by = {Grid.snap(dx), Grid.snap(dy), Grid.snap(dz)};
        double[] points = mesh.points().clone();
        for (int i = 0; i < points.length; i++) {
            points[i] += by[i % 3];
        }
        return TriangleMesh.of(points, mesh.facets(), mesh.sourceUnit());
    }
}
