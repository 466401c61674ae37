package io.amsphub.processors.step;

import io.amsphub.mesh.check.FindingKind;
import io.amsphub.mesh.correct.CorrectionMemory;
import io.amsphub.mesh.correct.CorrectionOptions;
import io.amsphub.mesh.correct.CorrectionReport;
import io.amsphub.mesh.correct.CorrectionResult;
import io.amsphub.mesh.correct.CorrectionStep;
import io.amsphub.mesh.correct.MeshCorrection;
import io.amsphub.mesh.io.DetectionMemory;
import io.amsphub.mesh.model.TriangleMesh;
import io.amsphub.mesh.wrap.MeshWrap;
import io.amsphub.processors.catalogue.SizeMm;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Corrects a defective model and proves the result: it is written, read back and detected again, and
 * what that finds is what counts. Long work, done outside any transaction; what comes of it is recorded
 * by {@link ModelRecord}.
 */
public final class ModelCorrection {

    /** Heap for detecting a wrap of 64 voxels that is rough all over: some half a million facets. */
    private static final long WRAP_BYTES = 112L << 20;

    private static final int MORE_PAIRS = 1000;

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
     * Corrects the revision that the event is about, without a wrap.
     *
     * @throws IOException when the blob store fails
     */
    public ModelResult correct(StageSubject event) throws IOException {
        return mend(event, CorrectionOptions.defaults());
    }

    /**
     * Wraps the revision that the event is about, because nothing else mends it and a person has asked.
     *
     * @throws IOException when the blob store fails
     */
    public ModelResult wrap(StageSubject event) throws IOException {
        return mend(event, CorrectionOptions.defaults().withWrap(true));
    }

    private ModelResult mend(StageSubject event, CorrectionOptions options) throws IOException {
        DesignRevision revision = unitOfWork.call(() -> revisions.get(event.subject()));
        Detection before = revision.detection();
        BlobRef source = revision.mesh();
        if (revision.state() != RevisionState.DEFECTIVE || before == null || source == null) {
            return ModelResult.nothing(event);
        }
        try {
            ModelFile.Recognised file = files.recognise(source, revision.meshName());
            long extra = options.wrap() ? WRAP_BYTES : 0;
            long reading = file.bytesNeeded() * ModelFile.CORRECTION_FACTOR;
            long mending = Math.min(bytesToMend(before), budget.bytes() - extra);
            try (MemoryBudget.Share share = budget.take(Math.max(reading, mending) + extra)) {
                long room = (share.bytes() - extra) / ModelFile.CORRECTION_FACTOR;
                TriangleMesh mesh = files.read(file, revision.meshUnit(), room);
                return mend(event, before, mesh, share, options);
            }
        } catch (HubException e) {
            return ModelResult.refused(event, e.problem());
        }
    }

    private ModelResult mend(
            StageSubject event,
            Detection before,
            TriangleMesh mesh,
            MemoryBudget.Share share,
            CorrectionOptions options)
            throws IOException {
        CorrectionResult result = MeshCorrection.correct(mesh, options, share.bytes());
        if (!result.report().changed() && before.solid()) {
            return ModelResult.nothing(event);
        }
        requireRoom(result.mesh(), share);
        BlobRef written = files.write(result.mesh(), before.solidContent());
        ModelFile.Recognised file = files.recognise(written, "corrected.stl");
        TriangleMesh readBack = files.read(file, null, share.bytes());
        Detection after = detection.describe(file, readBack, written);
        boolean offer = !after.solid() && !options.wrap() && mesh.boundingBox().diagonal() > 0;
        if (!after.solid() && !offer) {
            return ModelResult.refused(event, stillBroken(after));
        }
        return ModelResult.corrected(event, proposal(result.report(), after, written, offer));
    }

    /**
     * What mending takes, from what detection found. A surface has no more points than facets, but for two at each
     * open edge and three at each facet that is none. Filled holes cross what they meet, so pairs become more.
     */
    private static long bytesToMend(Detection before) {
        long facets = before.geometry().facets();
        long open = count(before, FindingKind.OPEN_EDGE);
        long none = count(before, FindingKind.DEGENERATE_FACET);
        long points = Math.min(3 * facets, facets + 2 * open + 3 * none);
        long pairs = count(before, FindingKind.SELF_INTERSECTION) + count(before, FindingKind.SHELL_INTERSECTION);
        return CorrectionMemory.bytesNeeded(facets, points, pairs + pairs / 4 + MORE_PAIRS);
    }

    private static long count(Detection found, FindingKind kind) {
        return found.findings().stream()
                .filter(finding -> finding.kind().equals(kind.name()))
                .mapToLong(FindingSummary::count)
                .sum();
    }

    /** A small model can have a large result: many crossings, or a wrap. */
    private static void requireRoom(TriangleMesh result, MemoryBudget.Share share) {
        long needed = DetectionMemory.FIXED_BYTES + (long) DetectionMemory.BYTES_A_FACET * (result.facetCount() + 1);
        if (needed >= share.bytes()) {
            throw new HubException(
                    FailureCode.MODEL_TOO_LARGE,
                    "the corrected model has " + result.facetCount() + " facets and would need " + (needed >> 20)
                            + " MiB of memory, " + (share.bytes() >> 20) + " MiB were set aside for it",
                    null,
                    "mend or reduce the model and upload a new revision");
        }
    }

    private static Correction proposal(CorrectionReport report, Detection after, BlobRef written, boolean offer) {
        List<String> reasons = new ArrayList<>(report.reasons());
        if (offer) {
            reasons.add(String.format(
                    Locale.ROOT,
                    "Only a watertight wrap would make it a solid, with voxels of about %.3g mm: ask for it, or reject"
                            + " this and mend the model.",
                    longestMm(after) / MeshWrap.VOXELS));
        }
        return new Correction(
                report.steps().stream().map(ModelCorrection::told).toList(),
                after,
                report.volumeChangeMm3(),
                report.areaChangeMm2(),
                report.deviationMm(),
                after.solid() && !report.personDecides(),
                reasons,
                written,
                offer);
    }

    private static Correction.Step told(CorrectionStep step) {
        return new Correction.Step(
                step.kind().name(),
                step.count(),
                Double.isFinite(step.measure()) ? step.measure() : null,
                step.unit().isEmpty() ? null : step.unit(),
                step.note().isEmpty() ? null : step.note());
    }

    private static double longestMm(Detection after) {
        SizeMm size = after.geometry().size();
        return Math.max(size.x(), Math.max(size.y(), size.z()));
    }

    private static String blocking(Detection after) {
        return after.findings().stream()
                .filter(f -> f.severity().equals("BLOCKS"))
                .map(FindingSummary::text)
                .collect(Collectors.joining(", "))
                .toLowerCase(Locale.ROOT);
    }

    private static Problem stillBroken(Detection after) {
        return Problem.of(
                FailureCode.MODEL_NOT_SOLID,
                "after correction it still has " + blocking(after),
                null,
                "mend these places in CAD and upload a new revision");
    }
}
