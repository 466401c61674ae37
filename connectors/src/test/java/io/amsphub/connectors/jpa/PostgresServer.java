package io.amsphub.connectors.jpa;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL server in a directory of its own, which a test may stop, kill and start again. Its texts are sorted as
 * in a dictionary, not by their codes, because that is what differs from the embedded database.
 */
public final class PostgresServer implements AutoCloseable {

    /** The user of the database, who needs no password. */
    public static final String USER = "hub";

    private static final List<Path> PROGRAMS = List.of(
            Path.of("/usr/lib/postgresql/17/bin"),
            Path.of("/usr/lib/postgresql/16/bin"),
            Path.of("/usr/lib/postgresql/15/bin"));

    /** Whom Debian's package makes; the server does not run as root. */
    private static final String ACCOUNT = "postgres";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path programs;
    private final Path directory;
    private final int port;
    private @Nullable Process process;

    private PostgresServer(Path programs, Path directory, int port) {
        this.programs = programs;
        this.directory = directory;
        this.port = port;
    }

    /** Returns whether the programs are installed. */
    public static boolean isInstalled() {
        return PROGRAMS.stream().anyMatch(Files::isDirectory);
    }

    /** Makes an empty server and starts it. */
    public static PostgresServer create() throws IOException {
        Path programs = PROGRAMS.stream().filter(Files::isDirectory).findFirst().orElseThrow();
        Path directory = Files.createTempDirectory("amsp-postgres");
        if (isRoot()) {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.setOwner(
                    directory,
                    directory.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(ACCOUNT));
        }
        PostgresServer server = new PostgresServer(programs, directory, freePort());
        server.run(
                "initdb",
                "--pgdata=" + server.data(),
                "--username=" + USER,
                "--auth=trust",
                "--encoding=UTF8",
                "--locale-provider=icu",
                "--icu-locale=en-US",
                "--locale=C.UTF-8");
        server.start();
        server.run(
                "psql",
                "--host=127.0.0.1",
                "--port=" + server.port,
                "--username=" + USER,
                "--dbname=postgres",
                "--command=CREATE DATABASE " + USER);
        return server;
    }

    /** Returns the address of the database. */
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + USER;
    }

    /** Starts the server and waits until it takes connections. */
    public void start() throws IOException {
        // after a kill, the processes that it left hold its memory for a moment
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).until(this::startedOnce);
    }

    private boolean startedOnce() throws IOException {
        Process started = new ProcessBuilder(asAccount(
                        "postgres",
                        "-D",
                        data().toString(),
                        "-p",
                        Integer.toString(port),
                        "-c",
                        "listen_addresses=127.0.0.1",
                        "-c",
                        "unix_socket_directories="))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
        process = started;
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> !started.isAlive() || status("pg_isready", "-q", "-h", "127.0.0.1", "-p", "" + port) == 0);
        return started.isAlive();
    }

    /** Ends the server as its operator does in a hurry: connections break, and the next start recovers. */
    public void stopAtOnce() throws IOException {
        run("pg_ctl", "--pgdata=" + data(), "--mode=immediate", "stop");
    }

    /** Kills the server with signal 9; its processes find out and end by themselves. */
    public void kill() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
            join(running);
        }
    }

    /** Stops all processes of the server as they are; connections stay open and nothing answers. */
    public void freeze() throws IOException {
        signal("STOP");
    }

    /** Lets them go on. */
    public void thaw() throws IOException {
        signal("CONT");
    }

    private void signal(String name) throws IOException {
        Process running = process;
        if (running == null) {
            return;
        }
        List<String> command = new ArrayList<>(List.of("kill", "-" + name, Long.toString(running.pid())));
        running.descendants().forEach(child -> command.add(Long.toString(child.pid())));
        if (join(new ProcessBuilder(command).inheritIO().start()) != 0) {
            throw new IOException("could not send " + name);
        }
    }

    /** Runs a program of PostgreSQL that must succeed. */
    private void run(String program, String... arguments) throws IOException {
        if (status(program, arguments) != 0) {
            throw new IOException(program + " failed:\n" + Files.readString(log()));
        }
    }

    private int status(String program, String... arguments) throws IOException {
        return join(new ProcessBuilder(asAccount(program, arguments))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start());
    }

    private List<String> asAccount(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("setpriv", "--reuid=" + ACCOUNT, "--regid=" + ACCOUNT, "--init-groups"));
        }
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private Path data() {
        return directory.resolve("data");
    }

    private Path log() {
        return directory.resolve("log");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static int join(Process running) {
        try {
            if (!running.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("a program of PostgreSQL does not end");
            }
            return running.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Ends the server and removes what it has written. */
    @Override
    public void close() throws IOException {
        Process running = process;
        if (running != null && running.isAlive()) {
            stopAtOnce();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(PostgresServer::delete);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
