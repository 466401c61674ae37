package io.amsphub.config.identity;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.config.client.HubClient;
import io.amsphub.config.partner.WholeHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;

/** Files that somebody uploads to do harm, and what the hub makes of them. */
final class HostileFiles {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final WholeHub hub;
    private final HubClient user;
    private final Path directory;

    /**
     * Files of a user.
     *
     * @param directory where they are made
     */
    HostileFiles(WholeHub hub, HubClient user, Path directory) {
        this.hub = hub;
        this.user = user;
        this.directory = directory;
    }

    /** Uploads a file; returns the path of its revision. */
    String upload(String name, byte[] file) throws IOException {
        Path path = Files.write(Files.createTempDirectory(directory, "x").resolve(name), file);
        String design = WholeHub.ok(user.post("/designs", Map.of("name", name)))
                .path("id")
                .asText();
        JsonNode announced = WholeHub.ok(
                user.post("/designs/" + design + "/revisions", Map.of("fileName", name, "bytes", file.length)));
        WholeHub.ok(user.upload(announced.path("uploadUrl").asText(), path));
        return "/designs/" + design + "/revisions/1";
    }

    /** Waits until a revision is in a state; returns it. */
    JsonNode await(String revision, String state) {
        return Awaitility.await(revision + " becomes " + state)
                .atMost(PATIENCE)
                .until(
                        () -> WholeHub.ok(user.get(revision)),
                        r -> r.path("state").asText().equals(state));
    }

    /** Uploads a file that is to be rejected, with a line in the audit; returns its revision. */
    JsonNode rejected(String name, byte[] file) throws IOException {
        return rejected(upload(name, file));
    }

    /** Waits until a revision is rejected, with a line in the audit; returns it. */
    JsonNode rejected(String revision) throws IOException {
        JsonNode rejected = await(revision, "REJECTED");
        String subject = rejected.path("designId").asText() + ".1";
        Awaitility.await("it is in the audit")
                .atMost(PATIENCE)
                .until(
                        () -> WholeHub.ok(hub.operator().get("/audit?subject=" + subject))
                                .path("items")
                                .findValuesAsText("detail")
                                .stream()
                                .anyMatch(detail -> detail.contains("REJECTED")));
        return rejected;
    }
}
