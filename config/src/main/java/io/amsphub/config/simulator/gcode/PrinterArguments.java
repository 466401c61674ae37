package io.amsphub.config.simulator.gcode;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The arguments that the programs of simulated printers with MQTT and HTTP have in common. */
public final class PrinterArguments {

    private static final Duration INTERVAL = Duration.ofMillis(250);

    @Option(names = "--broker", defaultValue = "tcp://localhost:1883", description = "tcp://host:port")
    private String broker = "";

    @Option(names = "--user", description = "at the broker")
    private @Nullable String user;

    @Option(names = "--password", description = "at the broker")
    private @Nullable String password;

    @Option(names = "--api-key", description = "of HTTP; some dialects let everybody in without one")
    private @Nullable String apiKey;

    @Option(names = "--print-time", defaultValue = "PT60S", description = "how long a print takes")
    private Duration printTime = Duration.ofMinutes(1);

    /** Returns them, with those that differ. */
    public PrinterBody.Options options(String root, int port) {
        return new PrinterBody.Options(broker, root, user, password, port, apiKey, INTERVAL, printTime);
    }
}
