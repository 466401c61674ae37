package io.amsphub.config;

import io.amsphub.connectors.jpa.JpaStore;
import io.amsphub.processors.api.AccessRecord;
import io.amsphub.processors.api.ApiResource;
import io.amsphub.processors.api.Authentication;
import io.amsphub.processors.api.JobReach;
import io.amsphub.processors.api.SlicedFileResource;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.octoprint.OctoPrintApi;
import io.amsphub.processors.octoprint.SlicerMachines;
import io.amsphub.processors.port.Blobs;
import io.amsphub.processors.production.Production;
import io.amsphub.processors.step.FloorDesk;
import io.amsphub.processors.step.SlicedFileDesk;
import io.amsphub.processors.step.SlicedFileIntake;
import io.amsphub.routes.SlicerRoutes;
import java.time.Clock;
import java.util.List;
import org.apache.camel.RoutesBuilder;

/** The objects of the ways in and out for partner systems, put together by hand. */
final class PartnerDomain {

    private final HubSettings settings;
    private final JpaStore store;
    private final Blobs blobs;
    private final FloorDesk floor;
    private final Clock clock;
    private final SlicedFileDesk sliced;

    PartnerDomain(
            HubSettings settings,
            JpaStore store,
            Blobs blobs,
            Production production,
            FloorDesk floor,
            Journal journal,
            Clock clock) {
        this.settings = settings;
        this.store = store;
        this.blobs = blobs;
        this.floor = floor;
        this.clock = clock;
        sliced = new SlicedFileDesk(
                store.slicedFiles(), store.devices(), store.parts(), store.jobs(), production, floor, journal);
    }

    List<ApiResource> resources() {
        return List.of(new SlicedFileResource(
                store.slicedFiles(),
                store.slicerTargets(),
                sliced,
                new JobReach(store.devices()),
                blobs,
                store.unitOfWork()));
    }

    List<RoutesBuilder> routes(Authentication authentication, AccessRecord access) {
        return List.of(new SlicerRoutes(new OctoPrintApi(
                authentication,
                access,
                new SlicerMachines(store.slicerTargets(), store.devices()),
                store.slicedFiles(),
                new SlicedFileIntake(blobs, settings.limits().uploadBytes()),
                sliced,
                floor,
                store.unitOfWork(),
                clock,
                HubVersion.HUB)));
    }
}
