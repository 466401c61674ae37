package io.amsphub.mesh.nest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.amsphub.mesh.compose.Solids;
import io.amsphub.mesh.measure.BuildVolume;
import io.amsphub.mesh.model.BoundingBox;
import io.amsphub.mesh.model.TriangleMesh;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FootprintNestingTest {

    private static final BuildVolume PLATFORM = new BuildVolume(250, 210, 220);
    private static final double CELL = FootprintNesting.cellMm(PLATFORM);
    private static final NestRule RULE = new NestRule(3, 5, 8, false);

    private static List<TriangleMesh> parts(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        List<TriangleMesh> parts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            parts.add(Outlines.prism(Outlines.random(random), 5 + 40 * random.nextDouble()));
        }
        return parts;
    }

    private static Nest nest(List<TriangleMesh> parts, NestRule rule) {
        return FootprintNesting.nest(
                parts.stream().map(p -> Footprint.of(p, CELL, rule.turns())).toList(), PLATFORM, rule);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.2, 3, 7.5})
    void outlinesKeepTheirSpacingAndTheMargin(double spacing) {
        NestRule rule = new NestRule(spacing, 4, 8, false);
        List<TriangleMesh> parts = parts(1 + (long) (10 * spacing), 60);
        Nest nest = nest(parts, rule);

        assertThat(nest.placed().size() + nest.leftOut().size()).isEqualTo(parts.size());
        assertThat(nest.placed()).hasSizeGreaterThan(10);
        List<double[]> outlines = new ArrayList<>();
        for (NestedPart one : nest.placed()) {
            TriangleMesh lies = one.pose().apply(parts.get(one.part()));
            BoundingBox box = lies.boundingBox();
            assertThat(box.minX()).isGreaterThanOrEqualTo(4 - 1e-6);
            assertThat(box.minY()).isGreaterThanOrEqualTo(4 - 1e-6);
            assertThat(box.minZ()).isCloseTo(0, within(1e-9));
            assertThat(box.maxX())
                    .isLessThanOrEqualTo(246 + 1e-6)
                    .isCloseTo(one.box().maxX(), within(1e-9));
            assertThat(box.maxY())
                    .isLessThanOrEqualTo(206 + 1e-6)
                    .isCloseTo(one.box().maxY(), within(1e-9));
            outlines.add(Outlines.of(lies));
        }
        for (int i = 0; i < outlines.size(); i++) {
            for (int j = 0; j < i; j++) {
                double apart = Outlines.distance(outlines.get(i), outlines.get(j));
                // With no spacing, parts may touch: then the distance is 0 and the areas tell.
                assertThat(apart).as("%s and %s", i, j).isGreaterThanOrEqualTo(spacing - 1e-6);
            }
        }
    }

    @Test
    void nestsMoreThanShelvesDo(TestReporter report) {
        double nested = 0;
        double shelved = 0;
        int rounds = 8;
        for (int seed = 0; seed < rounds; seed++) {
            List<TriangleMesh> parts = parts(100 + seed, 80);
            List<double[]> sizes = new ArrayList<>();
            for (TriangleMesh part : parts) {
                BoundingBox box = part.boundingBox();
                sizes.add(new double[] {box.sizeX(), box.sizeY(), box.sizeZ()});
            }
            for (NestedPart one : nest(parts, RULE).placed()) {
                nested += Outlines.area(Outlines.of(parts.get(one.part())));
            }
            for (int i : ShelfPacking.pack(sizes, PLATFORM, RULE)) {
                shelved += Outlines.area(Outlines.of(parts.get(i)));
            }
        }
        double all = rounds * 250.0 * 210.0;
        report.publishEntry(
                "density", String.format(Locale.ROOT, "nested %.3f, shelves %.3f", nested / all, shelved / all));
        assertThat(nested).isGreaterThan(1.1 * shelved);
    }

    @Test
    void densityIsThatOfTheFootprints() {
        TriangleMesh block = Solids.box(0, 0, 0, 50, 20, 10);
        Nest nest = nest(Collections.nCopies(4, block), RULE);
        assertThat(nest.leftOut()).isEmpty();
        assertThat(nest.density()).isCloseTo(4 * 50 * 20 / (250.0 * 210.0), within(1e-9));
        BoundingBox extents = Objects.requireNonNull(nest.extents());
        assertThat(extents.sizeZ()).isEqualTo(10);
    }

    @Test
    void blocksThatFillThePlatformExactlyAllFindAPlace() {
        NestRule tight = new NestRule(0, 0, 1, false);
        Nest nest = nest(Collections.nCopies(20, Solids.box(0, 0, 0, 50, 52.5, 10)), tight);
        assertThat(nest.leftOut()).isEmpty();
        assertThat(nest.density()).isCloseTo(1, within(1e-9));
        assertThat(nest(Collections.nCopies(21, Solids.box(0, 0, 0, 50, 52.5, 10)), tight)
                        .leftOut())
                .containsExactly(20);
    }

    @Test
    void smallPartLiesInTheEyeOfALargeOne() {
        TriangleMesh frame = new Frame(200, 190, 20).mesh();
        TriangleMesh block = Solids.box(0, 0, 0, 140, 130, 10);
        Nest nest = nest(List.of(frame, block), RULE);
        assertThat(nest.leftOut()).isEmpty();
        assertThat(nest.placed().get(1).box().minX()).isGreaterThan(5 + 20);
    }

    @Test
    void whatIsTooHighOrTooWideIsLeftOutAndTheRestIsNested() {
        Nest nest = nest(
                List.of(
                        Solids.box(0, 0, 0, 10, 10, 221),
                        Solids.box(0, 0, 0, 10, 10, 220),
                        Solids.box(0, 0, 0, 241, 201, 5)),
                RULE);
        assertThat(nest.leftOut()).containsExactly(0, 2);
    }

    @Test
    void longPartIsTurnedUntilItFits() {
        Nest nest = FootprintNesting.nest(
                List.of(Footprint.of(Solids.box(0, 0, 0, 10, 205, 5), 0.5, 4)),
                new BuildVolume(215, 30, 50),
                new NestRule(1, 2, 4, false));
        assertThat(nest.placed()).hasSize(1);
    }

    @Test
    void sameInputSameNest() {
        Nest first = nest(parts(7, 40), RULE);
        Nest second = nest(parts(7, 40), RULE);
        assertThat(second.leftOut()).isEqualTo(first.leftOut());
        for (int i = 0; i < first.placed().size(); i++) {
            assertThat(second.placed().get(i).box())
                    .isEqualTo(first.placed().get(i).box());
        }
    }

    @Test
    void nothingGivesAnEmptyNestAndMixedCellsAreRefused() {
        assertThat(FootprintNesting.nest(List.of(), PLATFORM, RULE).extents()).isNull();
        TriangleMesh block = Solids.box(0, 0, 0, 5, 5, 5);
        assertThatThrownBy(() -> FootprintNesting.nest(
                        List.of(Footprint.of(block, 0.5, 8), Footprint.of(block, 1, 8)), PLATFORM, RULE))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
