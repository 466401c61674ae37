package io.amsphub.config.cli;

import io.amsphub.config.HubVersion;
import io.amsphub.config.cli.mesh.MeshCommand;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command {@code ./hub}. */
@Command(
        name = "hub",
        description = "The additive manufacturing service platform hub.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        versionProvider = HubCommand.Version.class,
        subcommands = {
            ServeCommand.class,
            BrokerCommand.class,
            StartCommand.class,
            StopCommand.class,
            StatusCommand.class,
            DemoCommand.class,
            MeshCommand.class,
            TdpCommand.class,
            AuditCommand.class,
            KeysCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            PurgeCommand.class
        })
public final class HubCommand implements Runnable {

    /** Exit code: the hub itself is at fault, or has lost what it works with. */
    static final int FAILED = 1;

    /** Exit code: the input or the state is at fault, and the message says what to do. */
    static final int REFUSED = 2;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "${sys:hub.data:-data}",
            scope = ScopeType.INHERIT,
            description = "where everything is kept (default: ${DEFAULT-VALUE})")
    private Path data = Path.of("data");

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    /** Runs the command and exits with its code. */
    public static void main(String[] arguments) {
        CommandLine line = line();
        Thread.currentThread().setUncaughtExceptionHandler(new FailedMain(line.getErr()));
        System.exit(line.execute(arguments));
    }

    /** Returns the command line, which says in words what is refused. */
    static CommandLine line() {
        return new CommandLine(new HubCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> refused(failure, command.getErr()));
    }

    private static int refused(Exception failure, PrintWriter err) throws Exception {
        if (failure instanceof CommandFailure known) {
            err.println("hub: " + known.getMessage());
            return known.exitCode();
        }
        if (failure instanceof FileSystemException refused) {
            err.println("hub: the file system refuses " + refused.getMessage() + " ("
                    + refused.getClass().getSimpleName()
                    + "); see to its rights, or name another directory with --data");
            return REFUSED;
        }
        throw failure;
    }

    /** Returns the data directory. */
    Path data() {
        return data.toAbsolutePath().normalize();
    }

    /** Returns where the command writes. */
    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    @Override
    public void run() {
        spec.commandLine().usage(out());
    }

    /** Says what was built. */
    static final class Version implements CommandLine.IVersionProvider {

        @Override
        public String[] getVersion() {
            return new String[] {"AMSP Hub " + HubVersion.HUB};
        }
    }
}
