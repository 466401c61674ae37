package io.amsphub.processors.step;

import io.amsphub.mesh.check.Finding;
import io.amsphub.mesh.check.Places;
import io.amsphub.mesh.model.TriangleMesh;
import io.amsphub.mesh.printability.PrintabilityCheck;
import io.amsphub.mesh.printability.PrintabilityFinding;
import io.amsphub.mesh.printability.PrintabilityReport;
import io.amsphub.mesh.printability.Unjudged;
import io.amsphub.processors.catalogue.AmCentre;
import io.amsphub.processors.catalogue.Material;
import io.amsphub.processors.design.BlobRef;
import io.amsphub.processors.design.DesignRevision;
import io.amsphub.processors.design.PrintFinding;
import io.amsphub.processors.design.PrintFinding.PointMm;
import io.amsphub.processors.design.Printability;
import io.amsphub.processors.design.RevisionState;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.port.Blobs;
import io.amsphub.processors.port.Printabilities;
import io.amsphub.processors.port.PrintabilityReports;
import io.amsphub.processors.port.UnitOfWork;
import io.amsphub.processors.production.Secrets;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Judges once whether a solid can be made in a material and keeps what it found. Long work within the memory
 * that the hub has for models, done outside any transaction. Two who ask at the same time may both judge; the
 * first is kept, and both say the same.
 */
public final class PrintabilityJudging implements PrintabilityReports {

    /** What the checks hold beside the mesh: samples, trees and the grid of voids; the same for every model. */
    static final long EXTRA_BYTES = 16L << 20;

    private static final int LISTED = 100;

    private final Printabilities store;
    private final ModelFile files;
    private final MemoryBudget budget;
    private final UnitOfWork unitOfWork;
    private final Journal journal;
    private final String engine;

    /**
     * Brings together what judging needs.
     *
     * @param engine version of the engine, kept with each judgement
     */
    public PrintabilityJudging(
            Printabilities store,
            Blobs blobs,
            MemoryBudget budget,
            UnitOfWork unitOfWork,
            Journal journal,
            String engine) {
        this.store = store;
        this.files = new ModelFile(blobs);
        this.budget = budget;
        this.unitOfWork = unitOfWork;
        this.journal = journal;
        this.engine = engine;
    }

    @Override
    public Optional<Printability> kept(DesignRevision revision, Material material, @Nullable AmCentre centre) {
        return store.find(id(revision, PrintLimits.of(material, centre, null)));
    }

    @Override
    public Printability judged(DesignRevision revision, Material material, @Nullable AmCentre centre)
            throws IOException {
        return judged(revision, PrintLimits.of(material, centre, null), null);
    }

    /**
     * Returns what was judged before, or judges now and keeps it.
     *
     * @param patience how long to wait for memory; null for as long as it takes
     * @throws HubException with {@link FailureCode#TOO_BUSY} when the patience is at its end, and as
     *     {@link #judged(DesignRevision, Material, AmCentre)} says
     * @throws IOException when the blob store fails
     */
    public Printability judged(DesignRevision revision, PrintLimits limits, @Nullable Duration patience)
            throws IOException {
        if (revision.state() != RevisionState.READY) {
            throw new HubException(
                    FailureCode.MODEL_NOT_READY,
                    "revision " + revision.id() + " is " + revision.state(),
                    "revision",
                    "judge a revision that is READY");
        }
        String id = id(revision, limits);
        Optional<Printability> kept = unitOfWork.call(() -> store.find(id));
        if (kept.isPresent()) {
            return kept.get();
        }
        Printability fresh = judge(id, revision, limits, patience);
        try {
            return unitOfWork.call(() -> store.find(id).orElseGet(() -> store.add(fresh)));
        } catch (HubException e) {
            if (e.failureCode() == FailureCode.CONCURRENT_CHANGE) {
                return unitOfWork.call(() -> store.get(id));
            }
            throw e;
        }
    }

    private Printability judge(String id, DesignRevision revision, PrintLimits limits, @Nullable Duration patience)
            throws IOException {
        BlobRef solid = revision.solid();
        ModelFile.Recognised file = files.recognise(solid, "solid.stl");
        long needed = file.bytesNeeded() + EXTRA_BYTES;
        try (MemoryBudget.Share share = patience == null ? budget.take(needed) : budget.take(needed, patience)) {
            TriangleMesh mesh = files.read(file, null, share.bytes() - EXTRA_BYTES);
            PrintabilityReport report = PrintabilityCheck.run(mesh, limits.limits());
            AmCentre centre = limits.centre();
            return new Printability(
                    id,
                    revision.id(),
                    revision.organisation(),
                    limits.material().id(),
                    centre == null ? null : centre.id(),
                    limits.machine() == null ? null : limits.machine().machine(),
                    limits.material().processCategory(),
                    report.printable(),
                    report.judgements().stream().map(j -> told(j, mesh)).toList(),
                    report.unjudged().stream().map(Unjudged::reason).toList(),
                    solid.sha256(),
                    engine,
                    journal.now(),
                    0);
        }
    }

    private String id(DesignRevision revision, PrintLimits limits) {
        AmCentre centre = limits.centre();
        String machine = limits.machine() == null ? "" : limits.machine().id();
        return revision.id() + ":"
                + Secrets.sha256(limits.material().id() + "|" + (centre == null ? "" : centre.id()) + "|" + machine
                        + "|" + limits.fingerprint() + "|" + revision.solid().sha256() + "|" + engine);
    }

    private static PrintFinding told(PrintabilityFinding judgement, TriangleMesh mesh) {
        Finding finding = judgement.finding();
        return new PrintFinding(
                finding.kind().name(),
                finding.severity().name(),
                finding.count(),
                Double.isFinite(finding.measure()) ? finding.measure() : null,
                finding.unit().isEmpty() ? null : finding.unit(),
                finding.count() + " " + finding.kind().title()
                        + (finding.note().isEmpty() ? "" : ": " + finding.note()),
                judgement.limit().name(),
                judgement.limitValue(),
                judgement.limit().unit(),
                judgement.source(),
                judgement.remedy(),
                where(finding.places(), mesh));
    }

    private static PrintFinding.@Nullable Where where(Places places, TriangleMesh mesh) {
        if (places.size() == 0) {
            return null;
        }
        double[] box = {
            Double.MAX_VALUE,
            Double.MAX_VALUE,
            Double.MAX_VALUE,
            -Double.MAX_VALUE,
            -Double.MAX_VALUE,
            -Double.MAX_VALUE
        };
        double[] sum = new double[3];
        int summed = 0;
        List<List<Integer>> listed = new ArrayList<>();
        int width = places.kind().width();
        for (int place = 0; place < places.size(); place++) {
            List<Integer> indices = new ArrayList<>(width);
            for (int k = 0; k < width; k++) {
                int index = places.indices()[place * width + k];
                indices.add(index);
                for (int point : points(places.kind(), index, mesh)) {
                    for (int axis = 0; axis < 3; axis++) {
                        double at = mesh.points()[3 * point + axis];
                        box[axis] = Math.min(box[axis], at);
                        box[axis + 3] = Math.max(box[axis + 3], at);
                        sum[axis] += place == 0 ? at : 0;
                    }
                    summed += place == 0 ? 1 : 0;
                }
            }
            if (place < LISTED) {
                listed.add(List.copyOf(indices));
            }
        }
        return new PrintFinding.Where(
                places.kind().name(),
                listed,
                places.complete() && places.size() <= LISTED,
                new PointMm(sum[0] / summed, sum[1] / summed, sum[2] / summed),
                new PointMm(box[0], box[1], box[2]),
                new PointMm(box[3], box[4], box[5]));
    }

    private static int[] points(Places.Kind kind, int index, TriangleMesh mesh) {
        return switch (kind) {
            case FACET, FACET_PAIR ->
                new int[] {mesh.facets()[3 * index], mesh.facets()[3 * index + 1], mesh.facets()[3 * index + 2]};
            case EDGE, POINT -> new int[] {index};
        };
    }
}
