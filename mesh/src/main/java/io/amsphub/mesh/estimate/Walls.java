package io.amsphub.mesh.estimate;

import io.amsphub.mesh.slice.Contours;
import io.amsphub.mesh.slice.PolygonOffset;
import io.amsphub.mesh.slice.PolygonSweep;
import java.util.ArrayList;
import java.util.List;

/**
 * The wall loops of one island and what they leave for infill.
 *
 * <p>Loops follow the contour inward, one spacing apart. Where a wall is thinner than two loops the number
 * of beads follows the rules of variable-width walls (Kuipers et al. 2020, as PrusaSlicer 2.5 sets them):
 * two beads where each has the least width, else one; what is left between two loops and narrower than the
 * least bead widens them. The volume of such parts is their area times the layer height.
 */
final class Walls {

    /** What is left between loops counts as a bead only when it is this much wider than one has to be, in mm. */
    private static final double SLACK_MM = 0.01;

    /** Loops that cover this share more or less than there is room for are made narrower or wider. */
    private static final double OVERLAP = 0.02;

    private final List<Contours> loops = new ArrayList<>();

    private final List<Contours> thin = new ArrayList<>();
    private final double[] widening;
    private Contours inner;

    private Walls(Contours island, int count) {
        inner = island;
        widening = new double[count];
    }

    /** Builds the walls of an island. */
    static Walls of(Contours island, ExtrusionSettings settings, boolean firstLayer) {
        double width = settings.width(Feature.EXTERNAL_PERIMETER, firstLayer);
        double inset = (width - settings.spacing(Feature.EXTERNAL_PERIMETER, firstLayer)) / 2;
        Contours outline = settings.perimeters > 0 ? PolygonOffset.of(island, -inset) : island;
        Walls walls = new Walls(outline, settings.perimeters);
        for (int k = 0; k < settings.perimeters && !walls.inner.isEmpty(); k++) {
            walls.add(k, settings, firstLayer);
        }
        if (settings.perimeters > 0 && !walls.inner.isEmpty()) {
            walls.leave(settings.spacing(Feature.PERIMETER, firstLayer));
        }
        return walls;
    }

    private void add(int k, ExtrusionSettings settings, boolean firstLayer) {
        Feature role = k == 0 ? Feature.EXTERNAL_PERIMETER : Feature.PERIMETER;
        double spacing = settings.spacing(role, firstLayer);
        double least = settings.leastBead(role, firstLayer);
        Contours paired = PolygonOffset.opening(inner, least);
        Contours rest = remainder(inner, paired, spacing);
        Contours centre = PolygonOffset.of(paired, -spacing / 2);
        Contours single = PolygonOffset.opening(rest, (k == 0 ? settings.leastFeature : least + SLACK_MM) / 2);
        thin.add(single);
        if (k > 0) {
            widening[k - 1] += Math.max(0, rest.area() - single.area());
        }
        loops.add(centre);
        inner = PolygonOffset.of(paired, -spacing);
        double lines = centre.perimeter() * spacing;
        double difference = paired.area() - inner.area() - lines;
        widening[k] += Math.abs(difference) > OVERLAP * lines ? difference : 0;
    }

    /** Takes what is too narrow for infill from the inner region and widens the last loops with it. */
    private void leave(double spacing) {
        Contours wide = PolygonOffset.opening(inner, (spacing - SLACK_MM) / 2);
        widening[widening.length - 1] +=
                Math.max(0, remainder(inner, wide, spacing).area());
        inner = wide;
    }

    /** What the second region lacks of the first, without the slivers that sharp corners leave. */
    private static Contours remainder(Contours all, Contours part, double spacing) {
        if (part.isEmpty()) {
            return all;
        }
        if (Math.abs(all.area() - part.area()) < 0.02 * spacing * spacing) {
            return Contours.EMPTY;
        }
        Contours rest = PolygonSweep.difference(all, PolygonOffset.of(part, 0.01));
        return PolygonOffset.opening(rest, 0.03);
    }

    /** The centres of the loops, from the outside in. */
    List<Contours> loops() {
        return loops;
    }

    /** The regions of one bead at each depth. */
    List<Contours> thin() {
        return thin;
    }

    /** The area by which the loops of a depth are wider than usual, in mm². */
    double widening(int depth) {
        return widening[depth];
    }

    /** Whether the walls are one loop on either side, with at most one bead between them. */
    boolean single() {
        return loops.stream().skip(1).allMatch(Contours::isEmpty);
    }

    /** What the inner edge of the last loop encloses. */
    Contours inner() {
        return inner;
    }
}
