package io.amsphub.config.cli;

import io.amsphub.config.FirstCredentials;
import io.amsphub.config.HubSettings;
import io.amsphub.config.tls.TlsSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Starts the hub and leaves it running. */
@Command(name = "start", description = "Start the hub and leave it running.", mixinStandardHelpOptions = true)
final class StartCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli
    private HubCommand hub;

    @Option(
            names = "--printers",
            paramLabel = "N",
            defaultValue = "0",
            description = "also start N simulated printers as a process of their own")
    private int printers;

    @Override
    public Integer call() throws IOException {
        Path data = hub.data();
        HubProcess process = new HubProcess(data);
        HubSettings settings = Settings.read(data);
        var running = process.running();
        if (running.isPresent()) {
            throw new CommandFailure(
                    HubCommand.REFUSED,
                    "a hub is running on " + data + " already (pid "
                            + running.get().pid() + "); './hub status' shows it, './hub stop' stops it");
        }
        process.start(hub.out());
        if (printers > 0) {
            new PrinterFleet(data).start(HubAccess.client(data, settings), settings, printers);
        }
        describe(hub.out(), data, settings, printers);
        return 0;
    }

    private static void describeBroker(PrintWriter out, HubSettings settings) {
        if (settings.broker().own().elsewhere()) {
            out.println("  MQTT       " + ServeCommand.mqtt(settings.broker()) + "   (a broker of its own)");
            return;
        }
        out.println("  MQTT       " + ServeCommand.mqtt(settings.broker()) + "   AMQP 127.0.0.1:"
                + settings.broker().amqpPort());
        if (settings.tls().on()) {
            out.println("  over TLS   MQTT " + settings.broker().mqttHost() + ":"
                    + settings.tls().mqttPort() + "   AMQP 127.0.0.1:"
                    + settings.tls().amqpPort());
        }
    }

    /** Says what is where. */
    static void describe(PrintWriter out, Path data, HubSettings settings, int printers) throws IOException {
        String secret = FirstCredentials.secret(data);
        out.println();
        out.println("  pages      " + settings.http().publicUrl() + "/make for parts, "
                + settings.http().publicUrl() + "/fleet for machines");
        out.println("  API        " + settings.http().publicUrl() + "/api/v1   described at "
                + settings.http().publicUrl() + "/docs");
        out.println("  console    http://127.0.0.1:" + settings.consolePort() + "/console/");
        out.println("  health     http://127.0.0.1:" + settings.managementPort() + "/observe/health   metrics at "
                + "/observe/metrics");
        describeBroker(out, settings);
        if (settings.tls().mode() == TlsSettings.Mode.TRIAL) {
            out.println("  trust      " + data.resolve("tls").resolve("trial.pem")
                    + "   (the hub's own certificate, for clients: curl --cacert)");
        }
        if (!secret.isEmpty()) {
            out.println("  sign in    " + FirstCredentials.OPERATOR + " / " + secret
                    + "   (pages, API and console; from " + data.resolve("first-credentials.properties") + ")");
        }
        if (printers > 0) {
            out.println("  printers   " + printers + " simulated, as a process of their own");
        }
        out.println("  data       " + data);
        out.println();
        out.flush();
    }
}
