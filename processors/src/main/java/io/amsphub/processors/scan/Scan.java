package io.amsphub.processors.scan;

import io.amsphub.processors.design.BlobRef;
import io.amsphub.processors.production.Secrets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One scan: its claim check and its file, whichever came first, and what became of them.
 *
 * @param id {@code scn_...}, made of scanner, scan id and digest, so that a scan cannot be recorded twice
 * @param scanner id of the scanner
 * @param scanId the scanner's id of the scan
 * @param sha256 of the file
 * @param organisation whose part it is; the centre while no part is known
 * @param state where the record is
 * @param claim what the scanner said; null while it has not
 * @param content the file; null while it is not there
 * @param serial the part; null when it is none that the hub knows
 * @param job the job that made what was scanned; null without a part
 * @param result what the comparison found; null while there is none
 * @param decision what was decided; null while nothing was
 * @param note what is remarkable; null for nothing
 * @param recordedAt when the first of both came, by the hub's clock
 * @param version for optimistic locking; 0 until stored
 */
public record Scan(
        String id,
        String scanner,
        String scanId,
        String sha256,
        String organisation,
        ScanState state,
        @Nullable ClaimCheck claim,
        @Nullable BlobRef content,
        @Nullable String serial,
        @Nullable String job,
        @Nullable ScanResult result,
        @Nullable ScanDecision decision,
        @Nullable String note,
        Instant recordedAt,
        long version) {

    private static final int ID_LENGTH = 40;

    /** Returns the id of a scan. */
    public static String idOf(String scanner, String scanId, String sha256) {
        return "scn_" + Secrets.sha256(scanner + '\n' + scanId + '\n' + sha256).substring(0, ID_LENGTH);
    }

    /** A scan of which nothing but its key is known yet. */
    public static Scan unknown(
            String scanner, String scanId, String sha256, String organisation, ScanState state, Instant now) {
        return new Scan(
                idOf(scanner, scanId, sha256),
                scanner,
                scanId,
                sha256,
                organisation,
                state,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                now,
                0);
    }

    /** Returns the scan with its claim check, and the part that it is about. */
    public Scan claimed(
            ClaimCheck said, String owner, @Nullable String part, @Nullable String madeBy, @Nullable String remark) {
        return new Scan(
                id,
                scanner,
                scanId,
                sha256,
                owner,
                state,
                said,
                content,
                part,
                madeBy,
                result,
                decision,
                remark,
                recordedAt,
                version);
    }

    /** Returns the scan with its file. */
    public Scan with(BlobRef file) {
        return copy(state, file, result, decision, note);
    }

    /** Returns the scan in another state. */
    public Scan withState(ScanState next) {
        return copy(next, content, result, decision, note);
    }

    /** Returns the scan with a remark. */
    public Scan withNote(String remark) {
        return copy(state, content, result, decision, remark);
    }

    /** Returns the scan with what the comparison found. */
    public Scan with(ScanResult found) {
        return copy(ScanState.EVALUATED, content, found, decision, note);
    }

    /** Returns the scan with what was decided by it. */
    public Scan with(ScanDecision decided) {
        return copy(ScanState.DECIDED, content, result, decided, note);
    }

    private Scan copy(
            ScanState next,
            @Nullable BlobRef file,
            @Nullable ScanResult found,
            @Nullable ScanDecision decided,
            @Nullable String remark) {
        return new Scan(
                id,
                scanner,
                scanId,
                sha256,
                organisation,
                next,
                claim,
                file,
                serial,
                job,
                found,
                decided,
                remark,
                recordedAt,
                version);
    }
}
