package io.amsphub.mesh.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** 3MF packages put together from strings. */
final class Packages {

    static final String START = "/3D/3dmodel.model";
    static final String CORE = "xmlns=\"" + ThreeMfNames.CORE + "\"";
    static final String BOX_MESH = """
            <mesh><vertices>
            <vertex x="0" y="0" z="0"/><vertex x="1" y="0" z="0"/><vertex x="0" y="1" z="0"/><vertex x="0" y="0" z="1"/>
            </vertices><triangles>
            <triangle v1="0" v2="2" v3="1"/><triangle v1="0" v2="1" v3="3"/>
            <triangle v1="1" v2="2" v3="3"/><triangle v1="2" v2="0" v3="3"/>
            </triangles></mesh>
            """;

    private final Map<String, byte[]> parts = new LinkedHashMap<>();

    private Packages() {}

    /** A package with content types, the relationship to the start part, and this start part. */
    static Packages of(String model) {
        Packages packages = new Packages();
        packages.part("/[Content_Types].xml", """
                <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
                <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
                <Default Extension="model" ContentType="application/vnd.ms-package.3dmanufacturing-3dmodel+xml"/>
                </Types>""");
        packages.part("/_rels/.rels", relationships(relationship(START, "3dmanufacturing/2013/01/3dmodel")));
        return packages.part(START, model);
    }

    /** A package whose model has these resources and this build. */
    static Packages of(String resources, String build) {
        return of("<model unit=\"millimeter\" " + CORE + "><resources>" + resources + "</resources><build>" + build
                + "</build></model>");
    }

    static String object(int id, String content) {
        return "<object id=\"" + id + "\">" + content + "</object>";
    }

    static String item(int id) {
        return "<item objectid=\"" + id + "\"/>";
    }

    static String relationships(String list) {
        return "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" + list
                + "</Relationships>";
    }

    static String relationship(String target, String type) {
        return "<Relationship Id=\"r" + Integer.toHexString(target.hashCode()) + "\" Target=\"" + target
                + "\" Type=\"http://schemas.microsoft.com/" + type + "\"/>";
    }

    Packages part(String name, String text) {
        return part(name, text.getBytes(StandardCharsets.UTF_8));
    }

    Packages part(String name, byte[] bytes) {
        parts.put(name, bytes);
        return this;
    }

    byte[] bytes() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey().substring(1)));
                zip.write(part.getValue());
            }
        }
        return out.toByteArray();
    }

    ReadModel read() throws IOException, MeshFormatException {
        return Models.read(bytes(), MeshFormat.THREE_MF);
    }
}
