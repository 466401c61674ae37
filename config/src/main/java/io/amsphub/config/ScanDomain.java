package io.amsphub.config;

import io.amsphub.connectors.jpa.JpaStore;
import io.amsphub.connectors.storage.DirectoryDropFolders;
import io.amsphub.connectors.storage.DirectoryUploads;
import io.amsphub.processors.api.ApiResource;
import io.amsphub.processors.api.ScanResource;
import io.amsphub.processors.catalogue.Catalogue;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.port.Blobs;
import io.amsphub.processors.port.Intake;
import io.amsphub.processors.port.Outbox;
import io.amsphub.processors.step.DesignProtecting;
import io.amsphub.processors.step.MemoryBudget;
import io.amsphub.processors.step.ScanCollection;
import io.amsphub.processors.step.ScanDesk;
import io.amsphub.processors.step.ScanEvaluation;
import io.amsphub.processors.step.ScanFileIntake;
import io.amsphub.processors.step.ScanGate;
import io.amsphub.processors.step.ScanRecording;
import io.amsphub.processors.step.ScannerIntake;
import io.amsphub.routes.ScanRoutes;
import java.time.Clock;
import java.util.List;
import org.apache.camel.RoutesBuilder;

/** The objects of scanners and scans, put together by hand. */
final class ScanDomain {

    private final HubSettings settings;
    private final JpaStore store;
    private final Blobs blobs;
    private final Clock clock;
    private final ScanRecording recording;
    private final ScanFileIntake files;
    private final ScanDesk desk;
    private final DesignProtecting protecting;

    ScanDomain(
            HubSettings settings,
            JpaStore store,
            Blobs blobs,
            DirectoryUploads uploads,
            DesignProtecting protecting,
            Outbox outbox,
            Intake intake,
            Journal journal,
            Clock clock) {
        this.settings = settings;
        this.protecting = protecting;
        this.store = store;
        this.blobs = blobs;
        this.clock = clock;
        recording = new ScanRecording(
                store.scanners(), store.scans(), store.scanRequests(), store.parts(), store.jobs(), intake, journal);
        files = new ScanFileIntake(
                store.scans(),
                uploads,
                recording,
                store.unitOfWork(),
                settings.limits().uploadBytes());
        desk = new ScanDesk(
                store.scanners(),
                store.scans(),
                store.scanRequests(),
                store.orders(),
                store.jobs(),
                store.revisions(),
                outbox,
                intake,
                store.credentials(),
                journal,
                settings.times().commandExpiry(),
                settings.http().publicUrl().toString());
    }

    ScanGate gate() {
        return new ScanGate(store.scans(), store.scanRequests());
    }

    List<ApiResource> resources() {
        return List.of(new ScanResource(
                store.scanners(),
                store.scans(),
                store.scanRequests(),
                store.parts(),
                store.orders(),
                store.revisions(),
                blobs,
                desk,
                files,
                protecting,
                store.unitOfWork()));
    }

    List<RoutesBuilder> routes(Outbox outbox, MemoryBudget memory, Catalogue catalogue, Journal journal) {
        ScanEvaluation evaluation = new ScanEvaluation(
                store.scans(),
                store.parts(),
                store.orders(),
                store.jobs(),
                store.revisions(),
                blobs,
                memory,
                desk,
                catalogue,
                store.unitOfWork(),
                journal);
        ScanCollection collection = new ScanCollection(
                store.scanners(),
                store.scans(),
                new DirectoryDropFolders(settings.shared().resolve("scans")),
                blobs,
                files,
                recording,
                desk,
                store.unitOfWork(),
                clock);
        return List.of(new ScanRoutes(
                outbox, new ScannerIntake(store.scanners(), store.unitOfWork()), recording, evaluation, collection));
    }
}
