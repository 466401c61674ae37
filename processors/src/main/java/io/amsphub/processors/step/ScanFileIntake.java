package io.amsphub.processors.step;

import io.amsphub.processors.design.BlobRef;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.port.Scans;
import io.amsphub.processors.port.UnitOfWork;
import io.amsphub.processors.port.Uploads;
import io.amsphub.processors.production.Secrets;
import io.amsphub.processors.scan.ClaimCheck;
import io.amsphub.processors.scan.Scan;
import io.amsphub.processors.scan.Scanner;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Takes in the file of a scan, in constant memory and resumable: bytes gather in an upload, which becomes a blob when
 * its length and digest are those of the claim check; a file that came before its claim check is kept by its digest.
 * Outside of any unit of work, because it takes as long as the sender takes.
 */
public final class ScanFileIntake {

    private static final String ANY = "application/octet-stream";
    private static final int UPLOAD_ID_LENGTH = 26;
    private static final int TRIES = 3;

    private final Scans scans;
    private final Uploads uploads;
    private final ScanRecording recording;
    private final UnitOfWork unitOfWork;
    private final long maxBytes;

    /**
     * An intake to a store.
     *
     * @param maxBytes the largest file that is taken
     */
    public ScanFileIntake(Scans scans, Uploads uploads, ScanRecording recording, UnitOfWork unitOfWork, long maxBytes) {
        this.scans = scans;
        this.uploads = uploads;
        this.recording = recording;
        this.unitOfWork = unitOfWork;
        this.maxBytes = maxBytes;
    }

    /**
     * A piece of a file.
     *
     * @param scanId the scanner's id of the scan
     * @param offset where it goes on; null for a whole file
     * @param length of the whole file
     */
    public record Piece(String scanId, @Nullable Long offset, long length) {}

    /**
     * Takes in a piece, and the file when it was the last.
     *
     * @return the scan; null while bytes are missing
     * @throws HubException when the file is not the announced one, or too large
     * @throws IOException when the body or the store fails; what has arrived is kept
     */
    public @Nullable Scan put(Scanner scanner, Piece piece, InputStream body) throws IOException {
        if (piece.length() > maxBytes) {
            throw new HubException(
                    FailureCode.PAYLOAD_TOO_LARGE,
                    "the scan has " + piece.length() + " bytes",
                    "Content-Length",
                    "raise hub.upload.max-bytes (" + maxBytes + "), or scan more coarsely");
        }
        requireAnnouncedLength(scanner, piece);
        String upload = uploadId(scanner, piece.scanId());
        Long offset = piece.offset();
        if (offset == null) {
            uploads.discard(upload);
        }
        long arrived = uploads.append(upload, offset == null ? 0 : offset, piece.length(), body);
        return arrived < piece.length() ? null : whole(scanner, piece, upload);
    }

    /** Returns how many bytes of a file have arrived that is not whole. */
    public long offset(Scanner scanner, String scanId) throws IOException {
        return uploads.offset(uploadId(scanner, scanId));
    }

    /** A length that cannot be right is refused before a byte is stored. */
    private void requireAnnouncedLength(Scanner scanner, Piece piece) {
        unitOfWork.run(() -> {
            var announced = scans.ofScanId(scanner.id(), piece.scanId()).stream()
                    .map(Scan::claim)
                    .filter(Objects::nonNull)
                    .toList();
            if (!announced.isEmpty() && announced.stream().noneMatch(claim -> claim.bytes() == piece.length())) {
                throw ScanRecording.mismatch(piece.scanId(), announced.get(0), piece.length(), "(not looked at)");
            }
        });
    }

    private Scan whole(Scanner scanner, Piece piece, String upload) throws IOException {
        String sha256 = uploads.sha256(upload);
        ClaimCheck other = unitOfWork.call(() -> scans.ofScanId(scanner.id(), piece.scanId()).stream()
                .map(Scan::claim)
                .filter(claim -> claim != null && !claim.sha256().equals(sha256))
                .findFirst()
                .orElse(null));
        boolean known = unitOfWork.call(() ->
                scans.find(Scan.idOf(scanner.id(), piece.scanId(), sha256)).isPresent());
        if (other != null && !known) {
            uploads.discard(upload);
            HubException refusal = ScanRecording.mismatch(piece.scanId(), other, piece.length(), sha256);
            unitOfWork.run(() ->
                    recording.refused(scanner, piece.scanId(), refusal.problem().detail()));
            throw refusal;
        }
        return record(scanner, piece.scanId(), uploads.complete(upload, ANY, scanner.amCentre(), piece.scanId()));
    }

    /** Records a file that is in the store; a claim check that comes at the same moment makes it try again. */
    Scan record(Scanner scanner, String scanId, BlobRef content) {
        for (int attempt = 1; ; attempt++) {
            try {
                return unitOfWork.call(() -> recording.delivered(scanner, scanId, content));
            } catch (HubException e) {
                if (e.failureCode() != FailureCode.CONCURRENT_CHANGE || attempt == TRIES) {
                    throw e;
                }
            }
        }
    }

    private static String uploadId(Scanner scanner, String scanId) {
        return "upl_" + Secrets.sha256(scanner.id() + '\n' + scanId).substring(0, UPLOAD_ID_LENGTH);
    }
}
