package io.amsphub.processors.step;

import io.amsphub.processors.catalogue.Catalogue;
import io.amsphub.processors.catalogue.Material;
import io.amsphub.processors.catalogue.SizeMm;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.lifecycle.StageSubject;
import io.amsphub.processors.order.Order;
import io.amsphub.processors.order.OrderState;
import io.amsphub.processors.port.Jobs;
import io.amsphub.processors.port.Orders;
import io.amsphub.processors.port.Parts;
import io.amsphub.processors.production.Inspection;
import io.amsphub.processors.production.Job;
import io.amsphub.processors.production.Part;
import io.amsphub.processors.production.PartState;
import io.amsphub.processors.production.Production;
import io.amsphub.processors.production.WorkItem;
import io.amsphub.processors.scan.Scan;
import io.amsphub.processors.scan.ScanDecision;
import io.amsphub.processors.scan.ScanResult;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * Judges a part by its measured extents against the design. A part that a machine did not measure
 * waits for a person; a part that fails is made again. A part that a scan was asked for, or made of, waits for
 * what is decided by the scan.
 *
 * <p>Tolerance: the material's dimensional tolerance, on each extent. X and Y may be exchanged,
 * because a part may have been built turned about Z.
 */
public final class PartInspection {

    /** The verdict. */
    public enum Outcome {
        RELEASED,
        /** Released, and it was the last one of its order. */
        ORDER_COMPLETE,
        REJECTED,
        /** Not measured yet, or the part is elsewhere. */
        WAITS
    }

    private final Parts parts;
    private final Jobs jobs;
    private final Orders orders;
    private final Production production;
    private final Journal journal;
    private final Catalogue catalogue;
    private final ScanGate scans;

    /** Brings together what a verdict needs. */
    public PartInspection(
            Parts parts,
            Jobs jobs,
            Orders orders,
            Production production,
            Journal journal,
            Catalogue catalogue,
            ScanGate scans) {
        this.parts = parts;
        this.jobs = jobs;
        this.orders = orders;
        this.production = production;
        this.journal = journal;
        this.catalogue = catalogue;
        this.scans = scans;
    }

    /** Judges the part that the event is about, by what was measured. */
    public Outcome inspect(StageSubject event) {
        Part part = parts.get(event.subject());
        if (part.state() != PartState.IN_INSPECTION) {
            return Outcome.WAITS;
        }
        Order order = orders.find(part.orderId()).orElse(null);
        if (order == null) {
            production.move(part, PartState.RELEASED, Principal.HUB, "sent sliced: there is no design to judge it by");
            return Outcome.RELEASED;
        }
        Scan decided = scans.decided(part);
        if (decided != null) {
            return byScan(part, order, decided);
        }
        String awaited = scans.awaited(part);
        if (awaited != null) {
            production.askAnew(WorkItem.Kind.INSPECT, part.serial(), part.organisation(), awaited);
            return Outcome.WAITS;
        }
        SizeMm measured = part.measured();
        if (measured == null) {
            production.ask(
                    WorkItem.Kind.INSPECT,
                    part.serial(),
                    part.organisation(),
                    "Measure the extents of part " + part.serial() + " and record an inspection.");
            return Outcome.WAITS;
        }
        production.answered(WorkItem.Kind.INSPECT, part.serial(), Principal.HUB);
        Job job = jobs.get(part.jobId());
        Inspection verdict = judge(
                job, measured, catalogue.material(order.lineOf(part.serial()).materialId()));
        Part judged = part.withInspection(verdict);
        String why = String.format(
                Locale.ROOT, "deviation %.3f mm, tolerance %.3f mm", verdict.deviationMm(), verdict.toleranceMm());
        if (!verdict.passed()) {
            production.again(judged, Principal.HUB, "rejected: " + why);
            return Outcome.REJECTED;
        }
        return released(judged, order, Principal.HUB, why);
    }

    /** What was decided by a scan, by a person or by the rule of the centre, is carried out. */
    private Outcome byScan(Part part, Order order, Scan scan) {
        ScanDecision decision = Objects.requireNonNull(scan.decision());
        Principal who = new Principal(decision.by(), part.organisation(), Set.of());
        production.answered(WorkItem.Kind.INSPECT, part.serial(), who);
        ScanResult result = scan.result();
        Part judged = result == null
                ? part
                : part.withInspection(new Inspection(
                        part.jobId(),
                        result.size(),
                        result.nominal(),
                        result.toleranceMm(),
                        result.percentile99Mm(),
                        decision.released(),
                        decision.by() + " with " + scan.scanner(),
                        journal.now(),
                        scan.id()));
        String why = decision.reason() + ", scan " + scan.id();
        if (!decision.released()) {
            production.again(judged, who, "rejected: " + why);
            return Outcome.REJECTED;
        }
        return released(judged, order, who, why);
    }

    private Outcome released(Part judged, Order order, Principal who, String why) {
        production.move(judged, PartState.RELEASED, who, why);
        Order counted = orders.update(order.withOneMoreReleased());
        if (!counted.complete()) {
            return Outcome.RELEASED;
        }
        production.move(counted, OrderState.INSPECTED, who, "every part is released");
        return Outcome.ORDER_COMPLETE;
    }

    private Inspection judge(Job job, SizeMm measured, Material material) {
        SizeMm nominal = job.size();
        SizeMm turned = new SizeMm(nominal.y(), nominal.x(), nominal.z());
        double deviation = Math.min(measured.largestDeviation(nominal), measured.largestDeviation(turned));
        String device = job.device();
        return new Inspection(
                job.id(),
                measured,
                nominal,
                material.dimensionalToleranceMm(),
                deviation,
                deviation <= material.dimensionalToleranceMm(),
                device == null ? "unknown" : device,
                journal.now(),
                null);
    }
}
