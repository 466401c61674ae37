package io.amsphub.config;

import io.amsphub.connectors.erp.rest.RestErp;
import io.amsphub.connectors.erp.rest.RestMapping;
import io.amsphub.connectors.erp.tryton.TrytonErp;
import io.amsphub.connectors.erp.ubl.UblErp;
import io.amsphub.connectors.jpa.JpaStore;
import io.amsphub.processors.api.ApiResource;
import io.amsphub.processors.api.ErpResource;
import io.amsphub.processors.catalogue.Catalogue;
import io.amsphub.processors.erp.ErpSystem;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.port.Erp;
import io.amsphub.processors.port.Events;
import io.amsphub.processors.port.Outbox;
import io.amsphub.processors.production.Production;
import io.amsphub.processors.step.ErpDelivery;
import io.amsphub.processors.step.ErpDocuments;
import io.amsphub.processors.step.ErpIntake;
import io.amsphub.processors.step.ErpNotice;
import io.amsphub.processors.step.ErpOrderMoves;
import io.amsphub.processors.step.ErpReconciling;
import io.amsphub.processors.step.ErpStatus;
import io.amsphub.processors.step.QuoteDesk;
import io.amsphub.routes.ErpRoutes;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.apache.camel.RoutesBuilder;
import org.jspecify.annotations.Nullable;

/** The objects that work with ERPs, put together by hand. */
final class ErpDomain {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    private final ErpSettings settings;
    private final JpaStore store;
    private final List<ErpSystem> systems;

    private @Nullable UblErp documents;

    ErpDomain(ErpSettings settings, Path dataDirectory, JpaStore store, Clock clock) {
        this.settings = settings;
        this.store = store;
        if (settings.systems().contains(ErpSettings.UBL)) {
            Path folder = settings.ublFolder().isEmpty() ? dataDirectory.resolve("ubl") : Path.of(settings.ublFolder());
            documents = new UblErp(folder, settings.seller(), clock);
        }
        systems = settings.systems().stream()
                .map(this::adapter)
                .map(erp -> new ErpSystem(erp, FIRST_PAUSE, settings.longestPause()))
                .toList();
    }

    private Erp adapter(String kind) {
        return switch (kind) {
            case ErpSettings.TRYTON -> new TrytonErp(settings.tryton());
            case ErpSettings.REST -> new RestErp(settings.rest(), RestMapping.read(Path.of(settings.restMapping())));
            case ErpSettings.UBL -> Objects.requireNonNull(documents);
            default -> throw new IllegalArgumentException("there is no adapter for " + kind);
        };
    }

    /** Returns the record of events as one that tells ERPs. */
    Events noticing(Events events) {
        return new ErpNotice(
                events, store.erpTasks(), systems.stream().map(ErpSystem::name).toList(), settings.quotes());
    }

    /** Returns the ERPs. */
    List<ErpSystem> systems() {
        return systems;
    }

    /** The steps, once what they move is there. */
    Steps steps(Catalogue catalogue, QuoteDesk quoteDesk, ErpOrderMoves moves, Production production, Journal journal) {
        ErpDocuments documents = new ErpDocuments(
                store.orders(),
                store.quotes(),
                store.revisions(),
                store.designs(),
                store.erpLinks(),
                store.erpArticles(),
                store.erpSaleLines(),
                catalogue);
        ErpIntake intake = new ErpIntake(
                systems,
                store.erpArticles(),
                store.erpSaleLines(),
                store.erpLinks(),
                store.quotes(),
                store.revisions(),
                quoteDesk,
                moves,
                new ErpStatus(store.erpLinks(), store.orders(), moves, production, journal),
                production,
                store.unitOfWork(),
                journal);
        ErpDelivery delivery = new ErpDelivery(
                systems,
                store.erpTasks(),
                store.erpLinks(),
                store.orders(),
                store.quotes(),
                documents,
                production,
                store.unitOfWork(),
                journal);
        ErpReconciling reconciling = new ErpReconciling(
                systems,
                intake,
                documents,
                store.erpTasks(),
                store.erpLinks(),
                store.erpArticles(),
                store.orders(),
                store.reconciliations(),
                production,
                store.unitOfWork(),
                journal);
        return new Steps(delivery, intake, reconciling, journal);
    }

    /** What is done with ERPs. */
    final class Steps {

        private final ErpDelivery delivery;
        private final ErpIntake intake;
        private final ErpReconciling reconciling;
        private final Journal journal;

        private Steps(ErpDelivery delivery, ErpIntake intake, ErpReconciling reconciling, Journal journal) {
            this.delivery = delivery;
            this.intake = intake;
            this.reconciling = reconciling;
            this.journal = journal;
        }

        ApiResource resource() {
            return new ErpResource(
                    systems,
                    new ErpResource.Stores(
                            store.erpTasks(),
                            store.erpLinks(),
                            store.erpArticles(),
                            store.erpSaleLines(),
                            store.reconciliations()),
                    store.revisions(),
                    intake,
                    reconciling,
                    documents,
                    journal);
        }

        RoutesBuilder routes(Outbox outbox) {
            return new ErpRoutes(
                    outbox,
                    delivery::deliverDue,
                    intake::poll,
                    reconciling::scheduled,
                    settings.pollEvery(),
                    settings.compareEvery());
        }
    }
}
