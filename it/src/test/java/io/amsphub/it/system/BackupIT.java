package io.amsphub.it.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.config.backup.RestoredData;
import io.amsphub.config.client.HubClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup that is made while parts are printed, and a hub that goes on from it after the machines went on without it. */
class BackupIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int PARTS = 12;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    @Test
    void hubGoesOnFromABackupAndNothingIsPrintedTwice() throws IOException {
        Path data = directory.resolve("data");
        try (RunningHub hub = new RunningHub(data).start();
                PrinterFarm farm = new PrinterFarm(directory.resolve("farm"), hub.broker())) {
            farm.addFast(hub.client(), 2).start();
            Path model = Models.cube(directory.resolve("cube.stl"), 9);
            JsonNode revision = new Customer(hub.client()).ready(model);
            String order = order(hub, revision, PARTS);
            await().atMost(PATIENCE).until(() -> finished(farm) >= 2);

            JsonNode backup = RunningHub.ok(
                    hub.client().send("PUT", "/backups/before-the-fire", HttpRequest.BodyPublishers.noBody()));
            int before = finished(farm);
            await().atMost(PATIENCE).until(() -> finished(farm) == PARTS);
            hub.kill();
            Path gone = Files.move(data, directory.resolve("gone"));
            Path copy = gone.resolve("backups").resolve(backup.path("name").asText());
            damagedCopyIsRefused(copy);
            RestoredData.restore(copy, data);
            hub.start();

            HubClient client = hub.client();
            await("nothing is doubtful").atMost(PATIENCE).until(() -> jobs(client, "UNCERTAIN")
                    .isEmpty());
            List<String> waiting = jobs(client, "QUEUED");
            assertThat(waiting).hasSizeBetween(1, PARTS - before);
            JsonNode hold = RunningHub.ok(client.get("/orders/" + order)).path("hold");
            assertThat(hold.path("reason").asText())
                    .startsWith("restored from the backup of "
                            + backup.path("madeAt").asText());
            assertThat(RunningHub.ok(client.get("/backups")).path("items")).isEmpty();
            String more = order(hub, revision, 1);
            await("new work is done").atMost(PATIENCE).until(() -> finished(farm) == PARTS + 1);

            assertThat(jobs(client, "QUEUED")).isEqualTo(waiting);
            assertThat(farm.starts().values()).as("prints of each job").containsOnly(1);
            assertThat(farm.starts().keySet())
                    .contains(more + "-1.1")
                    .allMatch(job -> job.startsWith(order) || job.startsWith(more));
            assertThat(farm.audit().crimes()).isEmpty();
        }
    }

    private static void damagedCopyIsRefused(Path backup) throws IOException {
        Path damaged = backup.resolveSibling("damaged");
        copy(backup, damaged);
        Files.writeString(damaged.resolve("db/hub.script"), "x", StandardOpenOption.APPEND);
        Files.delete(damaged.resolve("files/master.key"));
        try (var contents = Files.walk(damaged.resolve("files/blobs"))) {
            Files.delete(contents.filter(Files::isRegularFile).findFirst().orElseThrow());
        }
        Path nowhere = backup.resolveSibling("nowhere");

        assertThatThrownBy(() -> RestoredData.restore(damaged, nowhere))
                .hasMessageContaining("db/hub.script was changed")
                .hasMessageContaining("files/master.key is missing")
                .hasMessageContaining("contents are missing");
        assertThat(nowhere).doesNotExist();
        assertThatThrownBy(() -> RestoredData.restore(backup, backup)).hasMessageContaining("is not empty");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            files.forEach(file -> {
                try {
                    Files.copy(file, to.resolve(from.relativize(file).toString()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    private static String order(RunningHub hub, JsonNode revision, int parts) throws IOException {
        Customer customer = new Customer(hub.client());
        return customer.order(customer.quote(revision, parts)).path("id").asText();
    }

    private static int finished(PrinterFarm farm) throws IOException {
        return farm.finishes().size();
    }

    private static List<String> jobs(HubClient client, String state) throws IOException {
        return RunningHub.ok(client.get("/jobs?limit=500&state=" + state))
                .path("items")
                .findValuesAsText("id");
    }
}
