package io.amsphub.processors.scan;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A part that a scanner was asked to scan.
 *
 * @param id {@code cmd_...}: the cmdId of the command
 * @param scanner id of the scanner
 * @param serial the part
 * @param job the job that made it; a scan says nothing of what is made later under the same serial number
 * @param workOrder the order
 * @param revision the design that the scan is compared with
 * @param organisation whose part it is
 * @param program the scanner's program; null for its own choice
 * @param resolutionMm wanted distance of points; null for the scanner's choice
 * @param state how far it is
 * @param reason why it ended; null while it has not
 * @param expiresAt after this the scanner must not take it up any more
 * @param requestedBy who asked
 * @param version for optimistic locking; 0 until stored
 */
public record ScanRequest(
        String id,
        String scanner,
        String serial,
        String job,
        String workOrder,
        String revision,
        String organisation,
        @Nullable String program,
        @Nullable Double resolutionMm,
        ScanRequestState state,
        @Nullable String reason,
        Instant expiresAt,
        String requestedBy,
        long version) {

    /** Returns the request in another state. */
    public ScanRequest withState(ScanRequestState next, String why) {
        return new ScanRequest(
                id,
                scanner,
                serial,
                job,
                workOrder,
                revision,
                organisation,
                program,
                resolutionMm,
                next,
                why,
                expiresAt,
                requestedBy,
                version);
    }
}
