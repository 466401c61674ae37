package io.amsphub.mesh.bench;

import io.amsphub.mesh.arrange.MeshBoolean;
import io.amsphub.mesh.model.TriangleMesh;
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

/** Exact union of two spheres that overlap; milliseconds a union. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
public class UnionBench {

    /** Facets of both spheres together. */
    @Param({"10240", "102400"})
    public int facets;

    private TriangleMesh first;
    private TriangleMesh second;

    /** Makes the spheres. */
    @Setup
    public void prepare() {
        first = UniteSpheres.sphere(facets / 2, 0, 0, 0);
        second = UniteSpheres.sphere(facets / 2, 7.3, 4.1, 2.9);
    }

    /** Unites them. */
    @Benchmark
    public TriangleMesh union() {
        return MeshBoolean.union(first, second);
    }
}
