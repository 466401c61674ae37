package io.amsphub.config;

import io.amsphub.config.console.ConsoleAudit;
import io.amsphub.config.operation.DiskRoom;
import io.amsphub.connectors.cad.BoundedCadConverter;
import io.amsphub.connectors.jpa.JpaOutbox;
import io.amsphub.connectors.jpa.JpaStore;
import io.amsphub.connectors.jpa.NodeLeases;
import io.amsphub.connectors.mqtt.BrokerAddress;
import io.amsphub.connectors.mqtt.MqttBrokers;
import io.amsphub.connectors.printer.DeviceSessions;
import io.amsphub.connectors.printer.DialectDeviceLink;
import io.amsphub.connectors.printer.Dialects;
import io.amsphub.connectors.printer.HttpCameras;
import io.amsphub.connectors.printer.OutboxReports;
import io.amsphub.connectors.printer.SessionServices;
import io.amsphub.connectors.slicer.PrusaSlicerFiles;
import io.amsphub.connectors.storage.DirectoryUploads;
import io.amsphub.connectors.storage.SealedBlobs;
import io.amsphub.processors.api.Api;
import io.amsphub.processors.api.ApiResource;
import io.amsphub.processors.api.Authentication;
import io.amsphub.processors.api.BackupResource;
import io.amsphub.processors.api.BoardResource;
import io.amsphub.processors.api.CatalogueResource;
import io.amsphub.processors.api.Contract;
import io.amsphub.processors.api.DesignResource;
import io.amsphub.processors.api.DeviceResource;
import io.amsphub.processors.api.IdempotentReply;
import io.amsphub.processors.api.JobReach;
import io.amsphub.processors.api.JobResource;
import io.amsphub.processors.api.ModelViewResource;
import io.amsphub.processors.api.NodeResource;
import io.amsphub.processors.api.OperationResource;
import io.amsphub.processors.api.PartResource;
import io.amsphub.processors.api.Precedence;
import io.amsphub.processors.api.PrintabilityResource;
import io.amsphub.processors.api.QueueResource;
import io.amsphub.processors.api.RecipeResource;
import io.amsphub.processors.api.Turns;
import io.amsphub.processors.api.UploadResource;
import io.amsphub.processors.catalogue.Catalogue;
import io.amsphub.processors.erp.ErpSystem;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.port.Backups;
import io.amsphub.processors.port.ContentsState;
import io.amsphub.processors.port.DeviceLink;
import io.amsphub.processors.port.Intake;
import io.amsphub.processors.port.Leases;
import io.amsphub.processors.port.Nodes;
import io.amsphub.processors.port.PartnerQueues;
import io.amsphub.processors.port.PrinterDialect;
import io.amsphub.processors.port.Relay;
import io.amsphub.processors.port.ReportQueue;
import io.amsphub.processors.production.PrintRights;
import io.amsphub.processors.production.Production;
import io.amsphub.processors.step.BoardDesk;
import io.amsphub.processors.step.BuildDispatch;
import io.amsphub.processors.step.BuildTracking;
import io.amsphub.processors.step.CadConversion;
import io.amsphub.processors.step.CorrectionReview;
import io.amsphub.processors.step.EventFeed;
import io.amsphub.processors.step.FloorDesk;
import io.amsphub.processors.step.FloorWatch;
import io.amsphub.processors.step.MachineMatching;
import io.amsphub.processors.step.MemoryBudget;
import io.amsphub.processors.step.ModelComposition;
import io.amsphub.processors.step.ModelCorrection;
import io.amsphub.processors.step.ModelDetection;
import io.amsphub.processors.step.ModelIntake;
import io.amsphub.processors.step.ModelRecord;
import io.amsphub.processors.step.ModelView;
import io.amsphub.processors.step.PartInspection;
import io.amsphub.processors.step.PostProcessing;
import io.amsphub.processors.step.PrintabilityJudging;
import io.amsphub.processors.step.Purge;
import io.amsphub.processors.step.QueueDesk;
import io.amsphub.processors.step.RecipeIntake;
import io.amsphub.processors.step.ReportBatch;
import io.amsphub.processors.step.ReportIntake;
import io.amsphub.processors.step.Restoration;
import io.amsphub.processors.step.SetAside;
import io.amsphub.processors.step.Surroundings;
import io.amsphub.routes.ApiRoutes;
import io.amsphub.routes.DeadLetterRoutes;
import io.amsphub.routes.DispatchRoutes;
import io.amsphub.routes.ErrorPolicies;
import io.amsphub.routes.InspectionRoutes;
import io.amsphub.routes.MeshRoutes;
import io.amsphub.routes.PostProcessRoutes;
import io.amsphub.routes.PrintRoutes;
import io.amsphub.routes.ProtectionRoutes;
import io.amsphub.routes.RelayRoutes;
import io.amsphub.routes.StageIntake;
import io.amsphub.routes.WatchRoutes;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;
import org.apache.camel.RoutesBuilder;

/**
 * The hub's objects, put together by hand: every step with its ports, every route with its steps. Reads
 * like the parts list of the flow.
 */
final class HubDomain {

    private final Catalogue catalogue;
    private final JpaStore store;
    private final SealedBlobs blobs;
    private final ContentsState contents;
    private final DirectoryUploads uploads;
    private final HubSettings settings;
    private final Leases leases;
    private final Clock clock;

    private final JpaOutbox outbox;
    private final Intake intake;
    private final Journal journal;
    private final List<PrinterDialect> dialects = Dialects.load();
    private final DeviceLink link;
    private final MemoryBudget memory;
    private final PrintabilityJudging printability;
    private final Production production;
    private final BuildTracking tracking;
    private final FloorDesk floor;
    private final MachineMatching matching;
    private final Surroundings.Sources surroundings;
    private final QuotingDomain quoting;
    private final PartnerDomain partners;
    private final PartnerSystemsDomain partnerSystems;
    private final ScanDomain scanning;
    private final BuildDomain builds;
    private final WebhookDomain webhooks;
    private final OrderDomain ordering;
    private final IdentityDomain identity;
    private final ErpDomain erp;
    private final ErpDomain.Steps erpSteps;
    private final ProtectionDomain protection;
    private final AuditDomain audit;
    private final PrusaSlicerFiles slicing;
    private final ModelIntake modelIntake;
    private final RetentionDomain retention;
    private final Turns turns;

    HubDomain(
            HubSettings settings,
            Catalogue catalogue,
            JpaStore store,
            ContentStore kept,
            DirectoryUploads uploads,
            PartnerQueues partnerQueues,
            Lock still,
            Leases leases,
            Clock clock) {
        this.leases = leases;
        this.settings = settings;
        turns = new Turns(store.unitOfWork(), settings.database().requestsAtOnce());
        this.catalogue = catalogue;
        this.store = store;
        blobs = kept.blobs();
        contents = kept.state();
        this.uploads = uploads;
        this.clock = clock;
        outbox = store.outbox();
        intake = new StageIntake(outbox);
        identity = new IdentityDomain(settings, store, clock);
        erp = new ErpDomain(settings.erp(), settings.shared(), store, clock);
        journal = new Journal(erp.noticing(store.events()), clock);
        link = link(settings, store, dialects);
        memory = memory(settings.limits());
        printability = new PrintabilityJudging(
                store.printabilities(), blobs, memory, store.unitOfWork(), journal, HubVersion.HUB);
        protection = new ProtectionDomain(settings, store, blobs, uploads, memory, journal, clock);
        audit = new AuditDomain(settings, store, leases, clock);
        production = production(settings, catalogue, store, intake, journal, protection.rights());
        tracking = new BuildTracking(store.devices(), store.jobs(), store.parts(), production, intake);
        floor = floor(settings, store, production, tracking, link, intake, journal);
        matching = new MachineMatching(settings.dispatch());
        surroundings = new Surroundings.Sources(store.jobs(), store.calibrations(), catalogue, protection.rights());
        quoting = new QuotingDomain(
                settings, catalogue, store, blobs, memory, production, protection.rights(), intake, journal, clock);
        builds = new BuildDomain(catalogue, store, blobs, memory, production, intake, journal);
        partners = new PartnerDomain(settings, store, blobs, production, floor, journal, clock);
        ordering = new OrderDomain(
                settings,
                catalogue,
                store,
                blobs,
                protection.copies(),
                protection.protecting(),
                link,
                production,
                intake,
                journal,
                clock);
        partnerSystems = new PartnerSystemsDomain(settings, store, partnerQueues, journal, clock);
        scanning = new ScanDomain(
                settings, store, blobs, uploads, protection.protecting(), outbox, intake, journal, clock);
        webhooks = new WebhookDomain(settings, store, journal, leases, clock);
        slicing = new PrusaSlicerFiles(settings.slicer(), blobs);
        modelIntake = modelIntake(settings, store, uploads, intake, journal);
        retention = new RetentionDomain(
                settings.retention(), store, blobs, uploads, slicing.made(), modelIntake, still, clock);
        erpSteps = erp.steps(catalogue, quoting.desk(), ordering.erpMoves(), production, journal);
    }

    private static DeviceLink link(HubSettings settings, JpaStore store, List<PrinterDialect> dialects) {
        String hubUrl = settings.http().publicUrl().toString();
        return new DialectDeviceLink(store.outbox(), store.commands(), dialects, hubUrl);
    }

    private static ModelIntake modelIntake(
            HubSettings settings, JpaStore store, DirectoryUploads uploads, Intake intake, Journal journal) {
        return new ModelIntake(
                store.designs(),
                store.revisions(),
                uploads,
                intake,
                journal,
                store.unitOfWork(),
                settings.limits().uploadBytes());
    }

    private static Production production(
            HubSettings settings,
            Catalogue catalogue,
            JpaStore store,
            Intake intake,
            Journal journal,
            PrintRights rights) {
        return new Production(
                store.orders(),
                store.parts(),
                store.jobs(),
                store.workItems(),
                intake,
                journal,
                catalogue,
                settings.limits().partAttempts(),
                rights);
    }

    /** Ends what the domain does by itself, outside of routes. */
    void close() {
        webhooks.close();
        audit.close();
    }

    /** Returns the ERPs. */
    List<ErpSystem> erpSystems() {
        return erp.systems();
    }

    /** Returns who may be at the console. */
    HubConsoleUsers consoleUsers() {
        return identity.consoleUsers();
    }

    /** Returns who may come in. */
    Authentication authentication() {
        return identity.authentication();
    }

    private static FloorDesk floor(
            HubSettings settings,
            JpaStore store,
            Production production,
            BuildTracking tracking,
            DeviceLink link,
            Intake intake,
            Journal journal) {
        return new FloorDesk(
                store.devices(),
                store.jobs(),
                store.parts(),
                production,
                tracking,
                link,
                intake,
                store.credentials(),
                journal,
                settings.times().commandExpiry());
    }

    /** Has sessions of people that are ended here end at the other nodes, and the other way round. */
    void share(NodeLeases nodes) {
        identity.share(nodes);
    }

    /**
     * Returns the conversations with machines that the hub goes to; they are not begun.
     *
     * @param node distinguishes this node from the others at the hub's own broker; empty when there are none
     */
    DeviceSessions sessions(BrokerAddress ownBroker, String node) {
        String hub = settings.http().publicUrl().toString();
        return new DeviceSessions(
                new SessionServices(
                        store.devices(),
                        store.commands(),
                        store.deviceMemory(),
                        settings.shared().resolve("authorities"),
                        store.unitOfWork(),
                        leases,
                        new OutboxReports(outbox, store.unitOfWork()),
                        audit.noting(slicing),
                        blobs,
                        new MqttBrokers(hub, node, ownBroker),
                        ownBroker,
                        clock,
                        SessionServices.Pace.USUAL,
                        hub),
                dialects);
    }

    private static MemoryBudget memory(HubSettings.Limits limits) {
        return new MemoryBudget((long) (Runtime.getRuntime().maxMemory() * limits.meshMemoryShare()));
    }

    /** Returns the operations that callers reach. */
    Api api(Contract contract, Backups backups, Nodes nodes, DiskRoom room) {
        CorrectionReview review = new CorrectionReview(store.revisions(), production, intake, journal);
        RecipeIntake recipes = new RecipeIntake(store.designs(), store.revisions(), intake, journal, HubVersion.HUB);
        JobReach reach = new JobReach(store.devices());
        List<ApiResource> resources = new ArrayList<>(designs(review));
        resources.addAll(List.of(
                new RecipeResource(store.revisions(), recipes, protection.protecting()),
                new PrintabilityResource(
                        store.revisions(), store.devices(), catalogue, printability, store.unitOfWork()),
                new UploadResource(store.revisions(), uploads, modelIntake, store.unitOfWork()),
                new CatalogueResource(catalogue),
                new PartResource(
                        store.parts(),
                        store.jobs(),
                        reach,
                        store.orders(),
                        store.revisions(),
                        store.events(),
                        store.scans(),
                        store.complaints(),
                        floor),
                new JobResource(store.jobs(), reach, blobs, floor, store.unitOfWork(), audit.access()),
                new QueueResource(store.jobs(), reach, queueDesk()),
                new DeviceResource(store.devices(), floor, dialects, new HttpCameras(), store.unitOfWork()),
                new BackupResource(backups),
                new NodeResource(nodes),
                new BoardResource(new BoardDesk(store.businessRecord(), store.devices(), clock), clock),
                operation()));
        resources.addAll(identity.resources());
        resources.addAll(quoting.resources());
        resources.addAll(partners.resources());
        resources.addAll(partnerSystems.resources());
        resources.addAll(scanning.resources());
        resources.add(builds.resource());
        resources.addAll(webhooks.resources());
        resources.addAll(ordering.resources());
        resources.add(erpSteps.resource());
        resources.addAll(protection.resources());
        resources.add(audit.resource());
        resources.add(retention.resource());
        return new Api(
                contract,
                resources,
                authentication(),
                new IdempotentReply(store.replies(), clock),
                turns,
                partnerSystems.quota(),
                audit.access(),
                room);
    }

    private List<ApiResource> designs(CorrectionReview review) {
        return List.of(
                new DesignResource(
                        store.designs(),
                        store.revisions(),
                        blobs,
                        modelIntake,
                        review,
                        protection.protecting(),
                        store.unitOfWork()),
                new ModelViewResource(
                        store.revisions(),
                        catalogue,
                        new ModelView(blobs, memory),
                        protection.protecting(),
                        store.unitOfWork()));
    }

    /** Returns what is done first on restored data. */
    Restoration restoration() {
        return new Restoration(
                store.orders(),
                store.jobs(),
                ordering.hold(),
                production,
                store.deadLetters(),
                store.unitOfWork(),
                clock);
    }

    /** Returns what removes what has reached its age. */
    Purge purge() {
        return retention.purge();
    }

    ConsoleAudit consoleAudit() {
        return audit.console();
    }

    private ApiResource operation() {
        return new OperationResource(
                new EventFeed(store.events()), webhooks.cloudEvents(), store.workItems(), store.deadLetters());
    }

    private QueueDesk queueDesk() {
        return new QueueDesk(
                store.jobs(),
                store.devices(),
                store.parts(),
                store.orders(),
                production,
                intake,
                journal,
                matching,
                surroundings);
    }

    /** Returns the routes in the order of the flow, error policies first. */
    List<RoutesBuilder> routes(Api api, Relay relay, ReportQueue queue, DiskRoom room) {
        HubSettings.Times times = settings.times();
        CadConversion conversion = new CadConversion(
                store.revisions(),
                blobs,
                new BoundedCadConverter(blobs, settings.dataDirectory().resolve("cad"), settings.cad()),
                store.unitOfWork());
        ModelComposition composition = new ModelComposition(store.revisions(), blobs, memory, store.unitOfWork());
        ModelDetection detection = new ModelDetection(store.revisions(), blobs, memory, store.unitOfWork());
        ModelCorrection correction =
                new ModelCorrection(store.revisions(), blobs, detection, memory, store.unitOfWork());
        ModelRecord modelRecord = new ModelRecord(store.revisions(), production, journal);
        BuildDispatch dispatch = new BuildDispatch(
                store.jobs(),
                store.devices(),
                link,
                production,
                intake,
                journal,
                times.commandExpiry(),
                matching,
                surroundings,
                builds.gathering());
        PostProcessing postProcessing = new PostProcessing(store.parts(), store.orders(), production, catalogue);
        PartInspection inspection = new PartInspection(
                store.parts(), store.jobs(), store.orders(), production, journal, catalogue, scanning.gate());
        SetAside aside = new SetAside(store.deadLetters(), clock);
        FloorWatch watch = new FloorWatch(
                store.devices(), store.quotes(), production, journal, times.silentAfter(), times.lostAfter());
        List<RoutesBuilder> routes = new ArrayList<>(List.of(
                new ErrorPolicies(
                        store.deadLetters(), aside, room.with(store.database()), contents, leases, requests()),
                new ApiRoutes(api),
                new MeshRoutes(outbox, composition, conversion, detection, correction, modelRecord),
                new DispatchRoutes(outbox, dispatch),
                new PrintRoutes(outbox, reportBatch(queue, aside)),
                new PostProcessRoutes(outbox, postProcessing),
                new InspectionRoutes(outbox, inspection),
                new RelayRoutes(outbox, relay, store.events()),
                new WatchRoutes(outbox, dispatch, watch, times.commandGrace()),
                new ProtectionRoutes(outbox, protection.protecting()::deleteDue),
                new DeadLetterRoutes(outbox, store.deadLetters())));
        routes.addAll(quoting.routes(outbox));
        routes.addAll(partners.routes(authentication(), audit.access()));
        routes.addAll(partnerSystems.routes(api, leases));
        routes.addAll(scanning.routes(outbox, memory, catalogue, journal));
        routes.add(builds.routes(outbox));
        routes.addAll(webhooks.routes(outbox));
        routes.addAll(ordering.routes(outbox));
        routes.add(erpSteps.routes(outbox));
        routes.add(audit.routes(outbox));
        routes.add(retention.routes(outbox));
        return routes;
    }

    private Precedence requests() {
        return new Precedence(turns::underWay, 2 * Runtime.getRuntime().availableProcessors(), System::nanoTime);
    }

    private ReportBatch reportBatch(ReportQueue queue, SetAside aside) {
        ReportIntake reports = new ReportIntake(store.devices(), dialects, store.unitOfWork(), clock);
        Duration each = settings.times().figuresEach();
        return new ReportBatch(queue, reports, tracking, aside, store.unitOfWork(), System::nanoTime, each);
    }
}
