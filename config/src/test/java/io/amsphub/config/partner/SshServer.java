package io.amsphub.config.partner;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** OpenSSH's server as the current user, on a free port, with keys and a configuration of its own. */
final class SshServer implements AutoCloseable {

    private static final Path SSHD = Path.of("/usr/sbin/sshd");

    private final Path directory;
    private final int port;
    private final Process process;

    private SshServer(Path directory, int port, Process process) {
        this.directory = directory;
        this.port = port;
        this.process = process;
    }

    static SshServer startOrSkip(Path directory) throws IOException, InterruptedException {
        Assumptions.assumeTrue(Files.isExecutable(SSHD), "OpenSSH's server is not installed");
        Files.createDirectories(directory);
        for (String key : List.of("host", "user", "foreign")) {
            run(
                    "ssh-keygen",
                    "-q",
                    "-t",
                    "ed25519",
                    "-N",
                    "",
                    "-f",
                    directory.resolve(key).toString());
        }
        Files.copy(directory.resolve("user.pub"), directory.resolve("authorized_keys"));
        // started as root it wants its directory for unprivileged children
        if (System.getProperty("user.name").equals("root")) {
            Files.createDirectories(Path.of("/run/sshd"));
        }
        int port = WholeHub.freePorts(1).get(0);
        Path config = Files.writeString(directory.resolve("sshd_config"), """
            Port %d
            ListenAddress 127.0.0.1
            HostKey %s
            AuthorizedKeysFile %s
            PidFile none
            PasswordAuthentication no
            KbdInteractiveAuthentication no
            UsePAM no
            StrictModes no
            PermitRootLogin prohibit-password
            LogLevel VERBOSE
            Subsystem sftp internal-sftp
            """.formatted(
                        port, directory.resolve("host"), directory.resolve("authorized_keys")));
        Process process = new ProcessBuilder(SSHD.toString(), "-D", "-e", "-f", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("sshd.log").toFile())
                .start();
        SshServer server = new SshServer(directory, port, process);
        await().atMost(Duration.ofMinutes(1)).until(() -> server.log().contains("Server listening"));
        return server;
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).inheritIO().start();
        if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException("failed: " + List.of(command));
        }
    }

    int port() {
        return port;
    }

    /** Puts what the hub needs into the folder of a partner: its key, and the key of this host. */
    void admit(Path keys) throws IOException {
        Files.copy(directory.resolve("user"), keys.resolve("id"));
        Files.setPosixFilePermissions(keys.resolve("id"), PosixFilePermissions.fromString("rw-------"));
        Files.writeString(keys.resolve("known_hosts"), hostKey("host"));
    }

    String foreignHostKey() throws IOException {
        return hostKey("foreign");
    }

    private String hostKey(String name) throws IOException {
        return "[127.0.0.1]:" + port + " " + Files.readString(directory.resolve(name + ".pub"));
    }

    /** Waits until a client has come after this moment and has gone again before it signed in. */
    void awaitRefusedVisit() throws IOException {
        int before = log().length();
        await().atMost(Duration.ofMinutes(3))
                .until(() -> log().substring(before).contains("[preauth]"));
    }

    private String log() throws IOException {
        return Files.readString(directory.resolve("sshd.log"));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
