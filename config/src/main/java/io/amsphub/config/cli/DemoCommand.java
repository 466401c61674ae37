package io.amsphub.config.cli;

import io.amsphub.config.DataDirectory;
import io.amsphub.config.HubSettings;
import io.amsphub.mesh.compose.DemoBracket;
import io.amsphub.mesh.io.BinaryStlWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Shows the main job on a model: from upload to the record of the delivered part. */
@Command(
        name = "demo",
        description = "Show the main job on a model: upload, findings, correction, quote, order, printing, delivery.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    private static final int PRINTERS = 3;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli
    private HubCommand hub;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "a model (STL, OBJ, PLY, OFF, AMF, 3MF, or CAD); without one a bracket with a few defects")
    private @Nullable Path file;

    @Option(
            names = "--material",
            paramLabel = "ID",
            defaultValue = "mex-pla",
            description = "what to make it of (default: ${DEFAULT-VALUE})")
    private String material = "mex-pla";

    @Option(
            names = "--quantity",
            paramLabel = "N",
            defaultValue = "1",
            description = "how many (default: ${DEFAULT-VALUE})")
    private int quantity = 1;

    @Override
    public Integer call() throws IOException {
        Path data = hub.data();
        HubSettings settings = Settings.read(data);
        Path model = model(data);
        HubProcess process = new HubProcess(data);
        if (process.running().isEmpty()) {
            process.start(hub.out());
            new PrinterFleet(data).start(HubAccess.client(data, settings), settings, PRINTERS);
            StartCommand.describe(hub.out(), data, settings, PRINTERS);
        }
        return new DemoRun(HubAccess.client(data, settings), hub.out()).show(model, material, quantity);
    }

    private Path model(Path data) throws IOException {
        Path given = file;
        if (given != null) {
            if (!Files.isRegularFile(given)) {
                throw new CommandFailure(HubCommand.REFUSED, given + " is not a file");
            }
            return given;
        }
        DataDirectory.make(data);
        Path bracket = data.resolve("demo-bracket.stl");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(bracket))) {
            BinaryStlWriter.write(DemoBracket.carelessExport(), out);
        }
        return bracket;
    }
}
