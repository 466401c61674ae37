package io.amsphub.config.cli;

import io.amsphub.config.BrokerServer;
import io.amsphub.config.DataDirectory;
import io.amsphub.config.HubSettings;
import io.amsphub.config.HubVersion;
import io.amsphub.config.SettingsException;
import io.amsphub.processors.failure.HubException;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Runs a broker without a hub in the foreground until it is told to stop. */
@Command(
        name = "broker",
        description = "Run a broker for hubs in the foreground until SIGTERM; two that share a store are a pair.",
        mixinStandardHelpOptions = true)
final class BrokerCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerCommand.class);

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli
    private HubCommand hub;

    private final CountDownLatch stopped = new CountDownLatch(1);

    @Override
    public Integer call() throws IOException {
        HubSettings settings = Settings.read(hub.data());
        DataDirectory directory = ServeCommand.lock(hub.data(), () -> PortCheck.refuseTakenForBroker(settings));
        RunFile runFile = RunFile.of(hub.data());
        BrokerServer server = new BrokerServer(settings);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, directory, runFile), "hub-stop"));
        try {
            server.start();
        } catch (SettingsException | IllegalStateException e) {
            LOG.error("the broker does not start", e);
            throw new CommandFailure(HubCommand.REFUSED, "the broker does not start: " + e.getMessage());
        } catch (HubException e) {
            throw ServeCommand.refused("broker", e);
        }
        runFile.write();
        LOG.info(
                "AMSP Hub {} broker is started as {}: store {}, hubs {}:{}, MQTT {}:{}, health http://127.0.0.1:{}/observe/health",
                HubVersion.HUB,
                settings.broker().own().role().name().toLowerCase(Locale.ROOT),
                settings.broker().own().store(),
                settings.broker().own().host(),
                settings.broker().own().port(),
                settings.broker().mqttHost(),
                settings.broker().mqttPort(),
                settings.managementPort());
        return await(server);
    }

    private void stop(BrokerServer server, DataDirectory directory, RunFile runFile) {
        LOG.info("stopping");
        try {
            server.close();
        } finally {
            ServeCommand.release(directory, runFile);
        }
        LOG.info("stopped");
        stopped.countDown();
    }

    /** A broker that stops by itself has lost its store or cannot write to it: whoever supervises the process starts it again. */
    private int await(BrokerServer server) {
        try {
            while (!stopped.await(1, TimeUnit.SECONDS)) {
                if (!server.alive()) {
                    LOG.error("the broker has stopped by itself: its store is lost, or cannot be written to");
                    return HubCommand.FAILED;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }
}
