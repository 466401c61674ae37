package io.amsphub.processors.step;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amsphub.processors.design.BlobRef;
import io.amsphub.processors.device.Registration;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.identity.Role;
import io.amsphub.processors.lifecycle.Ids;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.order.Order;
import io.amsphub.processors.port.Credentials;
import io.amsphub.processors.port.Intake;
import io.amsphub.processors.port.Jobs;
import io.amsphub.processors.port.Orders;
import io.amsphub.processors.port.Outbox;
import io.amsphub.processors.port.Revisions;
import io.amsphub.processors.port.ScanRequests;
import io.amsphub.processors.port.Scanners;
import io.amsphub.processors.port.Scans;
import io.amsphub.processors.production.Part;
import io.amsphub.processors.production.PartState;
import io.amsphub.processors.scan.Scan;
import io.amsphub.processors.scan.ScanDecision;
import io.amsphub.processors.scan.ScanRequest;
import io.amsphub.processors.scan.ScanRequestState;
import io.amsphub.processors.scan.ScanState;
import io.amsphub.processors.scan.Scanner;
import io.amsphub.processors.scan.ScannerState;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What people do with scanners and scans: register, ask for a scan of a part, give a request up, decide. Must be called
 * in a unit of work.
 */
public final class ScanDesk {

    private static final int REQUESTS_LOOKED_AT = 100;
    private static final Set<PartState> SCANNABLE =
            EnumSet.of(PartState.PRINTED, PartState.IN_POST_PROCESSING, PartState.IN_INSPECTION);

    private final Scanners scanners;
    private final Scans scans;
    private final ScanRequests requests;
    private final Orders orders;
    private final Jobs jobs;
    private final Revisions revisions;
    private final Outbox outbox;
    private final Intake intake;
    private final Credentials credentials;
    private final Journal journal;
    private final Duration expiry;
    private final String hubUrl;

    /**
     * Brings together what people touch.
     *
     * @param expiry how long a scanner may take to answer a command
     * @param hubUrl where scanners reach the hub's API, without a slash at the end
     */
    public ScanDesk(
            Scanners scanners,
            Scans scans,
            ScanRequests requests,
            Orders orders,
            Jobs jobs,
            Revisions revisions,
            Outbox outbox,
            Intake intake,
            Credentials credentials,
            Journal journal,
            Duration expiry,
            String hubUrl) {
        this.scanners = scanners;
        this.scans = scans;
        this.requests = requests;
        this.orders = orders;
        this.jobs = jobs;
        this.revisions = revisions;
        this.outbox = outbox;
        this.intake = intake;
        this.credentials = credentials;
        this.journal = journal;
        this.expiry = expiry;
        this.hubUrl = hubUrl;
    }

    /** A scanner and the secret that it signs in with, which is shown once. */
    public record Registered(Scanner scanner, String secret) {}

    /** What is said of a scanner when it is registered. */
    public record NewScanner(
            String amCentre, String scanner, @Nullable Boolean dropFolder) {}

    /** Registers a scanner and makes its credentials; one that exists keeps all but its secret. */
    public Registered register(NewScanner wanted, Principal who) {
        String id = Scanner.idOf(wanted.amCentre(), wanted.scanner());
        Scanner scanner = scanners.find(id).orElseGet(() -> {
            Scanner added = scanners.add(new Scanner(
                    id,
                    wanted.amCentre(),
                    wanted.scanner(),
                    Boolean.TRUE.equals(wanted.dropFolder()),
                    Registration.QUALIFIED,
                    ScannerState.OFFLINE,
                    null,
                    0));
            journal.began(entry(added, who, "registered"), added.registration());
            return added;
        });
        requireNotRetired(scanner);
        return new Registered(scanner, credentials.issue(new Principal(id, scanner.amCentre(), Set.of(Role.DEVICE))));
    }

    private static void requireNotRetired(Scanner scanner) {
        if (scanner.registration() == Registration.RETIRED) {
            throw new HubException(
                    FailureCode.SCANNER_NOT_USABLE,
                    "scanner " + scanner.id() + " is retired",
                    null,
                    "register it under another name");
        }
    }

    /** Suspends, qualifies or retires a scanner; a retired one loses its credentials. */
    public Scanner setRegistration(Scanner scanner, Registration next, Principal who, String reason) {
        journal.moved(Registration.TRANSITIONS, entry(scanner, who, reason), scanner.registration(), next);
        if (next == Registration.RETIRED) {
            credentials.revoke(scanner.id());
        }
        return scanners.update(scanner.withRegistration(next));
    }

    /** What is wanted of a scanner. */
    public record Wanted(
            String amCentre,
            String scanner,
            @Nullable String program,
            @Nullable Double resolutionMm) {}

    /**
     * Asks a scanner for a scan of a part that was printed. Inspection waits for it from now on.
     *
     * @throws HubException when the part is not printed or has no design, the scanner cannot be asked, or was asked
     */
    public ScanRequest request(Part part, Wanted wanted, Principal who) {
        if (!SCANNABLE.contains(part.state())) {
            throw new HubException(
                    FailureCode.ILLEGAL_TRANSITION,
                    "part " + part.serial() + " is " + part.state(),
                    null,
                    "a part is scanned when it is printed and not released: " + SCANNABLE);
        }
        Order order = orders.find(part.orderId())
                .orElseThrow(() -> new HubException(
                        FailureCode.ILLEGAL_TRANSITION,
                        "part " + part.serial() + " was sent sliced",
                        null,
                        "there is no design to compare a scan with; measure its extents"));
        Scanner scanner = usable(Scanner.idOf(wanted.amCentre(), wanted.scanner()), part);
        giveUpEarlier(part, who);
        ScanRequest request = requests.add(new ScanRequest(
                Ids.next("cmd"),
                scanner.id(),
                part.serial(),
                part.jobId(),
                part.orderId(),
                order.lineOf(part.serial()).revisionId(),
                part.organisation(),
                wanted.program(),
                wanted.resolutionMm(),
                ScanRequestState.SENT,
                null,
                journal.now().plus(expiry),
                who.name(),
                0));
        journal.began(entry(request, who, "asked " + scanner.id()), request.state());
        outbox.toTopic(command(scanner, request));
        return request;
    }

    private Scanner usable(String id, Part part) {
        Scanner scanner = scanners.get(id);
        boolean away = scanner.state() == ScannerState.OFFLINE || scanner.state() == ScannerState.ERROR;
        boolean elsewhere = !jobs.get(part.jobId()).amCentre().equals(scanner.amCentre());
        if (scanner.registration() != Registration.QUALIFIED || away || elsewhere) {
            throw new HubException(
                    FailureCode.SCANNER_NOT_USABLE,
                    "scanner " + id + " is " + scanner.registration() + " and " + scanner.state()
                            + (elsewhere ? ", and not at the centre of the part" : ""),
                    "/scanner",
                    "choose another scanner, or see to this one");
        }
        return scanner;
    }

    private void giveUpEarlier(Part part, Principal who) {
        for (ScanRequest earlier : requests.ofPart(part.serial())) {
            if (earlier.state().open() && earlier.job().equals(part.jobId())) {
                throw new HubException(
                        FailureCode.SCANNER_NOT_USABLE,
                        "scanner " + earlier.scanner() + " was asked for it by request " + earlier.id(),
                        null,
                        "wait for its scan, or withdraw the request");
            }
            if (earlier.state().holds()) {
                withdrawn(earlier, who, "asked anew");
            }
        }
    }

    private Outbox.TopicMessage command(Scanner scanner, ScanRequest request) {
        BlobRef solid = revisions.get(request.revision()).solid();
        ObjectNode body = Json.mapper()
                .createObjectNode()
                .put("cmdId", request.id())
                .put("type", "scan.start")
                .put("workOrder", request.workOrder())
                .put("partSerial", request.serial())
                .put("program", request.program())
                .put("resolutionMm", request.resolutionMm())
                .put("expires", request.expiresAt().toString());
        body.putObject("model")
                .put("uri", hubUrl + "/api/v1/scan-requests/" + request.id() + "/model")
                .put("sha256", solid.sha256())
                .put("bytes", solid.bytes())
                .put("mediaType", solid.mediaType());
        body.put(
                "uploadTo",
                hubUrl + "/api/v1/scanners/" + scanner.amCentre() + "/" + scanner.scanner()
                        + "/scans/{scanId}/content");
        return new Outbox.TopicMessage(
                request.id(),
                scanner.topicRoot() + "/cmd",
                body.toString(),
                request.workOrder(),
                request.expiresAt(),
                scanner.topicRoot() + "/ack");
    }

    /** Gives a request up; inspection goes on without it. */
    public ScanRequest withdraw(ScanRequest request, Principal who, String reason) {
        ScanRequest given = withdrawn(request, who, reason);
        intake.partMeasured(request.serial(), request.workOrder());
        return given;
    }

    private ScanRequest withdrawn(ScanRequest request, Principal who, String reason) {
        return move(request, ScanRequestState.WITHDRAWN, who, reason);
    }

    /** Ends requests that nobody answered in time; a person decides how to go on. */
    public void expire() {
        for (ScanRequest request : requests.unanswered(journal.now(), REQUESTS_LOOKED_AT)) {
            move(request, ScanRequestState.EXPIRED, Principal.HUB, "the scanner did not answer in time");
            intake.partMeasured(request.serial(), request.workOrder());
        }
    }

    /** What a person makes of a scan. */
    public enum Choice {
        RELEASE,
        REJECT,
        /** The scan is set aside; inspection goes on without it. */
        DISMISS
    }

    /**
     * Decides by a scan; inspection carries it out.
     *
     * @throws HubException when the scan is decided already, or does not allow this
     */
    public Scan decide(Scan scan, Choice choice, Principal who, String reason) {
        if (choice == Choice.DISMISS) {
            journal.moved(ScanState.TRANSITIONS, entry(scan, who, reason), scan.state(), ScanState.DISMISSED);
            Scan dismissed = scans.update(scan.withState(ScanState.DISMISSED).withNote("dismissed: " + reason));
            goOn(scan);
            return dismissed;
        }
        boolean compared = scan.state() == ScanState.EVALUATED;
        boolean allowed = compared || (choice == Choice.REJECT && scan.state() == ScanState.NOT_EVALUATED);
        if (!allowed || scan.job() == null) {
            throw new HubException(
                    FailureCode.SCAN_NOT_DECIDABLE,
                    "scan " + scan.id() + " is " + scan.state() + (scan.job() == null ? " and of no part" : ""),
                    null,
                    "a part is released by a scan that was compared; otherwise dismiss the scan and measure the part");
        }
        return decided(scan, new ScanDecision(choice == Choice.RELEASE, who.name(), reason, journal.now()), who);
    }

    /** Notes a decision and lets inspection carry it out. */
    Scan decided(Scan scan, ScanDecision decision, Principal who) {
        journal.moved(
                ScanState.TRANSITIONS,
                entry(scan, who, (decision.released() ? "release: " : "reject: ") + decision.reason()),
                scan.state(),
                ScanState.DECIDED);
        Scan stored = scans.update(scan.with(decision));
        goOn(scan);
        return stored;
    }

    /** Lets inspection look at the part again. */
    void goOn(Scan scan) {
        String serial = scan.serial();
        String job = scan.job();
        if (serial != null && job != null) {
            intake.partMeasured(serial, jobs.get(job).orderId());
        }
    }

    private ScanRequest move(ScanRequest request, ScanRequestState next, Principal who, String why) {
        journal.moved(ScanRequestState.TRANSITIONS, entry(request, who, why), request.state(), next);
        return requests.update(request.withState(next, why));
    }

    private static Journal.Entry entry(Scanner scanner, Principal who, String why) {
        return new Journal.Entry("scanner", scanner.id(), scanner.amCentre(), scanner.id(), who, why);
    }

    private static Journal.Entry entry(ScanRequest request, Principal who, String why) {
        return new Journal.Entry("scan-request", request.id(), request.organisation(), request.workOrder(), who, why);
    }

    private static Journal.Entry entry(Scan scan, Principal who, String why) {
        String serial = scan.serial();
        return new Journal.Entry("scan", scan.id(), scan.organisation(), serial == null ? scan.id() : serial, who, why);
    }
}
