package io.amsphub.processors.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amsphub.processors.design.BlobRef;
import io.amsphub.processors.device.Registration;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.Role;
import io.amsphub.processors.order.Order;
import io.amsphub.processors.port.Blobs;
import io.amsphub.processors.port.Orders;
import io.amsphub.processors.port.Parts;
import io.amsphub.processors.port.Revisions;
import io.amsphub.processors.port.ScanRequests;
import io.amsphub.processors.port.Scanners;
import io.amsphub.processors.port.Scans;
import io.amsphub.processors.port.UnitOfWork;
import io.amsphub.processors.production.Part;
import io.amsphub.processors.scan.Scan;
import io.amsphub.processors.scan.ScanRequest;
import io.amsphub.processors.scan.Scanner;
import io.amsphub.processors.step.DesignProtecting;
import io.amsphub.processors.step.ScanDesk;
import io.amsphub.processors.step.ScanFileIntake;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Scanners, requests for scans, scans, and the files of both ways. */
public final class ScanResource implements ApiResource {

    private static final Set<Role> SCANNER = Set.of(Role.DEVICE);
    private static final String OFFSET = "Upload-Offset";
    private static final String LENGTH = "Upload-Length";

    private final Scanners scanners;
    private final Scans scans;
    private final ScanRequests requests;
    private final Parts parts;
    private final Orders orders;
    private final Revisions revisions;
    private final Blobs blobs;
    private final ScanDesk desk;
    private final ScanFileIntake intake;
    private final DesignProtecting protecting;
    private final UnitOfWork unitOfWork;

    /** The resource over its stores and steps. */
    public ScanResource(
            Scanners scanners,
            Scans scans,
            ScanRequests requests,
            Parts parts,
            Orders orders,
            Revisions revisions,
            Blobs blobs,
            ScanDesk desk,
            ScanFileIntake intake,
            DesignProtecting protecting,
            UnitOfWork unitOfWork) {
        this.scanners = scanners;
        this.scans = scans;
        this.requests = requests;
        this.parts = parts;
        this.orders = orders;
        this.revisions = revisions;
        this.blobs = blobs;
        this.desk = desk;
        this.intake = intake;
        this.protecting = protecting;
        this.unitOfWork = unitOfWork;
    }

    @Override
    public List<ApiOperation> operations() {
        return List.of(
                ApiOperation.secret("registerScanner", OPERATORS, this::register),
                ApiOperation.of("listScanners", FLOOR_READERS, this::list),
                ApiOperation.of("getScanner", FLOOR_READERS, r -> show(200, ofFloor(r))),
                ApiOperation.of("setScannerRegistration", OPERATORS, this::setRegistration),
                ApiOperation.streaming("putScanContent", SCANNER, this::put),
                ApiOperation.streaming("headScanContent", SCANNER, this::arrived),
                ApiOperation.of("requestScan", FLOOR, this::request),
                ApiOperation.of(
                        "listScanRequests",
                        FLOOR_READERS,
                        r -> Views.page(requests.page(r.page("serial", "state")), Views::plainly)),
                ApiOperation.of("withdrawScanRequest", FLOOR, this::withdraw),
                ApiOperation.streaming("getScanRequestModel", SCANNER, this::model),
                ApiOperation.of(
                        "listScans",
                        READERS,
                        r -> Views.page(scans.page(r.page("serial", "scanner", "state")), Views::plainly)),
                ApiOperation.of("getScan", READERS, r -> show(200, scan(r))),
                ApiOperation.streaming("getScanContent", READERS, this::content),
                ApiOperation.of("decideScan", FLOOR, this::decide));
    }

    private HttpReply register(ApiRequest request) {
        ScanDesk.Registered registered = desk.register(request.body(ScanDesk.NewScanner.class), request.who());
        ObjectNode view = Views.plainly(registered.scanner());
        view.put("userName", registered.scanner().id());
        view.put("secret", registered.secret());
        view.put("topicRoot", registered.scanner().topicRoot());
        return HttpReply.json(201, view);
    }

    private HttpReply list(ApiRequest request) {
        return Views.page(scanners.page(request.floorPage("amCentre", "state")), Views::plainly);
    }

    private HttpReply setRegistration(ApiRequest request) {
        Scanner scanner = scanner(request);
        request.requireVersion(scanner.id(), scanner.version());
        Change change = request.body(Change.class);
        return show(200, desk.setRegistration(scanner, change.registration(), request.who(), change.reason()));
    }

    private HttpReply put(ApiRequest request) throws IOException {
        Scanner scanner = own(request);
        Optional<Long> offset = number(request, OFFSET);
        long body = request.call().contentLength();
        long length = number(request, LENGTH).orElse(offset.orElse(0L) + body);
        if (body < 0 && number(request, LENGTH).isEmpty()) {
            throw new HubException(
                    FailureCode.MALFORMED_REQUEST,
                    "the length of the file is not said",
                    "Content-Length",
                    "send Content-Length, or Upload-Length with the length of the whole file");
        }
        try (InputStream in = request.call().body()) {
            Scan scan = intake.put(
                    scanner, new ScanFileIntake.Piece(request.path("scanId"), offset.orElse(null), length), in);
            return scan == null
                    ? HttpReply.empty(204).with(OFFSET, Long.toString(intake.offset(scanner, request.path("scanId"))))
                    : show(200, scan);
        }
    }

    private HttpReply arrived(ApiRequest request) throws IOException {
        long offset = intake.offset(own(request), request.path("scanId"));
        return HttpReply.json(200, new Progress(offset))
                .with(OFFSET, Long.toString(offset))
                .with("Cache-Control", "no-store");
    }

    private static Optional<Long> number(ApiRequest request, String header) {
        return request.call().header(header).map(value -> {
            try {
                return Long.parseUnsignedLong(value.trim());
            } catch (NumberFormatException e) {
                throw (HubException) new HubException(
                                FailureCode.CONTRACT_VIOLATED,
                                "'" + value + "' is no number of bytes",
                                header,
                                "send a whole number")
                        .initCause(e);
            }
        });
    }

    /** The scanner of the path, which must be the one that sends. */
    private Scanner own(ApiRequest request) {
        Scanner scanner = unitOfWork.call(() -> scanner(request));
        requireSelf(request, scanner.id());
        return scanner;
    }

    private static void requireSelf(ApiRequest request, String scanner) {
        if (!request.who().name().equals(scanner)) {
            throw new HubException(
                    FailureCode.FORBIDDEN,
                    request.who().name() + " is not " + scanner,
                    null,
                    "a scanner sends and fetches its own files only");
        }
    }

    private HttpReply request(ApiRequest request) {
        Part part = parts.get(request.path("serial"));
        request.requireVisible(part.serial(), part.organisation());
        ScanDesk.Wanted wanted = request.body(ScanDesk.Wanted.class);
        request.requireFloor("scanner " + wanted.scanner(), wanted.amCentre());
        ScanRequest asked = desk.request(part, wanted, request.who());
        return HttpReply.json(201, Views.plainly(asked)).withVersion(asked.version());
    }

    private HttpReply withdraw(ApiRequest request) {
        ScanRequest asked = requests.get(request.path("requestId"));
        request.requireVisible(asked.id(), asked.organisation());
        ScanRequest given = desk.withdraw(
                asked, request.who(), request.body(OrderResource.Reason.class).reason());
        return HttpReply.json(200, Views.plainly(given)).withVersion(given.version());
    }

    /** The design, for the scanner that was asked to scan the part, while it is asked. */
    private HttpReply model(ApiRequest request) throws IOException {
        BlobRef solid = unitOfWork.call(() -> {
            ScanRequest asked = requests.get(request.path("requestId"));
            requireSelf(request, asked.scanner());
            if (!asked.state().open()) {
                throw new HubException(
                        FailureCode.ILLEGAL_TRANSITION,
                        "request " + asked.id() + " is " + asked.state(),
                        null,
                        "a scanner fetches the design while it is asked for the scan");
            }
            return revisions.get(asked.revision()).solid();
        });
        return HttpReply.bytes(solid.mediaType(), blobs.open(solid)).with("ETag", '"' + solid.sha256() + '"');
    }

    private HttpReply content(ApiRequest request) throws IOException {
        BlobRef content = unitOfWork.call(() -> {
            Scan scan = scan(request);
            requireGeometry(request, scan);
            return scan.content();
        });
        if (content == null) {
            throw new HubException(
                    FailureCode.NOT_FOUND, "the file of the scan is not there yet", null, "ask again later");
        }
        return HttpReply.bytes(content.mediaType(), blobs.open(content)).with("ETag", '"' + content.sha256() + '"');
    }

    /** A scan shows the shape of its part. */
    private void requireGeometry(ApiRequest request, Scan scan) {
        if (scan.serial() != null) {
            Order order = orders.get(parts.get(scan.serial()).orderId());
            protecting.requireGeometryOfRevision(
                    request.who(), order.lineOf(scan.serial()).revisionId());
        }
    }

    private HttpReply decide(ApiRequest request) {
        Scan scan = scan(request);
        request.requireVersion(scan.id(), scan.version());
        Decision decision = request.body(Decision.class);
        return show(200, desk.decide(scan, decision.decision(), request.who(), decision.reason()));
    }

    private Scanner ofFloor(ApiRequest request) {
        Scanner scanner = scanner(request);
        request.requireFloor(scanner.id(), scanner.amCentre());
        return scanner;
    }

    private Scanner scanner(ApiRequest request) {
        return scanners.get(Scanner.idOf(request.path("amCentre"), request.path("scanner")));
    }

    private Scan scan(ApiRequest request) {
        Scan scan = scans.get(request.path("scan"));
        request.requireVisible(scan.id(), scan.organisation());
        return scan;
    }

    private static HttpReply show(int status, Scanner scanner) {
        return HttpReply.json(status, Views.plainly(scanner)).withVersion(scanner.version());
    }

    private static HttpReply show(int status, Scan scan) {
        return HttpReply.json(status, Views.plainly(scan)).withVersion(scan.version());
    }

    /** The body of setScannerRegistration. */
    record Change(Registration registration, String reason) {}

    /** The body of decideScan. */
    record Decision(ScanDesk.Choice decision, String reason) {}

    /** How far a file is. */
    record Progress(long offset) {}
}
