package io.amsphub.processors.step;

import io.amsphub.mesh.correct.CorrectionResult;
import io.amsphub.mesh.correct.MeshCorrection;
import io.amsphub.mesh.model.TriangleMesh;
import io.amsphub.processors.design.BlobRef;
import io.amsphub.processors.design.Correction;
import io.amsphub.processors.design.DesignRevision;
import io.amsphub.processors.design.Detection;
import io.amsphub.processors.design.FindingSummary;
import io.amsphub.processors.design.RevisionState;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.failure.Problem;
import io.amsphub.processors.lifecycle.StageSubject;
import io.amsphub.processors.port.Blobs;
import io.amsphub.processors.port.Revisions;
import io.amsphub.processors.port.UnitOfWork;
import java.io.IOException;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Corrects a defective model and proves the result: it is written, read back and detected again, and
 * what that finds is what counts. Long work, done outside any transaction; what comes of it is recorded
 * by {@link ModelRecord}.
 */
public final class ModelCorrection {

    private final Revisions revisions;
    private final ModelFile files;
    private final ModelDetection detection;
    private final MemoryBudget budget;
    private final UnitOfWork unitOfWork;

    /** Brings together what correction needs. */
    public ModelCorrection(
            Revisions revisions, Blobs blobs, ModelDetection detection, MemoryBudget budget, UnitOfWork unitOfWork) {
        this.revisions = revisions;
        this.files = new ModelFile(blobs);
        this.detection = detection;
        this.budget = budget;
        this.unitOfWork = unitOfWork;
    }

    /**
     * Corrects the revision that the event is about.
     *
     * @throws IOException when the blob store fails
     */
    public ModelResult correct(StageSubject event) throws IOException {
        DesignRevision revision = unitOfWork.call(() -> revisions.get(event.subject()));
        Detection before = revision.detection();
        BlobRef source = revision.source();
        if (revision.state() != RevisionState.DEFECTIVE || before == null || source == null) {
            return ModelResult.nothing(event);
        }
        try {
            ModelFile.Recognised file =
                    files.recognise(source, revision.upload().fileName());
            long needed = file.bytesNeeded() * ModelFile.CORRECTION_FACTOR;
            try (MemoryBudget.Share share = budget.take(needed)) {
                TriangleMesh mesh =
                        files.read(file, revision.upload().unit(), share.bytes() / ModelFile.CORRECTION_FACTOR);
                return correct(event, before, mesh, share);
            }
        } catch (HubException e) {
            return ModelResult.refused(event, e.problem());
        }
    }

    private ModelResult correct(StageSubject event, Detection before, TriangleMesh mesh, MemoryBudget.Share share)
            throws IOException {
        CorrectionResult result = MeshCorrection.correct(mesh);
        if (!result.report().changed() && before.solid()) {
            return ModelResult.nothing(event);
        }
        BlobRef written = files.write(result.mesh());
        ModelFile.Recognised file = files.recognise(written, "corrected.stl");
        TriangleMesh readBack = files.read(file, null, share.bytes());
        Detection after = detection.describe(file, readBack, written);
        if (!after.solid()) {
            return ModelResult.refused(event, stillBroken(after));
        }
        return ModelResult.corrected(
                event,
                new Correction(
                        result.report().steps().stream()
                                .map(s -> new Correction.Step(s.kind().name(), s.count()))
                                .toList(),
                        after,
                        result.report().volumeChangeMm3(),
                        result.report().areaChangeMm2(),
                        result.report().deviationMm(),
                        !result.report().personDecides(),
                        result.report().reasons(),
                        written));
    }

    private static Problem stillBroken(Detection after) {
        String left = after.findings().stream()
                .filter(f -> f.severity().equals("BLOCKS"))
                .map(FindingSummary::text)
                .collect(Collectors.joining(", "));
        return Problem.of(
                FailureCode.MODEL_NOT_SOLID,
                "after correction it still has " + left.toLowerCase(Locale.ROOT),
                null,
                "mend these places in CAD and upload a new revision");
    }
}
