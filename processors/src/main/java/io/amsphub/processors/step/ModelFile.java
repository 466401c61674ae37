package io.amsphub.processors.step;

import io.amsphub.mesh.io.BinaryStlWriter;
import io.amsphub.mesh.io.DetectionMemory;
import io.amsphub.mesh.io.MeshFormat;
import io.amsphub.mesh.io.MeshFormatException;
import io.amsphub.mesh.io.MeshReaders;
import io.amsphub.mesh.model.LengthUnit;
import io.amsphub.mesh.model.TriangleMesh;
import io.amsphub.processors.cad.CadFormat;
import io.amsphub.processors.design.BlobRef;
import io.amsphub.processors.design.DesignRevision;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.port.Blobs;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads and writes model files in the blob store, within the memory that the hub has for them. */
final class ModelFile {

    /** Correction holds the mesh before and after. */
    static final int CORRECTION_FACTOR = 2;

    private final Blobs blobs;

    ModelFile(Blobs blobs) {
        this.blobs = blobs;
    }

    /**
     * A model file that was recognised.
     *
     * @param content where it is
     * @param format what it is
     * @param bytesNeeded heap for reading and detection
     */
    record Recognised(BlobRef content, MeshFormat format, long bytesNeeded) {}

    /**
     * Recognises the format by the content.
     *
     * @throws HubException when it is empty or no model
     */
    Recognised recognise(BlobRef content, String fileName) throws IOException {
        byte[] head = head(content);
        if (head.length == 0) {
            throw new HubException(
                    FailureCode.MODEL_EMPTY, "the file is empty", "byte 0", "export the model again and upload that");
        }
        MeshFormat format = MeshFormat.recognise(head, fileName)
                .orElseThrow(() -> new HubException(
                        FailureCode.NOT_A_MODEL,
                        "the content of " + fileName + " is of no model format that the hub reads",
                        "byte 0",
                        "upload STL, OBJ, PLY, OFF, AMF, 3MF, STEP, IGES, BREP or OpenSCAD"));
        return new Recognised(content, format, DetectionMemory.bytesNeeded(format, content.bytes(), head));
    }

    /** Returns the format when it is exact geometry, of which a mesh has to be made first. */
    Optional<CadFormat> exactGeometry(BlobRef content, String fileName) throws IOException {
        return CadFormat.recognise(head(content), fileName);
    }

    private byte[] head(BlobRef content) throws IOException {
        try (InputStream in = blobs.open(content)) {
            return in.readNBytes(MeshFormat.HEAD_BYTES);
        }
    }

    /**
     * Reads a model in mm.
     *
     * @param announcedUnit the unit that the user says it is in; counts when the file does not say
     * @param budgetBytes heap that it may take up
     * @throws HubException when the file breaks a rule of its format, has no facets, or does not fit
     */
    TriangleMesh read(Recognised file, @Nullable String announcedUnit, long budgetBytes) throws IOException {
        try (InputStream in = blobs.open(file.content())) {
            TriangleMesh mesh =
                    MeshReaders.read(in, file.content().bytes(), file.format(), DetectionMemory.limits(budgetBytes));
            if (mesh.facetCount() == 0) {
                throw new HubException(
                        FailureCode.MODEL_EMPTY,
                        "the file is a " + file.format() + " without facets",
                        null,
                        "export the model again; check that the body is selected and not hidden");
            }
            return mesh.sourceUnit() == LengthUnit.UNSPECIFIED && announcedUnit != null
                    ? scaled(mesh, LengthUnit.valueOf(announcedUnit))
                    : mesh;
        } catch (MeshFormatException e) {
            HubException refusal =
                    new HubException(FailureCode.MODEL_UNREADABLE, e.code() + " " + e.what(), e.where(), e.remedy());
            refusal.initCause(e);
            throw refusal;
        }
    }

    /** Writes what was made of a model, in the form in which the hub keeps solids. */
    BlobRef write(TriangleMesh mesh, BlobRef source) throws IOException {
        return blobs.madeOf(source).store(MeshFormat.STL.mediaType(), out -> BinaryStlWriter.write(mesh, out));
    }

    /** Writes a new model, in the form in which the hub keeps solids. */
    BlobRef writeNew(TriangleMesh mesh, DesignRevision revision) throws IOException {
        return blobs.of(revision.organisation(), revision.designId())
                .store(MeshFormat.STL.mediaType(), out -> BinaryStlWriter.write(mesh, out));
    }

    /** Returns whether the file as it came is already in the form in which the hub keeps solids. */
    static boolean isKeptForm(Recognised file, TriangleMesh mesh) {
        boolean binaryStl = file.format() == MeshFormat.STL && file.content().bytes() == 84L + 50L * mesh.facetCount();
        boolean millimetres = mesh.sourceUnit() == LengthUnit.UNSPECIFIED || mesh.sourceUnit() == LengthUnit.MILLIMETRE;
        return binaryStl && millimetres;
    }

    /** Returns the same content, under the media type of what it is. */
    static BlobRef asKept(BlobRef source) {
        return new BlobRef(source.sha256(), source.bytes(), MeshFormat.STL.mediaType());
    }

    private static TriangleMesh scaled(TriangleMesh mesh, LengthUnit unit) {
        double[] points = mesh.points().clone();
        for (int i = 0; i < points.length; i++) {
            points[i] *= unit.millimetres();
        }
        return TriangleMesh.of(points, mesh.facets(), unit);
    }
}
