package io.amsphub.config.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.config.HubSettings;
import io.amsphub.config.client.HubClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Says whether the hub runs, and how it is. Exit code 0 when it runs, 3 when it does not. */
@Command(
        name = "status",
        description = "Say whether the hub runs, where, and what waits.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {

    private static final int NOT_RUNNING = 3;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli
    private HubCommand hub;

    @Override
    public Integer call() throws IOException {
        Path data = hub.data();
        HubSettings settings = Settings.read(data);
        Optional<ProcessHandle> process = new HubProcess(data).running();
        if (process.isEmpty()) {
            hub.out().println("no hub is running on " + data);
            return NOT_RUNNING;
        }
        hub.out()
                .println("the hub is running on " + data + " (pid "
                        + process.get().pid() + ")");
        StartCommand.describe(hub.out(), data, settings, 0);
        HubClient client = HubAccess.client(data, settings);
        hub.out().println("  machines      " + count(client, "/devices", "/live/availability"));
        hub.out().println("  orders        " + count(client, "/orders", "/state"));
        hub.out().println("  work list     " + count(client, "/work-items?state=OPEN", "/kind"));
        hub.out().println("  dead letters  " + count(client, "/dead-letters?state=WAITING", "/queue"));
        return 0;
    }

    private static String count(HubClient client, String path, String field) throws IOException {
        Map<String, Integer> counts = new TreeMap<>();
        String separator = path.contains("?") ? "&" : "?";
        String after = "";
        do {
            JsonNode page = HubAccess.require(client.get(path + separator + "limit=500" + after));
            page.path("items").forEach(item -> counts.merge(item.at(field).asText(), 1, Integer::sum));
            after = page.has("next") ? "&after=" + page.path("next").asText().replace("/", "%2F") : "";
        } while (!after.isEmpty());
        return counts.isEmpty() ? "none" : counts.toString();
    }
}
