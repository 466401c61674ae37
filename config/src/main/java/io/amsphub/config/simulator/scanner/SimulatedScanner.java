package io.amsphub.config.simulator.scanner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amsphub.config.simulator.wire.BackOff;
import io.amsphub.config.simulator.wire.Delivery;
import io.amsphub.config.simulator.wire.LinkListener;
import io.amsphub.config.simulator.wire.LinkSettings;
import io.amsphub.config.simulator.wire.MqttLink;
import io.amsphub.config.simulator.wire.Outgoing;
import io.netty.channel.nio.NioEventLoopGroup;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A scanner that obeys {@code scan.start} once for each cmdId: answers, makes a cloud of the part, brings the file to
 * the hub and announces it, in the order and as often as it is told to.
 */
final class SimulatedScanner implements LinkListener, AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int KEEP_ALIVE_S = 30;
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final ScannerOptions options;
    private final PrintWriter log;
    private final NioEventLoopGroup loops = new NioEventLoopGroup(1);
    private final ExecutorService work = Executors.newSingleThreadExecutor();
    private final Set<String> known = new HashSet<>();
    private final ScanFile files;
    private final MqttLink link;

    SimulatedScanner(ScannerOptions options, PrintWriter log) {
        this.options = options;
        this.log = log;
        this.files = new ScanFile(options.user(), options.password());
        LinkSettings settings = new LinkSettings(
                List.of(options.broker()),
                null,
                options.user(),
                options.user(),
                options.password(),
                KEEP_ALIVE_S,
                options.topicRoot() + "/state",
                bytes(state("OFFLINE")),
                options.topicRoot() + "/cmd",
                new BackOff(Duration.ofMillis(200), Duration.ofSeconds(5)));
        this.link = new MqttLink(
                settings, loops.next(), this, new Random(options.view().seed()));
    }

    void start() {
        link.start(Duration.ZERO);
    }

    @Override
    public void up() {
        say("state", state("IDLE"), true);
        note("connected");
    }

    @Override
    public void down() {
        note("connection lost");
    }

    @Override
    public void arrived(Delivery delivery) {
        work.execute(() -> {
            try {
                obey(JSON.readTree(delivery.payload()));
            } catch (IOException | IllegalArgumentException e) {
                note("cannot: " + e.getMessage());
                say("state", state("ERROR"), true);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                delivery.done().run();
            }
        });
    }

    private void obey(JsonNode command) throws IOException, InterruptedException {
        String id = command.path("cmdId").asText();
        String refusal = refusal(command);
        boolean again = !known.add(id);
        ObjectNode answer = JSON.createObjectNode().put("cmdId", id).put("accepted", refusal == null);
        say("ack", answer.put("reason", refusal), false);
        note("command " + id + (refusal == null ? again ? " again" : "" : " refused: " + refusal));
        if (refusal == null && !again) {
            say("state", state("SCANNING"), true);
            scan(command);
            say("state", state("IDLE"), true);
        }
    }

    private static @Nullable String refusal(JsonNode command) {
        if (!command.path("type").asText().equals("scan.start")) {
            return "UNSUPPORTED";
        }
        try {
            boolean late =
                    Instant.now().isAfter(Instant.parse(command.path("expires").asText()));
            return late ? "EXPIRED" : null;
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private void scan(JsonNode command) throws IOException, InterruptedException {
        String started = Instant.now().toString();
        Path model = options.model();
        byte[] part = model == null
                ? files.fetch(
                        command.at("/model/uri").asText(),
                        command.at("/model/sha256").asText())
                : Files.readAllBytes(model);
        byte[] cloud = new CloudMaker(part).ply(options.view());
        say("state", state("PROCESSING"), true);
        String scanId = "S-" + command.path("cmdId").asText();
        ObjectNode claim = claim(command, scanId, cloud).put("started", started);
        for (int i = 0; i < options.times(); i++) {
            if (options.claimFirst()) {
                say("scan/completed", claim, false);
            }
            deliver(command, scanId, cloud, options.corrupt() && i == 0);
            if (!options.claimFirst()) {
                say("scan/completed", claim, false);
            }
        }
    }

    private ObjectNode claim(JsonNode command, String scanId, byte[] cloud) {
        return JSON.createObjectNode()
                .put("scanId", scanId)
                .put("cmdId", command.path("cmdId").asText())
                .put("workOrder", command.path("workOrder").asText())
                .put("partSerial", command.path("partSerial").asText())
                .put("uri", "file:///scans/" + scanId + ".ply")
                .put("sha256", ScanFile.sha256(cloud))
                .put("bytes", cloud.length)
                .put("format", "ply")
                .put("units", "mm")
                .put("points", options.view().points())
                .put("frame", options.view().turnDegrees() == 0 ? "part" : "scanner")
                .put("calibrationId", "CAL-SIM-1")
                .put("accuracyUm", 20)
                .put("operator", "simulator")
                .put("ended", Instant.now().toString());
    }

    private void deliver(JsonNode command, String scanId, byte[] cloud, boolean damaged)
            throws IOException, InterruptedException {
        byte[] sent = cloud.clone();
        if (damaged) {
            sent[sent.length - 1] ^= 1;
        }
        Path folder = options.dropFolder();
        if (folder != null) {
            ScanFile.drop(folder, scanId + ".ply", sent);
            note("dropped " + scanId);
        } else {
            String uri = command.path("uploadTo").asText().replace("{scanId}", scanId);
            note("sent " + scanId + (damaged ? " damaged" : "") + ": " + files.put(uri, sent));
        }
    }

    private static ObjectNode state(String word) {
        return JSON.createObjectNode()
                .put("state", word)
                .put("ts", Instant.now().toString());
    }

    private void say(String noun, ObjectNode what, boolean retain) {
        link.publish(
                new Outgoing(options.topicRoot() + "/" + noun, bytes(what), retain, true, null, Outgoing.CARELESS));
    }

    private static byte[] bytes(ObjectNode what) {
        return what.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void note(String what) {
        synchronized (log) {
            log.println(what);
            log.flush();
        }
    }

    @Override
    public void close() {
        work.shutdown();
        say("state", state("OFFLINE"), true);
        link.stop(PATIENCE)
                .orTimeout(2 * PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
