package io.amsphub.processors.step;

import io.amsphub.processors.port.ScanRequests;
import io.amsphub.processors.port.Scans;
import io.amsphub.processors.production.Part;
import io.amsphub.processors.scan.Scan;
import io.amsphub.processors.scan.ScanRequest;
import io.amsphub.processors.scan.ScanResult;
import io.amsphub.processors.scan.ScanState;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What inspection has to know of the scans of a part. Only what was scanned of its last job counts. */
public final class ScanGate {

    private final Scans scans;
    private final ScanRequests requests;

    /** A gate over what is kept. */
    public ScanGate(Scans scans, ScanRequests requests) {
        this.scans = scans;
        this.requests = requests;
    }

    /** Returns the scan that a part was decided by, or null. */
    @Nullable
    Scan decided(Part part) {
        return scans.ofPart(part.serial()).stream()
                .filter(scan ->
                        scan.state() == ScanState.DECIDED && part.jobId().equals(scan.job()))
                .reduce((first, later) -> later)
                .orElse(null);
    }

    /** Returns what a part waits for, in words for the person who decides, or null when there is nothing. */
    @Nullable
    String awaited(Part part) {
        for (ScanRequest request : requests.ofPart(part.serial())) {
            if (request.job().equals(part.jobId()) && request.state().holds()) {
                String state = request.state().name().toLowerCase(Locale.ROOT);
                String reason = request.reason() == null ? "" : " (" + request.reason() + ")";
                return request.state().open()
                        ? "Scan part " + part.serial() + " with " + request.scanner() + ", request " + request.id()
                                + ". Withdraw the request to inspect without a scan."
                        : "The scan of part " + part.serial() + " with " + request.scanner() + " was " + state + reason
                                + ". Ask for another, or withdraw request " + request.id() + ".";
            }
        }
        return scans.ofPart(part.serial()).stream()
                .filter(scan -> scan.state().open() && part.jobId().equals(scan.job()))
                .map(ScanGate::words)
                .reduce((first, later) -> later)
                .orElse(null);
    }

    /** Returns what is proposed by a scan, or what it waits for, in words. */
    static String words(Scan scan) {
        ScanResult result = scan.result();
        return switch (scan.state()) {
            case EVALUATED ->
                result == null
                        ? "Decide by scan " + scan.id() + "."
                        : String.format(
                                Locale.ROOT,
                                "Decide about part %s by scan %s, which proposes %s: %s. Release, reject or dismiss the"
                                        + " scan.",
                                scan.serial(),
                                scan.id(),
                                result.verdict(),
                                String.join("; ", result.reasons()));
            case NOT_EVALUATED ->
                "Scan " + scan.id() + " of part " + scan.serial() + " was not compared: " + scan.note()
                        + ". Reject the part, or dismiss the scan and measure.";
            case ANNOUNCED ->
                "The file of scan " + scan.id() + " of part " + scan.serial()
                        + " is missing. Send it, or dismiss the scan and measure.";
            default -> "Scan " + scan.id() + " of part " + scan.serial() + " is being compared.";
        };
    }
}
