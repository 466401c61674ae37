package io.amsphub.config.cli;

import io.amsphub.config.ContentKeys;
import io.amsphub.config.DataDirectory;
import io.amsphub.config.HubSettings;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Commands on the keys of the data directory; the hub must be stopped. */
@Command(name = "keys", description = "Change the keys that content is sealed under.", mixinStandardHelpOptions = true)
final class KeysCommand {

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli
    private HubCommand hub;

    @Command(
            name = "rotate",
            mixinStandardHelpOptions = true,
            description =
                    "Makes a new master key in master.key, or takes the one of hub.master-key, and wraps the keys of"
                            + " all organisations by it. The content stays as it is. A run that was interrupted is"
                            + " finished by the next.")
    int rotate() throws IOException {
        HubSettings settings = Settings.read(hub.data());
        try (DataDirectory directory = DataDirectory.open(hub.data())) {
            int count = ContentKeys.rotate(
                    settings.node().several() ? settings.shared() : directory.root(), settings.protection());
            hub.out()
                    .println(count + " keys of organisations are wrapped by the new master key; keep a copy of it apart"
                            + " from the data");
            return 0;
        } catch (DataDirectory.InUseException | IllegalStateException e) {
            throw new CommandFailure(HubCommand.REFUSED, String.valueOf(e.getMessage()));
        }
    }
}
