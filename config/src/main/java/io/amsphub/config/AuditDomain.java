package io.amsphub.config;

import io.amsphub.config.console.ConsoleAudit;
import io.amsphub.connectors.jpa.JpaStore;
import io.amsphub.processors.api.AccessAudit;
import io.amsphub.processors.api.AccessRecord;
import io.amsphub.processors.api.ApiResource;
import io.amsphub.processors.api.AuditResource;
import io.amsphub.processors.audit.AuditChain;
import io.amsphub.processors.audit.AuditNote;
import io.amsphub.processors.audit.AuditSeal;
import io.amsphub.processors.lifecycle.Ids;
import io.amsphub.processors.port.Leases;
import io.amsphub.processors.port.Outbox;
import io.amsphub.processors.port.PrintFiles;
import io.amsphub.processors.step.AuditedPrintFiles;
import io.amsphub.routes.AuditRoutes;
import io.amsphub.routes.Flow;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.apache.camel.RoutesBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The objects of the audit, put together by hand. */
final class AuditDomain {

    private static final Logger LOG = LoggerFactory.getLogger(AuditDomain.class);
    private static final Duration SIGNED_WITHIN = Duration.ofMinutes(1);

    private final JpaStore store;
    private final Clock clock;
    private final AuditChain chain;
    private final AccessAudit access;
    private final Leases leases;

    AuditDomain(HubSettings settings, JpaStore store, Leases leases, Clock clock) {
        this.leases = leases;
        this.store = store;
        this.clock = clock;
        chain = new AuditChain(
                store.events(),
                store.eventCursors(),
                store.auditTrail(),
                new AuditSeal(KeyFile.of(settings.shared(), KeyFile.PERSONS)),
                SigningKey.of(settings.shared()),
                new CheckpointFile(settings.shared()),
                SIGNED_WITHIN,
                store.unitOfWork(),
                clock);
        access = new AccessAudit(store.auditTrail(), store.unitOfWork(), store.independentUnit(), clock);
    }

    AccessRecord access() {
        return access;
    }

    PrintFiles noting(PrintFiles files) {
        return new AuditedPrintFiles(files, store.auditTrail(), store.unitOfWork(), clock);
    }

    /** Notes what was changed through the console, and what was refused there. */
    ConsoleAudit console() {
        return (user, mbean, operation, allowed) -> store.independentUnit().run(() -> store.auditTrail()
                .note(new AuditNote(
                        Ids.next("aud"),
                        clock.instant().truncatedTo(ChronoUnit.MILLIS),
                        "console." + (allowed ? "RUN" : "REFUSED"),
                        mbean,
                        "",
                        user,
                        allowed ? AuditNote.DONE : AuditNote.REFUSED,
                        "console",
                        operation)));
    }

    ApiResource resource() {
        return new AuditResource(store.auditTrail(), store.unitOfWork());
    }

    /** Signs what the last minute brought; what cannot be signed now is signed after the next start. */
    void close() {
        try {
            leases.within(Flow.AUDIT_CHAIN, chain::finish);
        } catch (RuntimeException e) {
            LOG.warn("the audit is not signed to its end; the next start does it", e);
        }
    }

    RoutesBuilder routes(Outbox outbox) {
        return new AuditRoutes(outbox, chain::extend);
    }
}
