package io.amsphub.mesh.compose;

import io.amsphub.mesh.model.LengthUnit;
import io.amsphub.mesh.model.TriangleMesh;
import java.util.Arrays;
import java.util.List;

/**
 * A mounting bracket to show the hub with: 60 x 40 x 30 mm, two plates of 6 mm with a fillet of 8 mm between
 * them, rounded corners, two countersunk holes for M6 in the base and two for M5 in the upright. The base
 * lies on z = 0. Made here from formulas, so it ships without a licence of anyone else.
 *
 * <p>Coordinates are exact in single precision: written as binary STL and read back it is the same mesh.
 */
public final class DemoBracket {

    private static final double WIDTH = 60;
    private static final double DEPTH = 40;
    private static final double HEIGHT = 30;
    private static final double PLATE = 6;
    private static final double FILLET = 8;
    private static final double CORNER = 6;
    private static final double BASE_HOLE = 3.25;
    private static final double COUNTERSINK = 6.25;
    private static final double UPRIGHT_HOLE = 2.75;
    private static final double[] BASE_HOLES_X = {15, 45};
    private static final double BASE_HOLES_Y = 27;
    private static final double[] UPRIGHT_HOLES_X = {18, 42};
    private static final double UPRIGHT_HOLES_Z = 22;
    private static final int HOLE_SEGMENTS = 128;
    private static final int ARC_SEGMENTS = 32;

    private final SurfaceBuilder surface = new SurfaceBuilder();

    private DemoBracket() {}

    /** Returns the bracket as it should be: one closed, outward shell without a defect. */
    public static TriangleMesh sound() {
        DemoBracket bracket = new DemoBracket();
        bracket.addBase();
        bracket.addUpright();
        bracket.addSides();
        return bracket.surface.build();
    }

    /**
     * Returns the bracket as a careless export leaves it, with the {@link Defects} of
     * {@link #carelessDefects()} and nothing else wrong.
     */
    public static TriangleMesh carelessExport() {
        return new CarelessExport(sound()).spoil();
    }

    /** Returns how many defects of each kind {@link #carelessExport} has. */
    public static Defects carelessDefects() {
        return CarelessExport.DEFECTS;
    }

    /**
     * Counts of defects.
     *
     * @param missingFacets facets that are not there, no two at one point, so each is a hole of three edges
     * @param duplicateFacets facets that are there a second time
     * @param flippedFacets facets that face inward, next to each other
     * @param crackedEdges edges along which the two sides of a seam are one float step apart
     * @param degenerateFacets facets without area that close a T-junction
     */
    public record Defects(
            int missingFacets, int duplicateFacets, int flippedFacets, int crackedEdges, int degenerateFacets) {}

    // ---- the shape ----

    private int onZ(double x, double y, double z) {
        return surface.point(x, y, z);
    }

    private static List<Outline> circles(double[] centresU, double centreV, double radius) {
        return Arrays.stream(centresU)
                .mapToObj(u -> Outline.circle(u, centreV, radius, HOLE_SEGMENTS))
                .toList();
    }

    /** The rounded free end of a plate, from its right side over the end to its left side. */
    private static Outline roundedEnd(Outline start, double reach) {
        return start.arc(WIDTH - CORNER, reach - CORNER, CORNER, 0, 90, ARC_SEGMENTS)
                .arc(CORNER, reach - CORNER, CORNER, 90, 180, ARC_SEGMENTS);
    }

    private void addBase() {
        Outline bottom = roundedEnd(new Outline().to(0, 0).to(WIDTH, 0), DEPTH);
        Outline top = roundedEnd(new Outline().to(0, PLATE + FILLET).to(WIDTH, PLATE + FILLET), DEPTH);
        List<Outline> holes = circles(BASE_HOLES_X, BASE_HOLES_Y, BASE_HOLE);
        List<Outline> sinks = circles(BASE_HOLES_X, BASE_HOLES_Y, COUNTERSINK);
        double neck = PLATE - (COUNTERSINK - BASE_HOLE);
        surface.face(new PlanarRegion(bottom, holes), false, (x, y) -> onZ(x, y, 0));
        surface.face(new PlanarRegion(top, sinks), true, (x, y) -> onZ(x, y, PLATE));
        for (int i = 0; i < holes.size(); i++) {
            surface.strip(holes.get(i), (x, y) -> onZ(x, y, neck), holes.get(i), (x, y) -> onZ(x, y, 0), true);
            surface.strip(sinks.get(i), (x, y) -> onZ(x, y, PLATE), holes.get(i), (x, y) -> onZ(x, y, neck), true);
        }
        Outline end = roundedEnd(new Outline(), DEPTH);
        surface.strip(end, (x, y) -> onZ(x, y, 0), end, (x, y) -> onZ(x, y, PLATE), false);
    }

    private void addUpright() {
        Outline back = roundedEnd(new Outline().to(0, 0).to(WIDTH, 0), HEIGHT);
        Outline front = roundedEnd(new Outline().to(0, PLATE + FILLET).to(WIDTH, PLATE + FILLET), HEIGHT);
        List<Outline> holes = circles(UPRIGHT_HOLES_X, UPRIGHT_HOLES_Z, UPRIGHT_HOLE);
        surface.face(new PlanarRegion(back, holes), true, (x, z) -> onZ(x, 0, z));
        surface.face(new PlanarRegion(front, holes), false, (x, z) -> onZ(x, PLATE, z));
        for (Outline hole : holes) {
            surface.strip(hole, (x, z) -> onZ(x, 0, z), hole, (x, z) -> onZ(x, PLATE, z), true);
        }
        Outline end = roundedEnd(new Outline(), HEIGHT);
        surface.strip(end, (x, z) -> onZ(x, PLATE, z), end, (x, z) -> onZ(x, 0, z), false);
    }

    private void addSides() {
        Outline fillet = new Outline().arc(PLATE + FILLET, PLATE + FILLET, FILLET, 270, 180, ARC_SEGMENTS);
        Outline profile = new Outline().to(0, 0).to(DEPTH - CORNER, 0).to(DEPTH - CORNER, PLATE);
        for (int i = 0; i < fillet.size(); i++) {
            profile.to(fillet.x(i), fillet.y(i));
        }
        profile.to(PLATE, HEIGHT - CORNER).to(0, HEIGHT - CORNER);
        PlanarRegion side = new PlanarRegion(profile, List.of());
        surface.face(side, false, (y, z) -> onZ(0, y, z));
        surface.face(side, true, (y, z) -> onZ(WIDTH, y, z));
        surface.strip(fillet, (y, z) -> onZ(0, y, z), fillet, (y, z) -> onZ(WIDTH, y, z), false);
    }

    /** Spoils a sound bracket, each defect at a place of its own. */
    private static final class CarelessExport {

        static final Defects DEFECTS = new Defects(2, 1, 4, 16, 1);

        private final double[] points;
        private final int[] facets;
        private int pointCount;
        private int facetCount;

        CarelessExport(TriangleMesh sound) {
            pointCount = sound.pointCount();
            facetCount = sound.facetCount();
            points = Arrays.copyOf(sound.points(), 3 * (pointCount + DEFECTS.crackedEdges() + 2));
            facets = Arrays.copyOf(sound.facets(), 3 * (facetCount + 4));
        }

        TriangleMesh spoil() {
            crackRim(BASE_HOLES_X[0]);
            flipOnFillet();
            addDegenerate(nearest(WIDTH, DEPTH / 2, PLATE / 2));
            duplicate(nearest(WIDTH / 2, DEPTH, PLATE / 2));
            remove(nearest(WIDTH / 2, 0, PLATE));
            remove(nearest(UPRIGHT_HOLES_X[1] + UPRIGHT_HOLE, PLATE / 2, UPRIGHT_HOLES_Z));
            return TriangleMesh.of(
                    Arrays.copyOf(points, 3 * pointCount),
                    Arrays.copyOf(facets, 3 * facetCount),
                    LengthUnit.UNSPECIFIED);
        }

        /** Moves the flat side of part of a countersink's rim by one float step, away from the conical side. */
        private void crackRim(double centreX) {
            int[] moved = new int[pointCount];
            for (int i = 0; i <= DEFECTS.crackedEdges(); i++) {
                double angle = 2 * Math.PI * i / HOLE_SEGMENTS;
                int rim = find(centreX + COUNTERSINK * Math.cos(angle), BASE_HOLES_Y + COUNTERSINK * Math.sin(angle));
                boolean end = i == 0 || i == DEFECTS.crackedEdges();
                if (!end) {
                    moved[rim] = addPoint(points[3 * rim], Math.nextUp((float) points[3 * rim + 1]), PLATE);
                }
            }
            for (int i = 0; i < 3 * facetCount; i += 3) {
                if (isFlatTop(i)) {
                    for (int k = i; k < i + 3; k++) {
                        facets[k] = moved[facets[k]] > 0 ? moved[facets[k]] : facets[k];
                    }
                }
            }
        }

        private boolean isFlatTop(int i) {
            return points[3 * facets[i] + 2] == PLATE
                    && points[3 * facets[i + 1] + 2] == PLATE
                    && points[3 * facets[i + 2] + 2] == PLATE;
        }

        private int find(double x, double y) {
            for (int i = 0; i < pointCount; i++) {
                boolean here = points[3 * i] == Grid.snap(x) && points[3 * i + 1] == Grid.snap(y);
                if (here && points[3 * i + 2] == PLATE) {
                    return i;
                }
            }
            throw new IllegalStateException("no rim point at " + x + ", " + y);
        }

        private int addPoint(double x, double y, double z) {
            points[3 * pointCount] = x;
            points[3 * pointCount + 1] = y;
            points[3 * pointCount + 2] = z;
            return pointCount++;
        }

        /** The facets of the fillet were added last, two a segment. */
        private void flipOnFillet() {
            int first = facetCount - ARC_SEGMENTS;
            for (int facet = first; facet < first + DEFECTS.flippedFacets(); facet++) {
                int swap = facets[3 * facet];
                facets[3 * facet] = facets[3 * facet + 1];
                facets[3 * facet + 1] = swap;
            }
        }

        /** Puts a point on the first edge of a facet and closes the T-junction with a facet without area. */
        private void addDegenerate(int facet) {
            int a = facets[3 * facet];
            int b = facets[3 * facet + 1];
            int c = facets[3 * facet + 2];
            int middle = addPoint(
                    (points[3 * a] + points[3 * b]) / 2,
                    (points[3 * a + 1] + points[3 * b + 1]) / 2,
                    (points[3 * a + 2] + points[3 * b + 2]) / 2);
            facets[3 * facet + 1] = middle;
            addFacet(middle, b, c);
            addFacet(a, b, middle);
        }

        private void duplicate(int facet) {
            addFacet(facets[3 * facet], facets[3 * facet + 1], facets[3 * facet + 2]);
        }

        private void addFacet(int a, int b, int c) {
            facets[3 * facetCount] = a;
            facets[3 * facetCount + 1] = b;
            facets[3 * facetCount + 2] = c;
            facetCount++;
        }

        private void remove(int facet) {
            System.arraycopy(facets, 3 * facet + 3, facets, 3 * facet, 3 * (facetCount - facet - 1));
            facetCount--;
        }

        /** Returns the facet whose centre is nearest to a place, the earlier of equals. */
        private int nearest(double x, double y, double z) {
            int best = 0;
            double least = Double.POSITIVE_INFINITY;
            for (int facet = 0; facet < facetCount; facet++) {
                double square = squared(facet, 0, x) + squared(facet, 1, y) + squared(facet, 2, z);
                if (square < least) {
                    least = square;
                    best = facet;
                }
            }
            return best;
        }

        private double squared(int facet, int axis, double at) {
            double sum = 0;
            for (int k = 0; k < 3; k++) {
                sum += points[3 * facets[3 * facet + k] + axis];
            }
            return (sum / 3 - at) * (sum / 3 - at);
        }
    }
}
