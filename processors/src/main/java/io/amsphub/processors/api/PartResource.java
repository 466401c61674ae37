package io.amsphub.processors.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amsphub.processors.catalogue.SizeMm;
import io.amsphub.processors.identity.Access;
import io.amsphub.processors.port.Complaints;
import io.amsphub.processors.port.Events;
import io.amsphub.processors.port.Jobs;
import io.amsphub.processors.port.Orders;
import io.amsphub.processors.port.Parts;
import io.amsphub.processors.port.Revisions;
import io.amsphub.processors.port.Scans;
import io.amsphub.processors.production.Job;
import io.amsphub.processors.production.Part;
import io.amsphub.processors.step.FloorDesk;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parts, and the record of each: from the design to who received it. */
public final class PartResource implements ApiResource {

    private static final int EVENTS_SHOWN = 200;

    private final Parts parts;
    private final Jobs jobs;
    private final JobReach reach;
    private final Orders orders;
    private final Revisions revisions;
    private final Events events;
    private final Scans scans;
    private final Complaints complaints;
    private final FloorDesk desk;

    /** The resource over its stores and steps. */
    public PartResource(
            Parts parts,
            Jobs jobs,
            JobReach reach,
            Orders orders,
            Revisions revisions,
            Events events,
            Scans scans,
            Complaints complaints,
            FloorDesk desk) {
        this.parts = parts;
        this.jobs = jobs;
        this.reach = reach;
        this.orders = orders;
        this.revisions = revisions;
        this.events = events;
        this.scans = scans;
        this.complaints = complaints;
        this.desk = desk;
    }

    @Override
    public List<ApiOperation> operations() {
        return List.of(
                ApiOperation.of(
                        "listParts", READERS, r -> Views.page(parts.page(r.page("orderId", "state")), Views::part)),
                ApiOperation.of("getPart", READERS, r -> show(200, part(r))),
                ApiOperation.of("getPartRecord", READERS, this::record),
                ApiOperation.of("recordMeasurement", FLOOR, this::measure),
                ApiOperation.of("confirmStep", FLOOR, this::confirmStep),
                ApiOperation.of("retryPart", FLOOR, this::retry),
                ApiOperation.of("scrapPart", FLOOR, this::scrap));
    }

    private HttpReply record(ApiRequest request) {
        Part part = part(request);
        ObjectNode record = Views.part(part);
        orders.find(part.orderId()).ifPresent(order -> {
            record.putPOJO("order", Views.order(order));
            record.putPOJO(
                    "revision",
                    Views.revision(revisions.get(order.lineOf(part.serial()).revisionId())));
        });
        record.putPOJO(
                "jobs", jobs.ofPart(part.serial()).stream().map(Views::job).toList());
        record.put("attemptLimit", desk.attemptLimit());
        record.putPOJO(
                "scans",
                scans.ofPart(part.serial()).stream().map(Views::plainly).toList());
        record.putPOJO(
                "complaints",
                complaints.ofPart(part.serial()).stream().map(Views::plainly).toList());
        record.putPOJO("events", events.about(part.serial(), EVENTS_SHOWN));
        return HttpReply.json(200, record);
    }

    private HttpReply measure(ApiRequest request) {
        Part part = changed(request);
        return show(
                200, desk.recordMeasurement(part, request.body(Measured.class).measuredMm(), request.who()));
    }

    private HttpReply confirmStep(ApiRequest request) {
        Part part = changed(request);
        return show(200, desk.confirmStep(part, request.who()));
    }

    private HttpReply retry(ApiRequest request) {
        Part part = changed(request);
        return show(
                200,
                desk.tryAgain(
                        part,
                        request.who(),
                        request.body(OrderResource.Reason.class).reason()));
    }

    private HttpReply scrap(ApiRequest request) {
        Part part = changed(request);
        Scrap wanted = request.body(Scrap.class);
        return show(200, desk.scrap(part, !Boolean.FALSE.equals(wanted.again()), request.who(), wanted.reason()));
    }

    private Part part(ApiRequest request) {
        Part part = parts.get(request.path("serial"));
        String centre = jobs.find(part.jobId()).map(Job::amCentre).orElse("");
        if (!Access.worksAt(request.who(), centre, false)) {
            request.requireVisible(part.serial(), part.organisation());
        }
        return part;
    }

    /** The part that is to be changed, by somebody who works with the machines of its job. */
    private Part changed(ApiRequest request) {
        Part part = part(request);
        request.requireVersion(part.serial(), part.version());
        jobs.find(part.jobId()).ifPresent(job -> reach.require(request.who(), job));
        return part;
    }

    private static HttpReply show(int status, Part part) {
        return HttpReply.json(status, Views.part(part)).withVersion(part.version());
    }

    /** The body of scrapPart. */
    record Scrap(String reason, @Nullable Boolean again) {}

    /** The body of recordMeasurement. */
    record Measured(SizeMm measuredMm) {}
}
