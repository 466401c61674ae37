package io.amsphub.processors.step;

import io.amsphub.mesh.inspect.ScanComparison;
import io.amsphub.mesh.inspect.ScanDeviation;
import io.amsphub.mesh.inspect.ScanOptions;
import io.amsphub.mesh.io.DetectionMemory;
import io.amsphub.mesh.io.MeshFormat;
import io.amsphub.mesh.io.MeshFormatException;
import io.amsphub.mesh.io.MeshReaders;
import io.amsphub.mesh.io.PointCloudReader;
import io.amsphub.mesh.io.ReadLimits;
import io.amsphub.mesh.model.LengthUnit;
import io.amsphub.mesh.model.TriangleMesh;
import io.amsphub.processors.catalogue.AmCentre;
import io.amsphub.processors.catalogue.Catalogue;
import io.amsphub.processors.design.BlobRef;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.lifecycle.StageSubject;
import io.amsphub.processors.order.OrderLine;
import io.amsphub.processors.port.Blobs;
import io.amsphub.processors.port.Jobs;
import io.amsphub.processors.port.Orders;
import io.amsphub.processors.port.Parts;
import io.amsphub.processors.port.Revisions;
import io.amsphub.processors.port.Scans;
import io.amsphub.processors.port.UnitOfWork;
import io.amsphub.processors.scan.ClaimCheck;
import io.amsphub.processors.scan.Scan;
import io.amsphub.processors.scan.ScanDecision;
import io.amsphub.processors.scan.ScanResult;
import io.amsphub.processors.scan.ScanState;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compares a scan with the design of its part and proposes a verdict. The comparison is long work within the memory
 * budget, outside any transaction; what came of it is recorded in one.
 */
public final class ScanEvaluation {

    /** Heap for each byte of a scan: coordinates twice while arrays grow, an index, images. */
    private static final int BYTES_PER_SCAN_BYTE = 8;

    private final Scans scans;
    private final Parts parts;
    private final Orders orders;
    private final Jobs jobs;
    private final Revisions revisions;
    private final Blobs blobs;
    private final ModelFile files;
    private final MemoryBudget budget;
    private final ScanDesk desk;
    private final Catalogue catalogue;
    private final UnitOfWork unitOfWork;
    private final Journal journal;

    /** Brings together what a comparison needs. */
    public ScanEvaluation(
            Scans scans,
            Parts parts,
            Orders orders,
            Jobs jobs,
            Revisions revisions,
            Blobs blobs,
            MemoryBudget budget,
            ScanDesk desk,
            Catalogue catalogue,
            UnitOfWork unitOfWork,
            Journal journal) {
        this.scans = scans;
        this.parts = parts;
        this.orders = orders;
        this.jobs = jobs;
        this.revisions = revisions;
        this.blobs = blobs;
        this.files = new ModelFile(blobs);
        this.budget = budget;
        this.desk = desk;
        this.catalogue = catalogue;
        this.unitOfWork = unitOfWork;
        this.journal = journal;
    }

    /**
     * What came of a comparison.
     *
     * @param subject the scan
     * @param correlationId what it belongs to
     * @param result what was found; null when it was not compared
     * @param note why it was not compared; null when it was
     */
    public record Compared(
            String subject,
            String correlationId,
            @Nullable ScanResult result,
            @Nullable String note) implements StageSubject {}

    /** What the comparison is made of. */
    private record Task(ClaimCheck claim, BlobRef content, BlobRef solid, double toleranceMm) {}

    /**
     * Compares the scan that the event is about.
     *
     * @throws IOException when the blob store fails
     */
    public Compared compare(StageSubject event) throws IOException {
        Scan scan = unitOfWork.call(() -> scans.get(event.subject()));
        if (scan.state() != ScanState.RECEIVED) {
            return compared(event, null, null);
        }
        ClaimCheck claim = scan.claim();
        if (claim != null && !claim.format().read()) {
            return compared(event, null, claim.format() + " is kept as it is and not evaluated");
        }
        Optional<Task> task = unitOfWork.call(() -> task(scan));
        if (task.isEmpty()) {
            return compared(event, null, scan.note() == null ? "there is no design of what was scanned" : scan.note());
        }
        try {
            return compared(event, compare(task.get()), null);
        } catch (MeshFormatException e) {
            return compared(event, null, "the file cannot be read: " + e.getMessage());
        } catch (HubException e) {
            return compared(event, null, e.problem().detail());
        }
    }

    private Optional<Task> task(Scan scan) {
        String serial = scan.serial();
        ClaimCheck claim = scan.claim();
        BlobRef content = scan.content();
        Optional<OrderLine> line = serial == null
                ? Optional.empty()
                : orders.find(parts.get(serial).orderId()).map(order -> order.lineOf(serial));
        if (line.isEmpty() || claim == null || content == null) {
            return Optional.empty();
        }
        return Optional.of(new Task(
                claim,
                content,
                revisions.get(line.get().revisionId()).solid(),
                catalogue.material(line.get().materialId()).dimensionalToleranceMm()));
    }

    private ScanResult compare(Task task) throws IOException, MeshFormatException {
        ModelFile.Recognised solid = files.recognise(task.solid(), "solid.stl");
        long forScan = BYTES_PER_SCAN_BYTE * task.content().bytes();
        try (MemoryBudget.Share share = budget.take(Math.min(budget.bytes(), solid.bytesNeeded() + forScan))) {
            TriangleMesh design = files.read(solid, null, share.bytes());
            double[] points = points(task, DetectionMemory.limits(share.bytes()));
            ScanOptions options = task.claim().inPartFrame()
                    ? ScanOptions.inPartFrame(task.toleranceMm())
                    : ScanOptions.aligned(task.toleranceMm());
            ScanDeviation deviation = ScanComparison.compare(points, design, options);
            return ScanVerdict.of(deviation, design, task.claim());
        } catch (IllegalArgumentException e) {
            throw (HubException)
                    new HubException(FailureCode.MODEL_EMPTY, String.valueOf(e.getMessage()), null, "scan again")
                            .initCause(e);
        }
    }

    private double[] points(Task task, ReadLimits limits) throws IOException, MeshFormatException {
        double scale = unit(task.claim().units()).millimetres();
        try (InputStream in = blobs.open(task.content())) {
            double[] points =
                    switch (task.claim().format()) {
                        case PLY -> mesh(in, task, MeshFormat.PLY, limits);
                        case STL -> mesh(in, task, MeshFormat.STL, limits);
                        case OBJ -> mesh(in, task, MeshFormat.OBJ, limits);
                        case XYZ, ASC -> PointCloudReader.readXyz(in, limits);
                        case PCD -> PointCloudReader.readPcd(in, limits);
                        case E57 -> throw new IllegalArgumentException("E57 is not read");
                    };
            for (int i = 0; scale != 1 && i < points.length; i++) {
                points[i] *= scale;
            }
            return points;
        }
    }

    private static double[] mesh(InputStream in, Task task, MeshFormat format, ReadLimits limits)
            throws IOException, MeshFormatException {
        return MeshReaders.read(in, task.content().bytes(), format, limits).points();
    }

    private static LengthUnit unit(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "mm" -> LengthUnit.MILLIMETRE;
            case "cm" -> LengthUnit.CENTIMETRE;
            case "m" -> LengthUnit.METRE;
            case "in", "inch" -> LengthUnit.INCH;
            case "um", "µm" -> LengthUnit.MICRON;
            default -> throw new IllegalArgumentException("the unit " + word + " is none of mm, cm, m, in, um");
        };
    }

    private static Compared compared(StageSubject event, @Nullable ScanResult result, @Nullable String note) {
        return new Compared(event.subject(), event.correlationId(), result, note);
    }

    /** Records what came of a comparison, and applies the rule of the centre. Must be called in a unit of work. */
    public void record(Compared compared) {
        Scan scan = scans.get(compared.subject());
        ScanResult result = compared.result();
        if (scan.state() != ScanState.RECEIVED || (result == null && compared.note() == null)) {
            return;
        }
        Journal.Entry entry = new Journal.Entry(
                "scan",
                scan.id(),
                scan.organisation(),
                compared.correlationId(),
                Principal.HUB,
                result == null ? String.valueOf(compared.note()) : "proposes " + result.verdict());
        if (result == null) {
            journal.moved(ScanState.TRANSITIONS, entry, scan.state(), ScanState.NOT_EVALUATED);
            scans.update(scan.withState(ScanState.NOT_EVALUATED).withNote(String.valueOf(compared.note())));
        } else {
            journal.moved(ScanState.TRANSITIONS, entry, scan.state(), ScanState.EVALUATED);
            byRule(scans.update(scan.with(result)), result);
        }
        desk.goOn(scan);
    }

    private void byRule(Scan scan, ScanResult result) {
        String job = scan.job();
        if (job == null || result.verdict() != ScanResult.Verdict.PASS) {
            return;
        }
        AmCentre centre = catalogue.centre(jobs.get(job).amCentre());
        if (centre.scanRule() == AmCentre.ScanRule.RELEASE_ON_PASS) {
            String why =
                    "rule " + centre.scanRule() + " of " + centre.id() + ": " + String.join("; ", result.reasons());
            desk.decided(scan, new ScanDecision(true, Principal.HUB.name(), why, journal.now()), Principal.HUB);
        }
    }
}
