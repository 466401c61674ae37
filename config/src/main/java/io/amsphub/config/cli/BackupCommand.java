package io.amsphub.config.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.config.HubSettings;
import io.amsphub.config.client.HubClient;
import io.amsphub.connectors.storage.s3.S3Settings;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Makes a backup of the hub that is running. */
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        description =
                "Make a backup of the hub while it runs. It holds all keys: keep it as safe as the data directory.")
final class BackupCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli
    private HubCommand hub;

    @Override
    public Integer call() throws IOException {
        Path data = hub.data();
        HubSettings settings = Settings.read(data);
        if (new HubProcess(data).running().isEmpty()) {
            throw new CommandFailure(
                    HubCommand.REFUSED,
                    "no hub is running on " + data + "; while it is stopped, copy the directory as it is");
        }
        HubClient client = HubAccess.client(data, settings);
        JsonNode made =
                HubAccess.require(client.send("PUT", "/backups/" + name(), HttpRequest.BodyPublishers.noBody()));
        Path place = data.resolve("backups").resolve(made.path("name").asText());
        hub.out().println("backup     " + place);
        hub.out()
                .println("           " + made.path("contents").asLong() + " contents, "
                        + made.path("messages").asLong() + " messages on the way, "
                        + made.path("bytes").asLong() + " bytes beside the database");
        S3Settings store = settings.contents();
        if (store != null) {
            hub.out()
                    .println("           models and files stay in the bucket " + store.bucket()
                            + ", which is not part of it and must stay as it is");
        }
        hub.out().println("           copy it to another machine; './hub --data NEW restore DIR' makes a hub of it");
        return 0;
    }

    private static String name() {
        return Instant.now()
                .truncatedTo(ChronoUnit.SECONDS)
                .toString()
                .toLowerCase(Locale.ROOT)
                .replace(":", "-");
    }
}
