package io.amsphub.connectors.storage;

import static org.awaitility.Awaitility.await;

import io.amsphub.connectors.storage.s3.S3Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real S3-compatible server (S3Proxy) as a process of its own, which a test may kill and start again. It checks
 * signatures and conditional requests, and keeps objects as files.
 */
public final class S3Server implements AutoCloseable {

    /** The bucket that is there. */
    public static final String BUCKET = "contents";

    private static final Path LIBRARIES = Path.of("..", "build-tools", "s3proxy", "target", "lib");
    private static final String ACCESS = "hub-access";
    private static final String SECRET = "0123456789-very-secret";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path directory;
    private final int port;
    private @Nullable Process process;

    private S3Server(Path directory, int port) {
        this.directory = directory;
        this.port = port;
    }

    /** Makes a server with one empty bucket in a directory, and starts it. */
    public static S3Server create(Path directory) throws IOException {
        Files.createDirectories(directory.resolve("data").resolve(BUCKET));
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        S3Server server = new S3Server(directory, port);
        Files.writeString(server.accessKeyFile(), ACCESS + "\n");
        Files.writeString(server.secretKeyFile(), SECRET + "\n");
        Files.writeString(
                directory.resolve("s3proxy.properties"),
                String.join(
                        "\n",
                        "s3proxy.authorization=aws-v2-or-v4",
                        "s3proxy.endpoint=" + server.endpoint(),
                        "s3proxy.identity=" + ACCESS,
                        "s3proxy.credential=" + SECRET,
                        "jclouds.provider=filesystem-nio2",
                        "jclouds.filesystem.basedir="
                                + directory.resolve("data").toAbsolutePath()));
        Files.writeString(directory.resolve("logback.xml"), "<configuration><root level=\"WARN\"/></configuration>");
        server.start();
        return server;
    }

    /** Returns where it is. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public Path accessKeyFile() {
        return directory.resolve("access-key");
    }

    public Path secretKeyFile() {
        return directory.resolve("secret-key");
    }

    /** Returns what must be in no log and no message. */
    public String secret() {
        return SECRET;
    }

    /** Returns how a hub reaches the bucket. */
    public S3Settings settings() {
        return settings(BUCKET, secretKeyFile());
    }

    S3Settings settings(String bucket, Path secretKeyFile) {
        return new S3Settings(endpoint(), bucket, "us-east-1", accessKeyFile(), secretKeyFile, true);
    }

    /** Returns the objects that are kept as sealed contents, or as keys of them. */
    public List<Path> objects(String ending) throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("data"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(ending))
                    .toList();
        }
    }

    /** Starts the server and waits until it answers. */
    public void start() throws IOException {
        Process started = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-Dlogback.configurationFile=" + directory.resolve("logback.xml"),
                        "-cp",
                        LIBRARIES.resolve("*").toString(),
                        "org.gaul.s3proxy.Main",
                        "--properties",
                        directory.resolve("s3proxy.properties").toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("s3proxy.log").toFile()))
                .start();
        process = started;
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> !started.isAlive() || answers());
        if (!started.isAlive()) {
            throw new IllegalStateException(
                    "the server did not start: " + Files.readString(directory.resolve("s3proxy.log")));
        }
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** Kills the server, as a power cut would. */
    public void kill() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
            try {
                if (!running.waitFor(10, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("the server does not end");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        kill();
    }
}
