package io.amsphub.mesh.estimate;

import io.amsphub.mesh.slice.Contours;
import io.amsphub.mesh.slice.Islands;
import io.amsphub.mesh.slice.Plane;
import java.util.List;

/** Lays the wall loops of an island, inner ones first, into the path of a layer. */
final class WallPaths {

    /** Loops up to this length (a circle of 6.5 mm radius) run at the speed for small perimeters, in mm. */
    private static final double SMALL_LOOP_MM = 13 * Math.PI;

    /** The share of the nozzle by which a loop ends short of its start. */
    private static final double SEAM_GAP = 0.15;

    /** Spreads directions evenly whatever their number. */
    private static final double GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));

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

    /** Lays the loops that follow the outline from the inside out, then those around each hole, then thin beads. */
    void lay(Walls walls) {
        List<Contours> loops = walls.loops();
        Contours outline = loops.isEmpty() ? Contours.EMPTY : loops.get(0);
        boolean[][] done = new boolean[loops.size()][];
        for (int k = 0; k < done.length; k++) {
            done[k] = new boolean[loops.get(k).ringCount()];
        }
        for (int ring = 0; ring < outline.ringCount(); ring++) {
            group(walls, outline, ring, done);
        }
        for (int k = loops.size() - 1; k >= 0; k--) {
            for (int ring = 0; ring < done[k].length; ring++) {
                if (!done[k][ring]) {
                    loop(walls, k, ring, start(loops.get(k), ring, path.atX(), path.atY()));
                }
            }
            for (Contours bead : walls.thin().get(k).isEmpty()
                    ? List.<Contours>of()
                    : Islands.of(walls.thin().get(k))) {
                bead(bead, k == 0 ? Feature.EXTERNAL_PERIMETER : Feature.PERIMETER);
            }
        }
    }

    /**
     * Lays a loop of the outline after the loops that run beside its seam. Seams of one ring lie above each
     * other; those of different rings lie anywhere, so each ring has its seam in a direction of its own,
     * but for both sides of one thin wall.
     */
    private void group(Walls walls, Contours outline, int ring, boolean[][] done) {
        double direction = -Math.PI / 2 + ring * GOLDEN_ANGLE;
        int seam = ring > 0 && walls.single()
                ? start(outline, ring, path.atX(), path.atY())
                : extreme(outline, ring, Math.cos(direction), Math.sin(direction));
        double x = outline.x(seam);
        double y = outline.y(seam);
        boolean hole = outline.ringArea(ring) < 0;
        for (int k = done.length - 1; k >= 0; k--) {
            Contours loops = walls.loops().get(k);
            int best = -1;
            double least = 3 * (k + 1) * settings.spacing(Feature.PERIMETER, first);
            for (int r = 0; r < done[k].length; r++) {
                int near = done[k][r] || loops.ringArea(r) < 0 != hole ? -1 : start(loops, r, x, y);
                double distance = near < 0 ? least : Plane.length(loops.x(near) - x, loops.y(near) - y);
                if (distance < least) {
                    least = distance;
                    best = r;
                }
            }
            int chosen = k == 0 ? ring : best;
            if (chosen >= 0) {
                done[k][chosen] = true;
                loop(walls, k, chosen, k == 0 ? seam : start(loops, chosen, x, y));
            }
        }
    }

    private void loop(Walls walls, int k, int ring, int start) {
        Feature role = k == 0 ? Feature.EXTERNAL_PERIMETER : Feature.PERIMETER;
        Contours centre = walls.loops().get(k);
        double wider = walls.widening(k) / centre.perimeter() * height;
        loop(centre, ring, start - centre.start(ring), settings.spacing(role, first) * height + wider, role);
    }

    private static int extreme(Contours rings, int ring, double ux, double uy) {
        int best = rings.start(ring);
        for (int p = best; p < rings.start(ring + 1); p++) {
            if (rings.x(p) * ux + rings.y(p) * uy > rings.x(best) * ux + rings.y(best) * uy + 1e-6) {
                best = p;
            }
        }
        return best;
    }

    private void loop(Contours rings, int ring, int start, double area, Feature role) {
        int from = rings.start(ring);
        int n = rings.start(ring + 1) - from;
        double length = rings.ringLength(ring);
        double speed = settings.speed(role, first, area);
        if (!first && length <= SMALL_LOOP_MM) {
            speed = settings.limitedByFlow(settings.smallPerimeterSpeed, area);
        }
        path.travel(rings.x(from + start), rings.y(from + start));
        double left = length - SEAM_GAP * settings.nozzle;
        for (int i = 1; i <= n && left > 0; i++) {
            int p = from + (start + i) % n;
            double dx = rings.x(p) - path.atX();
            double dy = rings.y(p) - path.atY();
            double step = Plane.length(dx, dy);
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
        double length = Plane.length(x - fromX, y - fromY);
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

    /** The point of a ring that is nearest to a place. */
    private static int start(Contours rings, int ring, double x, double y) {
        int best = rings.start(ring);
        double least = Double.POSITIVE_INFINITY;
        for (int p = best; p < rings.start(ring + 1); p++) {
            double distance = Plane.length(rings.x(p) - x, rings.y(p) - y);
            if (distance < least) {
                least = distance;
                best = p;
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
        int start = start(region, 0, path.atX(), path.atY());
        path.travel(region.x(start), region.y(start));
        double left = along;
        for (int i = 1; i <= n && left > 0; i++) {
            int p = (start + i) % n;
            double dx = region.x(p) - path.atX();
            double dy = region.y(p) - path.atY();
            double step = Plane.length(dx, dy);
            double share = step > left ? left / step : 1;
            left -= step;
            path.extrude(path.atX() + dx * share, path.atY() + dy * share, area, speed, role);
        }
    }
}
