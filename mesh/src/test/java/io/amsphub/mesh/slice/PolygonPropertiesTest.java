package io.amsphub.mesh.slice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PolygonPropertiesTest {

    /** A ring that crosses itself at will. */
    private static Contours tangle(long seed, int points) {
        SplittableRandom random = new SplittableRandom(seed);
        RingBuilder rings = new RingBuilder();
        for (int i = 0; i < points; i++) {
            rings.add(random.nextDouble(20), random.nextDouble(20));
        }
        rings.close();
        return PolygonSweep.nonZero(rings.build());
    }

    @Property(tries = 200)
    void areasOfSetOperationsAddUp(@ForAll long seed) {
        Contours a = tangle(seed, 9);
        Contours b = tangle(seed + 1, 7);
        double both = PolygonSweep.intersection(a, b).area();

        assertThat(PolygonSweep.union(a, b).area()).isCloseTo(a.area() + b.area() - both, within(0.01));
        assertThat(PolygonSweep.difference(a, b).area()).isCloseTo(a.area() - both, within(0.01));
        assertThat(PolygonSweep.nonZero(a).area()).isCloseTo(a.area(), within(0.01));
    }

    @Property(tries = 100)
    void shrinkingAndGrowingStaysInside(@ForAll long seed) {
        Contours region = tangle(seed, 8);
        Contours opened = PolygonOffset.opening(region, 0.3);

        assertThat(opened.area()).isLessThanOrEqualTo(region.area() + 0.1);
        assertThat(PolygonOffset.of(region, -0.3).area()).isLessThanOrEqualTo(opened.area() + 0.1);
        assertThat(PolygonOffset.of(region, 0.3).area()).isGreaterThanOrEqualTo(region.area() - 0.1);
    }

    @Property(tries = 100)
    void aTurnChangesNoArea(@ForAll long seed) {
        Contours a = tangle(seed, 8);
        Contours b = tangle(seed + 1, 8);
        double expected = PolygonSweep.intersection(a, b).area();

        double turned = PolygonSweep.intersection(a.turned(0.6, 0.8), b.turned(0.6, 0.8))
                .area();

        assertThat(turned).isCloseTo(expected, within(0.01));
    }

    @Test
    void offsetsOfASquareWithAHoleAreExact() {
        Contours square = Contours.ring(0, 0, 10, 0, 10, 10, 0, 10);
        Contours framed = square.and(Contours.ring(3, 3, 3, 7, 7, 7, 7, 3));

        assertThat(PolygonOffset.of(framed, -1).area()).isCloseTo(64 - 36, within(1e-3));
        assertThat(PolygonOffset.of(framed, 1).area()).isCloseTo(144 - 4, within(1e-3));
        assertThat(PolygonOffset.of(framed, -1.5).isEmpty()).isTrue();
        assertThat(PolygonOffset.of(framed, 2.5).holes()).isZero();
        assertThat(PolygonOffset.of(square, -6).isEmpty()).isTrue();
    }

    @Test
    void simplifyingKeepsWhatIsFartherThanTheTolerance() {
        Contours ring = Contours.ring(0, 0, 5, 0.001, 10, 0, 10, 5, 10.5, 7, 10, 10, 0, 10);

        assertThat(ContourSimplifier.simplify(ring, 0.01).pointCount()).isEqualTo(6);
        assertThat(ContourSimplifier.simplify(ring, 1).pointCount()).isEqualTo(4);
    }
}
