package io.amsphub.config;

import io.amsphub.connectors.jpa.JpaAgedRows;
import io.amsphub.connectors.jpa.JpaStore;
import io.amsphub.connectors.storage.SealedBlobs;
import io.amsphub.processors.api.ApiResource;
import io.amsphub.processors.api.PurgeResource;
import io.amsphub.processors.port.MadeFiles;
import io.amsphub.processors.port.Outbox;
import io.amsphub.processors.port.Uploads;
import io.amsphub.processors.step.AbandonedUploads;
import io.amsphub.processors.step.ContentPurge;
import io.amsphub.processors.step.ModelIntake;
import io.amsphub.processors.step.Purge;
import io.amsphub.routes.RetentionRoutes;
import java.time.Clock;
import java.util.concurrent.locks.Lock;
import org.apache.camel.RoutesBuilder;

/** The objects of retention, put together by hand. */
final class RetentionDomain {

    private final RetentionSettings settings;
    private final Purge purge;

    /**
     * Retention over the stores.
     *
     * @param still held while contents must not go
     */
    RetentionDomain(
            RetentionSettings settings,
            JpaStore store,
            SealedBlobs blobs,
            Uploads uploads,
            MadeFiles made,
            ModelIntake intake,
            Lock still,
            Clock clock) {
        this.settings = settings;
        JpaAgedRows rows = store.agedRows();
        purge = new Purge(
                rows,
                new AbandonedUploads(store.revisions(), uploads, intake, store.unitOfWork()),
                new ContentPurge(rows, blobs, made),
                settings.rules(),
                store.auditTrail(),
                store.unitOfWork(),
                still,
                clock);
    }

    Purge purge() {
        return purge;
    }

    ApiResource resource() {
        return new PurgeResource(purge);
    }

    RoutesBuilder routes(Outbox outbox) {
        return new RetentionRoutes(
                outbox, purge::purgeRows, purge::purgeFiles, settings.rowsEvery(), settings.filesEvery());
    }
}
