package io.amsphub.mesh.render;

import io.amsphub.mesh.compose.VectorFont;
import java.util.Arrays;

/**
 * A picture with a depth for each sample, {@value #SAMPLES} samples a pixel on each axis. Coordinates are in
 * pixels with Y up; a greater depth is nearer. Not thread-safe.
 */
final class Canvas {

    /** Samples a pixel on each axis. */
    static final int SAMPLES = 3;

    final int width;
    final int height;
    private final int wide;
    private final int high;
    private final int[] colour;
    private final float[] depth;

    Canvas(int width, int height, int background) {
        this.width = width;
        this.height = height;
        wide = width * SAMPLES;
        high = height * SAMPLES;
        colour = new int[wide * high];
        depth = new float[wide * high];
        Arrays.fill(colour, background);
        Arrays.fill(depth, Float.NEGATIVE_INFINITY);
    }

    /**
     * Draws a triangle.
     *
     * @param p nine numbers: x, y, depth of each corner
     * @param shade brightness at each corner, 1 for the colour as it is
     */
    void triangle(double[] p, double[] shade, int rgb) {
        double ax = p[0] * SAMPLES;
        double ay = p[1] * SAMPLES;
        double bx = p[3] * SAMPLES - ax;
        double by = p[4] * SAMPLES - ay;
        double cx = p[6] * SAMPLES - ax;
        double cy = p[7] * SAMPLES - ay;
        double area = bx * cy - by * cx;
        if (area == 0) {
            return;
        }
        int y0 = first(Math.min(0, Math.min(by, cy)) + ay);
        int y1 = last(Math.max(0, Math.max(by, cy)) + ay, high);
        for (int y = y0; y <= y1; y++) {
            double dy = y + 0.5 - ay;
            double[] span = span(dy, bx, by, cx, cy);
            int x0 = first(ax + span[0]);
            int x1 = last(ax + span[1], wide);
            for (int x = x0; x <= x1; x++) {
                double dx = x + 0.5 - ax;
                double u = (dx * cy - dy * cx) / area;
                double v = (dy * bx - dx * by) / area;
                float z = (float) (p[2] + u * (p[5] - p[2]) + v * (p[8] - p[2]));
                int at = y * wide + x;
                if (z > depth[at]) {
                    depth[at] = z;
                    colour[at] = shaded(rgb, shade[0] + u * (shade[1] - shade[0]) + v * (shade[2] - shade[0]));
                }
            }
        }
    }

    /** Returns where a row enters and leaves the triangle of 0, b and c. */
    private static double[] span(double y, double bx, double by, double cx, double cy) {
        double[] span = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
        cross(span, y, 0, 0, bx, by);
        cross(span, y, bx, by, cx, cy);
        cross(span, y, cx, cy, 0, 0);
        return span;
    }

    private static void cross(double[] span, double y, double x0, double y0, double x1, double y1) {
        if (y < Math.min(y0, y1) || y > Math.max(y0, y1) || y0 == y1) {
            return;
        }
        double x = x0 + (x1 - x0) * (y - y0) / (y1 - y0);
        span[0] = Math.min(span[0], x);
        span[1] = Math.max(span[1], x);
    }

    private static int first(double from) {
        return (int) Math.max(0, Math.ceil(from - 0.5));
    }

    private static int last(double to, int size) {
        return (int) Math.min(size - 1, Math.floor(to - 0.5));
    }

    /** Draws a line with round ends where it is not behind something. */
    void line(double[] p, double radius, double bias, int rgb) {
        line(p, radius, bias, rgb, 1);
    }

    /** Draws a line over what is there, mixed with it, as far as it is behind something. */
    void hidden(double[] p, double radius, int rgb, double strength) {
        line(p, radius, Double.POSITIVE_INFINITY, rgb, strength);
    }

    private void line(double[] p, double radius, double bias, int rgb, double strength) {
        double ax = p[0] * SAMPLES;
        double ay = p[1] * SAMPLES;
        double dx = p[3] * SAMPLES - ax;
        double dy = p[4] * SAMPLES - ay;
        double square = dx * dx + dy * dy;
        double r = radius * SAMPLES;
        int x0 = first(Math.min(ax, ax + dx) - r);
        int x1 = last(Math.max(ax, ax + dx) + r, wide);
        int y0 = first(Math.min(ay, ay + dy) - r);
        int y1 = last(Math.max(ay, ay + dy) + r, high);
        for (int y = y0; y <= y1; y++) {
            for (int x = x0; x <= x1; x++) {
                double px = x + 0.5 - ax;
                double py = y + 0.5 - ay;
                double t = square == 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / square));
                double ex = px - t * dx;
                double ey = py - t * dy;
                int at = y * wide + x;
                if (ex * ex + ey * ey <= r * r && p[2] + t * (p[5] - p[2]) + bias > depth[at]) {
                    colour[at] = mixed(colour[at], rgb, strength);
                }
            }
        }
    }

    /** Draws a filled rectangle over everything. */
    void fill(double left, double bottom, double right, double top, int rgb) {
        for (int y = first(bottom * SAMPLES); y <= last(top * SAMPLES, high); y++) {
            for (int x = first(left * SAMPLES); x <= last(right * SAMPLES, wide); x++) {
                colour[y * wide + x] = rgb;
            }
        }
    }

    /** Writes text over everything, its baseline starting at a place, capitals so many pixels high. */
    void text(String text, double x, double y, double size, int rgb) {
        double scale = size / VectorFont.CAPITAL;
        for (double[] stroke : VectorFont.strokes(text)) {
            for (int i = 0; i + 3 < stroke.length; i += 2) {
                double[] line = {
                    x + scale * stroke[i],
                    y + scale * stroke[i + 1],
                    0,
                    x + scale * stroke[i + 2],
                    y + scale * stroke[i + 3],
                    0
                };
                hidden(line, 0.062 * size, rgb, 1);
            }
        }
    }

    static double textWidth(String text, double size) {
        return VectorFont.width(text) * size / VectorFont.CAPITAL;
    }

    private static int shaded(int rgb, double shade) {
        int red = Math.min(255, (int) (((rgb >> 16) & 255) * shade + 0.5));
        int green = Math.min(255, (int) (((rgb >> 8) & 255) * shade + 0.5));
        int blue = Math.min(255, (int) ((rgb & 255) * shade + 0.5));
        return rgb(red, green, blue);
    }

    private static int rgb(int red, int green, int blue) {
        return (red << 16) | (green << 8) | blue;
    }

    private static int mixed(int below, int rgb, double strength) {
        int mix = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            double value = ((below >> shift) & 255) * (1 - strength) + ((rgb >> shift) & 255) * strength;
            mix |= (int) (value + 0.5) << shift;
        }
        return mix;
    }

    /** Returns the picture, the mean of the samples of each pixel, rows from the top, 0xRRGGBB. */
    int[] pixels() {
        int[] out = new int[width * height];
        int n = SAMPLES * SAMPLES;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int red = 0;
                int green = 0;
                int blue = 0;
                for (int i = 0; i < n; i++) {
                    int c = colour[(y * SAMPLES + i / SAMPLES) * wide + x * SAMPLES + i % SAMPLES];
                    red += (c >> 16) & 255;
                    green += (c >> 8) & 255;
                    blue += c & 255;
                }
                int half = n / 2;
                out[(height - 1 - y) * width + x] = rgb((red + half) / n, (green + half) / n, (blue + half) / n);
            }
        }
        return out;
    }
}
