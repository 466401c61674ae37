package io.amsphub.mesh.render;

import io.amsphub.mesh.check.DetectionReport;
import io.amsphub.mesh.check.Finding;
import io.amsphub.mesh.check.Places;
import io.amsphub.mesh.model.TriangleMesh;
import io.amsphub.mesh.topology.IntList;
import io.amsphub.mesh.topology.Weld;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes binary glTF 2.0 (GLB, ISO/IEC 12113) for viewers: one mesh whose primitives share their positions.
 * The first is the model; each kind of finding that has places is a further primitive with a material of its
 * name and colour: facets as triangles, edges as lines, vertices as points. Facets that are marked are in the
 * first primitive too, at the same place; a viewer shows or hides the marks without a hole in the model.
 *
 * <p>Positions are float32 in mm with Z up, as the model has them; the node turns and scales them to the
 * metres with Y up that glTF wants. No normals: glTF asks viewers to shade such facets flat. Same mesh, same
 * bytes. Size: about 12 bytes a vertex and 12 bytes a facet (6 below 65 535 vertices).
 */
public final class GlbWriter {

    private static final int MAGIC = 0x46546C67;
    private static final int JSON = 0x4E4F534A;
    private static final int BIN = 0x004E4942;
    private static final int TRIANGLES = 4;
    private static final int LINES = 1;
    private static final int POINTS = 0;
    private static final int BLOCK = 1 << 16;
    private static final int SHORT_INDEX = 65_535;

    private final TriangleMesh mesh;
    private final Weld weld;
    private final double[] xyz;
    private final List<Part> parts = new ArrayList<>();

    /** A primitive: its indices of vertices and how they are drawn. */
    private record Part(String name, int rgb, int mode, IntList indices) {}

    private GlbWriter(TriangleMesh mesh, @Nullable DetectionReport report) {
        this.mesh = mesh;
        weld = Weld.of(mesh);
        xyz = weld.coordinates(mesh.points());
        IntList model = new IntList();
        for (int corner : weld.apply(mesh.facets())) {
            model.add(corner);
        }
        parts.add(new Part("model", 0xA9BDD1, TRIANGLES, model));
        for (Finding finding : report == null ? List.<Finding>of() : report.findings()) {
            if (finding.places().size() > 0) {
                parts.add(part(finding));
            }
        }
    }

    /**
     * Writes a mesh.
     *
     * @param out gets the file; flushed, not closed
     * @throws IllegalArgumentException when there is no facet, or a coordinate is beyond single precision
     */
    public static void write(TriangleMesh mesh, OutputStream out) throws IOException {
        new GlbWriter(mesh, null).write(out);
    }

    /**
     * Writes a mesh with its findings as further primitives.
     *
     * @param report of this very mesh
     * @param out gets the file; flushed, not closed
     * @throws IllegalArgumentException when there is no facet, or a coordinate is beyond single precision
     */
    public static void write(TriangleMesh mesh, DetectionReport report, OutputStream out) throws IOException {
        new GlbWriter(mesh, report).write(out);
    }

    private Part part(Finding finding) {
        Places places = finding.places();
        IntList indices = new IntList();
        boolean facets = places.kind() == Places.Kind.FACET || places.kind() == Places.Kind.FACET_PAIR;
        for (int index : places.indices()) {
            if (facets) {
                for (int k = 0; k < 3; k++) {
                    indices.add(weld.vertexOf()[mesh.facets()[3 * index + k]]);
                }
            } else {
                indices.add(weld.vertexOf()[index]);
            }
        }
        int mode = facets ? TRIANGLES : places.kind() == Places.Kind.EDGE ? LINES : POINTS;
        return new Part(finding.kind().name(), FindingColours.of(finding.kind()), mode, indices);
    }

    private void write(OutputStream out) throws IOException {
        if (mesh.facetCount() == 0) {
            throw new IllegalArgumentException("a mesh without facets has no picture");
        }
        byte[] json = padded(json().getBytes(StandardCharsets.UTF_8));
        long bin = 4L * xyz.length;
        for (Part part : parts) {
            bin += indexBytes(part);
        }
        long total = 12 + 8 + json.length + 8 + bin;
        if (total > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("a GLB of " + total + " bytes is too large");
        }
        ByteBuffer block = ByteBuffer.allocate(BLOCK).order(ByteOrder.LITTLE_ENDIAN);
        block.putInt(MAGIC).putInt(2).putInt((int) total).putInt(json.length).putInt(JSON);
        flush(block, out);
        out.write(json);
        block.putInt((int) bin).putInt(BIN);
        for (double coordinate : xyz) {
            flushIfFull(block, out);
            block.putFloat(single(coordinate));
        }
        for (Part part : parts) {
            putIndices(part, block, out);
        }
        flush(block, out);
        out.flush();
    }

    private static float single(double coordinate) {
        float value = (float) coordinate + 0.0f;
        if (!Float.isFinite(value)) {
            throw new IllegalArgumentException("coordinate " + coordinate + " mm is beyond single precision");
        }
        return value;
    }

    private boolean isShort() {
        return xyz.length / 3 <= SHORT_INDEX;
    }

    private long indexBytes(Part part) {
        long bytes = (isShort() ? 2L : 4L) * part.indices().size();
        return (bytes + 3) / 4 * 4;
    }

    private void putIndices(Part part, ByteBuffer block, OutputStream out) throws IOException {
        for (int i = 0; i < part.indices().size(); i++) {
            flushIfFull(block, out);
            if (isShort()) {
                block.putShort((short) part.indices().get(i));
            } else {
                block.putInt(part.indices().get(i));
            }
        }
        if (isShort() && part.indices().size() % 2 == 1) {
            block.putShort((short) 0);
        }
    }

    private static void flushIfFull(ByteBuffer block, OutputStream out) throws IOException {
        if (block.remaining() < 8) {
            flush(block, out);
        }
    }

    private static void flush(ByteBuffer block, OutputStream out) throws IOException {
        out.write(block.array(), block.arrayOffset(), block.position());
        block.clear();
    }

    /** Chunks are whole words; JSON is filled up with spaces. */
    private static byte[] padded(byte[] json) {
        byte[] padded = Arrays.copyOf(json, (json.length + 3) / 4 * 4);
        Arrays.fill(padded, json.length, padded.length, (byte) ' ');
        return padded;
    }

    private String json() {
        StringBuilder views = new StringBuilder();
        StringBuilder accessors = new StringBuilder();
        StringBuilder primitives = new StringBuilder();
        StringBuilder materials = new StringBuilder();
        long at = 4L * xyz.length;
        views.append(view(0, at, 34962));
        accessors.append(positions());
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            long bytes = (isShort() ? 2L : 4L) * part.indices().size();
            views.append(',').append(view(at, bytes, 34963));
            at += indexBytes(part);
            accessors.append(String.format(
                    Locale.ROOT,
                    ",{\"bufferView\":%d,\"componentType\":%d,\"count\":%d,\"type\":\"SCALAR\"}",
                    i + 1,
                    isShort() ? 5123 : 5125,
                    part.indices().size()));
            primitives.append(String.format(
                    Locale.ROOT,
                    "%s{\"attributes\":{\"POSITION\":0},\"indices\":%d,\"material\":%d,\"mode\":%d,"
                            + "\"extras\":{\"kind\":\"%s\"}}",
                    i == 0 ? "" : ",",
                    i + 1,
                    i,
                    part.mode(),
                    part.name()));
            materials.append(i == 0 ? "" : ",").append(material(part, i == 0));
        }
        return "{\"asset\":{\"version\":\"2.0\",\"generator\":\"AMSP Hub\"},\"scene\":0,"
                + "\"scenes\":[{\"nodes\":[0]}],\"nodes\":[{\"name\":\"model\",\"mesh\":0,"
                + "\"rotation\":[-0.70710678,0,0,0.70710678],\"scale\":[0.001,0.001,0.001]}],"
                + "\"meshes\":[{\"name\":\"model\",\"primitives\":[" + primitives + "]}],"
                + "\"materials\":[" + materials + "],\"accessors\":[" + accessors + "],"
                + "\"bufferViews\":[" + views + "],\"buffers\":[{\"byteLength\":" + at + "}]}";
    }

    private static String view(long offset, long length, int target) {
        return "{\"buffer\":0,\"byteOffset\":" + offset + ",\"byteLength\":" + length + ",\"target\":" + target + "}";
    }

    private String positions() {
        float[] min = {Float.POSITIVE_INFINITY, Float.POSITIVE_INFINITY, Float.POSITIVE_INFINITY};
        float[] max = {Float.NEGATIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NEGATIVE_INFINITY};
        for (int i = 0; i < xyz.length; i++) {
            min[i % 3] = Math.min(min[i % 3], single(xyz[i]));
            max[i % 3] = Math.max(max[i % 3], single(xyz[i]));
        }
        return "{\"bufferView\":0,\"componentType\":5126,\"count\":" + xyz.length / 3 + ",\"type\":\"VEC3\",\"min\":["
                + min[0] + "," + min[1] + "," + min[2] + "],\"max\":[" + max[0] + "," + max[1] + "," + max[2] + "]}";
    }

    /** Colours in glTF are linear; marks shine by themselves, so that they are seen in any light. */
    private static String material(Part part, boolean model) {
        String colour = linear(part.rgb() >> 16) + "," + linear(part.rgb() >> 8) + "," + linear(part.rgb());
        return "{\"name\":\"" + part.name() + "\",\"pbrMetallicRoughness\":{\"baseColorFactor\":[" + colour
                + ",1],\"metallicFactor\":0,\"roughnessFactor\":0.7}"
                + (model ? "" : ",\"emissiveFactor\":[" + colour + "]") + ",\"doubleSided\":true}";
    }

    private static String linear(int channel) {
        double c = (channel & 255) / 255.0;
        double value = c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
