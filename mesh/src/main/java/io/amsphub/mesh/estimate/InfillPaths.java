package io.amsphub.mesh.estimate;

import io.amsphub.mesh.slice.Contours;
import io.amsphub.mesh.slice.Islands;
import io.amsphub.mesh.slice.Plane;
import io.amsphub.mesh.slice.PolygonOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Lays the infill of a layer into its path. Solid infill is zigzags that turn by a right angle from layer to
 * layer; sparse infill is families of parallel lines that together have the density asked for. Patterns of
 * curves and polygons (gyroid, honeycomb, hilbert, ...) count as one family of lines of the same density.
 */
final class InfillPaths {

    private final LayerPath path;
    private final ExtrusionSettings settings;
    private final int layer;
    private final boolean first;
    private final double height;

    InfillPaths(LayerPath path, int layer) {
        this.path = path;
        this.settings = path.settings();
        this.layer = layer;
        this.first = path.firstLayer();
        this.height = settings.height(first);
    }

    /** Lays all infill that lies in one island. */
    void lay(LayerRegions regions, Contours island, boolean only) {
        bridge(within(regions.bridge, island, only));
        solid(within(regions.bottom, island, only), Feature.SOLID_INFILL);
        solid(within(regions.solid, island, only), Feature.SOLID_INFILL);
        solid(within(regions.top, island, only), Feature.TOP_SOLID_INFILL);
        if (settings.density > 0) {
            sparse(within(regions.internal, island, only));
        }
    }

    private static List<Contours> within(Contours region, Contours island, boolean only) {
        if (region.isEmpty()) {
            return List.of();
        }
        List<Contours> parts = Islands.of(region);
        return only
                ? parts
                : parts.stream()
                        .filter(part -> Islands.contains(island, part.x(0), part.y(0)))
                        .toList();
    }

    private double layerAngle() {
        return settings.fillAngle + (layer % 2 == 0 ? 0 : Math.PI / 2);
    }

    private void solid(List<Contours> parts, Feature role) {
        double spacing = settings.spacing(role, first);
        for (Contours part : parts) {
            Contours centre = PolygonOffset.of(part, -spacing / 2);
            chain(Hatch.zigzags(centre, layerAngle(), spacing), spacing * height, role);
        }
    }

    private void bridge(List<Contours> parts) {
        double spacing = settings.bridgeSpacing(first);
        for (Contours part : parts) {
            double[] box = part.bounds();
            double angle = box[2] - box[0] <= box[3] - box[1] ? 0 : Math.PI / 2;
            Contours centre = PolygonOffset.of(part, -spacing / 2);
            chain(Hatch.zigzags(centre, angle, spacing), settings.bridgeArea(first), Feature.BRIDGE_INFILL);
        }
    }

    private void sparse(List<Contours> parts) {
        double spacing = settings.spacing(Feature.SPARSE_INFILL, first);
        for (Contours part : parts) {
            Contours centre = PolygonOffset.of(part, -spacing / 2);
            if (settings.pattern.equals("concentric")) {
                loops(centre, spacing, spacing * height);
                continue;
            }
            if (settings.density >= 1) {
                chain(Hatch.zigzags(centre, layerAngle(), spacing), spacing * height, Feature.SPARSE_INFILL);
                continue;
            }
            List<double[]> lines = new ArrayList<>();
            int families = families(settings.pattern);
            double apart = spacing * families / settings.density;
            double angle = families == 1 ? layerAngle() : settings.fillAngle;
            for (int k = 0; k < families; k++) {
                double shift = shift(settings.pattern, k, apart);
                lines.addAll(Hatch.lines(centre, angle + k * Math.PI / families, apart, shift));
            }
            chain(
                    LineLinks.join(centre, lines, settings.anchorMax, settings.anchor),
                    spacing * height,
                    Feature.SPARSE_INFILL);
        }
    }

    /** Loops one inside the other, as far apart as the density says. */
    private void loops(Contours outermost, double spacing, double area) {
        Contours loop = outermost;
        while (!loop.isEmpty()) {
            for (int ring = 0; ring < loop.ringCount(); ring++) {
                path.line(Polyline.closed(loop, ring), area, Feature.SPARSE_INFILL);
            }
            loop = PolygonOffset.of(loop, -spacing / settings.density);
        }
    }

    private static int families(String pattern) {
        return switch (pattern) {
            case "grid" -> 2;
            case "triangles", "stars", "cubic", "adaptivecubic", "supportcubic" -> 3;
            default -> 1;
        };
    }

    private double shift(String pattern, int family, double apart) {
        return switch (pattern) {
            case "stars" -> family == 2 ? apart / 2 : 0;
            case "cubic", "adaptivecubic", "supportcubic" -> layer * height / Math.sqrt(2);
            default -> 0;
        };
    }

    /** Lays lines in the order of a walk to the nearest end. */
    private void chain(List<double[]> lines, double area, Feature role) {
        double[][] left = lines.toArray(new double[0][]);
        int count = left.length;
        while (count > 0) {
            int best = 0;
            double least = Double.POSITIVE_INFINITY;
            for (int i = 0; i < count; i++) {
                double distance = Math.min(distance(left[i], 0), distance(left[i], left[i].length - 2));
                if (distance < least) {
                    least = distance;
                    best = i;
                }
            }
            path.line(left[best], area, role);
            left[best] = left[--count];
        }
    }

    private double distance(double[] line, int at) {
        return Plane.length(line[at] - path.atX(), line[at + 1] - path.atY());
    }
}
