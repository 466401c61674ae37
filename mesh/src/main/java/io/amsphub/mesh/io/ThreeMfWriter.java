package io.amsphub.mesh.io;

import io.amsphub.mesh.model.TriangleMesh;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a 3MF core 1.3 package with one object and one build item, in mm. Same mesh, same bytes: fixed
 * order, fixed dates, no identifiers. Coordinates are written so that they read back bit for bit; points that
 * no facet uses are written too.
 */
public final class ThreeMfWriter {

    /** The first moment that zip can express; any fixed one would do. */
    private static final LocalDateTime DATE = LocalDateTime.of(1980, 1, 1, 0, 0, 0);

    private static final String TYPES = """
            <?xml version="1.0" encoding="UTF-8"?>
            <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
            <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
            <Default Extension="model" ContentType="application/vnd.ms-package.3dmanufacturing-3dmodel+xml"/>
            </Types>
            """;
    private static final String RELATIONSHIPS = """
            <?xml version="1.0" encoding="UTF-8"?>
            <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
            <Relationship Target="/3D/3dmodel.model" Id="rel0" Type="http://schemas.microsoft.com/3dmanufacturing/2013/01/3dmodel"/>
            </Relationships>
            """;
    static final String MODEL_START = """
            <?xml version="1.0" encoding="UTF-8"?>
            <model unit="millimeter" xml:lang="en-US" xmlns="http://schemas.microsoft.com/3dmanufacturing/core/2015/02">
            <metadata name="Application">AMSP Hub</metadata>
            <resources>
            """;
    private static final String MODEL_END = """
            </resources>
            <build>
            <item objectid="1"/>
            </build>
            </model>
            """;

    private ThreeMfWriter() {}

    /**
     * Writes the mesh as a package.
     *
     * @param out gets the package; flushed, not closed
     */
    public static void write(TriangleMesh mesh, OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        begin(zip);
        writeModel(mesh, new AsciiOutput(zip));
        zip.finish();
        out.flush();
    }

    /** Begins a package: all parts but the model, whose entry is left open. */
    static void begin(ZipOutputStream zip) throws IOException {
        putPart(zip, "[Content_Types].xml");
        zip.write(TYPES.getBytes(StandardCharsets.UTF_8));
        putPart(zip, "_rels/.rels");
        zip.write(RELATIONSHIPS.getBytes(StandardCharsets.UTF_8));
        putPart(zip, "3D/3dmodel.model");
    }

    /** Begins a part with the fixed date. */
    static void putPart(ZipOutputStream zip, String name) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(DATE);
        zip.putNextEntry(entry);
    }

    private static void writeModel(TriangleMesh mesh, AsciiOutput text) throws IOException {
        text.put(MODEL_START).put("<object id=\"1\" type=\"model\">\n");
        writeMesh(mesh, text);
        text.put("</object>\n").put(MODEL_END).flush();
    }

    /** Writes the mesh of an object. */
    static void writeMesh(TriangleMesh mesh, AsciiOutput text) throws IOException {
        text.put("<mesh>\n<vertices>\n");
        double[] points = mesh.points();
        for (int i = 0; i < points.length; i += 3) {
            text.put("<vertex x=\"").put(points[i]);
            text.put("\" y=\"").put(points[i + 1]);
            text.put("\" z=\"").put(points[i + 2]).put("\"/>\n");
        }
        text.put("</vertices>\n<triangles>\n");
        int[] facets = mesh.facets();
        for (int i = 0; i < facets.length; i += 3) {
            text.put("<triangle v1=\"").put(facets[i]);
            text.put("\" v2=\"").put(facets[i + 1]);
            text.put("\" v3=\"").put(facets[i + 2]).put("\"/>\n");
        }
        text.put("</triangles>\n</mesh>\n");
    }
}
