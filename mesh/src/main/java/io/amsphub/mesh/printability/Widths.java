package io.amsphub.mesh.printability;

import io.amsphub.mesh.topology.Parallel;

/** The widths of material or of void at the points of the surface, and what they are widths of. */
final class Widths {

    /** What a width is one of. */
    enum Form {
        /** Nothing within reach. */
        NONE,
        /** A wall or a gap. */
        PLATE,
        /** A pin or a hole. */
        ROD,
        /** A low raised stroke or a shallow groove. */
        RELIEF
    }

    /** Relief above this is a wall or a gap of its own: lettering on parts is lower. */
    private static final double MOST_RELIEF_MM = 2;

    /** Share of the width from which a chord across is that of a round section, off its axis, and says nothing new. */
    private static final double ROUND = 0.8;

    private static final int GRAIN = 256;

    final SamplePoints points;
    final Form[] form;
    /** Width in mm at each point; of a rod the smaller one of its cross-section. */
    final double[] width;
    /** Height or depth of relief in mm. */
    final double[] relief;
    /** Middle of each width, xyz. */
    final double[] middle;

    private final PrintModel model;

    private Widths(PrintModel model, SamplePoints points) {
        this.model = model;
        this.points = points;
        form = new Form[points.count()];
        width = new double[points.count()];
        relief = new double[points.count()];
        middle = new double[3 * points.count()];
    }

    /**
     * Measures.
     *
     * @param inward whether material is measured, otherwise void outside of closed cavities
     * @param reach widths above this do not matter, in mm
     * @param reliefWidth widths below which relief is told apart, in mm
     */
    static Widths measure(PrintModel model, SamplePoints points, boolean inward, double reach, double reliefWidth) {
        Widths widths = new Widths(model, points);
        Parallel.ranges(points.count(), GRAIN, i -> new WidthProbe(model, inward, reach), (probe, from, to) -> {
            for (int i = from; i < to; i++) {
                widths.measure(i, probe, inward, reliefWidth);
            }
        });
        return widths;
    }

    private void measure(int i, WidthProbe probe, boolean inward, double reliefWidth) {
        form[i] = Form.NONE;
        int f = points.facet[i];
        if (points.area[i] == 0 || (!inward && model.shells.cavity[model.shells.of(f)])) {
            return;
        }
        double found = probe.width(f, points.xyz, 3 * i);
        if (found == Double.POSITIVE_INFINITY) {
            return;
        }
        System.arraycopy(probe.centre(), 0, middle, 3 * i, 3);
        width[i] = found;
        if (probe.isRod(found)) {
            width[i] = probe.cross() < ROUND * found ? probe.cross() : found;
            form[i] = probe.isRim(found) ? Form.NONE : Form.ROD;
            return;
        }
        relief[i] =
                found < reliefWidth ? probe.relief(points.xyz, 3 * i, found, MOST_RELIEF_MM) : Double.POSITIVE_INFINITY;
        form[i] = relief[i] < Double.POSITIVE_INFINITY ? Form.RELIEF : Form.PLATE;
    }

    /** Returns whether the middles of two widths differ by at most {@code near} mm on each axis. */
    boolean isNear(int i, int j, double near) {
        for (int axis = 0; axis < 3; axis++) {
            if (!(Math.abs(middle[3 * i + axis] - middle[3 * j + axis]) <= near)) {
                return false;
            }
        }
        return true;
    }
}
