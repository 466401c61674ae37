package io.amsphub.mesh.nest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.amsphub.mesh.compose.Solids;
import io.amsphub.mesh.measure.BuildVolume;
import io.amsphub.mesh.model.BoundingBox;
import io.amsphub.mesh.model.TriangleMesh;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoxNestingTest {

    private static final BuildVolume VOLUME = new BuildVolume(200, 150, 120);

    private static List<TriangleMesh> parts(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        List<TriangleMesh> parts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            parts.add(Solids.box(
                    -3,
                    4,
                    -1,
                    5 + 60 * random.nextDouble(),
                    10 + 50 * random.nextDouble(),
                    5 + 40 * random.nextDouble()));
        }
        return parts;
    }

    private static Nest nest(List<TriangleMesh> parts, NestRule rule) {
        return BoxNesting.nest(parts.stream().map(PartBox::of).toList(), VOLUME, rule);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void boxesKeepTheirSpacingAndTheMargin(boolean tip) {
        NestRule rule = new NestRule(2.5, 6, 1, tip);
        List<TriangleMesh> parts = parts(5, 120);
        Nest nest = nest(parts, rule);

        assertThat(nest.placed()).hasSizeGreaterThan(30);
        assertThat(nest.leftOut()).isNotEmpty();
        List<BoundingBox> boxes = new ArrayList<>();
        for (NestedPart one : nest.placed()) {
            BoundingBox box = one.pose().apply(parts.get(one.part())).boundingBox();
            assertThat(box.minX())
                    .isGreaterThanOrEqualTo(6 - 1e-6)
                    .isCloseTo(one.box().minX(), within(1e-9));
            assertThat(box.minY())
                    .isGreaterThanOrEqualTo(6 - 1e-6)
                    .isCloseTo(one.box().minY(), within(1e-9));
            assertThat(box.minZ())
                    .isGreaterThanOrEqualTo(-1e-6)
                    .isCloseTo(one.box().minZ(), within(1e-9));
            assertThat(box.maxX()).isLessThanOrEqualTo(194 + 1e-6);
            assertThat(box.maxY()).isLessThanOrEqualTo(144 + 1e-6);
            assertThat(box.maxZ()).isLessThanOrEqualTo(120 + 1e-6);
            boxes.add(box);
        }
        for (int i = 0; i < boxes.size(); i++) {
            for (int j = 0; j < i; j++) {
                assertThat(gap(boxes.get(i), boxes.get(j))).isGreaterThanOrEqualTo(2.5 - 1e-9);
            }
        }
    }

    /** Returns the largest distance along an axis. */
    private static double gap(BoundingBox a, BoundingBox b) {
        double x = Math.max(a.minX() - b.maxX(), b.minX() - a.maxX());
        double y = Math.max(a.minY() - b.maxY(), b.minY() - a.maxY());
        double z = Math.max(a.minZ() - b.maxZ(), b.minZ() - a.maxZ());
        return Math.max(x, Math.max(y, z));
    }

    @Test
    void nestsMoreThanLayersOfShelvesDo(TestReporter report) {
        NestRule rule = new NestRule(2, 5, 1, true);
        double nested = 0;
        double shelved = 0;
        for (int seed = 0; seed < 8; seed++) {
            List<TriangleMesh> parts = parts(40 + seed, 150);
            for (NestedPart one : nest(parts, rule).placed()) {
                nested += PartBox.of(parts.get(one.part())).volumeMm3();
            }
            shelved += shelves(parts, rule);
        }
        double all = 8 * 200.0 * 150 * 120;
        report.publishEntry(
                "density", String.format(Locale.ROOT, "nested %.3f, shelves %.3f", nested / all, shelved / all));
        assertThat(nested).isGreaterThan(1.2 * shelved);
    }

    /** Shelves in layers, the highest parts in the lowest layer. */
    private static double shelves(List<TriangleMesh> parts, NestRule rule) {
        List<TriangleMesh> rest = new ArrayList<>(parts);
        rest.sort((a, b) ->
                Double.compare(b.boundingBox().sizeZ(), a.boundingBox().sizeZ()));
        double filled = 0;
        double z = 0;
        while (!rest.isEmpty() && z + rest.get(0).boundingBox().sizeZ() <= VOLUME.sizeZMm()) {
            List<double[]> sizes = new ArrayList<>();
            for (TriangleMesh part : rest) {
                BoundingBox box = part.boundingBox();
                sizes.add(new double[] {box.sizeX(), box.sizeY(), box.sizeZ()});
            }
            List<Integer> layer = ShelfPacking.pack(sizes, VOLUME, rule);
            double high = 0;
            List<TriangleMesh> taken = new ArrayList<>();
            for (int i : layer) {
                high = Math.max(high, sizes.get(i)[2]);
                taken.add(rest.get(i));
            }
            if (z + high > VOLUME.sizeZMm()) {
                break;
            }
            for (TriangleMesh part : taken) {
                filled += PartBox.of(part).volumeMm3();
            }
            rest.removeAll(taken);
            z += high + rule.spacingMm();
        }
        return filled;
    }

    @Test
    void cubesFillTheVolumeAndTheDensityIsOne() {
        Nest nest =
                nest(Collections.nCopies(2 * 3 * 2, Solids.box(0, 0, 0, 100, 50, 60)), new NestRule(0, 0, 1, false));
        assertThat(nest.leftOut()).isEmpty();
        assertThat(nest.density()).isCloseTo(1, within(1e-9));
    }

    @Test
    void highPartIsTippedOnlyWhereTheRuleAllowsIt() {
        List<TriangleMesh> tall = List.of(Solids.box(0, 0, 0, 10, 20, 150));
        assertThat(nest(tall, new NestRule(1, 1, 1, false)).leftOut()).containsExactly(0);
        Nest tipped = nest(tall, new NestRule(1, 1, 1, true));
        assertThat(tipped.placed()).hasSize(1);
        assertThat(tipped.placed().get(0).box().sizeZ()).isCloseTo(10, within(1e-9));
    }

    @Test
    void everyTurnIsARotationAndNotAMirror() {
        NestRule rule = new NestRule(1, 1, 1, true);
        for (NestedPart one : nest(parts(3, 60), rule).placed()) {
            double[] r = one.pose().rotation();
            double determinant = r[0] * (r[4] * r[8] - r[5] * r[7])
                    - r[1] * (r[3] * r[8] - r[5] * r[6])
                    + r[2] * (r[3] * r[7] - r[4] * r[6]);
            assertThat(determinant).isEqualTo(1);
        }
    }

    @Test
    void volumeOfAPartIsThatOfItsSolid() {
        assertThat(PartBox.of(Solids.box(5, 5, 5, 15, 25, 35)).volumeMm3()).isCloseTo(6000, within(1e-9));
        assertThat(PartBox.of(Outlines.prism(new double[] {0, 0, 10, 0, 0, 10}, 4))
                        .volumeMm3())
                .isCloseTo(200, within(1e-9));
    }
}
