package io.amsphub.it.system;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.config.FirstCredentials;
import io.amsphub.config.client.HubClient;
import io.amsphub.config.tls.HubTls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A hub as a process of its own, started from the distribution on free ports and a directory of its own.
 * Can be killed and started again on the same directory, as often as a test likes.
 */
public final class RunningHub implements AutoCloseable {

    static final Path LIB = Path.of(System.getProperty("hub.distribution", "../config/target/hub"), "lib");

    private final Path data;
    private final Map<String, String> settings = new TreeMap<>();
    private final int httpPort;
    private final int mqttPort;
    private final int managementPort;
    private final int consolePort;
    private String command = "serve";
    private final Map<String, String> environment = new TreeMap<>();
    private String heap = "512m";
    private boolean optimised;
    private Path lib = LIB;
    private @Nullable Process process;

    /** A hub that is not started. */
    public RunningHub(Path data) throws IOException {
        this.data = data;
        List<Integer> ports = freePorts(5);
        httpPort = ports.get(0);
        mqttPort = ports.get(1);
        managementPort = ports.get(2);
        consolePort = ports.get(3);
        settings.put("hub.http.port", Integer.toString(httpPort));
        settings.put("hub.mqtt.port", Integer.toString(mqttPort));
        settings.put("hub.management.port", Integer.toString(managementPort));
        settings.put("hub.console.port", Integer.toString(consolePort));
        settings.put("hub.amqp.port", Integer.toString(ports.get(4)));
        settings.put("hub.console.enabled", "false");
    }

    /** Sets a property of the hub, for the starts to come. */
    public RunningHub with(String key, String value) {
        settings.put(key, value);
        return this;
    }

    /** Takes a property back. */
    public RunningHub without(String key) {
        settings.remove(key);
        return this;
    }

    /** Runs another command than {@code serve}: {@code broker}. */
    public RunningHub as(String name) {
        command = name;
        return this;
    }

    /** Runs from other files than those of the distribution. */
    RunningHub from(Path otherLib) {
        lib = otherLib;
        return this;
    }

    /** Sets a variable of the hub's environment, for the starts to come. */
    RunningHub environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Sets the heap of the hub. */
    public RunningHub heap(String size) {
        heap = size;
        return this;
    }

    /** Lets the JVM optimise as it does for users, which is what figures need. */
    public RunningHub optimised() {
        optimised = true;
        return this;
    }

    /** Starts the hub and waits until it is ready. */
    public RunningHub start() throws IOException {
        Process launched = launch();
        awaitFile(data.resolve("hub.pid"), launched);
        if (!alive() && !haltSet()) {
            throw new IllegalStateException("the hub did not start:\n" + log());
        }
        return this;
    }

    /** Starts the hub without waiting for anything. */
    public Process launch() throws IOException {
        Files.createDirectories(data);
        Files.deleteIfExists(data.resolve("hub.pid"));
        return launchBeside();
    }

    /** Starts the hub on a directory that another may be using, without waiting for anything. */
    public Process launchBeside() throws IOException {
        List<String> line = new ArrayList<>();
        line.add(java());
        line.add("-Xmx" + heap);
        line.add("-XX:+ExitOnOutOfMemoryError");
        if (!optimised) {
            line.add("-XX:TieredStopAtLevel=1"); // a hub that lives for a minute never earns back what C2 costs
        }
        line.add(ClassArchive.option(LIB));
        line.add("-Xlog:disable");
        line.add("-Xlog:all=error:stderr");
        settings.forEach((key, value) -> line.add("-D" + key + "=" + value));
        line.addAll(List.of("-jar", jar(lib).toString(), command, "--data", data.toString()));
        ProcessBuilder builder = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile().toFile()));
        builder.environment().putAll(environment);
        Process started = builder.start();
        process = started;
        return started;
    }

    /** Kills the hub as a power cut would. */
    public void kill() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
            waitForEnd(running);
        }
    }

    /** Stops the process as it is; connections stay open and nothing answers. */
    void freeze() throws IOException {
        signal("STOP");
    }

    /** Lets it go on. */
    void thaw() throws IOException {
        signal("CONT");
    }

    private void signal(String name) throws IOException {
        Process sending = new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
                .inheritIO()
                .start();
        waitForEnd(sending);
        if (sending.exitValue() != 0) {
            throw new IOException("could not send " + name);
        }
    }

    /** Waits until the hub has died by itself. */
    public boolean diesWithin(Duration patience) {
        Process running = process;
        try {
            return running == null || running.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Waits until the hub has ended by itself, and returns its exit code. */
    public int exitCode() {
        Process running = process;
        if (running == null) {
            throw new IllegalStateException("the hub was never started");
        }
        waitForEnd(running);
        return running.exitValue();
    }

    /** Asks the hub to stop, and returns its exit code. */
    public int terminate() {
        Process running = process;
        if (running == null) {
            return 0;
        }
        running.destroy();
        waitForEnd(running);
        return running.exitValue();
    }

    public boolean alive() {
        return process != null && process.isAlive();
    }

    public long pid() {
        Process running = process;
        if (running == null) {
            throw new IllegalStateException("the hub was never started");
        }
        return running.pid();
    }

    /** Returns a client that acts as the first operator. */
    public HubClient client() throws IOException {
        return new HubClient(url(), FirstCredentials.OPERATOR, secret(), secure() ? HubTls.client(data) : null);
    }

    public String secret() throws IOException {
        return FirstCredentials.secret(data);
    }

    private boolean secure() {
        return !settings.getOrDefault("hub.tls", "off").equals("off");
    }

    public URI url() {
        return URI.create((secure() ? "https" : "http") + "://127.0.0.1:" + httpPort);
    }

    public URI managementUrl() {
        return URI.create("http://127.0.0.1:" + managementPort);
    }

    public URI consoleUrl() {
        return URI.create("http://127.0.0.1:" + consolePort + "/console/");
    }

    public String broker() {
        return "tcp://127.0.0.1:" + mqttPort;
    }

    int mqttPort() {
        return mqttPort;
    }

    int amqpPort() {
        return Integer.parseInt(settings.getOrDefault("hub.amqp.port", "0"));
    }

    public Path data() {
        return data;
    }

    public Path logFile() {
        return data.resolve("hub.log");
    }

    public String log() {
        try {
            return Files.readString(logFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the body of an answer that must be a success. */
    public static JsonNode ok(HubClient.Answer answer) {
        if (answer.status() >= 300) {
            throw new AssertionError("HTTP " + answer.status() + ": " + answer.body());
        }
        return answer.body();
    }

    /** Returns the program that runs Java. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Returns the jar that brings all of the hub onto a class path. */
    public static Path jar() throws IOException {
        return jar(LIB);
    }

    private static Path jar(Path lib) throws IOException {
        try (var jars = Files.newDirectoryStream(lib, "config-*.jar")) {
            return jars.iterator().next();
        }
    }

    @Override
    public void close() {
        kill();
    }

    /** Waits until a file is there or the process has ended. */
    static void awaitFile(Path file, Process process) {
        await().atMost(Duration.ofMinutes(4))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> Files.exists(file) || !process.isAlive());
    }

    private boolean haltSet() {
        return settings.containsKey("hub.halt-at");
    }

    private static void waitForEnd(Process running) {
        try {
            if (!running.waitFor(90, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the hub does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Returns ports that nobody listens on. */
    public static List<Integer> freePorts(int count) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        List<Integer> ports = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ServerSocket socket = new ServerSocket(0);
            sockets.add(socket);
            ports.add(socket.getLocalPort());
        }
        for (ServerSocket socket : sockets) {
            socket.close();
        }
        return ports;
    }
}
