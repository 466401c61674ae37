package io.amsphub.config.simulator.oidc;

import io.amsphub.config.simulator.gcode.SimulatorConsole;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The program: one simulated provider of identities until SIGTERM; lines on standard input change it. */
@Command(
        name = "identity-provider",
        mixinStandardHelpOptions = true,
        description = "A strict simulated provider of OpenID Connect that signs everybody in as one person.",
        footer = "On standard input: rotate (a new key beside the old), replace (a new key in its place)")
public final class OidcMain implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--port", defaultValue = "8091", description = "port; 0 takes a free one")
    private int port;

    @Option(names = "--client", defaultValue = "amsp-hub", description = "the client")
    private String client = "";

    @Option(names = "--redirect", required = true, description = "http://.../api/v1/sessions/provider/end")
    private String redirect = "";

    @Option(names = "--person", defaultValue = "anna", description = "who everybody is signed in as")
    private String person = "";

    @Option(names = "--organisation", defaultValue = "acme", description = "of that person")
    private String organisation = "";

    @Option(names = "--role", description = "of that person; as often as there are roles")
    private List<String> roles = List.of("USER");

    /** Runs the program. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new OidcMain()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        CommandSpec present = Objects.requireNonNull(spec);
        try (SimulatedOidc provider = new SimulatedOidc(
                port,
                client,
                redirect,
                Map.of(
                        "sub", person,
                        "preferred_username", person,
                        "organisation", organisation,
                        "roles", roles))) {
            present.commandLine().getOut().println("listening at " + provider.issuer());
            present.commandLine().getOut().flush();
            SimulatorConsole.run(present.commandLine().getOut(), provider::control);
        }
        return 0;
    }
}
