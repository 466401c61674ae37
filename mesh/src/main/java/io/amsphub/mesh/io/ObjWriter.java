package io.amsphub.mesh.io;

import io.amsphub.mesh.model.TriangleMesh;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes Wavefront OBJ: vertices and faces, nothing else. Coordinates read back to the same doubles. Same
 * mesh, same bytes; points that no facet uses are written too.
 */
public final class ObjWriter {

    private ObjWriter() {}

    /**
     * Writes the mesh in mm.
     *
     * @param out gets the file; flushed, not closed
     */
    public static void write(TriangleMesh mesh, OutputStream out) throws IOException {
        AsciiOutput text = new AsciiOutput(out);
        text.put("# millimetres\n");
        double[] points = mesh.points();
        for (int i = 0; i < points.length; i += 3) {
            text.put("v ").put(points[i]).put(" ").put(points[i + 1]);
            text.put(" ").put(points[i + 2]).put("\n");
        }
        int[] facets = mesh.facets();
        for (int i = 0; i < facets.length; i += 3) {
            text.put("f ").put(facets[i] + 1).put(" ").put(facets[i + 1] + 1);
            text.put(" ").put(facets[i + 2] + 1).put("\n");
        }
        text.flush();
    }
}
