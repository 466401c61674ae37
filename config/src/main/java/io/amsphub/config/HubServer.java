package io.amsphub.config;

import io.amsphub.config.backup.HubBackups;
import io.amsphub.config.backup.RestoredData;
import io.amsphub.config.broker.Broker;
import io.amsphub.config.broker.BrokerSecurity;
import io.amsphub.config.broker.HubBroker;
import io.amsphub.config.broker.OpenConnections;
import io.amsphub.config.broker.RemoteBroker;
import io.amsphub.config.console.ConsoleAudit;
import io.amsphub.config.console.ConsoleServer;
import io.amsphub.config.console.ConsoleSettings;
import io.amsphub.config.console.ConsoleUsers;
import io.amsphub.config.console.Desk;
import io.amsphub.config.http.ApiServer;
import io.amsphub.config.http.ContractGate;
import io.amsphub.config.http.DeviceStream;
import io.amsphub.config.http.DirectAnswers;
import io.amsphub.config.http.EventStream;
import io.amsphub.config.http.OpenApiContract;
import io.amsphub.config.http.RequestMetrics;
import io.amsphub.config.http.SlicerFront;
import io.amsphub.config.http.StaticPages;
import io.amsphub.config.operation.BusinessMetrics;
import io.amsphub.config.operation.ContentsHealth;
import io.amsphub.config.operation.DiskRoom;
import io.amsphub.config.operation.ErpHealth;
import io.amsphub.config.operation.HubFigures;
import io.amsphub.config.operation.HubHealth;
import io.amsphub.config.operation.HubMBean;
import io.amsphub.config.operation.HubMetrics;
import io.amsphub.config.operation.HubTraces;
import io.amsphub.config.operation.NodeHealth;
import io.amsphub.config.operation.NodeMetrics;
import io.amsphub.config.operation.OwnMBean;
import io.amsphub.config.operation.ProcessMetrics;
import io.amsphub.config.operation.PurgeMetrics;
import io.amsphub.config.tls.HubTls;
import io.amsphub.connectors.jms.ArchivedMessage;
import io.amsphub.connectors.jms.JmsReportQueue;
import io.amsphub.connectors.jms.MessageArchive;
import io.amsphub.connectors.jms.OutboxRelay;
import io.amsphub.connectors.jpa.DatabaseBackup;
import io.amsphub.connectors.jpa.DatabasePool;
import io.amsphub.connectors.jpa.JpaStore;
import io.amsphub.connectors.jpa.NodeLeases;
import io.amsphub.connectors.printer.DeviceSessions;
import io.amsphub.connectors.process.WorkDirectory;
import io.amsphub.connectors.storage.DirectoryUploads;
import io.amsphub.connectors.storage.s3.S3Bucket;
import io.amsphub.processors.api.AccessAudit;
import io.amsphub.processors.api.Api;
import io.amsphub.processors.api.Authentication;
import io.amsphub.processors.catalogue.Catalogue;
import io.amsphub.processors.identity.FailedLogins;
import io.amsphub.processors.partner.PartnerQueueNames;
import io.amsphub.processors.port.Leases;
import io.amsphub.processors.port.Nodes;
import io.amsphub.processors.step.Restoration;
import io.amsphub.routes.Flow;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.StartupSummaryLevel;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.main.Main;
import org.apache.camel.spring.spi.SpringTransactionPolicy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hub as one process: database, broker, HTTP server, routes and console, started in the order in
 * which they need each other and stopped in the opposite one.
 */
public final class HubServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HubServer.class);
    private static final int SHUTDOWN_S = 20;
    private static final int NODE_BYTES = 16;

    /** What nodes do one after the other when they begin. */
    private static final String BEGINNING = "beginning";

    private final HubSettings settings;
    private final Path consoleWebApp;
    private final Deque<Runnable> stops = new ArrayDeque<>();
    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private @Nullable DatabasePool source;
    private @Nullable JpaStore store;
    private @Nullable NodeLeases nodes;
    private @Nullable HubTls tls;
    private @Nullable DiskRoom room;
    private @Nullable HubTraces traces;
    private ConsoleAudit consoleAudit = ConsoleAudit.toLog();
    private @Nullable ConsoleUsers users;

    /**
     * A hub that is not started.
     *
     * @param consoleWebApp the directory of the console in the distribution
     */
    public HubServer(HubSettings settings, Path consoleWebApp) {
        this.settings = settings;
        this.consoleWebApp = consoleWebApp;
    }

    /**
     * Starts everything but the console.
     *
     * @throws IOException when the data directory cannot be used
     * @throws IllegalStateException when a part does not start, with the reason; what was started is
     *     stopped again by {@link #close}
     */
    public void start() throws IOException {
        Clock clock = Clock.systemUTC();
        Catalogue catalogue = CatalogueFile.load(settings.shared());
        WorkDirectory.sweep(settings.dataDirectory().resolve("cad"));
        WorkDirectory.sweep(settings.slicer().cache().resolve("work"));
        JpaStore opened = database(clock);
        store = opened;
        String node = HexFormat.of().formatHex(KeyFile.of(settings.dataDirectory(), KeyFile.NODE), 0, NODE_BYTES);
        join(opened, node);
        Leases leases = nodes == null ? Leases.ALONE : nodes;
        ContentStore contents = alone(() -> contents(node));
        stops.push(contents::close);
        DirectoryUploads uploads = new DirectoryUploads(settings.shared().resolve("uploads"), contents.blobs());
        tls = securing();
        traces = tracing(opened);
        Broker started = broker(opened, clock);
        DiskRoom disk = DiskRoom.of(settings);
        room = disk;
        OutboxRelay relay = new OutboxRelay(opened.outbox(), started.connectionFactory(), clock);
        stops.push(relay::close);
        JmsReportQueue reports =
                new JmsReportQueue(started.connectionFactory(), Flow.REPORTS_ADDRESS + "::" + Flow.REPORTS_QUEUE);
        stops.push(reports::close);
        OpenApiContract contract = OpenApiContract.load();
        Lock still = new ReentrantLock();
        HubDomain domain = alone(
                () -> new HubDomain(settings, catalogue, opened, contents, uploads, started, still, leases, clock));
        stops.push(domain::close);
        leases.whenGoing(Flow.BUILD_TRACK, reports::close);
        new PurgeMetrics(domain.purge()).bindTo(metrics);
        List<HealthCheck> checks = new ArrayList<>();
        domain.erpSystems().forEach(erp -> checks.add(new ErpHealth(erp, clock)));
        share(domain, contents.bucket(), checks);
        RestoredData restored = RestoredData.of(settings.dataDirectory()).orElse(null);
        if (restored != null) {
            begin(restored, opened, started, domain.restoration());
        }
        Api api = domain.api(contract, backups(relay, started, still, clock), known(node, clock), disk);
        consoleAudit = domain.consoleAudit();
        HubConsoleUsers consoleUsers = domain.consoleUsers();
        users = consoleUsers;
        stops.push(
                OwnMBean.register(
                        "Desk",
                        new Desk(
                                settings.http().publicUrl().toString().replaceAll("/+$", ""),
                                api,
                                consoleUsers::principal))::close);
        List<RoutesBuilder> routes = domain.routes(api, relay, reports, disk);
        camel(routes, contract, api, domain.authentication(), opened, started, checks, clock);
        DeviceSessions sessions = domain.sessions(started.sessionAddress(), nodes == null ? "" : node);
        stops.push(sessions::close);
        sessions.start();
        if (nodes != null) {
            nodes.ready();
        }
    }

    /** A hub with a database of its own is alone; on a server others may work on the same. */
    private void join(JpaStore opened, String id) {
        if (settings.database().embedded()) {
            return;
        }
        NodeLeases joining = opened.nodeLeases(new NodeLeases.Self(
                id,
                settings.node().nameOf(id),
                ownUrl(),
                settings.broker().own().elsewhere() ? settings.broker().own().url() : "in the process of node " + id));
        joining.join();
        stops.push(joining::close);
        opened.shareEndings(joining);
        nodes = joining;
    }

    private String ownUrl() {
        return NodeSettings.urlOf(settings.http(), settings.tls().on());
    }

    private Nodes known(String id, Clock clock) {
        return nodes == null ? Nodes.alone(settings.node().nameOf(id), ownUrl(), clock) : nodes;
    }

    private @Nullable HubTls securing() throws IOException {
        return settings.tls().on()
                ? HubTls.open(
                        settings.tls(),
                        settings.dataDirectory(),
                        List.of(
                                settings.http().publicUrl().getHost(),
                                settings.broker().mqttHost()))
                : null;
    }

    /** What is shared with others is told of by health. */
    private void share(HubDomain domain, @Nullable S3Bucket bucket, List<HealthCheck> checks) {
        if (bucket != null) {
            checks.add(new ContentsHealth(bucket::trouble));
        }
        NodeLeases joined = nodes;
        if (joined != null) {
            domain.share(joined);
            checks.add(new NodeHealth(joined));
            new NodeMetrics(joined).bindTo(metrics);
        }
    }

    /** Does what nodes do when they begin and find nothing, such as keys: one node after the other. */
    private <T> T alone(Supplier<T> work) {
        NodeLeases joined = nodes;
        return joined == null ? work.get() : joined.exclusively(BEGINNING, work);
    }

    private ContentStore contents(String node) {
        try {
            return ContentStore.open(settings, ContentKeys.open(settings.shared(), settings.protection()), node);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "contents cannot be kept in " + settings.shared() + ": " + e.getMessage(), e);
        }
    }

    /** Makes the first credentials, unless they were made before, by this hub or another node. */
    public void issueFirstCredentials() {
        JpaStore opened = store();
        boolean unused = alone(() -> {
            try {
                FirstCredentials.issue(opened.credentials(), opened.independentUnit(), settings.shared());
                return true;
            } catch (IOException e) {
                throw new UncheckedIOException("the first credentials cannot be kept in " + settings.shared(), e);
            }
        });
    }

    private HubBackups backups(OutboxRelay relay, Broker started, Lock still, Clock clock) {
        return new HubBackups(
                settings.dataDirectory(),
                new DatabaseBackup(Objects.requireNonNull(source)),
                relay,
                started::ownMessages,
                still,
                clock);
    }

    /** What was on its way is put back, but to no machine; what was begun waits for a person. */
    private static void begin(RestoredData restored, JpaStore opened, Broker broker, Restoration restoration)
            throws IOException {
        opened.unitOfWork().run(opened::forgetCommands);
        List<ArchivedMessage> messages = new ArrayList<>();
        for (ArchivedMessage message : restored.messages()) {
            PartnerQueueNames partner =
                    PartnerQueueNames.ofQueue(message.queue()).orElse(null);
            if (partner != null) {
                broker.ensure(partner);
            }
            if (partner != null && partner.in().equals(message.queue())) {
                restoration.setAside(message.queue(), message.id(), text(message), restored.madeAt());
            } else {
                messages.add(message);
            }
        }
        new MessageArchive(broker.connectionFactory()).send(messages);
        Restoration.Doubted doubted = restoration.begin(restored.madeAt());
        restored.done();
        LOG.warn(
                "this hub is restored from the backup of {}: {} orders are on hold, {} jobs are held or doubted",
                restored.madeAt(),
                doubted.orders(),
                doubted.jobs());
    }

    /** Partners send text, or bytes that are text. */
    private static String text(ArchivedMessage message) {
        return message.text()
                ? message.body()
                : new String(Base64.getDecoder().decode(message.body()), StandardCharsets.UTF_8);
    }

    private JpaStore database(Clock clock) {
        HubSettings.Database database = settings.database();
        DatabasePool dataSource =
                new DatabasePool(database.url(), database.user(), database.password(), database.connections(), metrics);
        source = dataSource;
        stops.push(dataSource::close);
        JpaStore opened = JpaStore.open(dataSource, clock);
        stops.push(opened::close);
        return opened;
    }

    private @Nullable HubTraces tracing(JpaStore opened) {
        URI collector = settings.traces();
        if (collector == null) {
            return null;
        }
        HubTraces sending = new HubTraces(collector);
        stops.push(sending::close);
        opened.traces().follow();
        return sending;
    }

    private Broker broker(JpaStore opened, Clock clock) {
        if (settings.broker().own().elsewhere()) {
            return brokerElsewhere(opened, clock);
        }
        AccessAudit refusals = refusals(opened, clock);
        BrokerSecurity security =
                new BrokerSecurity(opened.credentials(), new FailedLogins(System::nanoTime), refusals::refused);
        HubBroker starting = new HubBroker(
                settings.broker(),
                settings.tls(),
                tls,
                settings.dataDirectory().resolve("broker"),
                settings.limits().diskReserveBytes(),
                security);
        stops.push(starting::close);
        starting.start();
        OpenConnections connections = new OpenConnections(security::ended, starting::disconnect, clock);
        stops.push(connections::close);
        opened.credentials().whenEnded(connections::end);
        connections.start(opened::keepLastUse, starting::cutNameless, starting::revive);
        return starting;
    }

    /** That broker looks by itself whose credentials run out, and whom it does not know. */
    private Broker brokerElsewhere(JpaStore opened, Clock clock) {
        RemoteBroker remote = new RemoteBroker(settings.broker().own());
        stops.push(remote::close);
        OpenConnections connections = new OpenConnections(now -> Set.of(), remote::disconnect, clock);
        stops.push(connections::close);
        opened.credentials().whenEnded(connections::end);
        connections.start(opened::keepLastUse, () -> {}, () -> {});
        if (nodes != null) {
            stops.push(NodeWatch.over(nodes, remote)::close);
        }
        return remote;
    }

    private static AccessAudit refusals(JpaStore opened, Clock clock) {
        return new AccessAudit(opened.auditTrail(), opened.unitOfWork(), opened.independentUnit(), clock);
    }

    private void camel(
            List<RoutesBuilder> routes,
            OpenApiContract contract,
            Api api,
            Authentication authentication,
            JpaStore opened,
            Broker started,
            List<HealthCheck> checks,
            Clock clock) {
        Main main = new Main();
        operation(main, opened, started, clock);
        checks.forEach(check -> main.bind(check.getId(), check));
        main.configure().setJmxEnabled(true);
        main.configure().withName("amsp-hub").withShutdownTimeout(SHUTDOWN_S).withStreamCachingEnabled(false);
        main.configure().setStartupSummaryLevel(StartupSummaryLevel.Off);
        // It looks through all meters for one gauge with each exchange; each route has its own meters anyway.
        main.addInitialProperty("camel.metrics.enable-exchange-event-notifier", "false");
        HubTraces.configure(main, traces);
        main.configure()
                .httpManagementServer()
                .withEnabled(true)
                .withHost("127.0.0.1")
                .withPort(settings.managementPort())
                .withPath("/")
                .withHealthCheckEnabled(true)
                .withMetricsEnabled(true);
        VertxPlatformHttpServerConfiguration http = new VertxPlatformHttpServerConfiguration();
        http.setBindHost(settings.http().host());
        http.setBindPort(settings.http().port());
        AccessAudit refusals = refusals(opened, clock);
        ApiServer server = new ApiServer(
                http,
                tls,
                settings.tls(),
                settings.times().refusalsEach(),
                (action, address, detail) -> refusals.refused(action, "http", "unknown", address, detail));
        RequestMetrics requests = new RequestMetrics(contract, metrics);
        server.answer(
                new DirectAnswers(api, authentication, opened.credentials().remembered(), requests));
        server.handle("/api/v1/*", requests);
        server.handle("/api/v1/events", new EventStream(opened.events(), opened.unitOfWork(), authentication));
        server.handle("/api/v1/devices", new DeviceStream(opened.devices(), opened.unitOfWork(), authentication));
        server.handle("/api/v1/*", new ContractGate(contract));
        server.handle("/api/*", new SlicerFront());
        server.handle("/*", new StaticPages(HubVersion.SWAGGER_UI));
        main.bind("hubHttp", http);
        main.bind("jms", HubJms.over(started));
        main.bind("PROPAGATION_REQUIRED", new SpringTransactionPolicy(opened.transactionManager()));
        main.bind("hubInbox", nodes == null ? opened.inbox("hub") : nodes.serial(opened.inbox("hub")));
        routes.forEach(builder -> main.configure().addRoutesBuilder(builder));
        HubContext context = new HubContext(server, settings.managementPort());
        main.addMainListener(context);
        stops.push(main::stop);
        main.start();
        context.started(main.getCamelContext());
    }

    /** What operations teams see: health checks, metrics and an MBean over the same figures. */
    private void operation(Main main, JpaStore opened, Broker started, Clock clock) {
        HubFigures figures = new HubFigures(opened.census(), started, clock);
        HubHealth.checks(opened.census(), figures, started, Objects.requireNonNull(room), clock)
                .forEach(check -> main.bind(check.getId(), check));
        new HubMetrics(figures).bindTo(metrics);
        BusinessMetrics business = new BusinessMetrics(opened.transitions(), clock);
        business.bindTo(metrics);
        main.bind("hubBusinessMetrics", business); // meters alone would not keep it
        ProcessMetrics process = new ProcessMetrics(settings.dataDirectory());
        stops.push(process::close);
        process.bindTo(metrics);
        main.bind("metricsRegistry", metrics);
        stops.push(OwnMBean.register("Hub", new HubMBean(figures))::close);
    }

    /** Returns who may be at the console; null before the start. */
    @Nullable
    ConsoleUsers consoleUsers() {
        return users;
    }

    /** Starts the console, which needs nothing of the hub but its users. */
    public void startConsole() {
        ConsoleUsers known = users;
        if (known == null) {
            throw new IllegalStateException("the hub is not started");
        }
        ConsoleServer starting =
                new ConsoleServer(ConsoleSettings.loopback(settings.consolePort(), consoleWebApp), known, consoleAudit);
        stops.push(starting::close);
        starting.start();
    }

    /** Returns the store, for what the command line does beside the flow. */
    public JpaStore store() {
        JpaStore opened = store;
        if (opened == null) {
            throw new IllegalStateException("the hub is not started");
        }
        return opened;
    }

    /** Stops everything that was started, the last first: routes drain, then broker, then database. */
    @Override
    public void close() {
        while (!stops.isEmpty()) {
            Runnable stop = stops.pop();
            try {
                stop.run();
            } catch (RuntimeException e) {
                LOG.warn("a part of the hub did not stop cleanly", e);
            }
        }
    }
}
