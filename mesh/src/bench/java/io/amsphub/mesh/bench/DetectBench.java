package io.amsphub.mesh.bench;

import io.amsphub.mesh.check.DetectionReport;
import io.amsphub.mesh.check.MeshDetection;
import io.amsphub.mesh.measure.ShellSums;
import io.amsphub.mesh.model.TriangleMesh;
import io.amsphub.mesh.predicate.FacetPairs;
import io.amsphub.mesh.spatial.FacetTree;
import io.amsphub.mesh.spatial.PairSearch;
import io.amsphub.mesh.topology.Components;
import io.amsphub.mesh.topology.FacetEdges;
import io.amsphub.mesh.topology.VertexFans;
import io.amsphub.mesh.topology.Weld;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The parts of detection on the clean and the broken benchmark model; milliseconds a model, both cores where used. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
public class DetectBench {

    /** Facets of the model. */
    @Param("100000")
    public int facets;

    /** Whether the broken copy is taken. */
    @Param({"false", "true"})
    public boolean broken;

    private TriangleMesh mesh;
    private TriangleMesh soup;
    private Weld weld;
    private double[] xyz;
    private FacetEdges edges;
    private Components components;
    private int[] solidFacets;
    private FacetTree tree;

    /** Prepares what each part takes. */
    @Setup
    public void prepare() {
        TriangleMesh clean = BenchmarkModels.clean(facets);
        mesh = broken ? BenchmarkModels.broken(clean) : clean;
        soup = io.amsphub.mesh.Shapes.soup(mesh);
        weld = Weld.of(mesh.points());
        xyz = weld.coordinates(mesh.points());
        edges = FacetEdges.of(weld.apply(mesh.facets()), weld.vertexCount());
        components = Components.of(edges);
        solidFacets = IntStream.range(0, edges.facetCount()).filter(edges::isKept).toArray();
        tree = FacetTree.of(xyz, edges.corners(), solidFacets, mesh.boundingBox());
    }

    /** Joins the points of a soup, three a facet. */
    @Benchmark
    public Weld weldOfSoup() {
        return Weld.of(soup.points());
    }

    /** Edges of facets and which facets repeat. */
    @Benchmark
    public FacetEdges edges() {
        return FacetEdges.of(weld.apply(mesh.facets()), weld.vertexCount());
    }

    /** Fans of facets around vertices. */
    @Benchmark
    public VertexFans fans() {
        return VertexFans.of(edges);
    }

    /** Connected components. */
    @Benchmark
    public Components components() {
        return Components.of(edges);
    }

    /** Volume, area and box of each component. */
    @Benchmark
    public ShellSums sums() {
        return ShellSums.of(xyz, edges, components, mesh.boundingBox());
    }

    /** The hierarchy of boxes. */
    @Benchmark
    public FacetTree tree() {
        return FacetTree.of(xyz, edges.corners(), solidFacets, mesh.boundingBox());
    }

    /** All pairs of boxes that overlap, each decided exactly. */
    @Benchmark
    public long selfIntersection() {
        return PairSearch.within(tree, i -> new Counter(new FacetPairs(xyz, edges.corners()))).stream()
                .mapToLong(counter -> counter.pairs)
                .sum();
    }

    /** All of it. */
    @Benchmark
    public DetectionReport detection() {
        return MeshDetection.detect(mesh);
    }

    private static final class Counter implements PairSearch.Sink {
        private final FacetPairs test;
        private long pairs;

        Counter(FacetPairs test) {
            this.test = test;
        }

        @Override
        public void pair(int facet, int other) {
            pairs += test.meet(facet, other) ? 1 : 0;
        }
    }
}
