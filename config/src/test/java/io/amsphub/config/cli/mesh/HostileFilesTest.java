package io.amsphub.config.cli.mesh;

import static io.amsphub.config.cli.mesh.MeshCli.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every kind of hostile file of the specification, given to the command as a user would: one line of JSON with
 * a code, a message, a place and a remedy, the exit code of a refusal, and an end in time.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class HostileFilesTest {

    private static final String MODEL = "<model unit=\"millimeter\""
            + " xmlns=\"http://schemas.microsoft.com/3dmanufacturing/core/2015/02\"><resources>";
    private static final String MESH =
            "<mesh><vertices><vertex x=\"0\" y=\"0\" z=\"0\"/><vertex x=\"1\" y=\"0\" z=\"0\"/>"
                    + "<vertex x=\"0\" y=\"1\" z=\"0\"/></vertices><triangles><triangle v1=\"0\" v2=\"1\" v3=\"2\"/></triangles></mesh>";
    private static final String BUILD = "</resources><build><item objectid=\"1\"/></build></model>";

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    @Test
    void facetCountOf32Bits() throws IOException {
        byte[] stl = stl(2, 0xFFFFFFFF, 0, 0, 0);
        assertRefused("count.stl", stl, "MESH-STL-001", "byte 80");
    }

    @Test
    void coordinatesThatAreNowhere() throws IOException {
        for (float nowhere : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            assertRefused("nowhere.stl", stl(1, 1, nowhere, 0, 0), "MESH-IO-005", "byte ");
        }
        for (String nowhere : List.of("nan", "inf", "1e999")) {
            String obj = "v 0 0 " + nowhere + "\nv 1 0 0\nv 0 1 0\nf 1 2 3\n";
            assertThat(refusal("nowhere.obj", text(obj)).path("code").asText()).isIn("MESH-IO-004", "MESH-IO-005");
        }
    }

    @Test
    void gigabyteOnOneLine() throws IOException {
        Path file = folder.resolve("line.obj");
        Files.writeString(file, "v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n# ");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(1L << 30);
        }
        // by its length when there is no memory for what it could hold, else by its line
        assertThat(error(run("check", "--json", file)).path("code").asText()).isIn("MESH-LIM-003", "MESH-LIM-006");
    }

    @Test
    void bombThatUnfolds() throws IOException {
        byte[] zeros = new byte[1 << 20];
        Arrays.fill(zeros, (byte) ' ');
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            frame(zip);
            zip.putNextEntry(new ZipEntry("3D/3dmodel.model"));
            zip.write(text(MODEL));
            for (int mib = 0; mib < 300; mib++) {
                zip.write(zeros);
            }
        }
        assertRefused("bomb.3mf", out.toByteArray(), "MESH-LIM-004", "");
    }

    @Test
    void nameThatLeadsOut() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            frame(zip);
            zip.putNextEntry(new ZipEntry("../../escaped.model"));
            zip.write(text(MODEL));
        }
        assertRefused("out.3mf", out.toByteArray(), "MESH-ZIP-004", "");
        assertThat(folder.resolveSibling("escaped.model")).doesNotExist();
    }

    @Test
    void externalEntityAndBillionLaughs() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "1 2 SECRET");
        String external = "<!DOCTYPE amf [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]><amf>&x;</amf>";
        StringBuilder laughs = new StringBuilder("<!DOCTYPE amf [<!ENTITY a0 \"ha\">");
        for (int i = 1; i < 30; i++) {
            laughs.append("<!ENTITY a").append(i).append(" \"");
            laughs.append(("&a" + (i - 1) + ";").repeat(10)).append("\">");
        }
        laughs.append("]><amf>&a29;</amf>");
        for (String document : List.of(external, laughs.toString())) {
            assertRefused("entity.amf", text(document), "MESH-XML-002", "line 1");
            String model = document.replace("amf", "model");
            assertRefused("entity.3mf", threeMf(model), "MESH-XML-002", "part '/3D/3dmodel.model', line 1");
        }
    }

    @Test
    void componentsInACircleAndTooDeep() throws IOException {
        String circle = "<object id=\"1\"><components><component objectid=\"1\"/></components></object>";
        assertThat(refusal("circle.3mf", threeMf(MODEL + circle + BUILD))
                        .path("code")
                        .asText())
                .startsWith("MESH-3MF-");
        StringBuilder deep = new StringBuilder("<object id=\"2\">" + MESH + "</object>");
        for (int id = 3; id < 3000; id++) {
            deep.append("<object id=\"").append(id).append("\"><components><component objectid=\"");
            deep.append(id - 1).append("\"/></components></object>");
        }
        deep.append("<object id=\"1\"><components><component objectid=\"2999\"/></components></object>");
        assertRefused("deep.3mf", threeMf(MODEL + deep + BUILD), "MESH-3MF-016", "");
    }

    @Test
    void componentsThatMultiply() throws IOException {
        StringBuilder doubling = new StringBuilder("<object id=\"100\">" + MESH + "</object>");
        for (int id = 101; id < 131; id++) {
            String component = "<component objectid=\"" + (id - 1) + "\"/>";
            doubling.append("<object id=\"").append(id).append("\"><components>");
            doubling.append(component.repeat(8)).append("</components></object>");
        }
        doubling.append("<object id=\"1\"><components><component objectid=\"130\"/></components></object>");
        assertThat(refusal("many.3mf", threeMf(MODEL + doubling + BUILD))
                        .path("code")
                        .asText())
                .isIn("MESH-3MF-016", "MESH-LIM-002", "MESH-LIM-006");
    }

    @Test
    void markupNestedDeep() throws IOException {
        assertRefused("deep.amf", text("<amf>" + "<a>".repeat(200_000)), "MESH-LIM-005", "line 1");
    }

    @Test
    void indicesOutOfRange() throws IOException {
        String points = "v 0 0 0\nv 1 0 0\nv 0 1 0\n";
        for (String index : List.of("4", "-4", "0", "2147483647", "99999999999")) {
            JsonNode error = refusal("index.obj", text(points + "f 1 2 " + index + "\n"));
            assertThat(error.path("code").asText()).as(index).matches("MESH-(IO-00[4-8]|OBJ-001)");
            assertThat(error.path("where").asText()).as(index).startsWith("line 4");
        }
        assertThat(refusal("index.off", text("OFF\n3 1 0\n0 0 0\n1 0 0\n0 1 0\n3 0 1 7\n"))
                        .path("code")
                        .asText())
                .isEqualTo("MESH-IO-007");
        assertThat(refusal(
                                "index.3mf",
                                threeMf(MODEL + "<object id=\"1\">" + MESH.replace("v3=\"2\"", "v3=\"3\"") + "</object>"
                                        + BUILD))
                        .path("code")
                        .asText())
                .startsWith("MESH-");
    }

    @Test
    void truncatedAnywhere() throws IOException {
        byte[] stl = stl(3, 3, 0, 0, 0);
        byte[] package3mf = threeMf(MODEL + "<object id=\"1\">" + MESH + "</object>" + BUILD);
        byte[] ply = text("""
                ply
                format ascii 1.0
                element vertex 3
                property float x
                property float y
                property float z
                element face 1
                property list uchar int vertex_indices
                end_header
                0 0 0
                1 0 0
                0 1 0
                3 0 1 2
                """);
        for (int cut = 0; cut < stl.length; cut += 7) {
            assertRefused("cut.stl", Arrays.copyOf(stl, cut), "MESH-", "");
        }
        for (int cut = 0; cut < package3mf.length; cut += 41) {
            assertRefused("cut.3mf", Arrays.copyOf(package3mf, cut), "MESH-", "");
        }
        for (int cut = 0; cut < ply.length - 2; cut += 11) {
            assertRefused("cut.ply", Arrays.copyOf(ply, cut), "MESH-", "");
        }
    }

    /** What is only broken is examined, what is no model is refused, each in one line; the exit code says which. */
    @Test
    void brokenFilesBesideTheCheckout() throws IOException {
        Path hostile = MeshCli.reference().resolveSibling("corpus").resolve("hostile");
        Assumptions.assumeTrue(Files.isDirectory(hostile), "no shared/corpus beside the checkout");
        try (var files = Files.list(hostile)) {
            for (Path file : files.sorted().toList()) {
                MeshCli.Result result = run("check", "--json", file);
                JsonNode answer = result.json();
                if (answer.has("error")) {
                    assertThat(result.code()).as(file.toString()).isEqualTo(MeshCommand.REFUSED);
                    error(result);
                } else {
                    assertThat(result.code() == MeshCommand.SOUND)
                            .as(file.toString())
                            .isEqualTo(answer.path("solid").asBoolean());
                }
            }
        }
    }

    private void assertRefused(String name, byte[] content, String code, String where) throws IOException {
        JsonNode error = refusal(name, content);
        assertThat(error.path("code").asText()).as(name + " " + error).startsWith(code);
        assertThat(error.path("where").asText()).as(name + " " + error).startsWith(where);
    }

    private JsonNode refusal(String name, byte[] content) throws IOException {
        return error(run("check", "--json", Files.write(folder.resolve(name), content)));
    }

    private static JsonNode error(MeshCli.Result result) throws IOException {
        assertThat(result.code()).as(result.toString()).isEqualTo(MeshCommand.REFUSED);
        JsonNode error = result.json().path("error");
        for (String field : List.of("code", "message", "where", "remedy")) {
            assertThat(error.path(field).asText())
                    .as(field + " of " + result.out())
                    .isNotBlank();
        }
        assertThat(error.path("message").asText()).doesNotContain("SECRET", "Exception");
        return error;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Facets with the corners given, the origin, and (1, 0, 0). */
    private static byte[] stl(int facets, int claimed, float... corner) {
        ByteBuffer file = ByteBuffer.allocate(84 + 50 * facets).order(ByteOrder.LITTLE_ENDIAN);
        file.putInt(80, claimed);
        for (int f = 0; f < facets; f++) {
            for (int axis = 0; axis < 3; axis++) {
                file.putFloat(84 + 50 * f + 12 + 4 * axis, corner[axis]);
            }
            file.putFloat(84 + 50 * f + 24, 1 + f);
            file.putFloat(84 + 50 * f + 40, 1);
        }
        return file.array();
    }

    private static byte[] threeMf(String model) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            frame(zip);
            zip.putNextEntry(new ZipEntry("3D/3dmodel.model"));
            zip.write(text(model));
        }
        return out.toByteArray();
    }

    private static void frame(ZipOutputStream zip) throws IOException {
        zip.putNextEntry(new ZipEntry("[Content_Types].xml"));
        zip.write(text("<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                + "<Default Extension=\"model\" ContentType=\"application/vnd.ms-package.3dmanufacturing-3dmodel+xml\"/>"
                + "</Types>"));
        zip.putNextEntry(new ZipEntry("_rels/.rels"));
        zip.write(text("<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                + "<Relationship Id=\"r\" Target=\"/3D/3dmodel.model\""
                + " Type=\"http://schemas.microsoft.com/3dmanufacturing/2013/01/3dmodel\"/></Relationships>"));
    }
}
