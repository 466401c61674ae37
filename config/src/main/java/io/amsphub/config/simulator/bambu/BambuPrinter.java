package io.amsphub.config.simulator.bambu;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amsphub.config.simulator.gcode.GcodePrinter;
import io.amsphub.config.simulator.gcode.SimulatedPrinter;
import io.amsphub.config.simulator.memory.PrintLedger;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A simulated Bambu Lab machine of the smaller kind: tells everything once when it is asked, and then only what has
 * changed. Besides the faults of all printers it knows
 *
 * <pre>
 * developer on|off|silent  developer mode; off: commands are dropped, and it says so; silent: only replies say so
 * hms ATTR:CODE|none       an entry of its health system, decimal
 * code CODE                its access code is changed
 * certificate              it shows another certificate
 * foreign                  a person prints from its display
 * mute on|off              it obeys and says nothing though it is connected
 * </pre>
 */
public final class BambuPrinter implements SimulatedPrinter {

    private static final Logger LOG = LoggerFactory.getLogger(BambuPrinter.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String USER = "bblp";

    private final Options options;
    private final GcodePrinter machine;
    private final BambuMind mind;
    private final InnerBroker broker;
    private final FileDoor files;
    private final ReportPace pace;
    private final List<String> violations = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "printer-mind");
        thread.setDaemon(true);
        return thread;
    });
    private volatile String accessCode;
    private volatile boolean mute;

    /**
     * How a simulated machine runs.
     *
     * @param serial serial number
     * @param accessCode the password of {@code bblp}
     * @param port of MQTT; 0 takes a free one
     * @param filesPort of FTPS; 0 takes a free one
     * @param identity key and certificate
     * @param interval how often changes are told
     * @param printTime how long a print takes
     */
    public record Options(
            String serial,
            String accessCode,
            int port,
            int filesPort,
            MachineIdentity identity,
            Duration interval,
            Duration printTime) {}

    /** Switches one on. */
    public BambuPrinter(Options options) throws IOException {
        this.options = options;
        accessCode = options.accessCode();
        machine = new GcodePrinter(options.printTime());
        mind = new BambuMind(machine, options.interval(), violations::add);
        files = new FileDoor(options.filesPort(), options.identity(), machine, this::letsIn);
        broker = new InnerBroker(options.port(), options.identity(), new Manner());
        pace = new ReportPace(timer, payload -> broker.say(topic("report"), payload));
        long every = options.interval().toMillis();
        var unused = timer.scheduleAtFixedRate(this::tick, every, every, TimeUnit.MILLISECONDS);
    }

    @Override
    public GcodePrinter machine() {
        return machine;
    }

    /** Has it write down in a ledger what it really prints. */
    public void witnessed(PrintLedger ledger, String name) {
        PrintWitness witness = new PrintWitness(ledger, name, machine);
        long every = options.interval().toMillis();
        var unused = timer.scheduleAtFixedRate(() -> guarded(witness::look), 0, every, TimeUnit.MILLISECONDS);
    }

    /** Returns where its files go. */
    @Override
    public String url() {
        return "ftps://127.0.0.1:" + files.port();
    }

    /** Returns where its broker is. */
    public String brokerUrl() {
        return "ssl://127.0.0.1:" + broker.port();
    }

    /** Returns what the hub has done that breaks real machines, or the jobs on them; empty is the only good answer. */
    public List<String> violations() {
        return List.copyOf(violations);
    }

    /** Returns how many files came over data connections that went on with the session of their control connection. */
    public int reusedSessions() {
        return files.reused();
    }

    /** Returns how many data connections were refused because they did not. */
    public int refusedSessions() {
        return files.refused();
    }

    /** Returns how often it was told to print a file, whether it did or not. */
    public int submissions() {
        return mind.submissions();
    }

    /** Returns how often it was asked to go on reporting. */
    public int wakeUps() {
        return mind.wakeUps();
    }

    private String topic(String noun) {
        return "device/" + options.serial() + "/" + noun;
    }

    private boolean letsIn(String user, String password) {
        return user.equals(USER) && password.equals(accessCode);
    }

    @Override
    public boolean fault(String name, String value) {
        switch (name) {
            case "vanish" -> vanish(SimulatedPrinter.seconds(value));
            case "garbage" -> soon(this::garbage);
            case "duplicate" -> pace.twice(value.equals("on"));
            case "late" -> pace.late(SimulatedPrinter.seconds(value));
            case "shuffle" -> pace.uneven(SimulatedPrinter.seconds(value));
            case "swallow" -> soon(mind::swallow);
            case "clear" -> {
                // It neither knows nor asks.
                return true;
            }
            case "developer" -> soon(() -> mind.developerMode(value));
            case "hms" -> soon(() -> mind.hms(value));
            case "foreign" -> soon(mind::foreign);
            case "mute" -> mute = value.equals("on");
            case "code" -> {
                accessCode = value;
                broker.dropAll();
            }
            case "certificate" -> otherIdentity(MachineIdentity.selfSigned(options.serial()));
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Shows another certificate from now on. */
    public void otherIdentity(MachineIdentity identity) {
        try {
            files.identity(identity);
            broker.identity(identity);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void vanish(Duration away) {
        broker.away(true);
        files.away(true);
        var unused = timer.schedule(
                () -> {
                    broker.away(false);
                    files.away(false);
                },
                away.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private void soon(Runnable task) {
        try {
            timer.execute(() -> guarded(task));
        } catch (RejectedExecutionException e) {
            LOG.trace("switched off", e);
        }
    }

    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("a simulated printer stumbles", e);
        }
    }

    private void tick() {
        guarded(() -> mind.changes().forEach(this::say));
    }

    private void say(ObjectNode message) {
        if (!mute) {
            pace.say(Wire.bytes(message));
        }
    }

    private void garbage() {
        for (String nonsense : List.of(
                "<<not json \u0000",
                "[1,2]",
                "null",
                "{\"print\":7}",
                "{\"print\":{\"command\":\"project_file\",\"sequence_id\":\"1\",\"result\":\"failed\"}}",
                "{\"print\":{\"command\":\"push_status\",\"msg\":1,\"mc_percent\":\"many\",\"hms\":\"none\"}}",
                "{\"strange\":{\"command\":\"x\"}}")) {
            pace.say(Wire.bytes(nonsense));
        }
        pace.say(new byte[] {(byte) 0xC3, 0x28, (byte) 0xFF});
    }

    private void asked(byte[] payload) {
        JsonNode envelope;
        try {
            envelope = JSON.readTree(payload);
        } catch (IOException e) {
            violations.add("a request that is not JSON");
            return;
        }
        envelope.properties()
                .forEach(part -> mind.obey(part.getKey(), part.getValue()).forEach(this::say));
    }

    @Override
    public void close() {
        timer.shutdownNow();
        broker.close();
        files.close();
    }

    private final class Manner implements InnerBroker.Manner {

        @Override
        public boolean letsIn(String user, String password) {
            return BambuPrinter.this.letsIn(user, password);
        }

        @Override
        public boolean mayHear(String filter) {
            return filter.equals(BambuPrinter.this.topic("report")) || filter.equals("device/+/report");
        }

        @Override
        public void joined() {
            soon(mind::forgetListeners);
        }

        /** What is published to its own reports is nothing that it hears. */
        @Override
        public void heard(String topic, byte[] payload) {
            if (topic.equals(BambuPrinter.this.topic("request"))) {
                soon(() -> asked(payload));
            } else {
                violations.add("a command on " + topic);
            }
        }
    }
}
