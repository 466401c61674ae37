package io.amsphub.mesh.predicate;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Compares the sign tests with clipping in exact decimals, on points of a small grid where everything degenerates. */
class FacetPairsTest {

    @Test
    void gridFacetsMeetWhenClippingSaysSo() {
        Random random = new Random(1);
        int meetings = 0;
        for (int round = 0; round < 30_000; round++) {
            int size = 2 + random.nextInt(4);
            double[] xyz = new double[18];
            for (int i = 0; i < 18; i++) {
                xyz[i] = random.nextInt(size);
            }
            int[] corners = numbered(xyz);
            if (hasNoArea(xyz, corners, 0) || hasNoArea(xyz, corners, 3) || shared(corners) == 3) {
                continue;
            }
            boolean meet = new FacetPairs(xyz, corners).meet(0, 1);

            assertThat(meet).as("round %d", round).isEqualTo(RationalFacets.commonPoints(xyz, corners));
            meetings += meet ? 1 : 0;
        }
        assertThat(meetings).isGreaterThan(1000);
    }

    @Test
    void turningAndSwappingFacetsChangesNothing() {
        Random random = new Random(2);
        for (int round = 0; round < 5_000; round++) {
            double[] xyz = new double[18];
            for (int i = 0; i < 18; i++) {
                xyz[i] = random.nextInt(4) * 0.1;
            }
            int[] c = numbered(xyz);
            if (hasNoArea(xyz, c, 0) || hasNoArea(xyz, c, 3) || shared(c) == 3) {
                continue;
            }
            boolean meet = new FacetPairs(xyz, c).meet(0, 1);

            assertThat(new FacetPairs(xyz, new int[] {c[3], c[4], c[5], c[0], c[1], c[2]}).meet(0, 1))
                    .isEqualTo(meet);
            assertThat(new FacetPairs(xyz, new int[] {c[1], c[2], c[0], c[4], c[3], c[5]}).meet(0, 1))
                    .isEqualTo(meet);
            assertThat(new FacetPairs(xyz, new int[] {c[1], c[0], c[2], c[5], c[3], c[4]}).meet(0, 1))
                    .isEqualTo(meet);
        }
    }

    @Test
    void planesThatDifferInTheLastBitAreToldApart() {
        double up = Math.nextUp(1.0);
        double[] xyz = {0, 0, 1, 4, 0, 1, 0, 4, 1, 1, 1, up, 5, 1, up, 1, 5, 9};

        assertThat(new FacetPairs(xyz, new int[] {0, 1, 2, 3, 4, 5}).meet(0, 1)).isFalse();
        xyz[11] = 1;
        assertThat(new FacetPairs(xyz, new int[] {0, 1, 2, 3, 4, 5}).meet(0, 1)).isTrue();
    }

    @Test
    void magnitudesAtTheEndsOfTheRangeKeepTheirSign() {
        Orientation orientation = new Orientation();
        double big = 1e300;
        double[] large = {0, 0, 0, big, 0, 0, 0, big, 0, big, big, big};
        double[] small = {0, 0, 0, 1e-300, 0, 0, 0, 1e-300, 0, 0, 0, Double.MIN_VALUE};

        assertThat(orientation.inSpace(large, 0, 1, 2, 3)).isEqualTo(1);
        assertThat(orientation.inSpace(small, 0, 1, 2, 3)).isEqualTo(1);
        assertThat(orientation.inPlane(0, 0, big, -big, -big, big)).isZero();
    }

    @Test
    void randomSignsAgreeWithDecimals() {
        Random random = new Random(3);
        Orientation orientation = new Orientation();
        int zeros = 0;
        for (int round = 0; round < 3_000; round++) {
            double[] xyz = new double[12];
            for (int i = 0; i < 9; i++) {
                xyz[i] = (float) random.nextGaussian() * Math.scalb(1.0, random.nextInt(8));
            }
            double s = random.nextInt(5) / 4.0;
            double t = random.nextInt(5) / 4.0;
            for (int k = 0; k < 3; k++) {
                xyz[9 + k] = xyz[k] + s * (xyz[3 + k] - xyz[k]) + t * (xyz[6 + k] - xyz[k]);
            }
            int expected = orient(xyz, 0, 1, 2, 3);

            assertThat(orientation.inSpace(xyz, 0, 1, 2, 3)).isEqualTo(expected);
            assertThat(orientation.inSpaceExact(xyz, 0, 1, 2, xyz[9], xyz[10], xyz[11]))
                    .isEqualTo(expected);
            assertThat(orientation.inSpace(xyz, 1, 0, 2, 3)).isEqualTo(-expected);
            zeros += expected == 0 ? 1 : 0;
        }
        assertThat(zeros).isGreaterThan(100);
    }

    private static int[] numbered(double[] xyz) {
        int[] corners = new int[6];
        for (int i = 0; i < 6; i++) {
            corners[i] = i;
            for (int j = 0; j < i; j++) {
                if (xyz[3 * i] == xyz[3 * j] && xyz[3 * i + 1] == xyz[3 * j + 1] && xyz[3 * i + 2] == xyz[3 * j + 2]) {
                    corners[i] = j;
                    break;
                }
            }
        }
        return corners;
    }

    private static boolean hasNoArea(double[] xyz, int[] corners, int at) {
        return new Orientation().collinear(xyz, corners[at], corners[at + 1], corners[at + 2]);
    }

    private static int shared(int[] corners) {
        int count = 0;
        for (int i = 0; i < 3; i++) {
            for (int j = 3; j < 6; j++) {
                count += corners[i] == corners[j] ? 1 : 0;
            }
        }
        return count;
    }

    private static int orient(double[] p, int a, int b, int c, int d) {
        BigDecimal[][] m = new BigDecimal[3][3];
        int[] rows = {b, c, d};
        for (int r = 0; r < 3; r++) {
            for (int k = 0; k < 3; k++) {
                m[r][k] = new BigDecimal(p[3 * rows[r] + k]).subtract(new BigDecimal(p[3 * a + k]));
            }
        }
        BigDecimal x = m[1][1].multiply(m[2][2]).subtract(m[1][2].multiply(m[2][1]));
        BigDecimal y = m[1][0].multiply(m[2][2]).subtract(m[1][2].multiply(m[2][0]));
        BigDecimal z = m[1][0].multiply(m[2][1]).subtract(m[1][1].multiply(m[2][0]));
        return m[0][0].multiply(x)
                .subtract(m[0][1].multiply(y))
                .add(m[0][2].multiply(z))
                .signum();
    }
}
