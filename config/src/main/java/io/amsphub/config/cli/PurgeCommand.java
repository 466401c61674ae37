package io.amsphub.config.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.config.HubSettings;
import io.amsphub.config.client.HubClient;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Has the hub that is running remove what has reached its age, or say what that is. */
@Command(
        name = "purge",
        mixinStandardHelpOptions = true,
        description = "Remove what has reached its age now; the hub does so by itself as well.")
final class PurgeCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli
    private HubCommand hub;

    @Option(names = "--dry-run", description = "remove nothing, say what would go")
    private boolean dryRun;

    @Override
    public Integer call() throws IOException {
        Path data = hub.data();
        HubSettings settings = Settings.read(data);
        if (new HubProcess(data).running().isEmpty()) {
            throw new CommandFailure(HubCommand.REFUSED, "no hub is running on " + data + "; start it first");
        }
        HubClient client = HubAccess.client(data, settings);
        JsonNode report =
                HubAccess.require(client.send(dryRun ? "GET" : "POST", "/purge", HttpRequest.BodyPublishers.noBody()));
        for (JsonNode line : report.path("lines")) {
            hub.out()
                    .println(String.format(
                            Locale.ROOT,
                            "%-20s %8d %s before %s%s%s",
                            line.path("kind").asText(),
                            line.path("count").asLong(),
                            dryRun ? "would go" : "removed",
                            line.path("before").asText(),
                            line.path("bytes").asLong() > 0
                                    ? ", " + line.path("bytes").asLong() + " bytes"
                                    : "",
                            line.path("more").asBoolean() ? "; there are more" : ""));
        }
        return 0;
    }
}
