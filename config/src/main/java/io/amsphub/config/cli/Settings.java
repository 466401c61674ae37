package io.amsphub.config.cli;

import io.amsphub.config.DataDirectory;
import io.amsphub.config.HubSettings;
import io.amsphub.config.SettingsException;
import java.io.IOException;
import java.nio.file.Path;

/** Reads the settings of a data directory for a command. */
final class Settings {

    private Settings() {}

    static HubSettings read(Path data) throws IOException {
        try {
            return HubSettings.read(data, DataDirectory.properties(data), System.getenv(), System.getProperties());
        } catch (SettingsException e) {
            throw new CommandFailure(
                    HubCommand.REFUSED,
                    e.getMessage() + "\n  (" + data.resolve("hub.properties") + ", -D or environment)");
        }
    }
}
