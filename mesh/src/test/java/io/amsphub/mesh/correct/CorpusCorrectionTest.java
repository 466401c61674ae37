package io.amsphub.mesh.correct;

import static org.assertj.core.api.Assertions.assertThat;

import io.amsphub.mesh.Corpus;
import io.amsphub.mesh.check.DetectionReport;
import io.amsphub.mesh.check.Finding;
import io.amsphub.mesh.check.MeshDetection;
import io.amsphub.mesh.check.Severity;
import io.amsphub.mesh.io.MeshFormatException;
import io.amsphub.mesh.model.BoundingBox;
import io.amsphub.mesh.model.TriangleMesh;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/**
 * The promises of correction on every model of the corpus that has defects. Models above a number of
 * facets are left out unless {@code -Dcorpus.facets=N} raises it.
 */
class CorpusCorrectionTest {

    private static final int FACETS = Integer.getInteger("corpus.facets", 2000);

    /** Facets up to which a model is corrected a second time, on one thread. */
    private static final int TWICE = FACETS / 2;

    private final SoftAssertions softly = new SoftAssertions();
    private final StringBuilder table = new StringBuilder();
    private int defective;
    private int hollow;
    private int sound;

    @Test
    void defectiveModelsComeOutSoundAndThePromisesHold() throws Exception {
        Corpus corpus = Corpus.find();
        for (Map.Entry<String, Map<String, String>> row :
                corpus.reference("mesh.tsv").entrySet()) {
            String count = row.getValue().getOrDefault("o_tris", "");
            if (!count.isEmpty() && Integer.parseInt(count) > 0 && Integer.parseInt(count) <= FACETS) {
                correct(corpus, row.getKey());
            }
        }
        table.append(String.format(
                Locale.ROOT,
                "%d defective, %d of them enclose nothing, %d come out sound%n",
                defective,
                hollow,
                sound));
        Corpus.report("correction.txt", table.toString());
        softly.assertAll();
        assertThat(sound).isGreaterThanOrEqualTo((int) (0.9 * (defective - hollow)));
    }

    private void correct(Corpus corpus, String file) throws IOException, ExecutionException, InterruptedException {
        TriangleMesh mesh;
        try {
            mesh = corpus.read(file);
        } catch (MeshFormatException e) {
            return; // refused by name, which is tested elsewhere
        }
        DetectionReport before = MeshDetection.detect(mesh);
        CorrectionResult result = MeshCorrection.correct(mesh);
        CorrectionReport report = result.report();
        boolean flawless = before.findings().stream().allMatch(f -> f.severity() == Severity.INFORMS);
        if (flawless) {
            softly.assertThat(result.mesh() == mesh)
                    .as("%s is sound and stays", file)
                    .isTrue();
        }
        if (before.solid()) {
            softly.assertThat(report.solid()).as("%s stays sound", file).isTrue();
            return;
        }
        defective++;
        hollow += !report.solid() && enclosesNothing(mesh) ? 1 : 0;
        sound += report.solid() ? 1 : 0;
        table.append(String.format(
                Locale.ROOT,
                "%-52s %7d %-6s %-6s %10.3g  %s%n",
                file,
                mesh.facetCount(),
                report.solid() ? "sound" : "-",
                report.personDecides() ? "review" : "",
                report.deviationMm(),
                report.remaining().stream()
                        .filter(f -> f.severity() == Severity.BLOCKS)
                        .map(Finding::kind)
                        .map(Enum::name)
                        .collect(Collectors.joining(" "))));
        promises(file, mesh, result);
    }

    private void promises(String file, TriangleMesh mesh, CorrectionResult result)
            throws ExecutionException, InterruptedException {
        CorrectionReport report = result.report();
        if (report.changed()) {
            ReadBack back = ReadBack.of(result.mesh(), report.format());
            softly.assertThat(back == null ? null : back.report().solid())
                    .as("%s read back", file)
                    .isEqualTo(report.solid());
        }
        if (!report.solid()) {
            softly.assertThat(report.personDecides()).as("%s says so", file).isTrue();
        }
        softly.assertThat(report.deviationMm()).as("%s deviation", file).isFinite();
        BoundingBox a = mesh.boundingBox();
        BoundingBox b = result.mesh().boundingBox();
        double slack = 0.01 * a.diagonal();
        softly.assertThat(report.personDecides()
                        || (b.minX() < a.minX() + slack
                                && b.maxX() > a.maxX() - slack
                                && b.minY() < a.minY() + slack
                                && b.maxY() > a.maxY() - slack
                                && b.minZ() < a.minZ() + slack
                                && b.maxZ() > a.maxZ() - slack))
                .as("%s keeps its parts", file)
                .isTrue();
        if (mesh.facetCount() <= TWICE) {
            sameAgain(file, mesh, result);
        }
    }

    private void sameAgain(String file, TriangleMesh mesh, CorrectionResult result)
            throws ExecutionException, InterruptedException {
        ForkJoinPool single = new ForkJoinPool(1);
        TriangleMesh again =
                single.submit(() -> MeshCorrection.correct(mesh).mesh()).get();
        single.shutdown();
        softly.assertThat(again.points())
                .as("%s again", file)
                .isEqualTo(result.mesh().points());
        softly.assertThat(again.facets())
                .as("%s again", file)
                .isEqualTo(result.mesh().facets());
    }

    /** Whether every component is a sheet even with its holes filled, so that there is no solid to find. */
    private static boolean enclosesNothing(TriangleMesh mesh) {
        BoundingBox box = mesh.boundingBox();
        Draft draft = FacetCleaning.of(Draft.of(mesh)).draft();
        HoleFilling.Result filled = HoleFilling.fill(draft, box, 1e-5 * box.diagonal());
        return filled.filled() == 0 && filled.left() > 0;
    }
}
