package io.amsphub.mesh.printability;

import static org.assertj.core.api.Assertions.assertThat;

import io.amsphub.mesh.Corpus;
import io.amsphub.mesh.check.Finding;
import io.amsphub.mesh.io.MeshFormatException;
import io.amsphub.mesh.model.TriangleMesh;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Judges the models of the corpus up to a size, each for one process in turn, and prints what was found. */
class CorpusPrintabilityTest {

    private static final int MOST_FACETS = 20_000;

    @Test
    void everyModelIsJudgedWithoutAnException() throws IOException {
        Corpus corpus = Corpus.find();
        StringBuilder table = new StringBuilder("| file | facets | process | findings | not judged |\n");
        table.append("| --- | --- | --- | --- | --- |\n");
        ProcessCategory[] categories = ProcessCategory.values();
        int judged = 0;
        for (Map.Entry<String, Map<String, String>> row :
                corpus.reference("mesh.tsv").entrySet()) {
            String facets = row.getValue().getOrDefault("o_tris", "");
            if (facets.isEmpty() || Integer.parseInt(facets) > MOST_FACETS) {
                continue;
            }
            TriangleMesh mesh;
            try {
                mesh = corpus.read(row.getKey());
            } catch (MeshFormatException refused) {
                continue;
            }
            ProcessCategory category = categories[judged++ % categories.length];
            PrintabilityReport report = PrintabilityCheck.run(mesh, ProcessLimits.of(category));
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %d | %s | %s | %d |%n",
                    row.getKey(),
                    mesh.facetCount(),
                    category,
                    words(report),
                    report.unjudged().size()));
            report.findings().forEach(finding -> assertThat(finding.count()).isPositive());
        }
        Corpus.report("corpus-printability.md", table.toString());
        assertThat(judged).isGreaterThan(100);
    }

    private static String words(PrintabilityReport report) {
        return report.findings().stream().map(CorpusPrintabilityTest::word).collect(Collectors.joining(", "));
    }

    private static String word(Finding finding) {
        return String.format(
                Locale.ROOT, "%s %d (%.3g %s)", finding.kind(), finding.count(), finding.measure(), finding.unit());
    }
}
