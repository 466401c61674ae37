package io.amsphub.mesh.nest;

import io.amsphub.mesh.measure.BuildVolume;
import io.amsphub.mesh.model.BoundingBox;
import io.amsphub.mesh.model.Pose;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Nests parts in a build volume by their bounding boxes: for processes whose parts lie in powder (PBF, BJT), so
 * that one may float above another. The largest first; each is tried on every extreme point of those placed
 * before, on as many of its sides as the rule allows, and goes where its top comes to lie lowest, then nearest
 * to the front, then furthest to the left.
 *
 * <p>Boxes keep the spacing along at least one axis, and the margin to the sides. Same input, same result.
 * Cost: O(n³) for n parts in the worst case. Not more than one thread. Extreme points after Crainic, Perboli,
 * Tadei: Extreme point-based heuristics for three-dimensional bin packing, INFORMS J. on Computing 20 (2008).
 */
public final class BoxNesting {

    /** Rounding that a box may reach beyond the volume by, mm: sums of a few doubles. */
    private static final double TOLERANCE_MM = 1e-9;

    /** The turns of a cube that put other sides down; the first two keep Z up. */
    private static final double[][] TURNS = {
        {1, 0, 0, 0, 1, 0, 0, 0, 1},
        {0, -1, 0, 1, 0, 0, 0, 0, 1},
        {1, 0, 0, 0, 0, -1, 0, 1, 0},
        {0, 0, 1, 0, 1, 0, -1, 0, 0},
        {0, 1, 0, 0, 0, 1, 1, 0, 0},
        {0, 0, 1, 1, 0, 0, 0, 1, 0}
    };

    private static final int UPRIGHT = 2;

    private final NestRule rule;
    private final double[] end;
    private final List<double[]> boxes = new ArrayList<>();
    private final List<double[]> points = new ArrayList<>();

    private BoxNesting(BuildVolume volume, NestRule rule) {
        this.rule = rule;
        double margin = rule.marginMm();
        end = new double[] {volume.sizeXMm() - margin, volume.sizeYMm() - margin, volume.sizeZMm()};
        points.add(new double[] {margin, margin, 0});
    }

    /** Nests parts. */
    public static Nest nest(List<PartBox> parts, BuildVolume volume, NestRule rule) {
        return new BoxNesting(volume, rule).nest(parts, volume);
    }

    private Nest nest(List<PartBox> parts, BuildVolume volume) {
        List<NestedPart> placed = new ArrayList<>();
        List<Integer> leftOut = new ArrayList<>();
        double filled = 0;
        double top = 0;
        for (int part : largestFirst(parts)) {
            NestedPart nested = place(part, parts.get(part).box());
            if (nested == null) {
                leftOut.add(part);
            } else {
                placed.add(nested);
                filled += parts.get(part).volumeMm3();
                top = Math.max(top, nested.box().maxZ());
            }
        }
        placed.sort(Comparator.comparingInt(NestedPart::part));
        leftOut.sort(Comparator.naturalOrder());
        double used = volume.sizeXMm() * volume.sizeYMm() * top;
        return new Nest(placed, leftOut, used > 0 ? filled / used : 0);
    }

    private static List<Integer> largestFirst(List<PartBox> parts) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            order.add(i);
        }
        order.sort(
                Comparator.comparingDouble((Integer i) -> -volume(parts.get(i).box()))
                        .thenComparingInt(i -> i));
        return order;
    }

    private static double volume(BoundingBox box) {
        return box.sizeX() * box.sizeY() * box.sizeZ();
    }

    private @Nullable NestedPart place(int index, BoundingBox part) {
        double[] best = null;
        double[] bestTurn = TURNS[0];
        for (int turn = 0; turn < (rule.tip() ? TURNS.length : UPRIGHT); turn++) {
            double[] size = turned(TURNS[turn], new double[] {part.sizeX(), part.sizeY(), part.sizeZ()});
            for (double[] point : points) {
                double[] box = {point[0], point[1], point[2], point[0] + size[0], point[1] + size[1], point[2] + size[2]
                };
                if ((best == null || isBefore(box, best)) && isFree(box)) {
                    best = box;
                    bestTurn = TURNS[turn];
                }
            }
        }
        if (best == null) {
            return null;
        }
        boxes.add(best);
        addPoints(best);
        double[] low = lowCorner(bestTurn, part);
        Pose pose = new Pose(bestTurn, new double[] {best[0] - low[0], best[1] - low[1], best[2] - low[2]});
        return new NestedPart(index, pose, new BoundingBox(best[0], best[1], best[2], best[3], best[4], best[5]));
    }

    /** Each axis of the turned box is one of the box before. */
    private static double[] turned(double[] turn, double[] size) {
        double[] out = new double[3];
        for (int k = 0; k < 9; k++) {
            out[k / 3] += Math.abs(turn[k]) * size[k % 3];
        }
        return out;
    }

    private static double[] lowCorner(double[] turn, BoundingBox part) {
        double[] min = {part.minX(), part.minY(), part.minZ()};
        double[] max = {part.maxX(), part.maxY(), part.maxZ()};
        double[] low = new double[3];
        for (int k = 0; k < 9; k++) {
            low[k / 3] += turn[k] * (turn[k] > 0 ? min : max)[k % 3];
        }
        return low;
    }

    private static boolean isBefore(double[] box, double[] other) {
        for (int k = 5; k >= 3; k--) {
            if (box[k] != other[k]) {
                return box[k] < other[k];
            }
        }
        return false;
    }

    private boolean isFree(double[] box) {
        for (int k = 0; k < 3; k++) {
            if (box[3 + k] > end[k] + TOLERANCE_MM) {
                return false;
            }
        }
        double spacing = rule.spacingMm();
        for (double[] other : boxes) {
            boolean apart = false;
            for (int k = 0; k < 3 && !apart; k++) {
                apart = box[k] >= other[3 + k] + spacing || other[k] >= box[3 + k] + spacing;
            }
            if (!apart) {
                return false;
            }
        }
        return true;
    }

    /** The points that a new box opens: beyond each of its sides, moved along the other axes until they meet. */
    private void addPoints(double[] box) {
        for (int side = 0; side < 3; side++) {
            for (int along = 0; along < 3; along++) {
                double[] point = {box[0], box[1], box[2]};
                point[side] = box[3 + side] + rule.spacingMm();
                if (along != side) {
                    point[along] = stop(point, along);
                }
                add(point);
            }
        }
    }

    /** Returns how far a point falls along an axis: to the nearest box below it, or to the side of the volume. */
    private double stop(double[] point, int along) {
        double stop = along == 2 ? 0 : rule.marginMm();
        for (double[] other : boxes) {
            boolean over = other[3 + along] + rule.spacingMm() <= point[along];
            for (int k = 0; k < 3; k++) {
                over &= k == along || (point[k] >= other[k] && point[k] < other[3 + k] + rule.spacingMm());
            }
            if (over) {
                stop = Math.max(stop, other[3 + along] + rule.spacingMm());
            }
        }
        return stop;
    }

    private void add(double[] point) {
        for (double[] known : points) {
            if (known[0] == point[0] && known[1] == point[1] && known[2] == point[2]) {
                return;
            }
        }
        points.add(point);
    }
}
