package io.amsphub.mesh.arrange;

import io.amsphub.mesh.model.BoundingBox;
import io.amsphub.mesh.predicate.FacetPairs;
import io.amsphub.mesh.predicate.Orientation;
import io.amsphub.mesh.spatial.FacetTree;
import io.amsphub.mesh.spatial.PairSearch;
import io.amsphub.mesh.topology.FacetEdges;
import io.amsphub.mesh.topology.IntList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Facets cut where they cross, and the regions of space between them with their winding numbers.
 *
 * <p>Exact: crossings are quotients of integers, and every decision is the sign of one. Only the
 * coordinates that come out are rounded, to the nearest double each. Facets without an area take no
 * part. Independent of threads.
 *
 * <p>Sources: Zhou, Grinspun, Zorin, Jacobson 2016 for cells and winding numbers; Lévy 2024 (arXiv
 * 2405.12949) for cutting facets one by one.
 */
public final class Arrangement {

    private static final int USUAL_BITS = 128;

    /** How much a crossing of two cuts costs beside the square of a meeting: a point, and the pieces around it. */
    private static final int CROSSING = 100;

    private final ExactPoints points;
    private final SubFacets pieces;
    private final Cells cells;
    private final int pairs;

    private Arrangement(ExactPoints points, SubFacets pieces, Cells cells, int pairs) {
        this.points = points;
        this.pieces = pieces;
        this.cells = cells;
        this.pairs = pairs;
    }

    /** Says of winding numbers whether a region is inside. */
    @FunctionalInterface
    public interface Rule {
        /** Takes the winding numbers of the first and the second operand. */
        boolean isInside(int first, int second);
    }

    /** Surface of a solid: coordinates {@code double[3·n]} in mm and facets {@code int[3·m]}, outward. */
    @SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
    public record Surface(double[] xyz, int[] corners) {}

    private static final class PairList implements PairSearch.Sink {
        private final FacetPairs test;
        private final AtomicLong left;
        private final IntList pairs = new IntList();

        PairList(FacetPairs test, AtomicLong left) {
            this.test = test;
            this.left = left;
        }

        @Override
        public boolean full() {
            return left.get() < 0;
        }

        @Override
        public void pair(int facet, int other) {
            if (test.meet(facet, other)) {
                pairs.add(Math.min(facet, other));
                pairs.add(Math.max(facet, other));
                left.decrementAndGet();
            }
        }
    }

    /**
     * Arranges facets.
     *
     * @param xyz {@code double[3·n]}, all vertices different
     * @param corners {@code int[3·m]} vertex numbers
     * @param operandOf operand of each facet, 0 or 1
     * @param frame a box around the vertices
     */
    public static Arrangement of(double[] xyz, int[] corners, byte[] operandOf, BoundingBox frame) {
        return within(xyz, corners, operandOf, frame, Long.MAX_VALUE, Long.MAX_VALUE)
                .orElseThrow();
    }

    /**
     * Arranges facets as {@link #of} does when the work stays within a bound.
     *
     * @param maxWork largest sum, over the facets, of the squared number of facets that each one meets, which is what
     *     looking grows with, and {@value #CROSSING} times the number of cuts that may cross each other, which is what
     *     the result grows with; coordinates that are very large beside others count for more
     * @param maxPairs most pairs of facets that meet and crossings of cuts together, which is what memory grows with
     * @return empty when there is more to do than that; finding out costs a detection of the pairs and no more cuts
     *     than were allowed
     */
    public static Optional<Arrangement> within(
            double[] xyz, int[] corners, byte[] operandOf, BoundingBox frame, long maxWork, long maxPairs) {
        int[] kept = withArea(xyz, corners);
        int[] keptCorners = new int[3 * kept.length];
        byte[] keptOperands = new byte[kept.length];
        for (int i = 0; i < kept.length; i++) {
            System.arraycopy(corners, 3 * kept[i], keptCorners, 3 * i, 3);
            keptOperands[i] = operandOf[kept[i]];
        }
        return arrange(xyz, keptCorners, keptOperands, frame, maxWork, maxPairs);
    }

    private static int[] withArea(double[] xyz, int[] corners) {
        Orientation orientation = new Orientation();
        int[] kept = new int[corners.length / 3];
        int count = 0;
        for (int f = 0; f < kept.length; f++) {
            if (!orientation.collinear(xyz, corners[3 * f], corners[3 * f + 1], corners[3 * f + 2])) {
                kept[count++] = f;
            }
        }
        return Arrays.copyOf(kept, count);
    }

    private static Optional<Arrangement> arrange(
            double[] xyz, int[] corners, byte[] operandOf, BoundingBox frame, long maxWork, long maxPairs) {
        int[] all = new int[operandOf.length];
        Arrays.setAll(all, i -> i);
        FacetTree tree = FacetTree.of(xyz, corners, all, frame);
        AtomicLong left = new AtomicLong(maxPairs);
        List<PairList> found = PairSearch.within(tree, i -> new PairList(new FacetPairs(xyz, corners), left));
        if (left.get() < 0) {
            return Optional.empty();
        }
        IntList pairs = new IntList();
        found.forEach(list -> pairs.addAll(list.pairs));
        double effort = effort(ExactPoints.bits(xyz));
        if (work(pairs, operandOf.length) * effort > maxWork) {
            return Optional.empty();
        }
        ExactPoints points = new ExactPoints(xyz, touched(corners, pairs));
        Contacts contacts = new Contacts(xyz, corners, points);
        for (int i = 0; i < pairs.size(); i += 2) {
            contacts.add(pairs.get(i), pairs.get(i + 1));
        }
        long maxCrossings = Math.min((long) (maxWork / effort / CROSSING), left.get());
        Optional<SubFacets> split = new FacetSplitter(xyz, corners, operandOf, points, contacts, maxCrossings).split();
        if (split.isEmpty()) {
            return Optional.empty();
        }
        SubFacets pieces = split.get();
        FacetEdges edges = FacetEdges.of(pieces.corners.toArray(), points.size());
        AnchorRays rays = new AnchorRays(xyz, corners, operandOf, points, contacts, pieces, tree);
        Cells cells = Cells.of(pieces, edges, points, contacts, rays);
        return Optional.of(new Arrangement(points, pieces, cells, pairs.size() / 2));
    }

    /** How much longer exact numbers take than those of usual models, which have at most {@link #USUAL_BITS}. */
    private static double effort(int bits) {
        double longer = Math.max(1, (double) bits / USUAL_BITS);
        return longer * longer;
    }

    private static long work(IntList pairs, int facets) {
        long[] meets = new long[facets];
        for (int i = 0; i < pairs.size(); i++) {
            meets[pairs.get(i)]++;
        }
        long sum = 0;
        for (long m : meets) {
            sum += m * m;
        }
        return sum;
    }

    private static int[] touched(int[] corners, IntList pairs) {
        int[] vertices = new int[3 * pairs.size()];
        for (int i = 0; i < pairs.size(); i++) {
            System.arraycopy(corners, 3 * pairs.get(i), vertices, 3 * i, 3);
        }
        return Arrays.stream(vertices).sorted().distinct().toArray();
    }

    /** Returns the number of pairs of facets that met. */
    public int pairCount() {
        return pairs;
    }

    /** Returns how many walks around gave two winding numbers for one region: 0 when all surfaces were closed. */
    public int contradictions() {
        return cells.contradictions();
    }

    /** Returns the surface between the regions that a rule calls inside and the others, facing the others. */
    public Surface surface(Rule rule) {
        IntList corners = new IntList();
        for (int piece = 0; piece < pieces.size(); piece++) {
            boolean front = isInside(2 * piece, rule);
            boolean back = isInside(2 * piece + 1, rule);
            if (front != back) {
                corners.add(pieces.corners.get(3 * piece));
                corners.add(pieces.corners.get(3 * piece + (front ? 2 : 1)));
                corners.add(pieces.corners.get(3 * piece + (front ? 1 : 2)));
            }
        }
        return new Surface(Arrays.copyOf(points.rounded(), 3 * points.size()), corners.toArray());
    }

    private boolean isInside(int side, Rule rule) {
        return rule.isInside(cells.winding(side, 0), cells.winding(side, 1));
    }
}
