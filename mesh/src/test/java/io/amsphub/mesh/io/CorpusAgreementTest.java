package io.amsphub.mesh.io;

import static org.assertj.core.api.Assertions.assertThat;

import io.amsphub.mesh.model.BoundingBox;
import io.amsphub.mesh.model.TriangleMesh;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Reads every model of the corpus and compares points, polygons, facets and bounding box with the columns
 * {@code o_*} of the reference, and the facets of 3MF and AMF with what PrusaSlicer says in the manifest.
 * Prints the table of agreement. Where the reference is wrong the file is named here, with the reason.
 */
class CorpusAgreementTest {

    /** What we say where the reference says otherwise: points, polygons, facets, and why. */
    private record Argued(int points, int polygons, int facets, String why) {}

    private static final Map<String, Argued> ARGUED = Map.of(
            "stl/assimp__sphereWithHole.stl",
            new Argued(146, 285, 285, "an ASCII file (solid<TAB>name); the reference read its text as binary facets"),
            "stl/Online3DViewer__single_triangle_with_comments.stl",
            new Argued(
                    3, 1, 1, "an ASCII file that begins with a comment; the reference read its text as binary facets"));

    /** Facets where those of PrusaSlicer differ, and why. */
    private static final Map<String, Argued> ARGUED_PACKAGES = Map.of(
            "amf/assimp__test8.amf",
            new Argued(10, 16, 16, "two instances of one object"),
            "amf/assimp__test9.amf",
            new Argued(60, 96, 96, "a constellation of six instances, placed twice"),
            "amf/sample-files__Sphere20Face.amf",
            new Argued(0, 0, 0, "curved triangles, which PrusaSlicer flattens"));

    private static final Pattern PRUSA = Pattern.compile("prusa: objects (\\d+) facets ([\\d|]+)");

    private final List<String> table = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private final Map<String, Integer> tally = new TreeMap<>();

    @Test
    void pointsPolygonsFacetsAndBoxAgreeWithTheReference() throws IOException {
        List<Map<String, String>> rows =
                Corpus.table(Corpus.folder().resolveSibling("reference").resolve("mesh.tsv"));
        for (Map<String, String> row : rows) {
            String file = row.getOrDefault("file", "");
            if (!file.startsWith("3mf/") && !file.startsWith("amf/")) {
                compare(file, row);
            }
        }
        report("reference o_*");
    }

    @Test
    void facetsOfPackagesAgreeWithTheSlicer() throws IOException {
        for (Map<String, String> row : Corpus.table(Corpus.folder().resolve("manifest.tsv"))) {
            Matcher prusa = PRUSA.matcher(row.getOrDefault("note", ""));
            String file = row.getOrDefault("file", "");
            boolean negative = file.contains("MUSTFAIL");
            if ((file.startsWith("3mf/") || file.startsWith("amf/")) && prusa.find() && !negative) {
                comparePackage(file, Integer.parseInt(prusa.group(1)), prusa.group(2));
            }
        }
        report("PrusaSlicer in the manifest");
    }

    private void compare(String file, Map<String, String> row) {
        String reference = row.getOrDefault("o_tris", "");
        ReadModel model;
        try {
            model = read(file);
        } catch (MeshFormatException e) {
            note(reference.isEmpty() ? "both refuse" : "WE REFUSE", file, e.getMessage());
            return;
        }
        TriangleMesh mesh = model.mesh();
        String ours = mesh.pointCount() + " points, " + model.notes().polygons() + " polygons, " + mesh.facetCount()
                + " facets";
        if (reference.isEmpty()) {
            note("only we read", file, ours);
            return;
        }
        Argued argued = ARGUED.get(file);
        boolean agrees = argued == null
                ? mesh.pointCount() == Integer.parseInt(row.getOrDefault("o_points", ""))
                        && model.notes().polygons() == Long.parseLong(row.getOrDefault("o_polys", ""))
                        && mesh.facetCount() == Integer.parseInt(reference)
                        && sameBox(mesh, row.getOrDefault("o_bbox", ""))
                : mesh.pointCount() == argued.points()
                        && model.notes().polygons() == argued.polygons()
                        && mesh.facetCount() == argued.facets();
        note(
                agrees ? (argued == null ? "agree" : "argued") : "DISAGREE",
                file,
                argued == null ? ours : ours + ": " + argued.why());
    }

    /** The reference prints nine digits. */
    private static boolean sameBox(TriangleMesh mesh, String text) {
        if (mesh.facetCount() == 0) {
            return text.startsWith("1e+300");
        }
        double[] expected = Arrays.stream(text.split(",", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
        BoundingBox box = mesh.boundingBox();
        double[] ours = {box.minX(), box.minY(), box.minZ(), box.maxX(), box.maxY(), box.maxZ()};
        for (int i = 0; i < 6; i++) {
            if (Math.abs(ours[i] - expected[i]) > 6e-9 * Math.abs(expected[i])) {
                return false;
            }
        }
        return true;
    }

    private void comparePackage(String file, int objects, String facets) {
        int[] listed = Arrays.stream(facets.split("\\|", -1))
                .mapToInt(Integer::parseInt)
                .toArray();
        Argued argued = ARGUED_PACKAGES.get(file);
        int ours;
        try {
            ours = read(file).mesh().facetCount();
        } catch (MeshFormatException e) {
            note(argued != null && argued.facets() == 0 ? "argued" : "WE REFUSE", file, e.getMessage());
            return;
        }
        int sum = Arrays.stream(listed).sum();
        boolean whole = listed.length == objects;
        if (argued != null) {
            note(ours == argued.facets() ? "argued" : "DISAGREE", file, ours + " facets: " + argued.why());
        } else if (whole) {
            note(ours == sum ? "agree" : "DISAGREE", file, ours + " facets, listed " + sum);
        } else {
            note(
                    ours > sum ? "agree so far as listed" : "DISAGREE",
                    file,
                    ours + " facets, the first six objects have " + sum);
        }
    }

    private static ReadModel read(String file) throws MeshFormatException {
        byte[] bytes = Corpus.bytes(file);
        MeshFormat format = MeshFormat.recognise(
                        Arrays.copyOf(bytes, Math.min(bytes.length, MeshFormat.HEAD_BYTES)), file)
                .orElseThrow(() -> new AssertionError("format of " + file + " is not recognised"));
        try {
            return Models.read(bytes, format);
        } catch (IOException e) {
            throw new AssertionError(file, e);
        }
    }

    private void note(String verdict, String file, String detail) {
        tally.merge(verdict, 1, Integer::sum);
        if (!verdict.equals("agree")) {
            table.add(String.format("%-24s %-60s %s", verdict, file, detail));
        }
        if (Character.isUpperCase(verdict.charAt(1))) {
            failures.add(verdict + " " + file + ": " + detail);
        }
    }

    private void report(String against) {
        Tables.print("Reading compared with " + against + ": " + tally, table);
        assertThat(failures).isEmpty();
        assertThat(tally.getOrDefault("agree", 0)).isGreaterThan(20);
    }
}
