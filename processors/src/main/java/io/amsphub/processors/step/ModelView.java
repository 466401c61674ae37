package io.amsphub.processors.step;

import io.amsphub.mesh.check.DetectionReport;
import io.amsphub.mesh.check.Finding;
import io.amsphub.mesh.check.MeshDetection;
import io.amsphub.mesh.model.TriangleMesh;
import io.amsphub.mesh.printability.PrintabilityCheck;
import io.amsphub.mesh.render.GlbWriter;
import io.amsphub.mesh.render.MeshRenderer;
import io.amsphub.mesh.render.RenderOptions;
import io.amsphub.processors.design.BlobRef;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.port.Blobs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Draws models, within the memory that the hub has for them: a model waits a few seconds for its turn
 * and is then refused as TOO_BUSY; one that could never fit is refused with the figure. Long work, done outside any
 * transaction.
 */
public final class ModelView {

    /** What the renderer holds for each pixel. */
    private static final long BYTES_PER_PIXEL = 72;

    /** How long a caller waits for memory before the answer is to come again. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ModelFile files;
    private final MemoryBudget budget;

    /** Brings together what drawing needs. */
    public ModelView(Blobs blobs, MemoryBudget budget) {
        this.files = new ModelFile(blobs);
        this.budget = budget;
    }

    /**
     * A model to be drawn.
     *
     * @param content where it is
     * @param fileName its name, which helps to recognise its format
     * @param unit the unit that the user says it is in; counts when the file does not say
     * @param findings whether detection runs and what it finds is marked
     * @param limits what the model is judged against as well, when findings are marked
     */
    public record Subject(
            BlobRef content,
            String fileName,
            @Nullable String unit,
            boolean findings,
            @Nullable PrintLimits limits) {

        /** A model of which nothing but the mesh is judged. */
        public Subject(BlobRef content, String fileName, @Nullable String unit, boolean findings) {
            this(content, fileName, unit, findings, null);
        }
    }

    @FunctionalInterface
    private interface Drawing {
        byte[] of(TriangleMesh mesh, @Nullable DetectionReport report) throws IOException;
    }

    /**
     * Returns a PNG.
     *
     * @throws HubException when the file is no model, is damaged, or does not fit
     * @throws IOException when the blob store fails
     */
    public byte[] picture(Subject subject, RenderOptions options) throws IOException {
        long pixels = BYTES_PER_PIXEL * options.width() * options.height();
        return draw(
                subject,
                pixels,
                (mesh, report) ->
                        report == null ? MeshRenderer.png(mesh, options) : MeshRenderer.png(mesh, report, options));
    }

    /**
     * Returns a GLB for viewers.
     *
     * @throws HubException when the file is no model, is damaged, does not fit, or cannot be held by a GLB
     * @throws IOException when the blob store fails
     */
    public byte[] viewerFile(Subject subject) throws IOException {
        return draw(subject, 0, ModelView::glb);
    }

    private byte[] draw(Subject subject, long extraBytes, Drawing drawing) throws IOException {
        ModelFile.Recognised file = files.recognise(subject.content(), subject.fileName());
        boolean judged = subject.findings() && subject.limits() != null;
        long extra = extraBytes + (judged ? PrintabilityJudging.EXTRA_BYTES : 0);
        try (MemoryBudget.Share share = budget.take(file.bytesNeeded() + extra, PATIENCE)) {
            TriangleMesh mesh = files.read(file, subject.unit(), share.bytes() - extra);
            return drawing.of(mesh, subject.findings() ? report(mesh, subject.limits()) : null);
        }
    }

    private static DetectionReport report(TriangleMesh mesh, @Nullable PrintLimits limits) {
        DetectionReport found = MeshDetection.detect(mesh);
        if (limits == null) {
            return found;
        }
        List<Finding> all = new ArrayList<>(found.findings());
        all.addAll(PrintabilityCheck.run(mesh, limits.limits()).findings());
        return new DetectionReport(found.measures(), all, found.shells(), found.holes());
    }

    private static byte[] glb(TriangleMesh mesh, @Nullable DetectionReport report) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            if (report == null) {
                GlbWriter.write(mesh, out);
            } else {
                GlbWriter.write(mesh, report, out);
            }
        } catch (IllegalArgumentException e) {
            HubException refusal = new HubException(
                    FailureCode.MODEL_UNREADABLE,
                    "a viewer cannot hold it: " + e.getMessage(),
                    null,
                    "check the unit and the size of the model and upload it again");
            refusal.initCause(e);
            throw refusal;
        }
        return out.toByteArray();
    }
}
