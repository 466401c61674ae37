package io.amsphub.config;

import io.amsphub.config.tls.TlsSettings;
import io.amsphub.connectors.cad.CadSettings;
import io.amsphub.connectors.identity.OidcSettings;
import io.amsphub.connectors.mail.SmtpSettings;
import io.amsphub.connectors.process.ProcessLimits;
import io.amsphub.connectors.slicer.PrusaSlicerFiles;
import io.amsphub.connectors.storage.s3.S3Settings;
import io.amsphub.processors.step.MatchingWeights;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be set, read once at the start.
 *
 * @param dataDirectory where everything is kept
 * @param http the API
 * @param managementPort health and metrics, on the loopback address
 * @param consolePort the Hawtio console, on the loopback address
 * @param broker ports of the broker
 * @param database where the database is
 * @param limits what may be used up
 * @param times how long things may take
 * @param cad the programs that make meshes of CAD files
 * @param slicer how G-code is made
 * @param dispatch what counts how much when a machine is chosen
 * @param webhooks how partners are called
 * @param payment how the payment provider is reached
 * @param erp which ERPs there are
 * @param partners what partner systems may use up
 * @param tls whether and how its ports speak TLS
 * @param oidc the provider of identities; null for none
 * @param protection how content is protected
 * @param mail how mail is sent; null when it is not
 * @param retention how long what is kept
 * @param contents the store of contents; null for the data directory
 * @param traces where traces are sent; null for nowhere
 * @param node this hub as one of several
 */
public record HubSettings(
        Path dataDirectory,
        Http http,
        int managementPort,
        int consolePort,
        Broker broker,
        Database database,
        Limits limits,
        Times times,
        CadSettings cad,
        PrusaSlicerFiles.Slicer slicer,
        MatchingWeights dispatch,
        WebhookSettings webhooks,
        Payment payment,
        ErpSettings erp,
        Partners partners,
        TlsSettings tls,
        @Nullable OidcSettings oidc,
        ProtectionSettings protection,
        @Nullable SmtpSettings mail,
        RetentionSettings retention,
        @Nullable S3Settings contents,
        @Nullable URI traces,
        NodeSettings node) {

    static final Setting HTTP_HOST = new Setting("hub.http.host", "127.0.0.1", "the address that the API listens on");
    static final Setting HTTP_PORT = new Setting("hub.http.port", "8080", "the port of the API; 0 takes a free one");
    static final Setting PUBLIC_URL =
            new Setting("hub.public-url", "", "where machines reach the API; empty for the address it listens on");
    static final Setting MANAGEMENT_PORT = new Setting(
            "hub.management.port", "8081", "health and metrics, of './hub broker' health, on the loopback address");
    static final Setting CONSOLE_PORT =
            new Setting("hub.console.port", "8161", "the Hawtio console, on the loopback address");
    static final Setting CONSOLE_ENABLED = new Setting("hub.console.enabled", "true", "whether the console is served");
    static final Setting MQTT_HOST = new Setting("hub.mqtt.host", "127.0.0.1", "the address that machines connect to");
    static final Setting MQTT_PORT = new Setting("hub.mqtt.port", "1883", "the port of MQTT");
    static final Setting AMQP_PORT = new Setting("hub.amqp.port", "5672", "the port of AMQP, on the loopback address");
    static final Setting DATABASE_URL =
            new Setting("hub.database.url", "", "a JDBC URL; empty for the embedded database");
    static final Setting DATABASE_USER = new Setting("hub.database.user", "sa", "the user of the database");
    static final Setting DATABASE_PASSWORD = new Setting("hub.database.password", "", "the password of that user");
    static final Setting DATABASE_CONNECTIONS =
            new Setting("hub.database.connections", "24", "how many connections to the database there are at most");
    static final Setting UPLOAD_MAX =
            new Setting("hub.upload.max-bytes", "4294967296", "the largest model that is accepted, in bytes");
    static final Setting DISK_RESERVE = new Setting(
            "hub.disk.reserve-bytes",
            "134217728",
            "what must be free on each disk for something to be begun, in bytes");
    static final Setting MEMORY_SHARE =
            new Setting("hub.mesh.memory-share", "0.5", "the share of the heap that models may take up");
    static final Setting MQTT_MAX =
            new Setting("hub.mqtt.max-packet-bytes", "262144", "the largest MQTT packet that is accepted");
    static final Setting ATTEMPTS = new Setting("hub.part.attempts", "3", "how often one part may be begun");
    static final Setting COMMAND_EXPIRY =
            new Setting("hub.command.expiry", "PT60S", "how long a machine may take to accept a job");
    static final Setting COMMAND_GRACE =
            new Setting("hub.command.grace", "PT10S", "how long after that an answer may still be under way");
    static final Setting REFUSALS_EACH = new Setting(
            "hub.audit.refusals-each",
            "PT5S",
            "how long requests of a kind and an address that the server refuses are gathered into one entry of the audit");
    static final Setting SILENT_AFTER =
            new Setting("hub.device.silent-after", "PT90S", "how long a machine may say nothing");
    static final Setting FIGURES_EACH = new Setting(
            "hub.device.figures-each",
            "PT2S",
            "how often figures that a machine publishes at QoS 0 are taken in while nothing but them changes");
    static final Setting LOST_AFTER = new Setting(
            "hub.device.lost-after", "PT10M", "how long a machine with a job may be away before a person is asked");
    static final Setting CAD_PYTHON =
            new Setting("hub.cad.python", "/usr/bin/python3", "the interpreter of FreeCAD's modules");
    static final Setting CAD_FREECAD = new Setting(
            "hub.cad.freecad-library", "/usr/lib/freecad-python3/lib", "the directory of FreeCAD's modules");
    static final Setting CAD_OPENSCAD = new Setting("hub.cad.openscad", "/usr/bin/openscad", "the program OpenSCAD");
    static final Setting CAD_TIME =
            new Setting("hub.cad.time", "PT2M", "how long the conversion of a CAD file may take");
    static final Setting CAD_MEMORY = new Setting(
            "hub.cad.max-memory-bytes", "2147483648", "how much memory the conversion of a CAD file may take");
    static final Setting SLICER_COMMAND =
            new Setting("hub.slicer.command", "prusa-slicer", "the program that makes G-code; looked for on the PATH");
    static final Setting SLICER_TIME =
            new Setting("hub.slicer.time", "PT10M", "how long the slicer may take for one model");
    static final Setting SLICER_MEMORY =
            new Setting("hub.slicer.memory-bytes", "4294967296", "how much address space the slicer may use");
    static final Setting SLICER_OUTPUT =
            new Setting("hub.slicer.output-bytes", "1073741824", "how large the G-code of one model may get");
    static final Setting WEIGHT_LATE = new Setting(
            "hub.dispatch.weight.late", "10", "points for each hour that a print would end after it is due");
    static final Setting WEIGHT_QUEUE = new Setting(
            "hub.dispatch.weight.queue", "1", "points for each hour of jobs that wait for one machine only");
    static final Setting WEIGHT_MATERIAL = new Setting(
            "hub.dispatch.weight.material-change", "2", "points for other feedstock than the machine printed last");
    static final Setting WEIGHT_DISTANCE =
            new Setting("hub.dispatch.weight.distance", "0.01", "points for each km to where the part goes");
    static final Setting WEIGHT_ENERGY =
            new Setting("hub.dispatch.weight.energy", "0.5", "points for each kWh that a print takes");
    static final Setting WEIGHT_WEAR =
            new Setting("hub.dispatch.weight.wear", "0.001", "points for each hour that a machine has printed");
    static final Setting PAYMENT_URL =
            new Setting("hub.payment.url", "", "where the payment provider is; empty when orders are invoiced only");
    static final Setting PAYMENT_KEY = new Setting("hub.payment.key", "", "the key that the payment provider knows");
    static final Setting PAYMENT_SECRET =
            new Setting("hub.payment.webhook-secret", "", "what the payment provider signs its messages with");
    static final Setting PARTNER_REQUESTS = new Setting(
            "hub.partner.requests-per-minute", "600", "the quota of a partner system for which nothing else is said");
    static final Setting PARTNER_DEPTH = new Setting(
            "hub.partner.queue-depth", "10000", "messages that wait for a partner before it is told no more");
    static final Setting TRACES = new Setting(
            "hub.traces.endpoint",
            "",
            "where traces are sent by OTLP over HTTP, such as http://127.0.0.1:4318; empty for nowhere");
    static final Setting LOG_FORMAT = new Setting("hub.log.format", "text", "text or json");

    /** How the payment provider is reached; without an address there is none. */
    public record Payment(String url, String key, String webhookSecret) {

        /** Returns the address. */
        URI address() {
            return URI.create(url);
        }
    }

    /** Where the API listens and where machines reach it. */
    public record Http(String host, int port, URI publicUrl) {}

    /**
     * Where the broker listens for machines and partners.
     *
     * @param own the broker as a process of its own
     */
    public record Broker(String mqttHost, int mqttPort, int amqpPort, int maxPacketBytes, BrokerSettings own) {}

    /** How the database is reached. */
    public record Database(String url, String user, String password, int connections) {

        private static final int FEWEST = 8;

        /** Returns whether it is HSQLDB within the hub. */
        public boolean embedded() {
            return url.startsWith("jdbc:hsqldb:");
        }

        /**
         * Returns how many requests of the API may have a unit of work under way. HSQLDB works on the hub's own
         * processors: a few more than these, because some wait for the disk. A database server has its own.
         */
        int requestsAtOnce() {
            return embedded() ? Math.max(FEWEST, 4 * Runtime.getRuntime().availableProcessors()) : connections;
        }
    }

    /** What may be used up. */
    public record Limits(
            long uploadBytes, double meshMemoryShare, int partAttempts, boolean console, long diskReserveBytes) {}

    /** What partner systems may use up. */
    public record Partners(int requestsPerMinute, int queueDepth) {}

    /** How long things may take. */
    public record Times(
            Duration commandExpiry,
            Duration commandGrace,
            Duration silentAfter,
            Duration lostAfter,
            Duration refusalsEach,
            Duration figuresEach) {}

    /**
     * Reads the settings.
     *
     * @throws SettingsException with everything that is wrong
     */
    public static HubSettings read(
            Path dataDirectory, Properties file, Map<String, String> environment, Properties system) {
        SettingsReader reader = new SettingsReader(file, environment, system);
        String host = reader.text(HTTP_HOST);
        int port = reader.port(HTTP_PORT);
        TlsSettings tls = TlsKeys.read(reader);
        URI url = reader.url(PUBLIC_URL, listening(reader, tls.on() ? "https" : "http", host, port));
        String databaseUrl = reader.text(DATABASE_URL);
        long uploadBytes = reader.bytes(UPLOAD_MAX);
        WebhookSettings webhooks = WebhookSettings.read(reader);
        NodeSettings node = NodeSettings.read(reader, dataDirectory);
        HubSettings settings = new HubSettings(
                dataDirectory,
                new Http(host, port, url),
                reader.port(MANAGEMENT_PORT),
                reader.port(CONSOLE_PORT),
                broker(reader, dataDirectory),
                new Database(
                        databaseUrl.isEmpty() ? embedded(dataDirectory) : databaseUrl,
                        reader.text(DATABASE_USER),
                        reader.text(DATABASE_PASSWORD),
                        reader.count(DATABASE_CONNECTIONS, 8, 1000)),
                limits(reader, uploadBytes),
                times(reader),
                cad(reader, uploadBytes),
                slicer(reader, node.shared()),
                weights(reader),
                webhooks,
                payment(reader, url),
                ErpSettings.read(reader),
                new Partners(reader.count(PARTNER_REQUESTS, 1, 1_000_000), reader.count(PARTNER_DEPTH, 1, 1_000_000)),
                tls,
                OidcKeys.read(reader, url),
                ProtectionSettings.read(reader),
                MailSettings.read(reader),
                RetentionSettings.read(reader, webhooks.rules().retention()),
                ContentsSettings.read(reader),
                reader.text(TRACES).isEmpty() ? null : reader.url(TRACES, url),
                node);
        reader.choice(LOG_FORMAT, List.of("text", "json"));
        requireJdbc(reader, databaseUrl);
        requireServer(reader, node, databaseUrl);
        if (settings.broker().own().elsewhere() && settings.database().embedded()) {
            reader.error(DATABASE_URL, "a broker of its own shares a database server with its hubs; name that");
        }
        reader.refuseUnknown();
        if (!reader.errors().isEmpty()) {
            throw new SettingsException(reader.errors());
        }
        return settings;
    }

    private static Times times(SettingsReader reader) {
        return new Times(
                reader.duration(COMMAND_EXPIRY),
                reader.duration(COMMAND_GRACE),
                reader.duration(SILENT_AFTER),
                reader.duration(LOST_AFTER),
                reader.duration(REFUSALS_EACH),
                reader.duration(FIGURES_EACH));
    }

    private static PrusaSlicerFiles.Slicer slicer(SettingsReader reader, Path shared) {
        return new PrusaSlicerFiles.Slicer(
                reader.text(SLICER_COMMAND),
                shared.resolve("profiles"),
                shared.resolve("gcode"),
                new ProcessLimits(
                        reader.duration(SLICER_TIME), reader.bytes(SLICER_MEMORY), reader.bytes(SLICER_OUTPUT)));
    }

    private static void requireServer(SettingsReader reader, NodeSettings node, String databaseUrl) {
        if (node.several() && databaseUrl.isEmpty()) {
            reader.error(
                    NodeSettings.SHARED,
                    "nodes need a database that they have in common; set hub.database.url, or take it away");
        }
    }

    /** Returns the directory of what all nodes have in common: the data directory of a hub that is alone. */
    public Path shared() {
        return node.shared();
    }

    private static Broker broker(SettingsReader reader, Path dataDirectory) {
        int mqttPort = reader.port(MQTT_PORT);
        return new Broker(
                reader.text(MQTT_HOST),
                mqttPort,
                reader.port(AMQP_PORT),
                reader.count(MQTT_MAX, 1024, 16 << 20),
                BrokerKeys.read(reader, dataDirectory, mqttPort));
    }

    private static Limits limits(SettingsReader reader, long uploadBytes) {
        return new Limits(
                uploadBytes,
                reader.share(MEMORY_SHARE),
                reader.count(ATTEMPTS, 1, 100),
                reader.flag(CONSOLE_ENABLED),
                reader.bytes(DISK_RESERVE));
    }

    private static void requireJdbc(SettingsReader reader, String databaseUrl) {
        if (!databaseUrl.isEmpty() && !databaseUrl.startsWith("jdbc:")) {
            reader.error(DATABASE_URL, "'" + databaseUrl + "' is no JDBC URL; write jdbc:postgresql://host/name");
        }
    }

    private static MatchingWeights weights(SettingsReader reader) {
        return new MatchingWeights(
                reader.weight(WEIGHT_LATE),
                reader.weight(WEIGHT_QUEUE),
                reader.weight(WEIGHT_MATERIAL),
                reader.weight(WEIGHT_DISTANCE),
                reader.weight(WEIGHT_ENERGY),
                reader.weight(WEIGHT_WEAR));
    }

    private static Payment payment(SettingsReader reader, URI other) {
        String address = reader.text(PAYMENT_URL).isEmpty()
                ? ""
                : reader.url(PAYMENT_URL, other).toString();
        Payment payment = new Payment(address, reader.text(PAYMENT_KEY), reader.text(PAYMENT_SECRET));
        if (!address.isEmpty()
                && (payment.key().isEmpty() || payment.webhookSecret().isEmpty())) {
            reader.error(PAYMENT_URL, "a payment provider needs hub.payment.key and hub.payment.webhook-secret");
        }
        return payment;
    }

    private static CadSettings cad(SettingsReader reader, long fileBytes) {
        return new CadSettings(
                Path.of(reader.text(CAD_PYTHON)),
                Path.of(reader.text(CAD_FREECAD)),
                Path.of(reader.text(CAD_OPENSCAD)),
                new ProcessLimits(reader.duration(CAD_TIME), reader.bytes(CAD_MEMORY), fileBytes));
    }

    private static URI listening(SettingsReader reader, String scheme, String host, int port) {
        try {
            return new URI(scheme, null, host, port, null, null, null);
        } catch (URISyntaxException e) {
            reader.error(HTTP_HOST, "'" + host + "' is no host name or address; " + HTTP_HOST.meaning());
            return URI.create("http://localhost:" + port);
        }
    }

    /** The embedded database: durable on every commit, rows on disk, PostgreSQL's syntax. */
    private static String embedded(Path dataDirectory) {
        return "jdbc:hsqldb:file:" + DataDirectory.database(dataDirectory).toAbsolutePath()
                + ";hsqldb.tx=mvcc;hsqldb.write_delay=false;hsqldb.default_table_type=cached"
                + ";sql.syntax_pgs=true;hsqldb.log_size=200";
    }
}
