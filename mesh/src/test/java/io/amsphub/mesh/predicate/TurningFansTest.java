package io.amsphub.mesh.predicate;

import static org.assertj.core.api.Assertions.assertThat;

import io.amsphub.mesh.bench.BenchmarkModels;
import io.amsphub.mesh.model.TriangleMesh;
import io.amsphub.mesh.topology.FacetEdges;
import io.amsphub.mesh.topology.Weld;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a fan is said to be is held against the exact comparison of its facets. */
class TurningFansTest {

    @Test
    void noFacetsMeetWhereTheyAreSaidToBeApart() {
        Random random = new Random(5);
        int apart = 0;
        int meeting = 0;
        for (int round = 0; round < 4_000; round++) {
            int n = 3 + random.nextInt(6);
            double[] xyz = closedFan(random, n);
            int[] corners = bothSides(n);
            FacetEdges edges = FacetEdges.of(corners, n + 2);
            boolean said = TurningFans.of(xyz, edges)[0] != 0;
            boolean met = meet(xyz, corners, n);
            assertThat(said && met).as("round %d", round).isFalse();
            apart += said ? 1 : 0;
            meeting += met ? 1 : 0;
        }
        assertThat(apart).isGreaterThan(500);
        assertThat(meeting).isGreaterThan(500);
    }

    @Test
    void aFanThatTurnsTwiceIsNotSaidToBeApart() {
        int n = 7;
        double[] xyz = new double[3 * (n + 2)];
        for (int i = 0; i < n; i++) {
            double angle = 4 * Math.PI * i / n;
            xyz[3 * i + 3] = Math.cos(angle);
            xyz[3 * i + 4] = Math.sin(angle);
            xyz[3 * i + 5] = 0.01 * i;
        }
        xyz[3 * n + 5] = -5;

        assertThat(TurningFans.of(xyz, FacetEdges.of(bothSides(n), n + 2))[0]).isZero();
    }

    @Test
    void everyVertexOfASmoothSurfaceIsSaidToBeApart() {
        TriangleMesh sphere = BenchmarkModels.clean(20_000);
        Weld weld = Weld.of(sphere);
        byte[] apart = TurningFans.of(
                weld.coordinates(sphere.points()), FacetEdges.of(weld.apply(sphere.facets()), weld.vertexCount()));

        assertThat(apart).containsOnly((byte) 1);
    }

    /** Vertex 0 with a rim of n vertices around it, and one more below that closes the surface. */
    private static double[] closedFan(Random random, int n) {
        double[] xyz = new double[3 * (n + 2)];
        boolean grid = random.nextBoolean();
        for (int i = 1; i <= n; i++) {
            double angle = 2 * Math.PI * (i + random.nextDouble()) / n;
            xyz[3 * i] = grid ? random.nextInt(5) - 2 : Math.cos(angle);
            xyz[3 * i + 1] = grid ? random.nextInt(5) - 2 : Math.sin(angle);
            xyz[3 * i + 2] = grid ? random.nextInt(3) - 1 : random.nextGaussian() * 0.7;
        }
        xyz[3 * n + 5] = -9;
        return xyz;
    }

    private static int[] bothSides(int n) {
        int[] corners = new int[6 * n];
        for (int i = 0; i < n; i++) {
            int next = (i + 1) % n;
            int at = 6 * i;
            corners[at + 1] = i + 1;
            corners[at + 2] = next + 1;
            corners[at + 3] = n + 1;
            corners[at + 4] = next + 1;
            corners[at + 5] = i + 1;
        }
        return corners;
    }

    private static boolean meet(double[] xyz, int[] corners, int n) {
        FacetPairs pairs = new FacetPairs(xyz, corners);
        Orientation orientation = new Orientation();
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                if (hasArea(orientation, xyz, corners, 2 * i)
                        && hasArea(orientation, xyz, corners, 2 * j)
                        && pairs.meet(2 * i, 2 * j)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean hasArea(Orientation orientation, double[] xyz, int[] corners, int f) {
        return !orientation.collinear(xyz, corners[3 * f], corners[3 * f + 1], corners[3 * f + 2]);
    }
}
