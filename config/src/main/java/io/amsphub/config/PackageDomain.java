package io.amsphub.config;

import io.amsphub.connectors.jpa.JpaStore;
import io.amsphub.processors.api.ApiResource;
import io.amsphub.processors.api.PackageResource;
import io.amsphub.processors.port.Blobs;
import io.amsphub.processors.step.CopyDesk;
import io.amsphub.processors.step.DesignProtecting;
import io.amsphub.processors.tdp.LinePackage;

/** The objects of technical data packages, put together by hand. */
final class PackageDomain {

    private final JpaStore store;
    private final Blobs blobs;
    private final SigningKey key;
    private final CopyDesk copies;
    private final DesignProtecting protecting;

    PackageDomain(HubSettings settings, JpaStore store, Blobs blobs, CopyDesk copies, DesignProtecting protecting) {
        this.protecting = protecting;
        this.store = store;
        this.copies = copies;
        this.blobs = blobs;
        key = SigningKey.of(settings.shared());
    }

    ApiResource resource() {
        LinePackage packages = new LinePackage(
                store.revisions(),
                store.quotes(),
                store.parts(),
                store.jobs(),
                store.devices(),
                store.scans(),
                store.complaints(),
                store.events(),
                blobs);
        return new PackageResource(store.orders(), packages, copies, protecting, key, store.unitOfWork());
    }
}
