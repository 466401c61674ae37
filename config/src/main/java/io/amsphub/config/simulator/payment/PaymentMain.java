package io.amsphub.config.simulator.payment;

import io.amsphub.config.simulator.gcode.SimulatorConsole;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The program: one simulated payment provider until SIGTERM; lines on standard input are faults. */
@Command(
        name = "payment-provider",
        mixinStandardHelpOptions = true,
        description = "A strict simulated payment provider: payments are created, authorised by the payer at their"
                + " address (POST .../authorise or .../decline), captured, refunded, released; signed webhooks tell.",
        footer = "Faults on standard input: swallow N, garbage N, away, back, hold, flush, reverse, twice, forge, old,"
                + " amount")
public final class PaymentMain implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--port", defaultValue = "8090", description = "port; 0 takes a free one")
    private int port;

    @Option(names = "--key", required = true, description = "the key of the merchant")
    private String key = "";

    @Option(names = "--webhook", required = true, description = "where news go: http://.../api/v1/payment-webhooks")
    private String webhook = "";

    @Option(names = "--secret", required = true, description = "what news are signed with")
    private String secret = "";

    /** Runs the program. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new PaymentMain()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        CommandSpec present = Objects.requireNonNull(spec);
        try (SimulatedProvider provider = new SimulatedProvider(port, key, new Webhooks(webhook, secret))) {
            present.commandLine().getOut().println("listening at " + provider.url());
            present.commandLine().getOut().flush();
            SimulatorConsole.run(present.commandLine().getOut(), provider::control);
        }
        return 0;
    }
}
