package io.amsphub.config;

import io.amsphub.connectors.jpa.JpaStore;
import io.amsphub.processors.api.ApiResource;
import io.amsphub.processors.api.DeletionResource;
import io.amsphub.processors.api.LicenceResource;
import io.amsphub.processors.api.ProtectionResource;
import io.amsphub.processors.licence.LicenceBook;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.port.BlobOwners;
import io.amsphub.processors.port.Uploads;
import io.amsphub.processors.production.PrintRights;
import io.amsphub.processors.step.DesignDeletion;
import io.amsphub.processors.step.DesignProtecting;
import java.time.Clock;
import java.util.List;

/** The objects that protect designs, put together by hand. */
final class ProtectionDomain {

    private final JpaStore store;
    private final LicenceBook licences;
    private final DesignDeletion deletion;
    private final DesignProtecting protecting;
    private final Clock clock;

    ProtectionDomain(
            HubSettings settings, JpaStore store, BlobOwners owners, Uploads uploads, Journal journal, Clock clock) {
        this.store = store;
        this.clock = clock;
        licences = new LicenceBook(
                store.designLicences(), store.licensedPrints(), store.orders(), store.revisions(), journal);
        deletion = new DesignDeletion(
                store.revisions(),
                store.orders(),
                store.designLicences(),
                licences,
                store.deletionCertificates(),
                owners,
                uploads,
                SigningKey.of(settings.dataDirectory()),
                store.unitOfWork(),
                journal);
        protecting =
                new DesignProtecting(store.designs(), store.designProtections(), deletion, store.unitOfWork(), journal);
    }

    /** Returns who may have pictures and geometry of designs. */
    DesignProtecting protecting() {
        return protecting;
    }

    /** Returns what the licences of designs allow. */
    PrintRights rights() {
        return licences;
    }

    List<ApiResource> resources() {
        return List.of(
                new LicenceResource(
                        store.designs(), store.designLicences(), store.licensedPrints(), store.jobs(), licences),
                new ProtectionResource(store.designs(), protecting, clock),
                new DeletionResource(store.designs(), store.deletionCertificates(), deletion, store.unitOfWork()));
    }
}
