package io.amsphub.config.cli.mesh;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The commands that look at model files without a hub.
 *
 * <p>Exit codes: {@link #SOUND}, {@link #BLOCKED} and {@link #REFUSED}; the worst of all files counts.
 */
@Command(
        name = "mesh",
        description = "Check, repair, describe, convert, estimate, draw, mark and encrypt model files"
                + " (STL, OBJ, PLY, OFF, AMF, 3MF).",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:nothing forbids printing",
            "1:a finding forbids printing, or a person has to decide",
            "2:a file was refused, cannot be read or written, or the command is not understood"
        },
        subcommands = {
            CheckCommand.class,
            FixCommand.class,
            InfoCommand.class,
            ConvertCommand.class,
            EstimateCommand.class,
            RenderCommand.class,
            MarkCommand.class,
            SealCommand.class,
            OpenCommand.class
        })
public final class MeshCommand implements Runnable {

    /** Exit code: nothing forbids printing. */
    public static final int SOUND = 0;
    /** Exit code: a finding forbids printing, or a person has to decide. */
    public static final int BLOCKED = 1;
    /** Exit code: a file was refused or cannot be read or written, or the command is not understood. */
    public static final int REFUSED = 2;

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "one JSON object a file, each on one line")
    private boolean json;

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            scope = ScopeType.INHERIT,
            converter = MemorySize.class,
            description = "memory to use at most, such as 800m or 4g (default: most of the machine's);"
                    + " HUB_MESH_MEMORY says the same")
    private long memory = Long.MAX_VALUE;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    /** Runs the command alone, without the rest of the hub's, and exits with its code. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new MeshCommand())
                .setCommandName("hub mesh")
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }

    /** Returns whether programs read the output. */
    boolean json() {
        return json;
    }

    /** Returns where results go. */
    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** Returns where complaints go. */
    PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** Returns what opens model files under the memory that is allowed. */
    ModelFiles files() {
        return new ModelFiles(Math.min(memory, MemorySize.heapForOneModel()), Progress.onTerminal(err()));
    }

    @Override
    public void run() {
        spec.commandLine().usage(out());
    }
}
