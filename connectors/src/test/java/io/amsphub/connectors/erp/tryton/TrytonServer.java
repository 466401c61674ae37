package io.amsphub.connectors.erp.tryton;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.processors.erp.ErpException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A real Tryton with its modules for sales and production, over SQLite in a directory of its own. Can be stopped and
 * started again.
 */
public final class TrytonServer implements AutoCloseable {

    /** Who works in it. */
    public static final String USER = "admin";
    /** The password of who works in it. */
    public static final String PASSWORD = "test-of-the-hub-1";

    private final Path directory;
    final int port;
    private @Nullable Process process;

    /** A server that is not made yet, on a free port. */
    public TrytonServer(Path directory) throws IOException {
        this.directory = directory;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
    }

    /** Returns whether Debian's packages of it are there. */
    public static boolean installed() {
        return Files.isExecutable(Path.of("/usr/bin/trytond"))
                && Files.isDirectory(Path.of("/usr/lib/python3/dist-packages/trytond/modules/sale"))
                && Files.isDirectory(Path.of("/usr/lib/python3/dist-packages/trytond/modules/production"))
                && Files.isDirectory(Path.of("/usr/lib/python3/dist-packages/trytond/modules/sale_amendment"))
                && Files.isDirectory(Path.of("/usr/lib/python3/dist-packages/proteus"));
    }

    /** Makes the database, with a company that can sell. */
    public void create() throws IOException {
        Path database = Files.createDirectories(directory.resolve("db")).resolve("erp.sqlite");
        Files.createFile(database);
        Files.writeString(directory.resolve("pw"), PASSWORD);
        Files.writeString(directory.resolve("trytond.conf"), """
                [web]
                listen = 127.0.0.1:%d
                [database]
                uri = sqlite://
                path = %s
                [session]
                authentications = password
                max_attempt = 100
                """.formatted(port, database.getParent()));
        run(
                "/usr/bin/trytond-admin",
                "-c",
                "trytond.conf",
                "-d",
                "erp",
                "--all",
                "-u",
                "sale",
                "production",
                "sale_amendment",
                "--activate-dependencies",
                "--email",
                "a@example.com");
        try (InputStream seed = Objects.requireNonNull(TrytonServer.class.getResourceAsStream("company.py"))) {
            Files.write(directory.resolve("company.py"), seed.readAllBytes());
        }
        run("/usr/bin/python3", "company.py");
    }

    private void run(String... command) throws IOException {
        Process running = launch(List.of(command));
        try {
            if (!running.waitFor(5, TimeUnit.MINUTES) || running.exitValue() != 0) {
                throw new IllegalStateException(Files.readString(directory.resolve("log")));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            running.destroyForcibly();
        }
    }

    private Process launch(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment()
                .putAll(Map.of("TRYTONPASSFILE", directory.resolve("pw").toString()));
        return builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("log").toFile()))
                .start();
    }

    /** Starts it and waits until it lets somebody in. */
    public void start() throws IOException {
        process = launch(List.of("/usr/bin/trytond", "-c", "trytond.conf", "-d", "erp"));
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    try {
                        rpc().model("party.party.search", List.of(), 0, 1, List.of());
                        return true;
                    } catch (ErpException e) {
                        return false;
                    }
                });
    }

    /** Stops it as an operator does. */
    public void stop() throws InterruptedException {
        Process running = process;
        if (running != null) {
            running.destroy();
            if (!running.waitFor(30, TimeUnit.SECONDS)) {
                running.destroyForcibly();
            }
        }
    }

    TrytonSettings settings(int over) {
        return new TrytonSettings(url(over), USER, PASSWORD, true, Duration.ofSeconds(20));
    }

    private static URI url(int over) {
        return URI.create("http://127.0.0.1:" + over + "/erp/");
    }

    /** Returns where its database is reached. */
    public URI url() {
        return url(port);
    }

    /** Returns sales or other records, as a person sees them. */
    public JsonNode find(String model, List<?> domain, String... fields) {
        return rpc().model(model + ".search_read", domain, 0, 50, List.of(List.of("id", "ASC")), List.of(fields));
    }

    /** Does what a person does with a button, or a form: a method of a model with its parameters. */
    public JsonNode act(String method, Object... parameters) {
        return rpc().model(method, parameters);
    }

    /** Returns a session of a person who works in it. */
    TrytonRpc rpc() {
        return new TrytonRpc(settings(port));
    }

    @Override
    public void close() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
        }
    }
}
