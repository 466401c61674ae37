package io.amsphub.mesh.correct;

import io.amsphub.mesh.bench.BenchmarkModels;
import io.amsphub.mesh.model.BoundingBox;
import io.amsphub.mesh.model.TriangleMesh;
import io.amsphub.mesh.topology.FacetEdges;
import java.util.concurrent.TimeUnit;
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

/** The steps of correction on the broken benchmark model, each on what the steps before it leave; milliseconds a model. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
public class CorrectBench {

    /** Facets of the clean model that was broken. */
    @Param("100000")
    public int facets;

    private TriangleMesh mesh;
    private BoundingBox box;
    private Draft dirty;
    private Draft clean;
    private Draft oriented;
    private Draft filled;

    /** Runs the steps once. */
    @Setup
    public void prepare() {
        mesh = BenchmarkModels.broken(BenchmarkModels.clean(facets));
        box = mesh.boundingBox();
        dirty = Draft.of(mesh);
        clean = FacetCleaning.of(dirty).draft();
        oriented = orient();
        filled = fillHoles().draft();
    }

    /** Points joined. */
    @Benchmark
    public Draft weld() {
        return Draft.of(mesh);
    }

    /** Facets without area or repeated dropped. */
    @Benchmark
    public FacetCleaning cleanFacets() {
        return FacetCleaning.of(dirty);
    }

    /** Open edges that nearly coincide joined. */
    @Benchmark
    public CrackJoin.Result joinCracks() {
        return CrackJoin.join(clean, 1e-5 * box.diagonal(), box);
    }

    /** Patches turned until neighbours agree. */
    @Benchmark
    public Draft orient() {
        FacetEdges edges = clean.edges();
        return PatchOrientation.of(clean, edges).apply();
    }

    /** Holes filled, and each fill tried against the surface. */
    @Benchmark
    public HoleFilling.Result fillHoles() {
        return HoleFilling.fill(oriented, box, 1e-5 * box.diagonal());
    }

    /** Shells that cross made one outer surface, exactly. */
    @Benchmark
    public SolidResolution.Result resolve() {
        return SolidResolution.resolve(filled, box, Long.MAX_VALUE);
    }

    /** All of it, with the result written, read back and detected. */
    @Benchmark
    public CorrectionResult correction() {
        return MeshCorrection.correct(mesh);
    }
}
