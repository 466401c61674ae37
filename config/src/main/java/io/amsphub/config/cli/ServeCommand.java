package io.amsphub.config.cli;

import io.amsphub.config.DataDirectory;
import io.amsphub.config.HubServer;
import io.amsphub.config.HubSettings;
import io.amsphub.config.HubVersion;
import io.amsphub.config.SettingsException;
import io.amsphub.config.operation.DiskRoom;
import io.amsphub.processors.failure.HubException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Runs the hub in the foreground until it is told to stop. */
@Command(name = "serve", description = "Run the hub in the foreground until SIGTERM.", mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli
    private HubCommand hub;

    private static final long LOOK_NS = 500_000_000L;

    private final CountDownLatch stopped = new CountDownLatch(1);

    @Override
    public Integer call() throws IOException {
        Path root = hub.data();
        HubSettings settings = Settings.read(root);
        DataDirectory directory = lock(root, () -> PortCheck.refuseTaken(settings));
        DataDirectory.make(settings.shared());
        RunFile runFile = RunFile.of(root);
        HubServer server = new HubServer(settings, Distribution.console());
        Thread hook = new Thread(() -> stop(server, directory, runFile), "hub-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        awaitRoom(settings);
        try {
            server.start();
        } catch (SettingsException | IllegalStateException e) {
            LOG.error("the hub does not start", e);
            throw new CommandFailure(HubCommand.REFUSED, "the hub does not start: " + e.getMessage());
        } catch (HubException e) {
            throw refused("hub", e);
        }
        server.issueFirstCredentials();
        runFile.write();
        LOG.info(
                "AMSP Hub {} is ready after {} ms: API {}, MQTT {}",
                HubVersion.HUB,
                ManagementFactory.getRuntimeMXBean().getUptime(),
                settings.http().publicUrl(),
                mqtt(settings.broker()));
        if (settings.limits().console()) {
            server.startConsole();
            LOG.info("the console is at http://127.0.0.1:{}/console/", settings.consolePort());
        }
        await();
        return 0;
    }

    /** A database and a journal that are opened on a full disk do not get far. */
    private void awaitRoom(HubSettings settings) throws IOException {
        DiskRoom room = DiskRoom.of(settings);
        String said = "";
        Optional<String> shortage = room.shortage();
        while (shortage.isPresent() && stopped.getCount() > 0) {
            if (!said.equals(shortage.get())) {
                said = shortage.get();
                LOG.warn("the hub waits with its start: {}; free space, hub.disk.reserve-bytes says how much", said);
            }
            LockSupport.parkNanos(LOOK_NS);
            shortage = room.shortage();
        }
    }

    static CommandFailure refused(String what, HubException reason) {
        LOG.error("the {} does not start: {}", what, reason.getMessage());
        return new CommandFailure(
                HubCommand.REFUSED,
                "the " + what + " does not start: " + reason.getMessage() + "\n     remedy: "
                        + reason.problem().remedy());
    }

    /** Takes a data directory, unless what is looked at then refuses the start. */
    static DataDirectory lock(Path root, Runnable check) throws IOException {
        DataDirectory directory = open(root);
        boolean fine = false;
        try {
            check.run();
            fine = true;
            return directory;
        } finally {
            if (!fine) {
                directory.close();
            }
        }
    }

    private static DataDirectory open(Path root) throws IOException {
        try {
            return DataDirectory.open(root);
        } catch (DataDirectory.InUseException e) {
            throw new CommandFailure(HubCommand.REFUSED, String.valueOf(e.getMessage()));
        }
    }

    /** Where machines connect to. */
    static String mqtt(HubSettings.Broker broker) {
        return broker.own().elsewhere()
                ? String.join(",", broker.own().mqtt())
                : broker.mqttHost() + ":" + broker.mqttPort();
    }

    private void stop(HubServer server, DataDirectory directory, RunFile runFile) {
        LOG.info("stopping: what is under way is finished first");
        try {
            server.close();
        } finally {
            release(directory, runFile);
        }
        LOG.info("stopped");
        stopped.countDown();
    }

    static void release(DataDirectory directory, RunFile runFile) {
        try {
            runFile.delete();
            directory.close();
        } catch (IOException e) {
            LOG.warn("the data directory was not released cleanly", e);
        }
    }

    private void await() {
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
