package io.amsphub.processors.design;

import io.amsphub.processors.cad.Tessellation;
import io.amsphub.processors.failure.Problem;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One revision of a design, from upload to a solid that can be made. Immutable; a change yields a
 * new value.
 *
 * @param id {@code <design>.<number>}
 * @param designId the design
 * @param number 1 is the first
 * @param organisation the owner
 * @param state where it is
 * @param createdBy the principal
 * @param createdAt by the hub's clock
 * @param upload what was announced; null when the hub makes the model by a recipe
 * @param recipe what the hub makes the model by; null when it is uploaded
 * @param source the bytes as they came or were made, once they are all there
 * @param tessellation how the source became a mesh, when it is exact geometry
 * @param detection of the source, once it was done
 * @param correction the proposed or accepted correction, if one was needed
 * @param problem why it was rejected
 * @param version for optimistic locking; 0 until stored
 */
public record DesignRevision(
        String id,
        String designId,
        int number,
        String organisation,
        RevisionState state,
        String createdBy,
        Instant createdAt,
        @Nullable Upload upload,
        @Nullable Recipe recipe,
        @Nullable BlobRef source,
        @Nullable Tessellation tessellation,
        @Nullable Detection detection,
        @Nullable Correction correction,
        @Nullable Problem problem,
        long version) {

    /** Returns the id of a revision of a design. */
    public static String idOf(String designId, int number) {
        return designId + "." + number;
    }

    /**
     * Returns what was announced.
     *
     * @throws IllegalStateException when the revision is not uploaded but made
     */
    public Upload announced() {
        if (upload == null) {
            throw new IllegalStateException("revision " + id + " is not uploaded");
        }
        return upload;
    }

    /** Returns the name of the file, for people and to break ties between formats. */
    public String fileName() {
        return upload != null ? upload.fileName() : (recipe == null ? "model" : recipe.name()) + ".stl";
    }

    /** Returns the unit that the user says the file is in, the name of a LengthUnit; what is made is in mm. */
    public @Nullable String unit() {
        return upload == null ? null : upload.unit();
    }

    /** Returns the mesh as it came: the source, or what was made of it when that is exact geometry; null before. */
    public @Nullable BlobRef mesh() {
        return tessellation == null ? source : tessellation.mesh();
    }

    /** Returns the name under which {@link #mesh()} is recognised. */
    public String meshName() {
        return tessellation == null ? fileName() : "mesh.stl";
    }

    /** Returns the unit that {@link #mesh()} is to be read in when it carries none; null to take it as mm. */
    public @Nullable String meshUnit() {
        boolean known = tessellation != null && !tessellation.sourceUnit().equals("UNSPECIFIED");
        return known ? null : unit();
    }

    /** Returns whether a correction within tolerance is taken without asking. */
    public boolean autoAccept() {
        return upload != null ? upload.autoAccept() : recipe != null && recipe.autoAccept();
    }

    /** Returns the revision in another state; the table is the caller's to ask. */
    public DesignRevision withState(RevisionState next) {
        return copy(next, source, tessellation, detection, correction, problem);
    }

    /** Returns the revision with all its bytes. */
    public DesignRevision withSource(BlobRef content) {
        return copy(state, content, tessellation, detection, correction, problem);
    }

    /** Returns the revision with the mesh of its exact geometry. */
    public DesignRevision withTessellation(Tessellation made) {
        return copy(state, source, made, detection, correction, problem);
    }

    /** Returns the revision with what was found in it. */
    public DesignRevision withDetection(Detection found) {
        return copy(state, source, tessellation, found, correction, problem);
    }

    /** Returns the revision with a proposed correction. */
    public DesignRevision withCorrection(Correction proposed) {
        return copy(state, source, tessellation, detection, proposed, problem);
    }

    /** Returns the revision with the reason for its rejection. */
    public DesignRevision withProblem(Problem reason) {
        return copy(state, source, tessellation, detection, correction, reason);
    }

    /**
     * Returns what is made when the revision is ready: the corrected model, or the model as it came
     * when nothing had to be corrected.
     *
     * @throws IllegalStateException when detection has not run
     */
    public BlobRef solid() {
        if (correction != null) {
            return correction.content();
        }
        if (detection == null) {
            throw new IllegalStateException("revision " + id + " has not been read");
        }
        return detection.solidContent();
    }

    /**
     * Returns the measures of {@link #solid()}.
     *
     * @throws IllegalStateException when detection has not run
     */
    public Geometry geometry() {
        if (correction != null) {
            return correction.after().geometry();
        }
        if (detection == null) {
            throw new IllegalStateException("revision " + id + " has not been measured");
        }
        return detection.geometry();
    }

    private DesignRevision copy(
            RevisionState newState,
            @Nullable BlobRef newSource,
            @Nullable Tessellation newTessellation,
            @Nullable Detection newDetection,
            @Nullable Correction newCorrection,
            @Nullable Problem newProblem) {
        return new DesignRevision(
                id,
                designId,
                number,
                organisation,
                newState,
                createdBy,
                createdAt,
                upload,
                recipe,
                newSource,
                newTessellation,
                newDetection,
                newCorrection,
                newProblem,
                version);
    }
}
