package io.amsphub.mesh.estimate;

import io.amsphub.mesh.slice.Contours;
import io.amsphub.mesh.slice.Islands;
import java.util.List;

/** Lays the wall loops of an island, inner ones first, into the path of a layer. */
final class WallPaths {

    /** Loops up to this length (a circle of 6.5 mm radius) run at the speed for small perimeters, in mm. */
    private static final double SMALL_LOOP_MM = 13 * Math.PI;

    /** The share of the nozzle by which a loop ends short of its start. */
    private static final double SEAM_GAP = 0.15;

    private final LayerPath path;
    private final ExtrusionSettings settings;
    private final Contours below;
    private final boolean first;
    private final double height;

    /**
     * Lays loops over a layer.
     *
     * @param below the region of the layer below grown by half a nozzle; outside it a loop spans air
     */
    WallPaths(LayerPath path, Contours below) {
        this.path = path;
        this.settings = path.settings();
        this.below = below;
        this.first = path.firstLayer();
        this.height = settings.height(first);
    }

    void lay(Walls walls) {
        List<Contours> loops = walls.loops();
        for (int k = loops.size() - 1; k >= 0; k--) {
            Feature role = k == 0 ? Feature.EXTERNAL_PERIMETER : Feature.PERIMETER;
            Contours centre = loops.get(k);
            double length = centre.perimeter();
            double wider = length > 0 ? walls.widening(k) / length * height : 0;
            double area = settings.spacing(role, first) * height + wider;
            for (int ring = 0; ring < centre.ringCount(); ring++) {
                loop(centre, ring, area, role);
            }
            for (Contours bead : Islands.of(walls.thin().get(k))) {
                bead(bead, role);
            }
        }
    }

    private void loop(Contours rings, int ring, double area, Feature role) {
        int from = rings.start(ring);
        int n = rings.start(ring + 1) - from;
        double length = rings.ringLength(ring);
        double speed = settings.speed(role, first, area);
        if (!first && length <= SMALL_LOOP_MM) {
            speed = settings.limitedByFlow(settings.smallPerimeterSpeed, area);
        }
        int start = nearest(rings, from, n);
        path.travel(rings.x(from + start), rings.y(from + start));
        double left = length - SEAM_GAP * settings.nozzle;
        for (int i = 1; i <= n && left > 0; i++) {
            int p = from + (start + i) % n;
            double dx = rings.x(p) - path.atX();
            double dy = rings.y(p) - path.atY();
            double step = Math.hypot(dx, dy);
            double share = step > left ? left / step : 1;
            left -= step;
            extrude(path.atX() + dx * share, path.atY() + dy * share, area, speed, role);
        }
    }

    /** Extrudes one segment; its stretch over air is a thread at the speed of bridges. */
    private void extrude(double x, double y, double area, double speed, Feature role) {
        if (first || !settings.overhangs) {
            path.extrude(x, y, area, speed, role);
            return;
        }
        double fromX = path.atX();
        double fromY = path.atY();
        double length = Math.hypot(x - fromX, y - fromY);
        int steps = (int) Math.min(64, Math.max(1, Math.round(length / (2 * settings.nozzle))));
        boolean air = air(fromX + (x - fromX) / (2 * steps), fromY + (y - fromY) / (2 * steps));
        for (int i = 1; i <= steps; i++) {
            double middle = (i + 0.5) / steps;
            boolean next = i < steps ? air(fromX + (x - fromX) * middle, fromY + (y - fromY) * middle) : !air;
            if (next != air || i == steps) {
                double t = (double) i / steps;
                double thread = settings.bridgeArea(false);
                path.extrude(
                        fromX + (x - fromX) * t,
                        fromY + (y - fromY) * t,
                        air ? thread : area,
                        air ? settings.speed(Feature.OVERHANG_PERIMETER, false, thread) : speed,
                        air ? Feature.OVERHANG_PERIMETER : role);
                air = next;
            }
        }
    }

    private boolean air(double x, double y) {
        return !Islands.contains(below, x, y);
    }

    private int nearest(Contours rings, int from, int n) {
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            double distance = Math.hypot(rings.x(from + i) - path.atX(), rings.y(from + i) - path.atY());
            if (distance < least) {
                least = distance;
                best = i;
            }
        }
        return best;
    }

    /** One bead along a narrow region: half of its outline, or its outer ring when it is closed around a hole. */
    private void bead(Contours region, Feature role) {
        double filled = region.area();
        double outline = region.perimeter();
        if (filled < 0.01 || outline < 0.2) {
            return;
        }
        double bead = outline / 2;
        double along = region.ringCount() > 1 ? region.ringLength(0) : bead;
        double area = filled * height / along;
        double scale = bead / along;
        double speed = settings.speed(role, first, area / scale) / scale;
        int n = region.start(1);
        path.travel(region.x(0), region.y(0));
        double left = along;
        for (int i = 1; i <= n && left > 0; i++) {
            double dx = region.x(i % n) - path.atX();
            double dy = region.y(i % n) - path.atY();
            double step = Math.hypot(dx, dy);
            double share = step > left ? left / step : 1;
            left -= step;
            path.extrude(path.atX() + dx * share, path.atY() + dy * share, area, speed, role);
        }
    }
}
