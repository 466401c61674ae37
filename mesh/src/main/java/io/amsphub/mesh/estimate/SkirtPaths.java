package io.amsphub.mesh.estimate;

import io.amsphub.mesh.slice.Contours;
import io.amsphub.mesh.slice.PolygonOffset;
import java.util.ArrayList;
import java.util.List;

/** Lays skirt and brim: loops around the convex hull of the part, and loops around its first layer. */
final class SkirtPaths {

    private SkirtPaths() {}

    /** Returns the convex hull of points as a ring (Andrew 1979). */
    static Contours hull(List<Contours> regions) {
        List<double[]> points = new ArrayList<>();
        for (Contours region : regions) {
            for (int p = 0; p < region.pointCount(); p++) {
                points.add(new double[] {region.x(p), region.y(p)});
            }
        }
        if (points.size() < 3) {
            return Contours.EMPTY;
        }
        points.sort((p, q) -> p[0] != q[0] ? Double.compare(p[0], q[0]) : Double.compare(p[1], q[1]));
        double[][] hull = new double[2 * points.size()][];
        int size = 0;
        for (int i = 0; i < points.size(); i++) {
            size = push(hull, size, 0, points.get(i));
        }
        int lower = size - 1;
        for (int i = points.size() - 2; i >= 0; i--) {
            size = push(hull, size, lower, points.get(i));
        }
        double[] ring = new double[2 * (size - 1)];
        for (int i = 0; i < size - 1; i++) {
            ring[2 * i] = hull[i][0];
            ring[2 * i + 1] = hull[i][1];
        }
        return size - 1 < 3 ? Contours.EMPTY : Contours.ring(ring);
    }

    private static int push(double[][] hull, int size, int floor, double[] point) {
        int top = size;
        while (top - floor >= 2) {
            double[] a = hull[top - 2];
            double[] b = hull[top - 1];
            if ((b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0]) > 0) {
                break;
            }
            top--;
        }
        hull[top] = point;
        return top + 1;
    }

    /** Lays the skirt around a hull and, on the first layer, the brim around the part. */
    static void lay(LayerPath path, Contours hull, Contours slice) {
        ExtrusionSettings settings = path.settings();
        double spacing = settings.spacing(Feature.SKIRT_BRIM, path.firstLayer());
        double area = spacing * settings.height(path.firstLayer());
        double brim = settings.on("complete_objects") ? 0 : settings.number("brim_width");
        int loops = (int) settings.number("skirts");
        double least = settings.number("min_skirt_length") * settings.filamentArea / area;
        double laid = 0;
        for (int k = 0; k < loops || (loops > 0 && laid < least && k < 100); k++) {
            double distance = settings.number("skirt_distance") + (k + 0.5) * spacing + brim;
            laid += loop(path, PolygonOffset.of(hull, distance), area);
        }
        for (int k = 0; path.firstLayer() && (k + 0.5) * spacing < brim; k++) {
            loop(path, PolygonOffset.of(slice, (k + 0.5) * spacing), area);
        }
    }

    private static double loop(LayerPath path, Contours rings, double area) {
        for (int ring = 0; ring < rings.ringCount(); ring++) {
            path.line(Polyline.closed(rings, ring), area, Feature.SKIRT_BRIM);
        }
        return rings.perimeter();
    }
}
