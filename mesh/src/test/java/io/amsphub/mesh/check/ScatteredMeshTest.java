package io.amsphub.mesh.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.amsphub.mesh.bench.BenchmarkModels;
import io.amsphub.mesh.model.LengthUnit;
import io.amsphub.mesh.model.TriangleMesh;
import io.amsphub.mesh.predicate.FacetPairs;
import io.amsphub.mesh.spatial.SpatialOrder;
import io.amsphub.mesh.topology.Weld;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A large mesh whose facets come in no order is examined in another one; what is said of it must not show that. */
class ScatteredMeshTest {

    private final TriangleMesh inOrder = BenchmarkModels.broken(BenchmarkModels.clean(120_000));
    private final TriangleMesh scattered = scatter(inOrder);

    @Test
    void onlyTheScatteredOneIsNumberedAnew() {
        assertThat(SpatialOrder.of(inOrder.points(), inOrder.facets())).isNull();
        SpatialOrder order = Objects.requireNonNull(SpatialOrder.of(scattered.points(), scattered.facets()));
        assertThat(IntStream.of(order.facetAt()).sorted())
                .containsExactly(
                        IntStream.range(0, scattered.facetCount()).boxed().toArray(Integer[]::new));
        for (int i = 0; i < order.corners().length; i += 1009) {
            int old = scattered.facets()[3 * order.facetAt()[i / 3] + i % 3];
            assertThat(order.vertexAt()[order.corners()[i]]).isEqualTo(old);
            assertThat(order.xyz()[3 * order.corners()[i]]).isEqualTo(scattered.points()[3 * old]);
        }
    }

    @Test
    void theSameIsFoundAsInOrder() {
        assertThat(InvarianceTest.counts(scattered)).isEqualTo(InvarianceTest.counts(inOrder));
    }

    @Test
    void placesAreNumbersOfTheMeshThatWasGiven() {
        DetectionReport report = MeshDetection.detect(scattered, new DetectionOptions(Integer.MAX_VALUE, null));
        Set<Long> edges = new HashSet<>();
        int[] facets = scattered.facets();
        for (int h = 0; h < facets.length; h++) {
            int to = facets[h % 3 == 2 ? h - 2 : h + 1];
            edges.add((long) Math.min(facets[h], to) << 32 | Math.max(facets[h], to));
        }
        int[] open = report.of(FindingKind.OPEN_EDGE).get(0).places().indices();
        for (int i = 0; i < open.length; i += 2) {
            assertThat(edges.contains((long) open[i] << 32 | open[i + 1])).isTrue();
        }
        FacetPairs pairs = new FacetPairs(scattered.points(), facets);
        int[] met = report.of(FindingKind.SHELL_INTERSECTION).get(0).places().indices();
        for (int i = 0; i < met.length; i += 2) {
            assertThat(pairs.meet(met[i], met[i + 1])).isTrue();
        }
        Set<List<Integer>> seen = new HashSet<>();
        List<Integer> repeated = new ArrayList<>();
        for (int f = 0; f < scattered.facetCount(); f++) {
            List<Integer> corners = IntStream.of(facets[3 * f], facets[3 * f + 1], facets[3 * f + 2])
                    .distinct()
                    .sorted()
                    .boxed()
                    .toList();
            if (corners.size() == 3 && !seen.add(corners)) {
                repeated.add(f);
            }
        }
        assertThat(report.of(FindingKind.DUPLICATE_FACET).get(0).places().indices())
                .as("the later of equal facets, as in any mesh")
                .containsExactly(repeated.toArray(new Integer[0]));
        assertThat(report.shells().get(0).firstFacet()).isZero();
        assertThat(report.shells()).extracting(Shell::firstFacet).isSorted();
    }

    private static TriangleMesh scatter(TriangleMesh mesh) {
        Weld weld = Weld.of(mesh);
        int[] from = weld.apply(mesh.facets());
        int[] order = IntStream.range(0, mesh.facetCount()).toArray();
        Random random = new Random(8);
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swap = order[i];
            order[i] = order[j];
            order[j] = swap;
        }
        int[] facets = new int[from.length];
        for (int i = 0; i < order.length; i++) {
            System.arraycopy(from, 3 * order[i], facets, 3 * i, 3);
        }
        return TriangleMesh.of(
                Arrays.copyOf(weld.coordinates(mesh.points()), 3 * weld.vertexCount()), facets, LengthUnit.UNSPECIFIED);
    }
}
