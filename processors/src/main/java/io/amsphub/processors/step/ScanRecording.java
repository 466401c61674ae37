package io.amsphub.processors.step;

import io.amsphub.processors.design.BlobRef;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.port.Intake;
import io.amsphub.processors.port.Jobs;
import io.amsphub.processors.port.Parts;
import io.amsphub.processors.port.ScanRequests;
import io.amsphub.processors.port.Scanners;
import io.amsphub.processors.port.Scans;
import io.amsphub.processors.production.Job;
import io.amsphub.processors.production.Part;
import io.amsphub.processors.production.PartState;
import io.amsphub.processors.scan.ClaimCheck;
import io.amsphub.processors.scan.Scan;
import io.amsphub.processors.scan.ScanRequest;
import io.amsphub.processors.scan.ScanRequestState;
import io.amsphub.processors.scan.ScanState;
import io.amsphub.processors.scan.Scanner;
import io.amsphub.processors.scan.ScannerMessage;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Records what scanners say and send. A scan is recorded once, whatever comes first, twice or late: its id is made of
 * scanner, scan id and digest. Must be called in a unit of work.
 */
public final class ScanRecording {

    private static final Set<PartState> PRINTED = EnumSet.of(
            PartState.PRINTED,
            PartState.IN_POST_PROCESSING,
            PartState.IN_INSPECTION,
            PartState.RELEASED,
            PartState.DELIVERED);

    private final Scanners scanners;
    private final Scans scans;
    private final ScanRequests requests;
    private final Parts parts;
    private final Jobs jobs;
    private final Intake intake;
    private final Journal journal;

    /** Brings together what a scan touches. */
    public ScanRecording(
            Scanners scanners,
            Scans scans,
            ScanRequests requests,
            Parts parts,
            Jobs jobs,
            Intake intake,
            Journal journal) {
        this.scanners = scanners;
        this.scans = scans;
        this.requests = requests;
        this.parts = parts;
        this.jobs = jobs;
        this.intake = intake;
        this.journal = journal;
    }

    /** Takes in what a registered scanner said. */
    public void take(ScannerMessage message) {
        Scanner scanner = scanners.get(message.scanner());
        if (message instanceof ScannerMessage.State state) {
            scanners.update(scanner.heard(state.state(), journal.now()));
        } else if (message instanceof ScannerMessage.Acknowledgement answer) {
            acknowledged(scanner, answer);
        } else if (message instanceof ScannerMessage.Completed completed) {
            claimed(scanner, completed.claim());
        }
    }

    private void acknowledged(Scanner scanner, ScannerMessage.Acknowledgement answer) {
        requests.find(answer.cmdId())
                .filter(request -> request.scanner().equals(scanner.id()) && request.state() == ScanRequestState.SENT)
                .ifPresent(request -> {
                    String reason = answer.reason() == null ? "the scanner says so" : answer.reason();
                    move(
                            request,
                            answer.accepted() ? ScanRequestState.ACCEPTED : ScanRequestState.REFUSED,
                            by(scanner),
                            reason);
                    if (!answer.accepted()) {
                        intake.partMeasured(request.serial(), request.workOrder());
                    }
                });
    }

    private void claimed(Scanner scanner, ClaimCheck claim) {
        Scan before = scans.find(Scan.idOf(scanner.id(), claim.scanId(), claim.sha256()))
                .orElse(null);
        if (before != null && before.claim() != null) {
            return;
        }
        Tie tie = tie(scanner, claim);
        Scan known = before == null ? announced(scanner, claim) : before;
        Scan scan = known.claimed(claim, tie.owner(), tie.serial(), tie.job(), remark(scanner, claim, tie));
        Journal.Entry entry = entry(scan, by(scanner), "the scanner announced it");
        BlobRef content = scan.content();
        if (content == null) {
            scan = before == null ? scans.add(scan) : scans.update(scan);
            journal.began(entry, scan.state());
        } else {
            journal.moved(ScanState.TRANSITIONS, entry, known.state(), ScanState.RECEIVED);
            BlobRef labelled = new BlobRef(
                    content.sha256(), content.bytes(), claim.format().mediaType());
            scan = scans.update(scan.with(labelled).withState(ScanState.RECEIVED));
            intake.scanReceived(scan.id(), correlation(scan));
        }
        ScanRequest request = tie.request();
        if (request != null && ScanRequestState.TRANSITIONS.allows(request.state(), ScanRequestState.SCANNED)) {
            move(request, ScanRequestState.SCANNED, by(scanner), "scan " + scan.id());
        }
        if (tie.serial() != null) {
            intake.partMeasured(tie.serial(), correlation(scan));
        }
    }

    private Scan announced(Scanner scanner, ClaimCheck claim) {
        return Scan.unknown(
                scanner.id(), claim.scanId(), claim.sha256(), scanner.amCentre(), ScanState.ANNOUNCED, journal.now());
    }

    private @Nullable String remark(Scanner scanner, ClaimCheck claim, Tie tie) {
        List<String> others = scans.ofScanId(scanner.id(), claim.scanId()).stream()
                .filter(scan -> scan.claim() == null && !scan.sha256().equals(claim.sha256()))
                .map(Scan::sha256)
                .toList();
        return others.isEmpty()
                ? tie.remark()
                : "a file with SHA-256 " + others.get(0) + " came for it, which is not the announced one"
                        + (tie.remark() == null ? "" : "; " + tie.remark());
    }

    /** What a claim check belongs to; without a serial number, the remark says why not. */
    private record Tie(
            @Nullable String serial,
            @Nullable String job,
            String owner,
            @Nullable ScanRequest request,
            @Nullable String remark) {}

    private Tie tie(Scanner scanner, ClaimCheck claim) {
        String serial = claim.partSerial();
        Optional<Part> found = serial == null ? Optional.empty() : parts.find(serial);
        if (found.isEmpty()) {
            return loose(scanner, serial == null ? "the claim check names no part" : "there is no part " + serial);
        }
        Part part = found.get();
        ScanRequest request = request(scanner, claim, part);
        if (claim.cmdId() != null && request == null) {
            return loose(scanner, "command " + claim.cmdId() + " did not ask this scanner for part " + serial);
        }
        if (claim.workOrder() != null && !claim.workOrder().equals(part.orderId())) {
            return loose(scanner, "part " + serial + " is not of order " + claim.workOrder());
        }
        if (request == null && !PRINTED.contains(part.state())) {
            return loose(scanner, "part " + serial + " is " + part.state() + " and was not printed");
        }
        Job job = jobs.get(request == null ? part.jobId() : request.job());
        if (!job.amCentre().equals(scanner.amCentre())) {
            return loose(scanner, "part " + serial + " is made at another centre");
        }
        return new Tie(part.serial(), job.id(), part.organisation(), request, null);
    }

    private @Nullable ScanRequest request(Scanner scanner, ClaimCheck claim, Part part) {
        return requests.ofPart(part.serial()).stream()
                .filter(request -> request.scanner().equals(scanner.id()))
                .filter(request -> claim.cmdId() == null
                        ? request.state().open()
                        : request.id().equals(claim.cmdId()))
                .reduce((first, later) -> later)
                .orElse(null);
    }

    private static Tie loose(Scanner scanner, String why) {
        return new Tie(null, null, scanner.amCentre(), null, why);
    }

    /**
     * Records a file that has arrived whole and is in the store.
     *
     * @throws HubException with {@link FailureCode#SCAN_MISMATCH} when the scan was announced with another digest
     */
    public Scan delivered(Scanner scanner, String scanId, BlobRef content) {
        Scan before =
                scans.find(Scan.idOf(scanner.id(), scanId, content.sha256())).orElse(null);
        if (before != null) {
            return before.content() == null ? received(before, scanner, content) : before;
        }
        requireNoOther(scanner, scanId, content);
        Scan scan = scans.add(Scan.unknown(
                        scanner.id(), scanId, content.sha256(), scanner.amCentre(), ScanState.DELIVERED, journal.now())
                .with(content));
        journal.began(entry(scan, by(scanner), "its file came"), scan.state());
        return scan;
    }

    private void requireNoOther(Scanner scanner, String scanId, BlobRef content) {
        for (Scan other : scans.ofScanId(scanner.id(), scanId)) {
            ClaimCheck claim = other.claim();
            if (claim != null) {
                throw mismatch(scanId, claim, content.bytes(), content.sha256());
            }
        }
    }

    private Scan received(Scan announced, Scanner scanner, BlobRef content) {
        ClaimCheck claim = announced.claim();
        if (claim == null) {
            throw new IllegalStateException("scan " + announced.id() + " has neither claim check nor file");
        }
        if (claim.bytes() != content.bytes()) {
            throw mismatch(announced.scanId(), claim, content.bytes(), content.sha256());
        }
        if (announced.state() != ScanState.ANNOUNCED) {
            return announced;
        }
        journal.moved(
                ScanState.TRANSITIONS,
                entry(announced, by(scanner), "its file came"),
                announced.state(),
                ScanState.RECEIVED);
        BlobRef labelled =
                new BlobRef(content.sha256(), content.bytes(), claim.format().mediaType());
        Scan scan = scans.update(announced.with(labelled).withState(ScanState.RECEIVED));
        intake.scanReceived(scan.id(), correlation(scan));
        return scan;
    }

    /** Notes on what was announced that a file for it was refused. */
    public void refused(Scanner scanner, String scanId, String why) {
        scans.ofScanId(scanner.id(), scanId).stream()
                .filter(scan -> scan.state() == ScanState.ANNOUNCED)
                .forEach(scan -> {
                    journal.noted(entry(scan, by(scanner), "a file was refused: " + why), scan.state());
                    scans.update(scan.withNote(why));
                });
    }

    static HubException mismatch(String scanId, ClaimCheck claim, long bytes, String sha256) {
        return new HubException(
                FailureCode.SCAN_MISMATCH,
                "scan " + scanId + " was announced with " + claim.bytes() + " bytes and SHA-256 " + claim.sha256()
                        + ", the file has " + bytes + " bytes and SHA-256 " + sha256,
                null,
                "send the file again; if it was changed, announce it under another scan id");
    }

    private void move(ScanRequest request, ScanRequestState next, Principal who, String why) {
        journal.moved(
                ScanRequestState.TRANSITIONS,
                new Journal.Entry("scan-request", request.id(), request.organisation(), request.workOrder(), who, why),
                request.state(),
                next);
        requests.update(request.withState(next, why));
    }

    private String correlation(Scan scan) {
        String serial = scan.serial();
        return serial == null ? scan.id() : parts.get(serial).orderId();
    }

    private static Principal by(Scanner scanner) {
        return new Principal(scanner.id(), scanner.amCentre(), Set.of());
    }

    private Journal.Entry entry(Scan scan, Principal who, String why) {
        return new Journal.Entry("scan", scan.id(), scan.organisation(), correlation(scan), who, why);
    }
}
