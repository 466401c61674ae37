package io.amsphub.mesh.predicate;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The stages of the orientation in space, against decimals that have no rounding. */
class OrientationTest {

    private static final int TRIES = 40_000;

    private final Orientation orientation = new Orientation();

    private static int exact(double[] p) {
        BigDecimal[] m = new BigDecimal[9];
        for (int i = 0; i < 9; i++) {
            m[i] = new BigDecimal(p[i]).subtract(new BigDecimal(p[9 + i % 3]));
        }
        BigDecimal determinant = m[0].multiply(m[4].multiply(m[8]).subtract(m[5].multiply(m[7])))
                .subtract(m[1].multiply(m[3].multiply(m[8]).subtract(m[5].multiply(m[6]))))
                .add(m[2].multiply(m[3].multiply(m[7]).subtract(m[4].multiply(m[6]))));
        return -determinant.signum();
    }

    /** Points of very different sizes, on a coarse grid so that many lie in one plane, or far away together. */
    private static double[] points(SplittableRandom random) {
        double[] p = new double[12];
        int shape = random.nextInt(4);
        for (int i = 0; i < 12; i++) {
            double grid = random.nextInt(-3, 4);
            p[i] = switch (shape) {
                case 0 -> grid;
                case 1 -> grid * Math.pow(2, random.nextInt(-40, 40));
                case 2 -> 1e9 + grid + (random.nextInt(4) == 0 ? random.nextDouble() : 0);
                default -> (float) random.nextDouble(-1, 1);
            };
        }
        if (random.nextInt(3) == 0) {
            int far = 3 * random.nextInt(4);
            for (int axis = 0; axis < 3; axis++) {
                p[far + axis] *= 0x1p60;
            }
        }
        if (random.nextInt(3) == 0) {
            // the fourth nearly in the plane of the others
            double s = random.nextInt(-2, 3);
            double t = random.nextInt(-2, 3);
            for (int axis = 0; axis < 3; axis++) {
                p[9 + axis] = p[axis] + s * (p[3 + axis] - p[axis]) + t * (p[6 + axis] - p[axis]);
            }
        }
        return p;
    }

    @Test
    void signIsThatOfTheExactDeterminant() {
        SplittableRandom random = new SplittableRandom(7);
        int[] seen = new int[3];
        for (int n = 0; n < TRIES; n++) {
            double[] p = points(random);
            int expected = exact(p);
            seen[1 + expected]++;
            assertThat(orientation.inSpace(p, 0, 1, 2, 3)).as("try %s", n).isEqualTo(expected);
            assertThat(orientation.inSpaceExact(p, 0, 1, 2, p[9], p[10], p[11])).isEqualTo(expected);
            assertThat(orientation.inSpace(p, 1, 0, 2, 3)).as("turned").isEqualTo(-expected);
            assertThat(orientation.inSpace(p, 3, 0, 1, 2)).as("turned about").isEqualTo(-expected);
        }
        assertThat(seen[0]).isGreaterThan(1000);
        assertThat(seen[1]).isGreaterThan(1000);
        assertThat(seen[2]).isGreaterThan(1000);
    }
}
