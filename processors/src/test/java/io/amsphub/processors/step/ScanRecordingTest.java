package io.amsphub.processors.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amsphub.processors.design.BlobRef;
import io.amsphub.processors.device.Registration;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.memory.MemoryHub;
import io.amsphub.processors.scan.Scan;
import io.amsphub.processors.scan.ScanState;
import io.amsphub.processors.scan.Scanner;
import io.amsphub.processors.scan.ScannerMessage;
import io.amsphub.processors.scan.ScannerState;
import io.amsphub.processors.scan.ScannerWords;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A scan is recorded once, in whatever order and however often its halves come. */
class ScanRecordingTest {

    private static final String DIGEST = "ab".repeat(32);
    private static final String TOPIC = "amsp/v1/demo/scanner/s1/";

    private final MemoryHub hub = new MemoryHub();
    private final ScanRecording recording =
            new ScanRecording(hub.scanners, hub.scans, hub.scanRequests, hub.parts, hub.jobs, hub.intake, hub.journal);
    private Scanner scanner = new Scanner(
            Scanner.idOf("demo", "s1"), "demo", "s1", false, Registration.QUALIFIED, ScannerState.OFFLINE, null, 0);

    @BeforeEach
    void register() {
        scanner = hub.scanners.add(scanner);
    }

    @Test
    void claimCheckAndFileInEitherOrderAndTwiceAreOneScan() {
        claim("first", DIGEST);
        claim("first", DIGEST);
        deliver("first", DIGEST, 100);
        deliver("first", DIGEST, 100);
        deliver("second", DIGEST, 100);
        claim("second", DIGEST);
        claim("second", DIGEST);

        assertThat(hub.scans.ofScanId(scanner.id(), "first"))
                .singleElement()
                .extracting(Scan::state)
                .isEqualTo(ScanState.RECEIVED);
        assertThat(hub.scans.ofScanId(scanner.id(), "second"))
                .singleElement()
                .extracting(Scan::state)
                .isEqualTo(ScanState.RECEIVED);
        assertThat(hub.handedOn)
                .filteredOn(way -> way.startsWith("scanReceived"))
                .hasSize(2);
    }

    @Test
    void fileThatIsNotTheAnnouncedOneIsRefused() {
        claim("s", DIGEST);

        assertThatThrownBy(() -> deliver("s", "cd".repeat(32), 100))
                .isInstanceOfSatisfying(
                        HubException.class, e -> assertThat(e.failureCode()).isEqualTo(FailureCode.SCAN_MISMATCH));
        assertThatThrownBy(() -> deliver("s", DIGEST, 99)).isInstanceOf(HubException.class);
    }

    @Test
    void lastWillMakesAScannerOffline() {
        take("state", "{\"state\":\"IDLE\",\"ts\":\"2026-11-26T09:00:00Z\"}");
        assertThat(hub.scanners.get(scanner.id()).state()).isEqualTo(ScannerState.IDLE);
        take("state", "{\"state\":\"OFFLINE\"}");
        assertThat(hub.scanners.get(scanner.id()).state()).isEqualTo(ScannerState.OFFLINE);
    }

    @Test
    void scanIdsThatLeadElsewhereAreRefused() {
        assertThatThrownBy(() -> claim("../../etc/passwd", DIGEST)).isInstanceOf(HubException.class);
        assertThatThrownBy(() -> ScannerWords.read("amsp/v1/demo/scanner/s1/cmd", new byte[0]))
                .isInstanceOf(HubException.class);
    }

    private void claim(String scanId, String sha256) {
        take(
                "scan/completed",
                "{\"scanId\":\"%s\",\"sha256\":\"%s\",\"bytes\":100,\"format\":\"ply\",\"units\":\"mm\"}"
                        .formatted(scanId, sha256));
    }

    private void take(String noun, String json) {
        ScannerMessage message = ScannerWords.read(TOPIC + noun, json.getBytes(StandardCharsets.UTF_8));
        hub.unitOfWork.run(() -> recording.take(message));
    }

    private void deliver(String scanId, String sha256, long bytes) {
        hub.unitOfWork.run(
                () -> recording.delivered(scanner, scanId, new BlobRef(sha256, bytes, "application/octet-stream")));
    }
}
