package io.amsphub.routes;

import io.amsphub.mesh.compose.DemoBracket;
import io.amsphub.mesh.io.BinaryStlWriter;
import io.amsphub.processors.api.AccessRecord;
import io.amsphub.processors.api.Api;
import io.amsphub.processors.api.ApiOperation;
import io.amsphub.processors.api.ApiResource;
import io.amsphub.processors.api.Authentication;
import io.amsphub.processors.api.Contract;
import io.amsphub.processors.api.HttpReply;
import io.amsphub.processors.api.IdempotentReply;
import io.amsphub.processors.api.Precedence;
import io.amsphub.processors.cad.CadFormat;
import io.amsphub.processors.cad.Tessellation;
import io.amsphub.processors.design.BlobRef;
import io.amsphub.processors.exchange.HubHeaders;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.FailedLogins;
import io.amsphub.processors.lifecycle.StageEvent;
import io.amsphub.processors.memory.MemoryDeadLetters;
import io.amsphub.processors.memory.MemoryHub;
import io.amsphub.processors.memory.Samples;
import io.amsphub.processors.octoprint.OctoPrintApi;
import io.amsphub.processors.octoprint.SlicerMachines;
import io.amsphub.processors.partner.CommandExecution;
import io.amsphub.processors.partner.PartnerDrops;
import io.amsphub.processors.partner.PartnerInbox;
import io.amsphub.processors.partner.PartnerNews;
import io.amsphub.processors.partner.PartnerVisits;
import io.amsphub.processors.port.ContentsState;
import io.amsphub.processors.port.DatabaseState;
import io.amsphub.processors.port.DropFolders;
import io.amsphub.processors.port.Leases;
import io.amsphub.processors.port.Outbox;
import io.amsphub.processors.port.PartnerFolders;
import io.amsphub.processors.port.PartnerMappings;
import io.amsphub.processors.port.PartnerOutbox;
import io.amsphub.processors.port.PartnerQueues;
import io.amsphub.processors.port.PartnerServers;
import io.amsphub.processors.port.Partners;
import io.amsphub.processors.port.PrinterDialect;
import io.amsphub.processors.port.Replies;
import io.amsphub.processors.port.SlicedFiles;
import io.amsphub.processors.port.SlicerTargets;
import io.amsphub.processors.rfq.OfferToken;
import io.amsphub.processors.step.CadConversion;
import io.amsphub.processors.step.CentreTelling;
import io.amsphub.processors.step.FloorWatch;
import io.amsphub.processors.step.Letters;
import io.amsphub.processors.step.MemoryBudget;
import io.amsphub.processors.step.ModelComposition;
import io.amsphub.processors.step.ModelCorrection;
import io.amsphub.processors.step.ModelDetection;
import io.amsphub.processors.step.ModelRecord;
import io.amsphub.processors.step.PartInspection;
import io.amsphub.processors.step.PostProcessing;
import io.amsphub.processors.step.ReportBatch;
import io.amsphub.processors.step.ReportIntake;
import io.amsphub.processors.step.RfqGathering;
import io.amsphub.processors.step.RfqScatter;
import io.amsphub.processors.step.ScanCollection;
import io.amsphub.processors.step.ScanDesk;
import io.amsphub.processors.step.ScanEvaluation;
import io.amsphub.processors.step.ScanFileIntake;
import io.amsphub.processors.step.ScanRecording;
import io.amsphub.processors.step.ScannerIntake;
import io.amsphub.processors.step.SetAside;
import io.amsphub.processors.step.SlicedFileDesk;
import io.amsphub.processors.step.SlicedFileIntake;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spring.spi.SpringTransactionPolicy;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;

/** All routes of the flow over the real steps and a hub in memory; nothing is started that listens. */
final class TestFlow implements AutoCloseable {

    final MemoryHub hub = new MemoryHub();
    final MemoryDeadLetters deadLetters = new MemoryDeadLetters();
    final DefaultCamelContext camel = new DefaultCamelContext();
    DatabaseState database = patience -> true;
    ContentsState contents = ContentsState.HERE;
    Leases leases = Leases.ALONE;

    TestFlow(PrinterDialect... dialects) throws Exception {
        camel.getRegistry()
                .bind(StageRouteBuilder.TRANSACTION, new SpringTransactionPolicy(new MemoryTransactions(hub)));
        camel.getRegistry().bind(StageRouteBuilder.INBOX, MemoryIdempotentRepository.memoryIdempotentRepository());
        camel.addRoutesConfigurations(new ErrorPolicies(
                deadLetters,
                new SetAside(deadLetters, hub.clock),
                patience -> database.await(patience),
                patience -> contents.await(patience),
                leases,
                Precedence.NONE));
        for (RoutesBuilder routes : routes(List.of(dialects))) {
            camel.addRoutes(routes);
        }
    }

    private List<RoutesBuilder> routes(List<PrinterDialect> dialects) {
        Outbox outbox = new NotedOutbox();
        ModelDetection detection =
                new ModelDetection(hub.revisions, hub.blobs, new MemoryBudget(256 << 20), hub.unitOfWork);
        ModelCorrection correction =
                new ModelCorrection(hub.revisions, hub.blobs, detection, new MemoryBudget(256 << 20), hub.unitOfWork);
        FloorWatch watch = new FloorWatch(
                hub.devices, hub.quotes, hub.production, hub.journal, Duration.ofSeconds(90), Duration.ofMinutes(10));
        return List.of(
                new MeshRoutes(
                        outbox,
                        new ModelComposition(hub.revisions, hub.blobs, new MemoryBudget(256 << 20), hub.unitOfWork),
                        new CadConversion(hub.revisions, hub.blobs, this::bracket, hub.unitOfWork),
                        detection,
                        correction,
                        new ModelRecord(hub.revisions, hub.production, hub.journal)),
                new QuoteRoutes(outbox, hub.measuring, hub.pricing, hub.calibration),
                new RfqRoutes(outbox, rfqScatter(), centreTelling(), rfqGathering()),
                new OrderRoutes(outbox, hub.confirmation),
                new BuildRoutes(outbox, hub.nesting, hub.buildDesk, hub.planning),
                new DispatchRoutes(outbox, hub.dispatch),
                new PrintRoutes(outbox, reports(dialects)),
                new PostProcessRoutes(
                        outbox, new PostProcessing(hub.parts, hub.orders, hub.production, Samples.CATALOGUE)),
                new InspectionRoutes(
                        outbox,
                        new PartInspection(
                                hub.parts,
                                hub.jobs,
                                hub.orders,
                                hub.production,
                                hub.journal,
                                Samples.CATALOGUE,
                                hub.scanGate)),
                scanRoutes(outbox),
                new DeliveryRoutes(outbox, hub.booking),
                new SettlementRoutes(outbox, hub.settlement(null)),
                partnerRoutes(outbox),
                new RelayRoutes(outbox, () -> 0, () -> 0),
                new AuditRoutes(outbox, () -> 0),
                new ProtectionRoutes(outbox, () -> {}),
                new WatchRoutes(outbox, hub.dispatch, watch, Duration.ofSeconds(10)),
                new DeadLetterRoutes(outbox, deadLetters),
                new WebhookRoutes(outbox, () -> 0, () -> 0),
                new RetentionRoutes(outbox, () -> {}, () -> {}, Duration.ofHours(1), Duration.ofDays(1)),
                new ErpRoutes(outbox, () -> {}, () -> {}, () -> {}, Duration.ofMinutes(10), Duration.ofMinutes(10)),
                new ApiRoutes(api()),
                new SlicerRoutes(slicers()));
    }

    private ReportBatch reports(List<PrinterDialect> dialects) {
        return new ReportBatch(
                (limit, work) -> 0,
                new ReportIntake(hub.devices, dialects, hub.unitOfWork, hub.clock),
                hub.tracking,
                new SetAside(deadLetters, hub.clock),
                hub.unitOfWork,
                System::nanoTime,
                Duration.ZERO);
    }

    private RoutesBuilder scanRoutes(Outbox outbox) {
        ScanRecording recording = new ScanRecording(
                hub.scanners, hub.scans, hub.scanRequests, hub.parts, hub.jobs, hub.intake, hub.journal);
        ScanDesk desk = new ScanDesk(
                hub.scanners,
                hub.scans,
                hub.scanRequests,
                hub.orders,
                hub.jobs,
                hub.revisions,
                outbox,
                hub.intake,
                hub.credentials,
                hub.journal,
                MemoryHub.COMMAND_EXPIRY,
                "http://hub");
        return new ScanRoutes(
                outbox,
                new ScannerIntake(hub.scanners, hub.unitOfWork),
                recording,
                new ScanEvaluation(
                        hub.scans,
                        hub.parts,
                        hub.orders,
                        hub.jobs,
                        hub.revisions,
                        hub.blobs,
                        new MemoryBudget(256 << 20),
                        desk,
                        Samples.CATALOGUE,
                        hub.unitOfWork,
                        hub.journal),
                new ScanCollection(
                        hub.scanners,
                        hub.scans,
                        absent(DropFolders.class, List.of()),
                        hub.blobs,
                        new ScanFileIntake(hub.scans, hub.uploads, recording, hub.unitOfWork, 1 << 20),
                        recording,
                        desk,
                        hub.unitOfWork,
                        hub.clock));
    }

    private RoutesBuilder partnerRoutes(Outbox outbox) {
        Partners partners = absent(Partners.class, List.of());
        PartnerMappings mappings = absent(PartnerMappings.class, List.of());
        PartnerOutbox out = absent(PartnerOutbox.class, List.of());
        CommandExecution execution = new CommandExecution(api());
        return new PartnerRoutes(
                outbox,
                new PartnerInbox(
                        partners,
                        execution,
                        mappings,
                        who -> {},
                        out,
                        absent(Replies.class, List.of()),
                        deadLetters,
                        hub.unitOfWork,
                        hub.clock),
                new PartnerNews(partners, hub.events, out, absent(PartnerQueues.class, List.of()), hub.unitOfWork, 10),
                new PartnerDrops(
                        partners,
                        absent(PartnerFolders.class, List.of()),
                        mappings,
                        execution,
                        who -> {},
                        hub.unitOfWork,
                        hub.clock),
                new PartnerVisits(partners, absent(PartnerServers.class, List.of()), hub.unitOfWork),
                leases);
    }

    private OctoPrintApi slicers() {
        SlicedFiles files = absent(SlicedFiles.class, List.of());
        return new OctoPrintApi(
                new Authentication(hub.credentials, new FailedLogins(System::nanoTime)),
                AccessRecord.NONE,
                new SlicerMachines(absent(SlicerTargets.class, List.of()), hub.devices),
                files,
                new SlicedFileIntake(hub.blobs, 1 << 20),
                new SlicedFileDesk(files, hub.devices, hub.parts, hub.jobs, hub.production, hub.floor, hub.journal),
                hub.floor,
                hub.unitOfWork,
                hub.clock,
                "test");
    }

    /** Whatever it is converted from, it becomes a bracket, of a long file a torn one; a broken file is refused. */
    private Tessellation bracket(CadFormat format, BlobRef source, Map<String, String> parameters) throws IOException {
        if (source.bytes() < 20) {
            throw new HubException(FailureCode.CAD_UNREADABLE, "breaks off", null, "export it again");
        }
        BlobRef mesh = hub.blobs.store(
                "model/stl",
                out -> BinaryStlWriter.write(
                        source.bytes() < 100 ? DemoBracket.sound() : DemoBracket.carelessExport(), out));
        return new Tessellation(
                format, "a test", "MILLIMETRE", 1, null, null, null, 0.1, 0.2, parameters, List.of(), mesh);
    }

    private RfqScatter rfqScatter() {
        return new RfqScatter(
                hub.rfqs,
                hub.invitations,
                hub.revisions,
                hub.pricing,
                hub.measuring,
                Samples.CATALOGUE,
                hub.intake,
                hub.unitOfWork,
                hub.journal);
    }

    private CentreTelling centreTelling() {
        return new CentreTelling(
                hub.rfqs,
                hub.invitations,
                absent(Partners.class, List.of()),
                Samples.CATALOGUE,
                new Letters(Samples.CATALOGUE, new OfferToken(new byte[32]), "http://localhost", hub.journal),
                (where, json) -> {},
                mail -> {},
                absent(PartnerOutbox.class, List.of()),
                hub.intake,
                hub.unitOfWork,
                hub.journal);
    }

    private RfqGathering rfqGathering() {
        return new RfqGathering(
                hub.rfqs, hub.invitations, hub.quotes, hub.jobs, hub.priceRules, Samples.CATALOGUE, hub.journal);
    }

    private Api api() {
        ApiResource resource =
                () -> List.of(ApiOperation.of("createDesign", ApiResource.USERS, request -> HttpReply.empty(204)));
        Contract contract = absent(Contract.class, List.of("createDesign"));
        return new Api(
                contract,
                List.of(resource),
                new Authentication(hub.credentials, new FailedLogins(System::nanoTime)),
                new IdempotentReply(absent(Replies.class, List.of()), hub.clock),
                hub.unitOfWork);
    }

    /** A port that only knows the names of its operations. */
    private static <T> T absent(Class<T> port, List<String> operations) {
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (proxy, method, args) -> {
            if (method.getName().equals("operations")) {
                return Set.copyOf(operations);
            }
            throw new UnsupportedOperationException(method.getName());
        }));
    }

    /** Returns all routes as they are written, without the one that Camel makes for the contract. */
    List<RouteDefinition> definitions() {
        return camel.getRouteDefinitions().stream()
                .filter(r -> !r.getInput().getEndpointUri().startsWith("rest"))
                .toList();
    }

    /** Starts one route, fed by hand instead of by its queue or timer. */
    TestFlow start(String... routeIds) throws Exception {
        List<String> wanted = List.of(routeIds);
        for (RouteDefinition route : List.copyOf(camel.getRouteDefinitions())) {
            if (!wanted.contains(String.valueOf(route.getRouteId()))) {
                camel.removeRouteDefinition(route);
            }
        }
        camel.getRestDefinitions().clear();
        for (String id : routeIds) {
            AdviceWith.adviceWith(camel, id, advice -> advice.replaceFromWith("direct:" + id));
        }
        camel.start();
        return this;
    }

    /** Adds a route of a test's own. */
    TestFlow with(RouteBuilder routes) throws Exception {
        camel.addRoutes(routes);
        return this;
    }

    /** Gives a route the message of a stage. */
    Exchange send(String routeId, String eventId, String subject, String correlationId) {
        return send(routeId, exchange -> {
            exchange.getMessage().setBody(new StageEvent(eventId, subject, correlationId, hub.clock.instant()));
            exchange.getMessage().setHeader(HubHeaders.EVENT_ID, eventId);
            exchange.getMessage().setHeader(HubHeaders.CORRELATION_ID, correlationId);
        });
    }

    /** Gives a route a message. */
    Exchange send(String routeId, Processor message) {
        return camel.createProducerTemplate().send("direct:" + routeId, message);
    }

    @Override
    public void close() {
        camel.stop();
    }

    private final class NotedOutbox implements Outbox {

        @Override
        public void toStage(String stage, String subject, String correlationId) {
            hub.handedOn.add(stage + " " + subject);
        }

        @Override
        public void toTopic(TopicMessage message) {
            throw new UnsupportedOperationException("no route sends to a topic itself");
        }
    }

    /** One transaction over the hub in memory. */
    private static final class MemoryTransactions extends AbstractPlatformTransactionManager {

        private static final long serialVersionUID = 1L;

        private final transient MemoryHub hub;
        private transient Runnable back = () -> {};

        private MemoryTransactions(MemoryHub hub) {
            this.hub = hub;
        }

        @Override
        protected Object doGetTransaction() {
            return this;
        }

        @Override
        protected void doBegin(Object transaction, TransactionDefinition definition) {
            back = hub.mark();
        }

        @Override
        protected void doCommit(DefaultTransactionStatus status) {
            back = () -> {};
        }

        @Override
        protected void doRollback(DefaultTransactionStatus status) {
            back.run();
        }
    }
}
