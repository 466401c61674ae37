package io.amsphub.config;

import io.amsphub.connectors.jpa.JpaStore;
import io.amsphub.connectors.partner.DirectoryMappings;
import io.amsphub.connectors.partner.SftpExchange;
import io.amsphub.connectors.storage.DirectoryPartnerFolders;
import io.amsphub.processors.api.Admission;
import io.amsphub.processors.api.Api;
import io.amsphub.processors.api.ApiResource;
import io.amsphub.processors.api.PartnerResource;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.partner.CommandExecution;
import io.amsphub.processors.partner.PartnerDesk;
import io.amsphub.processors.partner.PartnerDrops;
import io.amsphub.processors.partner.PartnerInbox;
import io.amsphub.processors.partner.PartnerNews;
import io.amsphub.processors.partner.PartnerQuota;
import io.amsphub.processors.partner.PartnerVisits;
import io.amsphub.processors.port.Leases;
import io.amsphub.processors.port.PartnerQueues;
import io.amsphub.routes.PartnerRoutes;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.apache.camel.RoutesBuilder;

/** The objects of partner systems, their queues and folders, put together by hand. */
final class PartnerSystemsDomain {

    private final HubSettings settings;
    private final JpaStore store;
    private final PartnerQueues queues;
    private final Journal journal;
    private final Clock clock;
    private final PartnerQuota quota;

    PartnerSystemsDomain(HubSettings settings, JpaStore store, PartnerQueues queues, Journal journal, Clock clock) {
        this.settings = settings;
        this.store = store;
        this.queues = queues;
        this.journal = journal;
        this.clock = clock;
        quota = new PartnerQuota(
                store.partners(), store.unitOfWork(), settings.partners().requestsPerMinute(), clock);
    }

    Admission quota() {
        return quota;
    }

    List<ApiResource> resources() {
        return List.of(new PartnerResource(
                store.partners(),
                new PartnerDesk(store.partners(), store.credentials(), queues, store.events(), journal)));
    }

    List<RoutesBuilder> routes(Api api, Leases leases) {
        Path root = settings.shared().resolve("partners");
        DirectoryMappings mappings = new DirectoryMappings(root);
        CommandExecution execution = new CommandExecution(api);
        PartnerInbox inbox = new PartnerInbox(
                store.partners(),
                execution,
                mappings,
                quota,
                store.outbox(),
                store.replies(),
                store.deadLetters(),
                store.unitOfWork(),
                clock);
        PartnerNews news = new PartnerNews(
                store.partners(),
                store.events(),
                store.outbox(),
                queues,
                store.unitOfWork(),
                settings.partners().queueDepth());
        PartnerDrops drops = new PartnerDrops(
                store.partners(),
                new DirectoryPartnerFolders(root),
                mappings,
                execution,
                quota,
                store.unitOfWork(),
                clock);
        PartnerVisits visits = new PartnerVisits(
                store.partners(), new SftpExchange(root, settings.limits().uploadBytes()), store.unitOfWork());
        return List.of(new PartnerRoutes(store.outbox(), inbox, news, drops, visits, leases));
    }
}
