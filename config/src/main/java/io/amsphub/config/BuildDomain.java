package io.amsphub.config;

import io.amsphub.connectors.jpa.JpaStore;
import io.amsphub.connectors.storage.SealedBlobs;
import io.amsphub.processors.api.ApiResource;
import io.amsphub.processors.api.BuildResource;
import io.amsphub.processors.api.JobReach;
import io.amsphub.processors.catalogue.Catalogue;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.port.Intake;
import io.amsphub.processors.port.Outbox;
import io.amsphub.processors.production.Production;
import io.amsphub.processors.step.BuildDesk;
import io.amsphub.processors.step.BuildGathering;
import io.amsphub.processors.step.BuildNesting;
import io.amsphub.processors.step.BuildPlanning;
import io.amsphub.processors.step.MemoryBudget;
import io.amsphub.routes.BuildRoutes;
import org.apache.camel.RoutesBuilder;

/** The objects that form builds. */
final class BuildDomain {

    private final JpaStore store;
    private final SealedBlobs blobs;
    private final MemoryBudget memory;
    private final BuildGathering gathering;
    private final BuildDesk desk;
    private final BuildPlanning planning;

    BuildDomain(
            Catalogue catalogue,
            JpaStore store,
            SealedBlobs blobs,
            MemoryBudget memory,
            Production production,
            Intake intake,
            Journal journal) {
        this.store = store;
        this.blobs = blobs;
        this.memory = memory;
        gathering = new BuildGathering(catalogue.centres());
        desk = new BuildDesk(store.builds(), store.jobs(), production, intake, journal, gathering);
        planning = new BuildPlanning(store.builds(), store.jobs(), store.devices(), desk, gathering, intake, journal);
    }

    /** Returns which jobs wait to be nested with others. */
    BuildGathering gathering() {
        return gathering;
    }

    /** Returns the operations on builds. */
    ApiResource resource() {
        return new BuildResource(
                store.builds(), store.jobs(), new JobReach(store.devices()), desk, planning, blobs, store.unitOfWork());
    }

    /** Returns the routes that form builds. */
    RoutesBuilder routes(Outbox outbox) {
        BuildNesting nesting = new BuildNesting(store.builds(), store.jobs(), blobs, memory, store.unitOfWork());
        return new BuildRoutes(outbox, nesting, desk, planning);
    }
}
