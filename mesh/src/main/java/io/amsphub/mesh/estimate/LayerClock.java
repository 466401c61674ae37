package io.amsphub.mesh.estimate;

import io.amsphub.mesh.slice.Plane;

/** Times the moves of a layer, with retractions and the change of layer, and slows them for cooling. */
final class LayerClock {

    private final ExtrusionSettings settings;

    LayerClock(ExtrusionSettings settings) {
        this.settings = settings;
    }

    /**
     * Returns the time of a layer in s.
     *
     * @param path the moves
     * @param fromX where the layer before ended
     * @param rise how far the axis Z moves first, in mm
     * @param seconds gets the time by {@link Feature} index
     */
    double time(LayerPath path, double fromX, double fromY, double rise, double[] seconds) {
        MotionPlanner planner = new MotionPlanner(settings.limits);
        int travel = Feature.TRAVEL.index();
        double rate = settings.acceleration(Feature.TRAVEL, path.firstLayer());
        planner.move(0, 0, rise, 0, settings.travelSpeedZ, rate, travel);
        double x = fromX;
        double y = fromY;
        for (int i = 0; i < path.size(); i++) {
            double dx = path.x(i) - x;
            double dy = path.y(i) - y;
            Feature role = path.feature(i);
            if (role == Feature.TRAVEL) {
                travel(planner, dx, dy, rate, i == 0);
            } else {
                double feed = path.volume(i) / settings.filamentArea * settings.multiplier;
                double accel = settings.acceleration(role, path.firstLayer());
                planner.move(dx, dy, 0, feed, path.speed(i), accel, role.index());
            }
            x = path.x(i);
            y = path.y(i);
        }
        return planner.finish(seconds);
    }

    private void travel(MotionPlanner planner, double dx, double dy, double rate, boolean first) {
        int role = Feature.TRAVEL.index();
        boolean wanted = Plane.length(dx, dy) >= settings.retractBefore || (first && settings.retractAtLayer);
        boolean retract = settings.retractLength > 0 && wanted;
        if (retract) {
            planner.move(0, 0, 0, -settings.retractLength, settings.retractSpeed, rate, role);
            planner.move(0, 0, settings.retractLift, 0, settings.travelSpeedZ, rate, role);
        }
        planner.move(dx, dy, 0, 0, settings.travelSpeed, rate, role);
        if (retract) {
            planner.move(0, 0, -settings.retractLift, 0, settings.travelSpeedZ, rate, role);
            planner.move(0, 0, 0, settings.retractLength, settings.deretractSpeed, rate, role);
        }
    }

    /**
     * Caps the speed of a layer that is done sooner than it may be, and returns whether it was. The time counted is length over speed,
     * the fastest moves are slowed first, none below the least speed, and threads over air are left alone
     * (PrusaSlicer 2.5, cooling buffer).
     */
    boolean slowDown(LayerPath path, double fromX, double fromY) {
        double[] length = new double[path.size()];
        double x = fromX;
        double y = fromY;
        double total = 0;
        double fastest = 0;
        for (int i = 0; i < length.length; i++) {
            length[i] = Plane.length(path.x(i) - x, path.y(i) - y);
            x = path.x(i);
            y = path.y(i);
            total += length[i] / path.speed(i);
            fastest = adjustable(path, i) ? Math.max(fastest, path.speed(i)) : fastest;
            if (path.feature(i) == Feature.TRAVEL && length[i] >= settings.retractBefore) {
                total += settings.retractLength * (1 / settings.retractSpeed + 1 / settings.deretractSpeed);
            }
        }
        double missing = settings.leastLayerTime * 1.001 - total;
        if (!settings.cooling || missing <= 0 || fastest <= settings.leastSpeed) {
            return false;
        }
        double low = settings.leastSpeed;
        double high = fastest;
        for (int step = 0; step < 40; step++) {
            double cap = (low + high) / 2;
            if (gained(path, length, cap) > missing) {
                low = cap;
            } else {
                high = cap;
            }
        }
        for (int i = 0; i < length.length; i++) {
            if (adjustable(path, i) && path.speed(i) > high) {
                path.slowTo(i, high);
            }
        }
        return true;
    }

    private static double gained(LayerPath path, double[] length, double cap) {
        double sum = 0;
        for (int i = 0; i < length.length; i++) {
            if (adjustable(path, i) && path.speed(i) > cap) {
                sum += length[i] / cap - length[i] / path.speed(i);
            }
        }
        return sum;
    }

    private static boolean adjustable(LayerPath path, int move) {
        return adjustable(path.feature(move));
    }

    /** Whether cooling may slow a feature. */
    static boolean adjustable(Feature feature) {
        return switch (feature) {
            case TRAVEL, BRIDGE_INFILL, OVERHANG_PERIMETER -> false;
            default -> true;
        };
    }
}
