package io.amsphub.mesh.compose;

import io.amsphub.mesh.model.TriangleMesh;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Text of the built-in font as a solid: strokes with width, from one height to another. */
public final class TextSolid {

    /** Least and greatest stroke width relative to the height of capitals that keep all characters legible. */
    public static final double THINNEST = 0.05;

    /** Greatest stroke width relative to the height of capitals. */
    public static final double BOLDEST = 0.18;

    private static final double LONGEST_MITRE = 3;

    private final double scale;
    private final double half;
    private final double z0;
    private final double z1;

    private TextSolid(double scale, double half, double z0, double z1) {
        this.scale = scale;
        this.half = half;
        this.z0 = z0;
        this.z1 = z1;
    }

    /**
     * Returns a text centred on the Z axis, its baseline along X.
     *
     * @param height of capitals in mm
     * @param stroke width of strokes in mm, {@value #THINNEST} to {@value #BOLDEST} of the height
     * @param z0 lower end in mm
     * @param z1 upper end in mm
     * @throws ComposeException when strokes of a character have no sound union
     */
    public static TriangleMesh of(String text, double height, double stroke, double z0, double z1)
            throws ComposeException {
        double scale = height / VectorFont.CAPITAL;
        TextSolid maker = new TextSolid(scale, stroke / 2, z0, z1);
        double[] starts = VectorFont.starts(text);
        double left = -VectorFont.width(text) / 2;
        Map<Character, TriangleMesh> made = new HashMap<>();
        List<TriangleMesh> placed = new ArrayList<>();
        for (int i = 0; i < starts.length; i++) {
            char c = text.charAt(i);
            if (VectorFont.strokes(c).isEmpty()) {
                continue;
            }
            TriangleMesh glyph = made.get(c);
            if (glyph == null) {
                glyph = maker.glyph(c);
                made.put(c, glyph);
            }
            placed.add(Solids.moved(glyph, (left + starts[i]) * scale, -height / 2, 0));
        }
        return Meshing.together(placed);
    }

    private TriangleMesh glyph(char c) throws ComposeException {
        List<SolidTree> parts = new ArrayList<>();
        for (double[] stroke : VectorFont.strokes(c)) {
            parts.add(SolidTree.part(thick(stroke)));
        }
        return SolidComposer.evaluate(new SolidTree.Union(parts));
    }

    private TriangleMesh thick(double[] stroke) {
        int n = stroke.length / 2;
        double[] line = new double[stroke.length];
        for (int i = 0; i < line.length; i++) {
            line[i] = scale * stroke[i];
        }
        boolean closed = Math.hypot(line[0] - line[2 * n - 2], line[1] - line[2 * n - 1]) < 1e-6 * scale;
        if (closed) {
            Outline left = side(line, n - 1, true, 1);
            Outline right = side(line, n - 1, true, -1);
            boolean leftIsHole = Math.abs(left.area()) < Math.abs(right.area());
            return Solids.prism(leftIsHole ? right : left, List.of(leftIsHole ? left : right), z0, z1);
        }
        Outline right = side(line, n, false, -1);
        Outline left = side(line, n, false, 1);
        Outline around = new Outline();
        for (int i = 0; i < right.size(); i++) {
            around.to(right.x(i), right.y(i));
        }
        cap(around, line, n - 1, n - 2);
        for (int i = left.size() - 1; i >= 0; i--) {
            around.to(left.x(i), left.y(i));
        }
        cap(around, line, 0, 1);
        return Solids.prism(around, List.of(), z0, z1);
    }

    /** Adds the inner corners of a round end; its outer two are the ends of the sides. */
    private void cap(Outline around, double[] line, int end, int before) {
        double angle =
                Math.toDegrees(Math.atan2(line[2 * end + 1] - line[2 * before + 1], line[2 * end] - line[2 * before]));
        for (int i = 1; i < 6; i++) {
            double at = Math.toRadians(angle - 90 + 30 * i);
            around.to(line[2 * end] + half * Math.cos(at), line[2 * end + 1] + half * Math.sin(at));
        }
    }

    /** Returns the line moved to a side, with mitres at its corners. */
    private Outline side(double[] line, int n, boolean closed, int sign) {
        Outline out = new Outline();
        for (int i = 0; i < n; i++) {
            int before = closed ? (i + n - 1) % n : Math.max(0, i - 1);
            int after = closed ? (i + 1) % n : Math.min(n - 1, i + 1);
            double[] in = before == i ? direction(line, i, after) : direction(line, before, i);
            double[] on = after == i ? in : direction(line, i, after);
            double cosine = in[0] * on[0] + in[1] * on[1];
            double nx = -(in[1] + on[1]);
            double ny = in[0] + on[0];
            double square = nx * nx + ny * ny;
            boolean outer = sign * (in[0] * on[1] - in[1] * on[0]) < 0;
            double mitre = Math.sqrt(2 / Math.max(1e-9, 1 + cosine));
            if (outer && mitre > LONGEST_MITRE) {
                offset(out, line, i, sign * half, sign * 0.5 * in[0] - in[1], in[0] + sign * 0.5 * in[1]);
                offset(out, line, i, sign * half, -sign * 0.5 * on[0] - on[1], on[0] - sign * 0.5 * on[1]);
            } else {
                offset(out, line, i, sign * half, 2 * nx / square, 2 * ny / square);
            }
        }
        return out;
    }

    private static void offset(Outline out, double[] line, int i, double distance, double dx, double dy) {
        out.to(line[2 * i] + distance * dx, line[2 * i + 1] + distance * dy);
    }

    private static double[] direction(double[] line, int from, int to) {
        double dx = line[2 * to] - line[2 * from];
        double dy = line[2 * to + 1] - line[2 * from + 1];
        double length = Math.hypot(dx, dy);
        return new double[] {dx / length, dy / length};
    }
}
