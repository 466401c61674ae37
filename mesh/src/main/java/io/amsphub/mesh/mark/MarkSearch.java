package io.amsphub.mesh.mark;

import io.amsphub.mesh.model.BoundingBox;
import io.amsphub.mesh.model.TriangleMesh;
import io.amsphub.mesh.topology.Weld;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Finds the mark of a copy with the original at hand: lays the copy onto the original, wherever it was moved, turned or
 * scaled to, whatever order its points and facets are in and whatever was cut off, and reads what the points say. Does not
 * depend on threads. What is mirrored, remeshed, or changed by more than some hundredths of a millimetre everywhere says
 * nothing any more.
 */
public final class MarkSearch {

    /** How far a point may be off, in steps of a mark. */
    private static final double REACH = 24;
    /** Ways to lay a copy that are read; a part that looks the same from many sides has many. */
    private static final int WAYS = 1024;
    /** Facets in turn that lead to no new way, after which none is expected. */
    private static final int IDLE = 2;

    private final MarkKey key;
    private final MarkSites sites;
    private final MarkPattern pattern;

    /** Prepares to look at copies of an original. */
    public MarkSearch(TriangleMesh original, MarkKey key) {
        this.key = key;
        sites = new MarkSites(original);
        pattern = new MarkPattern(key, sites.vertices);
    }

    /**
     * Looks for a mark.
     *
     * @param copy the model that was found somewhere
     * @param candidates codes that came into question, which help where too little is left to read one; may be empty
     * @return the mark; empty when there is none, or not enough of one that chance is ruled out (probability of an
     *     error below 10⁻⁹)
     */
    public Optional<MarkFinding> find(TriangleMesh copy, Collection<MarkCode> candidates) {
        if (copy.facetCount() == 0 || sites.mostStep == 0 || copy.boundingBox().diagonal() == 0) {
            return Optional.empty();
        }
        Weld weld = Weld.of(copy);
        double[] all = weld.coordinates(copy.points());
        int[] corners = weld.apply(copy.facets());
        double[] points = used(all, corners);
        Laying laying = new Laying(points, sites.vertices, REACH * sites.mostStep);
        Guesses guesses = new Guesses(all, corners, sites, REACH * sites.mostStep);
        Laying.Rings everywhere = laying.everywhere();
        Known known = new Known(copy.boundingBox(), REACH * sites.mostStep / 2);
        for (Guesses.Guess guess : guesses.whole()) {
            Similarity laid = laying.grow(guess.transform(), everywhere);
            if (laid != null && known.add(laid)) {
                Optional<MarkFinding> found = read(laying, laid, points, candidates, known.count());
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        int idle = 0;
        for (List<Guesses.Guess> ofOne : guesses.byFacet()) {
            int before = known.count();
            boolean any = false;
            Laying.Rings rings = ofOne.isEmpty()
                    ? everywhere
                    : rings(laying, all, corners, ofOne.get(0).facet());
            for (Guesses.Guess guess : ofOne) {
                Similarity laid = laying.grow(guess.transform(), rings);
                any |= laid != null;
                if (laid != null && known.add(laid)) {
                    Optional<MarkFinding> found = read(laying, laid, points, candidates, known.count());
                    if (found.isPresent() || known.count() >= WAYS) {
                        return found;
                    }
                }
            }
            idle += any && known.count() == before ? 1 : 0;
            if (idle == IDLE) {
                break;
            }
        }
        return Optional.empty();
    }

    /** The ways that a copy was laid already. */
    private static final class Known {

        private final double[] probes;
        private final double apart;
        private final List<double[]> images = new ArrayList<>();

        Known(BoundingBox box, double apart) {
            probes = new double[] {
                box.minX(), box.minY(), box.minZ(), box.maxX(), box.minY(), box.minZ(),
                box.minX(), box.maxY(), box.minZ(), box.minX(), box.minY(), box.maxZ()
            };
            this.apart = apart;
        }

        int count() {
            return images.size();
        }

        /** Returns whether a way is new. */
        boolean add(Similarity way) {
            double[] image = new double[probes.length];
            for (int i = 0; i < image.length; i++) {
                int p = i - i % 3;
                image[i] = way.coordinate(i % 3, probes[p], probes[p + 1], probes[p + 2]);
            }
            for (double[] known : images) {
                double most = 0;
                for (int i = 0; i < image.length; i++) {
                    most = Math.max(most, Math.abs(image[i] - known[i]));
                }
                if (most < apart) {
                    return false;
                }
            }
            images.add(image);
            return true;
        }
    }

    /** The points that facets use. */
    private static double[] used(double[] all, int[] corners) {
        int[] sorted = Arrays.stream(corners).sorted().distinct().toArray();
        double[] points = new double[3 * sorted.length];
        for (int i = 0; i < sorted.length; i++) {
            System.arraycopy(all, 3 * sorted[i], points, 3 * i, 3);
        }
        return points;
    }

    private static Laying.Rings rings(Laying laying, double[] points, int[] corners, int facet) {
        double[] centre = new double[3];
        for (int k = 0; k < 3; k++) {
            for (int axis = 0; axis < 3; axis++) {
                centre[axis] += points[3 * corners[3 * facet + k] + axis] / 3;
            }
        }
        double longest = FacetShapes.shape(points, corners, facet).longest();
        return laying.around(centre[0], centre[1], centre[2], 2 * longest);
    }

    private Optional<MarkFinding> read(
            Laying laying, Similarity laid, double[] points, Collection<MarkCode> candidates, int ways) {
        double[] off = new double[sites.vertices.length];
        double[] nearest = new double[sites.step.length];
        Arrays.fill(off, Double.NaN);
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
        int matched = 0;
        for (int p = 0; 3 * p < points.length; p++) {
            int site = laying.partner(laid, p);
            if (site < 0) {
                continue;
            }
            matched++;
            double square = 0;
            double[] d = new double[3];
            for (int axis = 0; axis < 3; axis++) {
                d[axis] = laid.coordinate(axis, points[3 * p], points[3 * p + 1], points[3 * p + 2])
                        - sites.vertices[3 * site + axis];
                square += d[axis] * d[axis];
            }
            if (square < nearest[site]) {
                nearest[site] = square;
                System.arraycopy(d, 0, off, 3 * site, 3);
            }
        }
        return new MarkReading(key, pattern, sites, off, matched / (points.length / 3.0), laid.scale())
                .finding(candidates, ways);
    }
}
