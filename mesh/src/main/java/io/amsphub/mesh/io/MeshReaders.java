package io.amsphub.mesh.io;

import io.amsphub.mesh.model.TriangleMesh;
import java.io.IOException;
import java.io.InputStream;

/** Reads a model file of any known format into one mesh. Thread safe; holds nothing between calls. */
public final class MeshReaders {

    private MeshReaders() {}

    /**
     * Reads a model: all build items and objects flattened with their transforms, in mm.
     *
     * <p>STL points are joined where they are bit-equal; every other format keeps its points as listed.
     * Polygons are cut into facets. Time and memory are bounded by the length of the file and the limits;
     * no array is allocated from a number that the file only claims.
     *
     * @param in the file from its first byte; read once and in order, not closed
     * @param length its length in bytes, or -1 when that is unknown
     * @param format its format, as {@link MeshFormat#recognise} says
     * @param limits what may be used at most
     * @return the mesh; it may have no facets when the file says so
     * @throws MeshFormatException when the file breaks a rule of its format or a limit
     * @throws IOException when the stream cannot be read
     */
    public static TriangleMesh read(InputStream in, long length, MeshFormat format, ReadLimits limits)
            throws MeshFormatException, IOException {
        return readModel(in, length, format, limits).mesh();
    }

    /** Reads a model as {@link #read} does, with the notes of the reader and the metadata of the file. */
    public static ReadModel readModel(InputStream in, long length, MeshFormat format, ReadLimits limits)
            throws MeshFormatException, IOException {
        if (length > limits.maxBytes()) {
            throw new MeshFormatException(
                    MeshFault.TOO_LONG,
                    length + " bytes are more than the " + limits.maxBytes() + " allowed",
                    "byte 0");
        }
        return switch (format) {
            case STL -> new StlReader(limits).read(in, length);
            case OBJ -> new ObjReader(limits).read(in);
            case THREE_MF -> new ThreeMfReader(limits).read(in);
            case PLY -> new PlyReader(limits).read(in);
            case OFF -> new OffReader(limits).read(in);
            case AMF -> new AmfReader(limits).read(in);
        };
    }
}
