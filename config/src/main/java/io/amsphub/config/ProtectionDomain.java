package io.amsphub.config;

import io.amsphub.connectors.jpa.JpaStore;
import io.amsphub.connectors.storage.SealedBlobs;
import io.amsphub.mesh.mark.MarkKey;
import io.amsphub.processors.api.ApiResource;
import io.amsphub.processors.api.CopyResource;
import io.amsphub.processors.api.DeletionResource;
import io.amsphub.processors.api.LicenceResource;
import io.amsphub.processors.api.ProtectionResource;
import io.amsphub.processors.api.WarehouseResource;
import io.amsphub.processors.licence.LicenceBook;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.port.Uploads;
import io.amsphub.processors.production.PrintRights;
import io.amsphub.processors.step.CopyDesk;
import io.amsphub.processors.step.DesignDeletion;
import io.amsphub.processors.step.DesignProtecting;
import io.amsphub.processors.step.MarkTracing;
import io.amsphub.processors.step.MemoryBudget;
import java.time.Clock;
import java.util.List;

/** The objects that protect designs, put together by hand. */
final class ProtectionDomain {

    private final JpaStore store;
    private final LicenceBook licences;
    private final DesignDeletion deletion;
    private final DesignProtecting protecting;
    private final Clock clock;
    private final CopyDesk copies;
    private final CopyResource copyResource;

    ProtectionDomain(
            HubSettings settings,
            JpaStore store,
            SealedBlobs blobs,
            Uploads uploads,
            MemoryBudget memory,
            Journal journal,
            Clock clock) {
        this.store = store;
        this.clock = clock;
        MarkKey secret = MarkKey.of(KeyFile.of(settings.shared(), KeyFile.MARKS));
        copies = new CopyDesk(
                store.revisions(),
                store.designLicences(),
                store.handedCopies(),
                store.centreKeys(),
                blobs,
                memory,
                secret,
                store.unitOfWork(),
                journal);
        copyResource = new CopyResource(
                store.designs(),
                store.revisions(),
                store.handedCopies(),
                store.centreKeys(),
                new MarkTracing(
                        store.revisions(), store.handedCopies(), blobs, memory, secret, store.unitOfWork(), journal),
                store.unitOfWork(),
                journal);
        licences = new LicenceBook(
                store.designLicences(), store.licensedPrints(), store.orders(), store.revisions(), journal);
        deletion = new DesignDeletion(
                store.revisions(),
                store.orders(),
                store.designLicences(),
                licences,
                store.deletionCertificates(),
                blobs,
                uploads,
                SigningKey.of(settings.shared()),
                store.unitOfWork(),
                journal);
        protecting = new DesignProtecting(
                store.designs(), store.revisions(), store.designProtections(), deletion, store.unitOfWork(), journal);
    }

    /** Returns who may have pictures and geometry of designs. */
    DesignProtecting protecting() {
        return protecting;
    }

    /** Returns what the licences of designs allow. */
    PrintRights rights() {
        return licences;
    }

    /** Returns what makes the copies that AM centres are given. */
    CopyDesk copies() {
        return copies;
    }

    List<ApiResource> resources() {
        return List.of(
                copyResource,
                new LicenceResource(
                        store.designs(), store.designLicences(), store.licensedPrints(), store.jobs(), licences),
                new WarehouseResource(store.designs(), store.revisions(), store.designLicences()),
                new ProtectionResource(store.designs(), protecting, clock),
                new DeletionResource(store.designs(), store.deletionCertificates(), deletion, store.unitOfWork()));
    }
}
