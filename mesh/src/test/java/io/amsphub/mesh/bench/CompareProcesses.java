package io.amsphub.mesh.bench;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * Whole processes in turn, round after round in one go, so that both sides see the same machine: the check of
 * this project, PrusaSlicer and admesh on the same binary STL. Prints CPU seconds (user and system), peak
 * memory and the ratio round by round, as median with least and most. Wants {@code /usr/bin/time}.
 */
public final class CompareProcesses {

    private static final String TIME = "/usr/bin/time";

    private final PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true);
    private final Path figures;

    private CompareProcesses(Path figures) {
        this.figures = figures;
    }

    /** One run of a command. */
    private record Run(double cpu, double peakMib) {}

    /** Takes the start script, the number of rounds, and files. */
    public static void main(String[] args) throws IOException, InterruptedException {
        CompareProcesses bench = new CompareProcesses(Files.createTempFile("figures", ".txt"));
        bench.out.println("| file | command | CPU s | peak MiB | CPU, hub to this |");
        bench.out.println("| --- | --- | ---: | ---: | ---: |");
        for (String file : Arrays.asList(args).subList(2, args.length)) {
            bench.compare(args[0], Integer.parseInt(args[1]), file);
        }
        Files.delete(bench.figures);
    }

    private void compare(String hub, int rounds, String file) throws IOException, InterruptedException {
        List<List<String>> commands = List.of(
                List.of(hub, "mesh", "check", "--json", file),
                List.of("prusa-slicer", "--info", file),
                List.of("admesh", file));
        List<List<Run>> runs = new ArrayList<>();
        commands.forEach(command -> runs.add(new ArrayList<>()));
        for (List<String> command : commands) {
            run(command); // the file into the cache, the class archive made
        }
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < commands.size(); i++) {
                runs.get(i).add(run(commands.get(i)));
            }
        }
        for (int i = 0; i < commands.size(); i++) {
            List<Run> own = runs.get(0);
            List<Run> other = runs.get(i);
            double[] ratios = new double[rounds];
            Arrays.setAll(ratios, r -> own.get(r).cpu() / other.get(r).cpu());
            out.printf(
                    Locale.ROOT,
                    "| %s | %s | %s | %.0f | %s |%n",
                    Path.of(file).getFileName(),
                    Path.of(commands.get(i).get(0)).getFileName(),
                    spread(other.stream().mapToDouble(Run::cpu)),
                    other.stream().mapToDouble(Run::peakMib).max().orElse(0),
                    i == 0 ? "" : spread(Arrays.stream(ratios)));
        }
    }

    private static String spread(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        return String.format(
                Locale.ROOT, "%.2f (%.2f to %.2f)", sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1]);
    }

    private Run run(List<String> command) throws IOException, InterruptedException {
        List<String> timed = new ArrayList<>(List.of(TIME, "-o", figures.toString(), "-f", "%U %S %M"));
        timed.addAll(command);
        new ProcessBuilder(timed)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        List<String> lines = Files.readAllLines(figures);
        String[] values = lines.get(lines.size() - 1).split(" ", -1);
        return new Run(
                Double.parseDouble(values[0]) + Double.parseDouble(values[1]), Double.parseDouble(values[2]) / 1024);
    }
}
