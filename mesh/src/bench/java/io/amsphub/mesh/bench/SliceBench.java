package io.amsphub.mesh.bench;

import io.amsphub.mesh.model.TriangleMesh;
import io.amsphub.mesh.slice.Contours;
import io.amsphub.mesh.slice.LayerHeights;
import io.amsphub.mesh.slice.MeshSlicer;
import io.amsphub.mesh.slice.SliceRule;
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

/** Contours of the clean benchmark model in layers of 0.2 mm (about 140); milliseconds a model. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
public class SliceBench {

    /** Facets of the model. */
    @Param("100000")
    public int facets;

    private TriangleMesh mesh;
    private LayerHeights heights;

    /** Makes the model. */
    @Setup
    public void prepare() {
        mesh = BenchmarkModels.clean(facets);
        heights = LayerHeights.of(
                mesh.boundingBox().maxZ() - mesh.boundingBox().minZ(), 0.2, 0.2);
    }

    /** Slices it. */
    @Benchmark
    public Contours[] slice() {
        return MeshSlicer.slice(mesh, heights, SliceRule.NON_ZERO, 0.005);
    }
}
