package io.amsphub.config.cli;

import io.amsphub.config.backup.RestoredData;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Makes a data directory of a backup. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description = "Make a data directory (--data) of a backup. Open orders are on hold at the next start.")
final class RestoreCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli
    private HubCommand hub;

    @Parameters(paramLabel = "DIR", description = "the directory of the backup")
    private Path backup = Path.of("");

    @Override
    public Integer call() throws IOException {
        Instant madeAt;
        try {
            madeAt = RestoredData.restore(backup.toAbsolutePath().normalize(), hub.data());
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(HubCommand.REFUSED, String.valueOf(e.getMessage()));
        }
        hub.out().println("restored   " + hub.data() + " as it was at " + madeAt);
        hub.out()
                .println("           start it only when the hub that it is of is gone for good. Open orders are on hold"
                        + " until they are released: machines may have printed their parts since.");
        return 0;
    }
}
