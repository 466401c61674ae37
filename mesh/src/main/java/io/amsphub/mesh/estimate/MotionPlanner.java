package io.amsphub.mesh.estimate;

import java.util.Arrays;

/**
 * How long a sequence of straight moves takes on a machine with limited acceleration and jerk: trapezoidal
 * speed profiles with look-ahead over the whole sequence, as Marlin and Grbl plan them and as PrusaSlicer
 * 2.5 estimates them (G-code processor, time machine). Starts and ends at rest. Not thread-safe.
 */
final class MotionPlanner {

    private static final int AXES = 4;

    private final MotionLimits limits;
    private double[] distance = new double[256];
    private double[] acceleration = new double[256];
    private double[] cruise = new double[256];
    private double[] maxEntry = new double[256];
    private double[] safe = new double[256];
    private double[] entry = new double[256];
    private byte[] feature = new byte[256];
    private int size;

    private double lastFeedrate;
    private final double[] lastAxis = new double[AXES];
    private final double[] axis = new double[AXES];

    MotionPlanner(MotionLimits limits) {
        this.limits = limits;
    }

    /** Adds a move by dx, dy, dz and de (mm) at a feedrate (mm/s) and an acceleration (mm/s²). */
    void move(double dx, double dy, double dz, double de, double feedrate, double accel, int role) {
        double path = Math.sqrt(dx * dx + dy * dy + dz * dz);
        double length = path > 0 ? path : Math.abs(de);
        if (length == 0) {
            return;
        }
        axis[0] = dx / length;
        axis[1] = dy / length;
        axis[2] = dz / length;
        axis[3] = de / length;
        double speed = feedrate;
        double rate = path > 0 ? accel : limits.retractAcceleration();
        for (int a = 0; a < AXES; a++) {
            double share = Math.abs(axis[a]);
            if (share > 0) {
                speed = Math.min(speed, limits.maxFeedrate()[a] / share);
                rate = Math.min(rate, limits.maxAcceleration()[a] / share);
            }
        }
        double still = speed;
        for (int a = 0; a < AXES; a++) {
            axis[a] *= speed;
            if (Math.abs(axis[a]) > limits.maxJerk()[a]) {
                still = Math.min(still, limits.maxJerk()[a]);
            }
        }
        append(length, rate, speed, still, role);
        System.arraycopy(axis, 0, lastAxis, 0, AXES);
        lastFeedrate = speed;
    }

    private void append(double length, double rate, double speed, double still, int role) {
        grow();
        double junction = size == 0 ? still : junction(speed, still, safe[size - 1]);
        distance[size] = length;
        acceleration[size] = rate;
        cruise[size] = speed;
        safe[size] = still;
        maxEntry[size] = junction;
        feature[size++] = (byte) role;
    }

    /** The speed that both moves can share at the corner between them without more jerk than an axis allows. */
    private double junction(double speed, double still, double lastStill) {
        boolean slowing = lastFeedrate > speed;
        double smaller = slowing ? speed / lastFeedrate : lastFeedrate / speed;
        double shared = slowing ? speed : lastFeedrate;
        double factor = 1;
        boolean limited = false;
        for (int a = 0; a < AXES; a++) {
            double exit = lastAxis[a] * (slowing ? smaller : 1) * factor;
            double enter = axis[a] * factor;
            double jerk;
            if (exit > enter) {
                jerk = enter > 0 || exit < 0 ? exit - enter : Math.max(exit, -enter);
            } else {
                jerk = enter < 0 || exit > 0 ? enter - exit : Math.max(-exit, enter);
            }
            if (jerk > limits.maxJerk()[a]) {
                factor *= limits.maxJerk()[a] / jerk;
                limited = true;
            }
        }
        if (limited) {
            shared *= factor;
        }
        double threshold = 0.99 * shared;
        return lastStill > threshold && still > threshold ? still : shared;
    }

    /**
     * Plans all moves since the last call and adds their times.
     *
     * @param seconds by {@link Feature} index
     * @return the sum in s
     */
    double finish(double[] seconds) {
        reverse();
        double total = 0;
        for (int i = 0; i < size; i++) {
            double exit = i + 1 < size ? Math.min(entry[i + 1], reach(i)) : safe[i];
            if (i + 1 < size) {
                entry[i + 1] = exit;
            }
            double time = time(i, exit);
            seconds[feature[i]] += time;
            total += time;
        }
        size = 0;
        lastFeedrate = 0;
        return total;
    }

    /** Lowers entries until each move can brake to the entry of the next. */
    private void reverse() {
        double next = size == 0 ? 0 : safe[size - 1];
        for (int i = size - 1; i >= 0; i--) {
            entry[i] = Math.min(maxEntry[i], Math.sqrt(next * next + 2 * acceleration[i] * distance[i]));
            next = entry[i];
        }
    }

    private double reach(int i) {
        return Math.min(cruise[i], Math.sqrt(entry[i] * entry[i] + 2 * acceleration[i] * distance[i]));
    }

    private double time(int i, double exit) {
        double in = Math.min(entry[i], cruise[i]);
        double out = Math.min(exit, cruise[i]);
        double rate = acceleration[i];
        double up = Math.max(0, (cruise[i] * cruise[i] - in * in) / (2 * rate));
        double down = Math.max(0, (cruise[i] * cruise[i] - out * out) / (2 * rate));
        double level = distance[i] - up - down;
        double top = cruise[i];
        if (level < 0) {
            top = Math.sqrt(Math.max(Math.max(in * in, out * out), (in * in + out * out) / 2 + rate * distance[i]));
            level = 0;
        }
        return (top - in) / rate + (top - out) / rate + level / cruise[i];
    }

    private void grow() {
        if (size == distance.length) {
            int longer = 2 * size;
            distance = Arrays.copyOf(distance, longer);
            acceleration = Arrays.copyOf(acceleration, longer);
            cruise = Arrays.copyOf(cruise, longer);
            maxEntry = Arrays.copyOf(maxEntry, longer);
            safe = Arrays.copyOf(safe, longer);
            entry = Arrays.copyOf(entry, longer);
            feature = Arrays.copyOf(feature, longer);
        }
    }
}
