package io.amsphub.mesh.io;

import io.amsphub.mesh.model.TriangleMesh;
import java.io.IOException;
import java.io.InputStream;
import java.security.PrivateKey;
import java.util.Locale;

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
        return withinMemory(readAs(format, in, length, limits), limits);
    }

    /**
     * Reads a 3MF package of which parts may be encrypted (3MF secure content).
     *
     * @param key RSA, of one of the consumers that the package was encrypted for
     * @throws MeshFormatException when it is not for this key, was changed since, or breaks a rule of the format
     */
    public static ReadModel readSecure(InputStream in, PrivateKey key, ReadLimits limits)
            throws MeshFormatException, IOException {
        return withinMemory(new ThreeMfReader(limits, key).read(in), limits);
    }

    private static ReadModel withinMemory(ReadModel model, ReadLimits limits) throws MeshFormatException {
        TriangleMesh mesh = model.mesh();
        long needed = DetectionMemory.bytesNeeded(mesh.facetCount(), mesh.pointCount());
        if (needed > limits.maxHeapBytes()) {
            throw new MeshFormatException(
                    MeshFault.TOO_MUCH_MEMORY,
                    String.format(
                            Locale.ROOT,
                            "%d facets with %d points take up to %d MiB of memory, %d MiB are at hand",
                            mesh.facetCount(),
                            mesh.pointCount(),
                            needed >> 20,
                            limits.maxHeapBytes() >> 20),
                    "the end of the file");
        }
        return model;
    }

    private static ReadModel readAs(MeshFormat format, InputStream in, long length, ReadLimits limits)
            throws MeshFormatException, IOException {
        return switch (format) {
            case STL -> new StlReader(limits).read(in, length);
            case OBJ -> new ObjReader(limits).read(in);
            case THREE_MF -> new ThreeMfReader(limits, null).read(in);
            case PLY -> new PlyReader(limits).read(in);
            case OFF -> new OffReader(limits).read(in);
            case AMF -> new AmfReader(limits).read(in);
        };
    }
}
