package io.amsphub.mesh.estimate;

import io.amsphub.mesh.slice.Plane;
import java.util.Arrays;

/**
 * The moves of one layer in order, in primitive arrays: where to (mm), how much to extrude (mm³), how fast
 * (mm/s) and what for. Not thread-safe.
 */
final class LayerPath {

    private final ExtrusionSettings settings;
    private final boolean firstLayer;
    private double[] x = new double[256];
    private double[] y = new double[256];
    private double[] volume = new double[256];
    private double[] speed = new double[256];
    private byte[] feature = new byte[256];
    private int size;
    private double atX;
    private double atY;
    private boolean placed;

    LayerPath(ExtrusionSettings settings, boolean firstLayer) {
        this.settings = settings;
        this.firstLayer = firstLayer;
    }

    ExtrusionSettings settings() {
        return settings;
    }

    boolean firstLayer() {
        return firstLayer;
    }

    double atX() {
        return atX;
    }

    double atY() {
        return atY;
    }

    int size() {
        return size;
    }

    double x(int move) {
        return x[move];
    }

    double y(int move) {
        return y[move];
    }

    double volume(int move) {
        return volume[move];
    }

    double speed(int move) {
        return speed[move];
    }

    Feature feature(int move) {
        return Feature.of(feature[move]);
    }

    void slowTo(int move, double slower) {
        speed[move] = slower;
    }

    /** Goes to a point without extruding; the first move of a layer says where the layer begins. */
    void travel(double toX, double toY) {
        if (placed && Plane.length(toX - atX, toY - atY) < 0.05) {
            return;
        }
        append(toX, toY, 0, settings.travelSpeed, Feature.TRAVEL);
    }

    /** Extrudes to a point with a cross-section in mm². */
    void extrude(double toX, double toY, double area, double rate, Feature role) {
        double length = Plane.length(toX - atX, toY - atY);
        if (length > 1e-6) {
            append(toX, toY, length * area, rate, role);
        }
    }

    private void append(double toX, double toY, double mm3, double rate, Feature role) {
        if (size == x.length) {
            int longer = 2 * size;
            x = Arrays.copyOf(x, longer);
            y = Arrays.copyOf(y, longer);
            volume = Arrays.copyOf(volume, longer);
            speed = Arrays.copyOf(speed, longer);
            feature = Arrays.copyOf(feature, longer);
        }
        x[size] = toX;
        y[size] = toY;
        volume[size] = mm3;
        speed[size] = rate;
        feature[size++] = (byte) role.index();
        atX = toX;
        atY = toY;
        placed = true;
    }

    /** Extrudes an open line at the speed of a feature; travels to its nearer end first. */
    void line(double[] points, double area, Feature role) {
        int last = points.length - 2;
        boolean turned = Plane.length(points[last] - atX, points[last + 1] - atY)
                < Plane.length(points[0] - atX, points[1] - atY);
        double rate = settings.speed(role, firstLayer, area);
        travel(points[turned ? last : 0], points[turned ? last + 1 : 1]);
        for (int i = 2; i <= last; i += 2) {
            int at = turned ? last - i : i;
            extrude(points[at], points[at + 1], area, rate, role);
        }
    }
}
