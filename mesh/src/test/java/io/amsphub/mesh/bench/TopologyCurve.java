package io.amsphub.mesh.bench;

import com.sun.management.OperatingSystemMXBean;
import io.amsphub.mesh.io.BinaryStlWriter;
import io.amsphub.mesh.io.MeshFormat;
import io.amsphub.mesh.io.MeshFormatException;
import io.amsphub.mesh.io.MeshReaders;
import io.amsphub.mesh.io.ReadLimits;
import io.amsphub.mesh.measure.ShellSums;
import io.amsphub.mesh.model.TriangleMesh;
import io.amsphub.mesh.topology.Components;
import io.amsphub.mesh.topology.FacetEdges;
import io.amsphub.mesh.topology.VertexFans;
import io.amsphub.mesh.topology.Weld;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;

/**
 * Topology alone (binary STL from memory, weld, edges with winding, fans, components, volume and area) in a
 * warm JVM, at growing sizes: CPU time of the process, facets a second of CPU, and the cost as a multiple of
 * n log n. Prints one row of a Markdown table a size; the median of the rounds counts.
 */
public final class TopologyCurve {

    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final String[] PARTS = {"read", "weld", "edges", "fans", "components", "sums"};
    private static final int WARM_FACETS = 200_000;
    private static final int WARM_ROUNDS = 30;

    /** Facets that are measured together at least. */
    private static final int TOGETHER = 3_000_000;

    private final PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true);

    private TopologyCurve() {}

    /** Takes the number of rounds a size and the sizes. */
    public static void main(String[] args) throws IOException, MeshFormatException {
        TopologyCurve curve = new TopologyCurve();
        byte[] warm = stl(WARM_FACETS);
        for (int round = 0; round < WARM_ROUNDS; round++) {
            round(warm);
        }
        curve.out.println("| facets | CPU s | facets a CPU second | ns a facet and doubling | "
                + String.join(" | ", PARTS) + " |");
        curve.out.println("| ---: | ---: | ---: | ---: |" + " ---: |".repeat(PARTS.length));
        for (String size : Arrays.asList(args).subList(1, args.length)) {
            curve.size(Integer.parseInt(size), Integer.parseInt(args[0]));
        }
    }

    private void size(int wanted, int rounds) throws IOException, MeshFormatException {
        byte[] file = stl(wanted);
        int facets = (file.length - 84) / 50;
        double[][] all = new double[rounds][];
        for (int round = 0; round < rounds; round++) {
            System.gc(); // what the round before left is not this round's cost
            all[round] = rounds(file, Math.max(1, TOGETHER / facets));
        }
        Arrays.sort(all, (a, b) -> Double.compare(a[PARTS.length], b[PARTS.length]));
        double[] median = all[rounds / 2];
        double total = median[PARTS.length];
        StringBuilder row = new StringBuilder();
        row.append(String.format(
                Locale.ROOT,
                "| %d | %.4f | %.2f M | %.1f |",
                facets,
                total,
                facets / total / 1e6,
                total * 1e9 / facets / (Math.log(facets) / Math.log(2))));
        for (int part = 0; part < PARTS.length; part++) {
            row.append(String.format(Locale.ROOT, " %.4f |", median[part]));
        }
        out.println(row);
    }

    /** Returns the mean of several rounds: the clock of a process ticks in hundredths of a second. */
    private static double[] rounds(byte[] file, int count) throws IOException, MeshFormatException {
        double[] sum = new double[PARTS.length + 1];
        for (int i = 0; i < count; i++) {
            double[] one = round(file);
            for (int part = 0; part < sum.length; part++) {
                sum[part] += one[part] / count;
            }
        }
        return sum;
    }

    /** Returns the CPU seconds of each part and of all. */
    private static double[] round(byte[] file) throws IOException, MeshFormatException {
        double[] at = new double[PARTS.length + 1];
        at[0] = cpu();
        TriangleMesh mesh =
                MeshReaders.read(new ByteArrayInputStream(file), file.length, MeshFormat.STL, ReadLimits.defaults());
        at[1] = cpu();
        Weld weld = Weld.of(mesh);
        double[] xyz = weld.coordinates(mesh.points());
        at[2] = cpu();
        FacetEdges edges = FacetEdges.of(weld.apply(mesh.facets()), weld.vertexCount());
        at[3] = cpu();
        VertexFans fans = VertexFans.of(edges);
        at[4] = cpu();
        Components components = Components.of(edges);
        at[5] = cpu();
        ShellSums sums = ShellSums.of(xyz, edges, components, mesh.boundingBox());
        at[6] = cpu();
        if (!(sums.totalVolume() > 0) || fans.nonManifold().length > 0 || components.count() != 1) {
            throw new IllegalStateException("the clean model is not clean");
        }
        double[] spent = new double[PARTS.length + 1];
        for (int part = 0; part < PARTS.length; part++) {
            spent[part] = at[part + 1] - at[part];
        }
        spent[PARTS.length] = at[PARTS.length] - at[0];
        return spent;
    }

    private static double cpu() {
        return PROCESS.getProcessCpuTime() / 1e9;
    }

    private static byte[] stl(int facets) throws IOException {
        TriangleMesh mesh = BenchmarkModels.clean(facets);
        ByteArrayOutputStream out = new ByteArrayOutputStream(84 + 50 * mesh.facetCount());
        BinaryStlWriter.write(mesh, out);
        return out.toByteArray();
    }
}
