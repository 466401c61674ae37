package io.amsphub.mesh.io;

import static org.assertj.core.api.Assertions.assertThat;

import io.amsphub.mesh.bench.BenchmarkModels;
import io.amsphub.mesh.check.DetectionReport;
import io.amsphub.mesh.check.FindingKind;
import io.amsphub.mesh.check.MeshDetection;
import io.amsphub.mesh.check.MeshMeasures;
import io.amsphub.mesh.model.LengthUnit;
import io.amsphub.mesh.model.TriangleMesh;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * What is found does not depend on how a model is divided in its file: as solids of an STL, groups of an OBJ,
 * objects of a 3MF, volumes or objects of an AMF, each part with points of its own, cut where it happens to be.
 */
class SplitFileTest {

    /** Facets of one part, as corners. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Part(TriangleMesh mesh, int[] facets) {

        int count() {
            return 3 * facets.length;
        }

        double at(int corner, int axis) {
            return mesh.points()[3 * mesh.facets()[3 * facets[corner / 3] + corner % 3] + axis];
        }

        /** Writes each corner as a point of its own. */
        String points(String pattern) {
            return IntStream.range(0, count())
                    .mapToObj(c -> String.format(Locale.ROOT, pattern, at(c, 0), at(c, 1), at(c, 2)))
                    .collect(Collectors.joining());
        }

        /** Writes each facet by the numbers of its points. */
        String triangles(String pattern, int first) {
            return IntStream.range(0, facets.length)
                    .mapToObj(f -> String.format(pattern, first + 3 * f, first + 3 * f + 1, first + 3 * f + 2))
                    .collect(Collectors.joining());
        }
    }

    @Property(tries = 40)
    void partsOfAFileAreFoundAsOneModel(
            @ForAll @IntRange(max = 1 << 20) int seed, @ForAll @IntRange(min = 2, max = 5) int parts)
            throws IOException, MeshFormatException {
        TriangleMesh mesh = seed % 4 == 0 ? BenchmarkModels.broken(BenchmarkModels.clean(400)) : tangle(seed);
        List<Object> whole = found(mesh);
        List<Part> divided = divided(mesh, parts, new Random(seed));

        assertThat(found(read(stl(divided), MeshFormat.STL))).as("solids").isEqualTo(whole);
        assertThat(found(read(obj(divided), MeshFormat.OBJ))).as("groups").isEqualTo(whole);
        assertThat(found(Packages.of(objects(divided), items(parts)).read().mesh()))
                .as("objects")
                .isEqualTo(whole);
        assertThat(found(Packages.of(objects(divided) + assembly(parts), Packages.item(parts + 1))
                        .read()
                        .mesh()))
                .as("components")
                .isEqualTo(whole);
        assertThat(found(read(amf(divided, SplitFileTest::amfObject), MeshFormat.AMF)))
                .as("AMF objects")
                .isEqualTo(whole);
    }

    private static TriangleMesh read(String text, MeshFormat format) throws IOException, MeshFormatException {
        return Models.read(text.getBytes(StandardCharsets.UTF_8), format).mesh();
    }

    /** Everything that does not count points of the file or name facets. */
    private static List<Object> found(TriangleMesh mesh) {
        DetectionReport report = MeshDetection.detect(mesh);
        MeshMeasures m = report.measures();
        return List.of(
                report.findings().stream()
                        .filter(finding -> finding.kind() != FindingKind.UNWELDED_POINT
                                && finding.kind() != FindingKind.UNUSED_POINT
                                && finding.kind() != FindingKind.UNIT_DOUBT)
                        .map(finding -> finding.kind() + " " + finding.severity() + " " + finding.count())
                        .toList(),
                m.facets(),
                m.usedVertices(),
                m.edges(),
                m.degenerateFacets(),
                m.duplicateFacets(),
                m.openEdges(),
                m.nonManifoldEdges(),
                m.inconsistentEdges(),
                m.nonManifoldVertices(),
                m.components(),
                m.selfIntersectingPairs(),
                m.selfIntersectingFacets(),
                report.solid());
    }

    /**
     * Facets over few points, in which everything that can be wrong is. Copies of a facet have its winding: of
     * two with opposite windings the first in the file counts, and that depends on how the file is divided.
     */
    private static TriangleMesh tangle(long seed) {
        Random random = new Random(seed);
        double[] points = random.doubles(3 * 20, 0, 12).map(Math::floor).toArray();
        int[] facets = random.ints(3 * 30, 0, 20).toArray();
        Map<Set<List<Double>>, int[]> firsts = new HashMap<>();
        for (int f = 0; f < facets.length; f += 3) {
            int[] corners = Arrays.copyOfRange(facets, f, f + 3);
            Set<List<Double>> places = Arrays.stream(corners)
                    .mapToObj(p -> List.of(points[3 * p], points[3 * p + 1], points[3 * p + 2]))
                    .collect(Collectors.toSet());
            int[] first = firsts.computeIfAbsent(places, unseen -> corners);
            System.arraycopy(first, 0, facets, f, 3);
        }
        return TriangleMesh.of(points, facets, LengthUnit.MILLIMETRE);
    }

    private static List<Part> divided(TriangleMesh mesh, int parts, Random random) {
        int[] partOf = random.ints(mesh.facetCount(), 0, parts).toArray();
        for (int part = 0; part < parts; part++) {
            partOf[part] = part; // none is empty
        }
        return IntStream.range(0, parts)
                .mapToObj(part -> new Part(
                        mesh,
                        IntStream.range(0, partOf.length)
                                .filter(f -> partOf[f] == part)
                                .toArray()))
                .toList();
    }

    private static String stl(List<Part> parts) {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            text.append("solid part\n");
            String vertices = part.points("vertex %s %s %s\n");
            String[] lines = vertices.split("\n", -1);
            for (int f = 0; f < part.facets().length; f++) {
                text.append("facet normal 0 0 0\nouter loop\n");
                text.append(String.join("\n", lines[3 * f], lines[3 * f + 1], lines[3 * f + 2]));
                text.append("\nendloop\nendfacet\n");
            }
            text.append("endsolid part\n");
        }
        return text.toString();
    }

    private static String obj(List<Part> parts) {
        StringBuilder text = new StringBuilder();
        int first = 1;
        for (Part part : parts) {
            text.append("g part\n").append(part.points("v %s %s %s\n")).append(part.triangles("f %d %d %d\n", first));
            first += part.count();
        }
        return text.toString();
    }

    private static String objects(List<Part> parts) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < parts.size(); i++) {
            text.append(Packages.object(
                    i + 1,
                    "<mesh><vertices>"
                            + parts.get(i).points("<vertex x=\"%s\" y=\"%s\" z=\"%s\"/>")
                            + "</vertices><triangles>"
                            + parts.get(i).triangles("<triangle v1=\"%d\" v2=\"%d\" v3=\"%d\"/>", 0)
                            + "</triangles></mesh>"));
        }
        return text.toString();
    }

    private static String items(int parts) {
        return IntStream.rangeClosed(1, parts).mapToObj(Packages::item).collect(Collectors.joining());
    }

    private static String assembly(int parts) {
        return Packages.object(
                parts + 1,
                IntStream.rangeClosed(1, parts)
                        .mapToObj(id -> "<component objectid=\"" + id + "\"/>")
                        .collect(Collectors.joining("", "<components>", "</components>")));
    }

    private static String amf(List<Part> parts, Function<Part, String> object) {
        StringBuilder text = new StringBuilder("<?xml version=\"1.0\"?><amf unit=\"millimeter\">");
        for (int i = 0; i < parts.size(); i++) {
            text.append("<object id=\"").append(i).append("\">");
            text.append(object.apply(parts.get(i))).append("</object>");
        }
        return text.append("</amf>").toString();
    }

    private static String amfObject(Part part) {
        return "<mesh><vertices>"
                + part.points("<vertex><coordinates><x>%s</x><y>%s</y><z>%s</z></coordinates></vertex>")
                + "</vertices><volume>"
                + part.triangles("<triangle><v1>%d</v1><v2>%d</v2><v3>%d</v3></triangle>", 0)
                + "</volume></mesh>";
    }
}
