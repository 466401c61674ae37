package io.amsphub.processors.step;

import io.amsphub.mesh.check.DetectionReport;
import io.amsphub.mesh.check.Finding;
import io.amsphub.mesh.check.MeshDetection;
import io.amsphub.mesh.model.BoundingBox;
import io.amsphub.mesh.model.TriangleMesh;
import io.amsphub.processors.cad.CadFormat;
import io.amsphub.processors.catalogue.SizeMm;
import io.amsphub.processors.design.BlobRef;
import io.amsphub.processors.design.DesignRevision;
import io.amsphub.processors.design.Detection;
import io.amsphub.processors.design.FindingSummary;
import io.amsphub.processors.design.Geometry;
import io.amsphub.processors.design.RevisionState;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.lifecycle.StageSubject;
import io.amsphub.processors.port.Blobs;
import io.amsphub.processors.port.Revisions;
import io.amsphub.processors.port.UnitOfWork;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Reads an uploaded model and finds its defects. Long work, done outside any transaction; what comes of
 * it is recorded by {@link ModelRecord}. Doing it twice gives the same.
 */
public final class ModelDetection {

    private final Revisions revisions;
    private final Blobs blobs;
    private final ModelFile files;
    private final MemoryBudget budget;
    private final UnitOfWork unitOfWork;

    /** Brings together what detection needs. */
    public ModelDetection(Revisions revisions, Blobs blobs, MemoryBudget budget, UnitOfWork unitOfWork) {
        this.revisions = revisions;
        this.blobs = blobs;
        this.files = new ModelFile(blobs);
        this.budget = budget;
        this.unitOfWork = unitOfWork;
    }

    /**
     * Detects the revision that the event is about.
     *
     * @throws IOException when the blob store fails
     */
    public ModelResult detect(StageSubject event) throws IOException {
        DesignRevision revision = unitOfWork.call(() -> revisions.get(event.subject()));
        BlobRef content = revision.mesh();
        if (revision.state() != RevisionState.UPLOADED || content == null) {
            return ModelResult.nothing(event);
        }
        try {
            if (revision.tessellation() == null) {
                Optional<CadFormat> cad = files.exactGeometry(content, revision.fileName());
                if (cad.isPresent()) {
                    return ModelResult.conversionDue(event, cad.get());
                }
            }
            ModelFile.Recognised file = files.recognise(content, revision.meshName());
            try (MemoryBudget.Share share = budget.take(file.bytesNeeded())) {
                TriangleMesh mesh = files.read(file, revision.meshUnit(), share.bytes());
                BlobRef solid =
                        ModelFile.isKeptForm(file, mesh) ? ModelFile.asKept(content) : files.write(mesh, content);
                return ModelResult.detected(event, describe(file, mesh, solid));
            }
        } catch (HubException e) {
            return ModelResult.refused(event, e.problem());
        }
    }

    /** Detects a mesh and puts what was found into words. */
    Detection describe(ModelFile.Recognised file, TriangleMesh mesh, BlobRef solid) throws IOException {
        DetectionReport report = MeshDetection.detect(mesh);
        BlobRef stored = blobs.madeOf(file.content())
                .store("application/json", out -> Json.mapper().writeValue(out, report));
        BoundingBox box = mesh.boundingBox();
        Geometry geometry = new Geometry(
                new SizeMm(box.sizeX(), box.sizeY(), box.sizeZ()),
                report.measures().volumeMm3(),
                report.measures().areaMm2(),
                report.measures().facets());
        return new Detection(
                file.format().name(),
                mesh.sourceUnit().name(),
                geometry,
                report.solid(),
                summaries(report.findings()),
                stored,
                solid);
    }

    private static List<FindingSummary> summaries(List<Finding> findings) {
        return findings.stream()
                .sorted((a, b) -> a.severity().compareTo(b.severity()))
                .map(f -> new FindingSummary(
                        f.kind().name(),
                        f.severity().name(),
                        f.count(),
                        Double.isFinite(f.measure()) ? f.measure() : null,
                        f.unit().isEmpty() ? null : f.unit(),
                        f.count() + " " + f.kind().title() + (f.note().isEmpty() ? "" : ": " + f.note())))
                .toList();
    }
}
