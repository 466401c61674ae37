package io.amsphub.mesh.mark;

import io.amsphub.mesh.model.BoundingBox;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Guesses how a copy lies to its original: as it is; moved and scaled; by centre and principal axes of the surface; and
 * by facets of the same shape, the rarest first, which also finds what was cut out of a model and turned.
 */
final class Guesses {

    private static final int FACETS = 24;
    private static final int LOOKED_AT = 3000;
    private static final int TWINS = 768;
    private static final double SAME_SIZE = 2e-3;

    private final double[] copy;
    private final int[] copyCorners;
    private final MarkSites sites;
    private final double reach;
    private final SurfaceFrame mine;
    private final SurfaceFrame theirs;

    Guesses(double[] copy, int[] copyCorners, MarkSites sites, double reach) {
        this.copy = copy;
        this.copyCorners = copyCorners;
        this.sites = sites;
        this.reach = reach;
        mine = SurfaceFrame.of(copy, copyCorners);
        theirs = SurfaceFrame.of(sites.vertices, sites.corners);
    }

    /**
     * A guess.
     *
     * @param transform from the copy to the original
     * @param facet the facet of the copy that it rests on, -1 when it rests on all
     */
    record Guess(Similarity transform, int facet) {}

    /** Returns guesses that rest on the whole surface. */
    List<Guess> whole() {
        List<Guess> guesses = new ArrayList<>();
        guesses.add(new Guess(Similarity.IDENTITY, -1));
        BoundingBox from = BoundingBox.around(copy, copyCorners);
        BoundingBox to = BoundingBox.around(sites.vertices, sites.corners);
        double scale = snapped(to.diagonal() / from.diagonal());
        guesses.add(new Guess(
                new Similarity(scale, Similarity.IDENTITY.rotation(), new double[] {
                    (to.minX() + to.maxX() - scale * (from.minX() + from.maxX())) / 2,
                    (to.minY() + to.maxY() - scale * (from.minY() + from.maxY())) / 2,
                    (to.minZ() + to.maxZ() - scale * (from.minZ() + from.maxZ())) / 2
                }),
                -1));
        double size = snapped(Math.sqrt(theirs.area() / mine.area()));
        for (int flips = 0; flips < 4; flips++) {
            guesses.add(new Guess(mine.onto(theirs, size, flips), -1));
        }
        return guesses;
    }

    private static double snapped(double scale) {
        return Math.abs(scale - 1) < SAME_SIZE ? 1 : scale;
    }

    /** Returns guesses that rest on one facet each: for each of the rarest facets those of its shape, likeliest first. */
    List<List<Guess>> byFacet() {
        FacetShapes shapes = new FacetShapes(sites.vertices, sites.corners, theirs.centre());
        int facets = copyCorners.length / 3;
        int looked = Math.min(facets, LOOKED_AT);
        int[] rarest = IntStream.range(0, looked)
                .map(i -> (int) ((long) i * facets / looked))
                .filter(f -> FacetShapes.shape(copy, copyCorners, f).usable(reach))
                .boxed()
                .sorted(Comparator.comparingInt((Integer f) -> shapes.alike(shape(f), slack()))
                        .thenComparingDouble(f -> -shape(f).longest()))
                .limit(FACETS)
                .mapToInt(Integer::intValue)
                .toArray();
        double size = snapped(Math.sqrt(theirs.area() / mine.area()));
        List<List<Guess>> guesses = new ArrayList<>();
        for (int facet : rarest) {
            double[] far = FacetShapes.distances(copy, copyCorners, facet, mine.centre());
            for (int k = 0; k < 3; k++) {
                far[k] *= size;
            }
            List<Guess> ofOne = new ArrayList<>();
            for (int twin : shapes.like(shape(facet), far, slack(), TWINS)) {
                ofOne.add(new Guess(onto(facet, twin), facet));
            }
            guesses.add(ofOne);
        }
        return guesses;
    }

    private FacetShapes.Shape shape(int facet) {
        return FacetShapes.shape(copy, copyCorners, facet);
    }

    /** How much an edge may have changed, mm. */
    private double slack() {
        return reach / 4;
    }

    private Similarity onto(int facet, int twin) {
        int mine = FacetShapes.first(copy, copyCorners, facet);
        int theirs = FacetShapes.first(sites.vertices, sites.corners, twin);
        double[] pairs = new double[18];
        for (int k = 0; k < 3; k++) {
            System.arraycopy(copy, 3 * copyCorners[3 * facet + (mine + k) % 3], pairs, 6 * k, 3);
            System.arraycopy(sites.vertices, 3 * sites.corners[3 * twin + (theirs + k) % 3], pairs, 6 * k + 3, 3);
        }
        Similarity fit = Similarity.fit(pairs, 3, true);
        return Math.abs(fit.scale() - 1) < SAME_SIZE ? Similarity.fit(pairs, 3, false) : fit;
    }
}
