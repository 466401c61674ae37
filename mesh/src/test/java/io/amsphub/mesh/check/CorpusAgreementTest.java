package io.amsphub.mesh.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.amsphub.mesh.Corpus;
import io.amsphub.mesh.io.MeshFault;
import io.amsphub.mesh.io.MeshFormatException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/**
 * Compares every count and size with an oracle that was run on the corpus: points, joined vertices,
 * degenerate and repeated facets, edges, components, intersections, volume and area.
 */
class CorpusAgreementTest {

    /** Files on which the reference is not followed, and why. */
    private static final Map<String, String> ARGUED = Map.of(
            "stl/assimp__sphereWithHole.stl",
            "text that starts with a tab after 'solid'; the reference read its characters as binary facets (area 1e68)",
            "stl/Online3DViewer__single_triangle_with_comments.stl",
            "text that starts with a comment; the reference read its characters as binary facets (volume 1e86)",
            "obj/assimp__concave_polygon.obj",
            "one polygon of 66 corners that is not convex; the reference cut it as a fan, which runs outside of it"
                    + " (area 3.2 instead of 0.245)",
            "obj/assimp__space_in_material_name.obj",
            "the polygon of concave_polygon.obj again",
            "obj/trimesh__polygonfaces.obj",
            "one polygon of five corners that lie in no plane, so its area depends on the cut; the reference cut it as a fan");

    private static final Map<String, ToDoubleFunction<MeshMeasures>> COLUMNS = columns();

    private static Map<String, ToDoubleFunction<MeshMeasures>> columns() {
        Map<String, ToDoubleFunction<MeshMeasures>> columns = new LinkedHashMap<>();
        columns.put("o_tris", MeshMeasures::facets);
        columns.put("o_points", MeshMeasures::points);
        columns.put("o_weldedV", MeshMeasures::weldedVertices);
        columns.put("o_usedV", MeshMeasures::usedVertices);
        columns.put("o_E", MeshMeasures::edges);
        columns.put("o_degIdx", MeshMeasures::degenerateFacets);
        columns.put("o_degCollinear", MeshMeasures::collinearFacets);
        columns.put("o_dupF", MeshMeasures::duplicateFacets);
        columns.put("o_dupOpposite", MeshMeasures::duplicateOpposite);
        columns.put("o_bndE", MeshMeasures::openEdges);
        columns.put("o_nmE", MeshMeasures::nonManifoldEdges);
        columns.put("o_inconsE", MeshMeasures::inconsistentEdges);
        columns.put("o_nmV", MeshMeasures::nonManifoldVertices);
        columns.put("o_comps", MeshMeasures::components);
        columns.put("o_openComps", MeshMeasures::openComponents);
        columns.put("o_negComps", MeshMeasures::invertedComponents);
        columns.put("o_euler", MeshMeasures::euler);
        columns.put("o_siPairs", MeshMeasures::selfIntersectingPairs);
        columns.put("o_siPairsSameComp", MeshMeasures::selfIntersectingPairsSameComponent);
        columns.put("o_siFaces", MeshMeasures::selfIntersectingFacets);
        columns.put("o_vol", MeshMeasures::volumeMm3);
        columns.put("o_area", MeshMeasures::areaMm2);
        return columns;
    }

    private static final class Tally {
        private int agree;
        private int differ;

        private void count(boolean agrees) {
            agree += agrees ? 1 : 0;
            differ += agrees ? 0 : 1;
        }
    }

    @Test
    void measuresAgreeWithTheReference() throws IOException {
        Corpus corpus = Corpus.find();
        Map<String, Tally> agreement = new LinkedHashMap<>();
        COLUMNS.keySet().forEach(column -> agreement.put(column, new Tally()));
        List<String> differences = new ArrayList<>();
        int compared = 0;
        for (Map.Entry<String, Map<String, String>> row :
                corpus.reference("mesh.tsv").entrySet()) {
            if (!row.getValue().getOrDefault("o_tris", "").isEmpty() && !ARGUED.containsKey(row.getKey())) {
                compared++;
                compare(corpus, row.getKey(), row.getValue(), agreement, differences);
            }
        }
        Corpus.report("corpus-agreement.md", table(compared, agreement, differences));
        assertThat(compared).isGreaterThan(150);
        assertThat(differences).isEmpty();
    }

    private static void compare(
            Corpus corpus, String file, Map<String, String> row, Map<String, Tally> agreement, List<String> differences)
            throws IOException {
        MeshMeasures measures;
        try {
            measures = MeshDetection.detect(corpus.read(file)).measures();
        } catch (MeshFormatException refused) {
            if (refused.fault() != MeshFault.UNKNOWN_FORMAT) {
                differences.add(file + " is refused: " + refused.getMessage());
            }
            return;
        }
        COLUMNS.forEach((column, measure) -> {
            double expected = Double.parseDouble(row.getOrDefault(column, ""));
            double actual = measure.applyAsDouble(measures);
            boolean agrees = Math.abs(actual - expected) <= allowance(column, expected, measures);
            Objects.requireNonNull(agreement.get(column)).count(agrees);
            if (!agrees) {
                differences.add(file + " " + column + ": " + actual + ", reference " + expected);
            }
        });
    }

    /** Counts are equal; sizes agree to a millionth, of the volume or of what the surface could enclose if that is zero. */
    private static double allowance(String column, double expected, MeshMeasures measures) {
        return switch (column) {
            case "o_vol" -> 1e-6 * Math.max(Math.abs(expected), 1e-9 * Math.pow(measures.areaMm2(), 1.5));
            case "o_area" -> 1e-6 * expected;
            default -> 0;
        };
    }

    private static String table(int compared, Map<String, Tally> agreement, List<String> differences) {
        StringBuilder text = new StringBuilder("# Agreement with the reference on " + compared + " files\n\n");
        text.append("| column | agree | differ |\n| --- | --- | --- |\n");
        agreement.forEach((column, counts) ->
                text.append(String.format(Locale.ROOT, "| %s | %d | %d |%n", column, counts.agree, counts.differ)));
        text.append("\nNot followed:\n\n");
        ARGUED.forEach((file, why) ->
                text.append("* ").append(file).append(": ").append(why).append('\n'));
        text.append("\nDifferences:\n\n");
        differences.forEach(difference -> text.append("* ").append(difference).append('\n'));
        return text.toString();
    }
}
