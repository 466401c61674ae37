package io.amsphub.mesh.nest;

import io.amsphub.mesh.measure.BuildVolume;
import io.amsphub.mesh.model.BoundingBox;
import io.amsphub.mesh.model.Pose;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Nests parts on a build platform by their footprints, all standing on it: for processes that build from the
 * platform up (MEX, VPP). The largest first; each goes where its far edge comes to lie nearest to the front of
 * the platform, then furthest to the left, over all its angles (bottom-left, first fit decreasing, collision by
 * raster).
 *
 * <p>No two footprints come nearer than the spacing, none nearer to the side than the margin; both hold for the
 * true outlines because rasters cover them. Same input, same result. Cost: O(places · rows of the part) for
 * each part and angle in the worst case; the same {@link Footprint} given again goes on where it found its last
 * place. Not more than one thread. After Baker, Coffman, Rivest (1980), with a raster for the geometry.
 */
public final class FootprintNesting {

    private static final int CELLS = 500;
    private static final double FINEST_MM = 0.25;

    private final double cell;
    private final NestRule rule;
    private final Raster platform;
    private final int[] reach;
    private final double height;
    private final IdentityHashMap<Footprint, int[]> searchedTo = new IdentityHashMap<>();

    private FootprintNesting(BuildVolume volume, NestRule rule, double cell) {
        this.cell = cell;
        this.rule = rule;
        height = volume.sizeZMm();
        platform =
                new Raster((int) Math.max(0, Math.floor((volume.sizeXMm() - 2 * rule.marginMm()) / cell + 1e-9)), (int)
                        Math.max(0, Math.floor((volume.sizeYMm() - 2 * rule.marginMm()) / cell + 1e-9)));
        reach = reach(rule.spacingMm() / cell);
    }

    /** Returns the side of a cell that suits a platform: 500 along its longer side, not below 0.25 mm. */
    public static double cellMm(BuildVolume volume) {
        return Math.max(FINEST_MM, Math.max(volume.sizeXMm(), volume.sizeYMm()) / CELLS);
    }

    /**
     * Nests parts.
     *
     * @param parts all of the same cell; the same part several times may be the same object
     * @throws IllegalArgumentException when cells differ
     */
    public static Nest nest(List<Footprint> parts, BuildVolume volume, NestRule rule) {
        if (parts.isEmpty()) {
            return new Nest(List.of(), List.of(), 0);
        }
        double cell = parts.get(0).cellMm;
        if (parts.stream().anyMatch(part -> part.cellMm != cell)) {
            throw new IllegalArgumentException("footprints of one nest have one size of cells");
        }
        return new FootprintNesting(volume, rule, cell).nest(parts, volume);
    }

    private Nest nest(List<Footprint> parts, BuildVolume volume) {
        List<NestedPart> placed = new ArrayList<>();
        List<Integer> leftOut = new ArrayList<>();
        double area = 0;
        for (int part : largestFirst(parts)) {
            NestedPart nested = place(part, parts.get(part));
            if (nested == null) {
                leftOut.add(part);
            } else {
                placed.add(nested);
                area += parts.get(part).areaMm2();
            }
        }
        placed.sort(Comparator.comparingInt(NestedPart::part));
        leftOut.sort(Comparator.naturalOrder());
        return new Nest(placed, leftOut, area / (volume.sizeXMm() * volume.sizeYMm()));
    }

    private static List<Integer> largestFirst(List<Footprint> parts) {
        List<Integer> order = new ArrayList<>();
        double[] area = new double[parts.size()];
        for (int i = 0; i < area.length; i++) {
            order.add(i);
            Footprint.Shadow shadow = parts.get(i).shadow(0);
            area[i] = shadow.sizeX() * shadow.sizeY();
        }
        order.sort(Comparator.comparingDouble((Integer i) -> -area[i]).thenComparingInt(i -> i));
        return order;
    }

    private @Nullable NestedPart place(int index, Footprint part) {
        if (part.heightMm > height) {
            return null;
        }
        int[] from = searchedTo.computeIfAbsent(part, p -> new int[2 * p.turns()]);
        int best = -1;
        long bestEnd = Long.MAX_VALUE;
        for (int turn = 0; turn < part.turns(); turn++) {
            Raster cells = part.shadow(turn).cells();
            if (search(cells, from, turn)) {
                long end = ((from[2 * turn + 1] + (long) cells.height) << Integer.SIZE) + from[2 * turn] + cells.width;
                if (end < bestEnd) {
                    bestEnd = end;
                    best = turn;
                }
            }
        }
        if (best < 0) {
            return null;
        }
        Footprint.Shadow shadow = part.shadow(best);
        take(shadow.cells(), from[2 * best], from[2 * best + 1]);
        return nested(index, part, shadow, from[2 * best] * cell, from[2 * best + 1] * cell);
    }

    private NestedPart nested(int index, Footprint part, Footprint.Shadow shadow, double left, double front) {
        double x = left + rule.marginMm();
        double y = front + rule.marginMm();
        double[] toCorner = shadow.pose().translation();
        Pose pose = new Pose(shadow.pose().rotation(), new double[] {toCorner[0] + x, toCorner[1] + y, toCorner[2]});
        BoundingBox box = new BoundingBox(x, y, 0, x + shadow.sizeX(), y + shadow.sizeY(), part.heightMm);
        return new NestedPart(index, pose, box);
    }

    /** Moves the place of a turn on to the next one that is free; what was taken before stays taken. */
    private boolean search(Raster cells, int[] from, int turn) {
        int[] order = spread(cells.height);
        int lastX = platform.width - cells.width;
        int x = from[2 * turn];
        for (int y = from[2 * turn + 1]; y <= platform.height - cells.height; y++) {
            for (; x <= lastX; x++) {
                if (free(cells, order, x, y)) {
                    from[2 * turn] = x;
                    from[2 * turn + 1] = y;
                    return true;
                }
            }
            x = 0;
        }
        from[2 * turn] = 0;
        from[2 * turn + 1] = platform.height;
        return false;
    }

    /** The rows in an order that spreads over the part at once: far apart ones tell a collision soonest. */
    private static int[] spread(int rows) {
        int step = Math.max(1, (int) (0.618 * rows));
        while (gcd(step, rows) != 1) {
            step++;
        }
        int[] order = new int[rows];
        for (int i = 0; i < rows; i++) {
            order[i] = (int) ((long) i * step % rows);
        }
        return order;
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    private boolean free(Raster cells, int[] order, int x, int y) {
        for (int row : order) {
            if (platform.meets(cells, row, x, y + row)) {
                return false;
            }
        }
        return true;
    }

    /** Takes what a part covers, and what is nearer to it than the spacing. */
    private void take(Raster cells, int x, int y) {
        int far = reach.length - 1;
        for (int row = 0; row < cells.height; row++) {
            for (int from = cells.next(row, 0, true); from < cells.width; ) {
                int to = cells.next(row, from, false) - 1;
                for (int away = -far; away <= far; away++) {
                    int wider = reach[Math.abs(away)];
                    platform.fill(y + row + away, x + from - wider, x + to + wider);
                }
                from = cells.next(row, to + 1, true);
            }
        }
    }

    /**
     * For rows so far apart, the largest distance along the row at which two cells have points nearer to each
     * other than the spacing, all in cells.
     */
    private static int[] reach(double spacing) {
        int rows = 1;
        while (rows - 1 < spacing) {
            rows++;
        }
        int[] reach = new int[Math.max(1, rows)];
        for (int row = 0; row < reach.length; row++) {
            double dy = Math.max(0, row - 1);
            int dx = 0;
            while (Math.hypot(dx, dy) < spacing) {
                dx++;
            }
            reach[row] = dx;
        }
        return reach;
    }
}
