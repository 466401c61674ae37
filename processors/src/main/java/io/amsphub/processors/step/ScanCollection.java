package io.amsphub.processors.step;

import io.amsphub.processors.design.BlobRef;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.port.Blobs;
import io.amsphub.processors.port.DropFolders;
import io.amsphub.processors.port.Scanners;
import io.amsphub.processors.port.Scans;
import io.amsphub.processors.port.UnitOfWork;
import io.amsphub.processors.production.Secrets;
import io.amsphub.processors.scan.ClaimCheck;
import io.amsphub.processors.scan.Scan;
import io.amsphub.processors.scan.Scanner;
import io.amsphub.processors.scan.ScannerWords;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the files of scanners out of their drop folders. A file is done when its length and digest are those of a claim
 * check, or when a marker {@code <name>.done} lies beside it. What is done and is not what was announced, or cannot be
 * a scan, is set aside with the reason. A file belongs to the claim check whose address ends in its name, or whose scan
 * id is its name without extension.
 */
public final class ScanCollection {

    private static final Logger LOG = LoggerFactory.getLogger(ScanCollection.class);
    private static final int MOST = 1_000;

    /** A file of the announced length that was not written to for so long will not get better. */
    private static final Duration SETTLED = Duration.ofSeconds(30);

    private final Scanners scanners;
    private final Scans scans;
    private final DropFolders folders;
    private final Blobs blobs;
    private final ScanFileIntake intake;
    private final ScanRecording recording;
    private final ScanDesk desk;
    private final UnitOfWork unitOfWork;
    private final Clock clock;

    /** Brings together what collecting needs. */
    public ScanCollection(
            Scanners scanners,
            Scans scans,
            DropFolders folders,
            Blobs blobs,
            ScanFileIntake intake,
            ScanRecording recording,
            ScanDesk desk,
            UnitOfWork unitOfWork,
            Clock clock) {
        this.scanners = scanners;
        this.scans = scans;
        this.folders = folders;
        this.blobs = blobs;
        this.intake = intake;
        this.recording = recording;
        this.desk = desk;
        this.unitOfWork = unitOfWork;
        this.clock = clock;
    }

    /** Looks into all folders once, and ends requests that nobody answered. What fails is tried again the next time. */
    public void collect() {
        unitOfWork.run(desk::expire);
        for (Scanner scanner : unitOfWork.call(() -> scanners.withDropFolder(MOST))) {
            try {
                for (DropFolders.Dropped file : folders.files(scanner)) {
                    look(scanner, file);
                }
            } catch (IOException | UncheckedIOException e) {
                LOG.warn("the drop folder of {} cannot be read: {}", scanner.id(), e.getMessage());
            }
        }
    }

    private void look(Scanner scanner, DropFolders.Dropped file) throws IOException {
        List<Scan> announced = unitOfWork.call(() -> scans.announced(scanner.id(), MOST)).stream()
                .filter(scan -> names(scan.claim(), file.name()))
                .toList();
        if (announced.isEmpty()) {
            if (file.done()) {
                unannounced(scanner, file);
            }
            return;
        }
        boolean settled = file.done() || file.changedAt().plus(SETTLED).isBefore(clock.instant());
        for (Scan scan : announced) {
            ClaimCheck claim = scan.claim();
            if (claim != null && claim.bytes() == file.bytes() && claim.sha256().equals(sha256(scanner, file))) {
                take(scanner, claim.scanId(), file);
                return;
            }
        }
        ClaimCheck first = announced.get(0).claim();
        if (first != null && (file.done() || (settled && file.bytes() >= first.bytes()))) {
            HubException refusal = ScanRecording.mismatch(first.scanId(), first, file.bytes(), sha256(scanner, file));
            setAside(scanner, first.scanId(), file, refusal.problem().detail());
        }
    }

    private static boolean names(@Nullable ClaimCheck claim, String name) {
        return claim != null && (claim.fileName().equals(name) || claim.scanId().equals(stem(name)));
    }

    private static String stem(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    private void unannounced(Scanner scanner, DropFolders.Dropped file) throws IOException {
        String scanId = stem(file.name());
        if (ScannerWords.SCAN_ID.matcher(scanId).matches() && file.bytes() > 0) {
            take(scanner, scanId, file);
        } else {
            setAside(scanner, scanId, file, "it is empty, or its name is no id of a scan");
        }
    }

    /** Stored, recorded, then deleted: what dies in between is done again and is the same scan. */
    private void take(Scanner scanner, String scanId, DropFolders.Dropped file) throws IOException {
        BlobRef content;
        try (InputStream in = folders.open(scanner, file)) {
            content = blobs.of(scanner.amCentre(), scanId).store("application/octet-stream", in::transferTo);
        }
        try {
            Scan scan = intake.record(scanner, scanId, content);
            folders.remove(scanner, file);
            LOG.info("took {} of {} as scan {}", file.name(), scanner.id(), scan.id());
        } catch (HubException e) {
            setAside(scanner, scanId, file, e.problem().detail());
        }
    }

    private void setAside(Scanner scanner, String scanId, DropFolders.Dropped file, String reason) throws IOException {
        folders.quarantine(scanner, file, reason);
        unitOfWork.run(() -> recording.refused(scanner, scanId, reason));
        LOG.warn("set {} of {} aside: {}", file.name(), scanner.id(), reason);
    }

    private String sha256(Scanner scanner, DropFolders.Dropped file) throws IOException {
        MessageDigest digest = Secrets.sha256();
        try (InputStream in = new DigestInputStream(folders.open(scanner, file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
