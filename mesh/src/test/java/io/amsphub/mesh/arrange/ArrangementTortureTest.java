package io.amsphub.mesh.arrange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.amsphub.mesh.Shapes;
import io.amsphub.mesh.check.MeshDetection;
import io.amsphub.mesh.check.MeshMeasures;
import io.amsphub.mesh.model.LengthUnit;
import io.amsphub.mesh.model.TriangleMesh;
import io.amsphub.mesh.predicate.Orientation;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Solids on a small grid, where faces lie in one plane, edges on edges and corners on faces all the time. */
class ArrangementTortureTest {

    private static final int SIZE = 6;

    @Test
    void boxesOfTheGridEncloseTheCellsThatTheyCover() {
        Random random = new Random(7);
        for (int round = 0; round < 60; round++) {
            TriangleMesh[] boxes = new TriangleMesh[2 + random.nextInt(5)];
            boolean[] cells = new boolean[SIZE * SIZE * SIZE];
            for (int i = 0; i < boxes.length; i++) {
                boxes[i] = gridBox(random, cells);
            }
            TriangleMesh all = Shapes.together(boxes);
            TriangleMesh union = MeshBoolean.union(all, boxes[0]);
            MeshMeasures measures = MeshDetection.detect(union).measures();
            int covered = 0;
            for (boolean cell : cells) {
                covered += cell ? 1 : 0;
            }

            assertThat(measures.volumeMm3()).as("round %d", round).isCloseTo(covered, within(1e-9));
            assertThat(measures.selfIntersectingPairs()).as("round %d", round).isZero();
            assertThat(measures.openEdges()).as("round %d", round).isZero();
            assertThat(measures.areaMm2()).as("round %d", round).isCloseTo(surface(cells), within(1e-9));
        }
    }

    @Test
    void tetrahedraOfTheGridKeepTheirVolumeInSumAndDifference() {
        Random random = new Random(8);
        int overlaps = 0;
        for (int round = 0; round < 150; round++) {
            TriangleMesh a = tetrahedron(random);
            TriangleMesh b = tetrahedron(random);
            double volumeA = volume(a);
            double volumeB = volume(b);
            double common = volume(MeshBoolean.intersection(a, b));

            assertThat(volume(MeshBoolean.union(a, b))).isCloseTo(volumeA + volumeB - common, within(1e-9));
            assertThat(volume(MeshBoolean.difference(a, b))).isCloseTo(volumeA - common, within(1e-9));
            assertThat(volume(MeshBoolean.difference(b, a))).isCloseTo(volumeB - common, within(1e-9));
            overlaps += common > 0 ? 1 : 0;
        }
        assertThat(overlaps).isGreaterThan(30);
    }

    @Test
    void manyTetrahedraUniteInAnyOrder() {
        Random random = new Random(9);
        TriangleMesh[] solids = new TriangleMesh[12];
        for (int i = 0; i < solids.length; i++) {
            solids[i] = tetrahedron(random);
        }
        TriangleMesh oneByOne = solids[0];
        TriangleMesh reversed = solids[11];
        for (int i = 0; i < solids.length; i++) {
            oneByOne = MeshBoolean.union(oneByOne, solids[i]);
            reversed = MeshBoolean.union(reversed, solids[11 - i]);
        }
        double atOnce = volume(MeshBoolean.union(Shapes.together(solids), solids[0]));

        assertThat(volume(oneByOne)).isCloseTo(atOnce, within(1e-9));
        assertThat(volume(reversed)).isCloseTo(atOnce, within(1e-9));
    }

    private static double volume(TriangleMesh mesh) {
        return mesh.facetCount() == 0
                ? 0
                : MeshDetection.detect(mesh).measures().volumeMm3();
    }

    private static TriangleMesh gridBox(Random random, boolean[] cells) {
        int[] low = new int[3];
        int[] high = new int[3];
        for (int axis = 0; axis < 3; axis++) {
            low[axis] = random.nextInt(SIZE - 1);
            high[axis] = low[axis] + 1 + random.nextInt(SIZE - low[axis]);
            high[axis] = Math.min(high[axis], SIZE);
        }
        for (int x = low[0]; x < high[0]; x++) {
            for (int y = low[1]; y < high[1]; y++) {
                for (int z = low[2]; z < high[2]; z++) {
                    cells[(x * SIZE + y) * SIZE + z] = true;
                }
            }
        }
        double[] points = Shapes.box(0, 0, 0, 2).points().clone();
        for (int i = 0; i < points.length; i++) {
            points[i] = points[i] < 0 ? low[i % 3] : high[i % 3];
        }
        return TriangleMesh.of(points, Shapes.box(0, 0, 0, 2).facets(), LengthUnit.MILLIMETRE);
    }

    /** Number of unit squares between a covered cell and one that is not. */
    private static int surface(boolean[] cells) {
        int count = 0;
        for (int x = 0; x < SIZE; x++) {
            for (int y = 0; y < SIZE; y++) {
                for (int z = 0; z < SIZE; z++) {
                    if (at(cells, x, y, z)) {
                        count += (at(cells, x + 1, y, z) ? 0 : 1)
                                + (at(cells, x - 1, y, z) ? 0 : 1)
                                + (at(cells, x, y + 1, z) ? 0 : 1)
                                + (at(cells, x, y - 1, z) ? 0 : 1)
                                + (at(cells, x, y, z + 1) ? 0 : 1)
                                + (at(cells, x, y, z - 1) ? 0 : 1);
                    }
                }
            }
        }
        return count;
    }

    private static boolean at(boolean[] cells, int x, int y, int z) {
        return x >= 0 && y >= 0 && z >= 0 && x < SIZE && y < SIZE && z < SIZE && cells[(x * SIZE + y) * SIZE + z];
    }

    private static TriangleMesh tetrahedron(Random random) {
        Orientation orientation = new Orientation();
        int[] facets = {0, 2, 1, 0, 1, 3, 1, 2, 3, 0, 3, 2};
        while (true) {
            double[] points = new double[12];
            for (int i = 0; i < 12; i++) {
                points[i] = random.nextInt(SIZE);
            }
            TriangleMesh mesh = TriangleMesh.of(points, facets, LengthUnit.MILLIMETRE);
            int side = orientation.inSpace(points, 0, 1, 2, 3);
            if (side != 0) {
                return side > 0 ? mesh : Shapes.inverted(mesh);
            }
        }
    }
}
