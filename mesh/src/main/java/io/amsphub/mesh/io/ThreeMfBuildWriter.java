package io.amsphub.mesh.io;

import io.amsphub.mesh.model.Pose;
import io.amsphub.mesh.model.TriangleMesh;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipOutputStream;

/**
 * Writes a 3MF core 1.3 package of several parts in mm: an object with a name for each, and a build item that
 * places it. The meshes come one after another and are not kept. Same parts, same bytes. Not thread-safe.
 */
public final class ThreeMfBuildWriter {

    private final OutputStream out;
    private final ZipOutputStream zip;
    private final AsciiOutput text;
    private final List<Pose> poses = new ArrayList<>();

    /**
     * Begins a package.
     *
     * @param out gets the package; flushed by {@link #finish}, never closed
     */
    public ThreeMfBuildWriter(OutputStream out) throws IOException {
        this.out = out;
        zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        ThreeMfWriter.begin(zip);
        text = new AsciiOutput(zip);
        text.put(ThreeMfWriter.MODEL_START);
    }

    /**
     * Adds a part.
     *
     * @param name of the object: printable ASCII
     * @param mesh in its own frame
     * @param pose where it lies
     * @throws IllegalArgumentException when the name has another character
     */
    public void add(String name, TriangleMesh mesh, Pose pose) throws IOException {
        poses.add(pose);
        text.put("<object id=\"").put(poses.size()).put("\" type=\"model\" name=\"");
        text.put(escaped(name)).put("\">\n");
        ThreeMfWriter.writeMesh(mesh, text);
        text.put("</object>\n");
    }

    /** Writes where the parts lie, and ends the package. */
    public void finish() throws IOException {
        text.put("</resources>\n<build>\n");
        for (int i = 0; i < poses.size(); i++) {
            text.put("<item objectid=\"").put(i + 1).put("\" transform=\"");
            putTransform(poses.get(i));
            text.put("\"/>\n");
        }
        text.put("</build>\n</model>\n").flush();
        zip.finish();
        out.flush();
    }

    /** Row vectors are what 3MF multiplies, so the rotation is written by its columns. */
    private void putTransform(Pose pose) throws IOException {
        for (int column = 0; column < 3; column++) {
            for (int row = 0; row < 3; row++) {
                text.put(pose.rotation()[3 * row + column]).put(" ");
            }
        }
        double[] t = pose.translation();
        text.put(t[0]).put(" ").put(t[1]).put(" ").put(t[2]);
    }

    private static String escaped(String name) {
        if (!name.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw new IllegalArgumentException("a name is printable ASCII");
        }
        return name.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
