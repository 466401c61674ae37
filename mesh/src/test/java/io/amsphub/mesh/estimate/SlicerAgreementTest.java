package io.amsphub.mesh.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import io.amsphub.mesh.Corpus;
import io.amsphub.mesh.io.MeshFormat;
import io.amsphub.mesh.io.MeshFormatException;
import io.amsphub.mesh.io.MeshReaders;
import io.amsphub.mesh.io.ReadLimits;
import io.amsphub.mesh.model.TriangleMesh;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * Compares estimates with PrusaSlicer 2.5.0, row by row of the reference, and prints the table. Every third row
 * unless {@code -Dslicer.all=true}.
 */
class SlicerAgreementTest {

    private static final double FILAMENT_MM2 = Math.PI * 1.75 * 1.75 / 4;

    @Test
    void estimatesAgreeWithTheSlicer() throws IOException, MeshFormatException {
        Path folder = Corpus.find().file("").resolveSibling("reference");
        List<String> lines = Files.readAllLines(folder.resolve("slicer.tsv"));
        StringBuilder table = new StringBuilder(
                "model\tprofile\tlayer\tinfill\tperimeters\tsupport\ttime s\testimate s\terror %\tfilament mm3\testimate mm3\terror %\tlayers\testimate\n");
        List<Double> time = new ArrayList<>();
        List<Double> filament = new ArrayList<>();
        int step = Boolean.getBoolean("slicer.all") ? 1 : 3;
        for (int i = 1; i < lines.size(); i += step) {
            String[] row = lines.get(i).split("\t", -1);
            PrintEstimate estimate = estimate(folder.resolve("slicer"), row);
            double seconds = Double.parseDouble(row[14]);
            double volume = Double.parseDouble(row[15]) * FILAMENT_MM2;
            time.add(100 * (estimate.printTimeS() / seconds - 1));
            filament.add(100 * (estimate.feedstockMm3() / volume - 1));
            table.append(String.format(
                    Locale.ROOT,
                    "%s\t%s\t%s\t%s\t%s\t%s\t%.0f\t%.0f\t%+.1f\t%.0f\t%.0f\t%+.1f\t%s\t%d%n",
                    row[0],
                    row[8],
                    row[9],
                    row[10],
                    row[11],
                    row[12],
                    seconds,
                    estimate.printTimeS(),
                    time.get(time.size() - 1),
                    volume,
                    estimate.feedstockMm3(),
                    filament.get(filament.size() - 1),
                    row[13],
                    estimate.layers()));
        }
        table.append(String.format(
                Locale.ROOT,
                "mean absolute error: time %.2f %%, filament %.2f %%; worst: time %.1f %%, filament %.1f %%%n",
                mean(time),
                mean(filament),
                worst(time),
                worst(filament)));
        Corpus.report("slicer-agreement.tsv", table.toString());

        assertThat(mean(time)).isLessThan(10);
        assertThat(mean(filament)).isLessThan(5);
        assertThat(worst(time)).isLessThan(25);
        assertThat(worst(filament)).isLessThan(25);
    }

    private static PrintEstimate estimate(Path folder, String[] row) throws IOException, MeshFormatException {
        Path model = folder.resolve(row[0]);
        try (InputStream in = Files.newInputStream(model);
                InputStream settings = Files.newInputStream(folder.resolve(row[8] + ".ini"))) {
            TriangleMesh mesh = MeshReaders.read(in, Files.size(model), MeshFormat.STL, ReadLimits.defaults());
            PrusaProfile profile = PrusaProfile.read(settings)
                    .with(
                            Double.parseDouble(row[9]),
                            Double.parseDouble(row[10]),
                            Integer.parseInt(row[11]),
                            row[12].equals("1"));
            return PrintEstimator.estimate(mesh, profile);
        }
    }

    private static double mean(List<Double> errors) {
        return errors.stream().mapToDouble(Math::abs).average().orElseThrow();
    }

    private static double worst(List<Double> errors) {
        return errors.stream().mapToDouble(Math::abs).max().orElseThrow();
    }
}
