package io.amsphub.processors.tdp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amsphub.processors.design.BlobRef;
import io.amsphub.processors.design.DesignRevision;
import io.amsphub.processors.device.Device;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.identity.Role;
import io.amsphub.processors.order.Order;
import io.amsphub.processors.order.OrderLine;
import io.amsphub.processors.port.Blobs;
import io.amsphub.processors.port.Complaints;
import io.amsphub.processors.port.Devices;
import io.amsphub.processors.port.Events;
import io.amsphub.processors.port.Jobs;
import io.amsphub.processors.port.Parts;
import io.amsphub.processors.port.Quotes;
import io.amsphub.processors.port.Revisions;
import io.amsphub.processors.port.Scans;
import io.amsphub.processors.production.Job;
import io.amsphub.processors.production.Part;
import io.amsphub.processors.quote.Quote;
import io.amsphub.processors.quote.QuoteInputs;
import io.amsphub.processors.scan.Scan;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what is known of an order line: the model and how it came about, material and process, each part with its
 * machines, inspections and events, and the price for those who may see it. Must be called in a unit of work.
 */
public final class LinePackage {

    private static final int EVENTS = 1000;
    private static final Set<Role> SEE_PRICES = EnumSet.of(Role.USER, Role.DESIGNER, Role.OPERATOR, Role.AUDITOR);

    private final Revisions revisions;
    private final Quotes quotes;
    private final Parts parts;
    private final Jobs jobs;
    private final Devices devices;
    private final Scans scans;
    private final Complaints complaints;
    private final Events events;
    private final Blobs blobs;

    /** Gathers from stores. */
    public LinePackage(
            Revisions revisions,
            Quotes quotes,
            Parts parts,
            Jobs jobs,
            Devices devices,
            Scans scans,
            Complaints complaints,
            Events events,
            Blobs blobs) {
        this.revisions = revisions;
        this.quotes = quotes;
        this.parts = parts;
        this.jobs = jobs;
        this.devices = devices;
        this.scans = scans;
        this.complaints = complaints;
        this.events = events;
        this.blobs = blobs;
    }

    /** A file that takes the place of the model and of all that was made of it. */
    public record Substitute(String name, BlobRef content) {}

    /**
     * Returns the package of a line as somebody may see it.
     *
     * @param copy what takes the place of the model, null for the model itself
     */
    public PackageFile of(Order order, OrderLine line, Principal who, @Nullable Substitute copy) {
        PackageFile file = new PackageFile(blobs);
        Quote quote = quotes.get(line.quoteId());
        if (copy == null) {
            model(file, revisions.get(line.revisionId()), quote.inputs());
        } else {
            file.blob(copy.name(), copy.content());
        }
        process(file, order, quote.inputs());
        boolean prices = who.roles().stream().anyMatch(SEE_PRICES::contains);
        ObjectNode terms = plain(line);
        terms.put("order", order.id());
        terms.put("state", order.state().name());
        terms.putPOJO("deliveries", order.deliveries());
        if (prices) {
            commercial(file, order, quote);
        } else {
            terms.remove("total");
        }
        file.document("order/line.json", terms);
        Set<String> machines = new TreeSet<>();
        for (Part part : parts.ofOrder(order.id())) {
            if (order.lineOf(part.serial()).number() == line.number()) {
                part(file, part, machines);
            }
        }
        machines.forEach(id -> devices.find(id).ifPresent(device -> machine(file, device)));
        return file;
    }

    private static void model(PackageFile file, DesignRevision revision, @Nullable QuoteInputs inputs) {
        ObjectNode provenance = plain(revision);
        if (provenance.get("upload") instanceof ObjectNode upload) {
            upload.remove("id");
        }
        file.document("model/revision.json", provenance);
        BlobRef source = revision.source();
        if (source != null) {
            file.blob("model/source." + extension(revision.fileName()), source);
        }
        BlobRef mesh = revision.mesh();
        if (mesh != null && !mesh.equals(source)) {
            file.blob("model/mesh." + extension(revision.meshName()), mesh);
        }
        if (!revision.solid().equals(mesh)) {
            file.blob("model/solid.stl", revision.solid());
        }
        if (inputs != null && inputs.turned() != null) {
            file.blob("model/as-built.stl", inputs.turned().content());
        }
    }

    private static void process(PackageFile file, Order order, @Nullable QuoteInputs inputs) {
        ObjectNode process = Json.mapper().createObjectNode();
        process.putPOJO("requirements", Json.tree(order.requirements()));
        if (inputs != null) {
            process.putPOJO("material", Json.tree(inputs.material()));
            process.putPOJO("geometry", Json.tree(inputs.geometry()));
            process.putPOJO("build", Json.tree(inputs.figures()));
            process.putPOJO("turned", inputs.turned() == null ? null : Json.tree(inputs.turned()));
        }
        file.document("process/parameters.json", Json.tree(process));
    }

    private static void commercial(PackageFile file, Order order, Quote quote) {
        ObjectNode conditions = Json.mapper().createObjectNode();
        conditions.set("quote", plain(quote));
        conditions.set("terms", Json.tree(order.terms()));
        conditions.set("credits", Json.tree(order.credits()));
        file.document("commercial/conditions.json", conditions);
    }

    private void part(PackageFile file, Part part, Set<String> machines) {
        String directory = "parts/" + part.serial() + "/";
        file.document(directory + "part.json", plain(part));
        List<Job> attempts = jobs.ofPart(part.serial());
        for (Job job : attempts) {
            ObjectNode view = plain(job);
            if (view.get("assignment") instanceof ObjectNode assignment) {
                assignment.remove(List.of("fileToken", "questions", "answer"));
            }
            file.document(directory + "job-" + job.id().substring(part.serial().length() + 1) + ".json", view);
            if (job.device() != null) {
                machines.add(job.device());
            }
        }
        for (Scan scan : scans.ofPart(part.serial())) {
            file.document(directory + "scan-" + scan.id() + ".json", plain(scan));
            if (scan.content() != null) {
                file.blob(directory + "scan-" + scan.id() + ".bin", scan.content());
            }
        }
        file.document(
                directory + "complaints.json",
                complaints.ofPart(part.serial()).stream()
                        .map(LinePackage::plain)
                        .toList());
        file.document(directory + "events.json", events.about(part.serial(), EVENTS));
    }

    /** What a machine is, not how it is at the moment. */
    private static void machine(PackageFile file, Device device) {
        ObjectNode view = plain(device);
        view.retain(List.of(
                "id", "amCentre", "machine", "dialect", "processCategory", "buildVolume", "materials", "equipment"));
        file.document("machines/" + device.id().replace('/', '_') + ".json", view);
    }

    private static String extension(String fileName) {
        String end = fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return end.matches("[a-z0-9]{1,6}") ? end : "bin";
    }

    private static ObjectNode plain(Object value) {
        ObjectNode view = (ObjectNode) Json.tree(value);
        view.remove("version");
        return view;
    }
}
