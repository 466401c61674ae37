package io.amsphub.mesh.bench;

import com.sun.management.OperatingSystemMXBean;
import io.amsphub.mesh.model.TriangleMesh;
import io.amsphub.mesh.printability.PrintabilityCheck;
import io.amsphub.mesh.printability.ProcessCategory;
import io.amsphub.mesh.printability.ProcessLimits;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;

/** Judges the clean benchmark model of a facet count for a process and a material, and prints CPU time; more rounds show the warm one. */
public final class JudgeModel {

    private JudgeModel() {}

    /** Takes the number of facets, a process category, a material and the number of rounds. */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true);
        OperatingSystemMXBean process = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        TriangleMesh mesh = BenchmarkModels.clean(Integer.parseInt(args[0]));
        ProcessLimits limits = ProcessLimits.of(ProcessCategory.valueOf(args[1]), args[2], "");
        for (int round = 0; round < Integer.parseInt(args[3]); round++) {
            long start = process.getProcessCpuTime();
            int findings = PrintabilityCheck.run(mesh, limits).findings().size();
            out.printf("%.3f CPU-s, %d findings%n", (process.getProcessCpuTime() - start) / 1e9, findings);
        }
    }
}
