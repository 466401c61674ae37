package io.amsphub.config.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.config.client.HubClient;
import io.amsphub.config.partner.WholeHub;
import io.amsphub.processors.identity.Grant;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.identity.Role;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Whose credential is for machines of a group sees and changes those, and the jobs that are for them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway") // JUnit sets the fields
class DeviceGroupsTest {

    private static final Grant RESIN = new Grant(Set.of("group:resin"), null);

    @TempDir
    static Path directory;

    private HubWithTenants tenants;
    private HubClient operator;
    private HubClient resin;
    private HubClient floor;

    @BeforeAll
    void start() throws IOException {
        tenants = new HubWithTenants(directory);
        operator = tenants.hub.operator();
        machine("r1", "resin");
        machine("f1", "filament");
        resin = tenants.person("resin-worker", "demo", RESIN, Role.AM_CENTRE);
        floor = tenants.person("worker", "demo", Role.AM_CENTRE);
    }

    @AfterAll
    void stop() {
        tenants.close();
    }

    private void machine(String name, String group) throws IOException {
        Map<String, Object> body = new HashMap<>(HubWithTenants.machineBody("demo", name));
        body.put("place", Map.of("groups", List.of(group), "labels", Map.of()));
        WholeHub.ok(operator.post("/devices", body));
    }

    @Test
    void machinesOfOtherGroupsAreNotThere() throws IOException {
        assertThat(WholeHub.ok(resin.get("/devices")).path("items").findValuesAsText("id"))
                .containsExactly("demo/r1");
        assertThat(WholeHub.ok(floor.get("/devices")).path("items").findValuesAsText("id"))
                .containsExactlyInAnyOrder("demo/r1", "demo/f1");
        assertThat(resin.get("/devices/demo/f1").status()).isEqualTo(404);
        assertThat(resin.get("/devices/demo/r1").status()).isEqualTo(200);
        assertThat(resin.post("/devices/demo/f1/platform-clear", Map.of()).status())
                .isIn(403, 404);
    }

    @Test
    void jobsThatAreForOthersAreSeenAndNotChanged() throws IOException {
        HubClient user = tenants.person("anna", "acme", Role.USER);
        String revision = WholeHub.readyRevision(user, directory);
        String quote = WholeHub.ok(
                        user.post("/quotes", Map.of("revision", revision, "material", "mex-pla", "quantity", 1)))
                .path("id")
                .asText();
        await().atMost(WholeHub.PATIENCE).until(() -> WholeHub.ok(user.get("/quotes/" + quote))
                .path("state")
                .asText()
                .equals("PRICED"));
        WholeHub.ok(user.post("/orders", Map.of("quote", quote)));
        JsonNode job = await().atMost(WholeHub.PATIENCE)
                .until(() -> WholeHub.ok(resin.get("/jobs")).path("items"), jobs -> jobs.size() == 1)
                .get(0);
        String path = "/jobs/" + job.path("id").asText();
        assertThat(resin.post(path + "/hold", Map.of("reason", "mine")).status())
                .as("it is for any machine")
                .isEqualTo(403);
        assertThat(resin.post(path + "/move", Map.of("group", "resin", "reason", "mine"))
                        .status())
                .isEqualTo(403);
        WholeHub.ok(floor.post(path + "/move", Map.of("group", "resin", "reason", "theirs")));
        assertThat(resin.post(path + "/move", Map.of("group", "filament", "reason", "away"))
                        .status())
                .isEqualTo(403);
        assertThat(resin.post(path + "/hold", Map.of("reason", "mine")).status())
                .isEqualTo(200);
    }

    @Test
    void buildsAndPrintsAreForTheOwnMachinesOnly() throws Exception {
        HubClient.Answer build = resin.post("/builds", Map.of("amCentre", "demo"));
        assertThat(build.status()).as("it takes any job of the centre").isEqualTo(403);
        assertThat(resin.post("/builds", Map.of("amCentre", "demo", "machine", "f1"))
                        .status())
                .isEqualTo(403);
        for (HubClient one : List.of(floor, resin)) {
            assertThat(one.post("/builds", Map.of("amCentre", "demo", "machine", "r1"))
                            .status())
                    .as("no job waits that could be nested")
                    .isNotIn(400, 403, 404);
        }
        assertThat(slicer("/octoprint/demo/filament/api/version")).isEqualTo(403);
        assertThat(slicer("/octoprint/demo/machines/f1/api/version")).isEqualTo(403);
        assertThat(slicer("/octoprint/demo/machines/r1/api/version")).isEqualTo(200);
        assertThat(slicer("/octoprint/demo/resin/api/version")).isEqualTo(200);
    }

    private int slicer(String path) throws Exception {
        String secret = tenants.secret(new Principal("resin-slicer", "demo", Set.of(Role.AM_CENTRE), RESIN));
        HttpRequest request = HttpRequest.newBuilder(tenants.hub.url().resolve(path))
                .header("X-Api-Key", secret)
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void operatorOfAGroupMakesNoCredentialsAndHasNoMessages() throws IOException {
        HubClient limited = tenants.person("resin-operator", "hub", RESIN, Role.OPERATOR);
        assertThat(limited.get("/devices/demo/f1").status()).isEqualTo(404);
        assertThat(limited.post(
                                "/credentials",
                                Map.of("name", "other", "organisation", "hub", "roles", List.of("OPERATOR")))
                        .status())
                .isEqualTo(403);
        assertThat(limited.post("/devices", HubWithTenants.machineBody("demo", "x9"))
                        .status())
                .as("a machine in no group is out of reach")
                .isEqualTo(403);
        String secret = tenants.secret(new Principal("resin-system", "hub", Set.of(Role.OPERATOR), RESIN));
        assertThatThrownBy(() -> Mqtt.connected(tenants.hub.mqtt(), "resin-system", "resin-system", secret))
                .isInstanceOf(MqttException.class);
    }

    @Test
    void personIsOfAGroupFromTheFirstPasswordOn() throws Exception {
        JsonNode person = WholeHub.ok(operator.post(
                "/people",
                Map.of(
                        "name",
                        "rosa",
                        "organisation",
                        "demo",
                        "roles",
                        List.of("AM_CENTRE"),
                        "groups",
                        List.of("resin"))));
        assertThat(person.path("groups").get(0).asText()).isEqualTo("resin");
        String given = person.path("password").asText();
        PageClient page = new PageClient(tenants.hub.url());
        page.signIn("rosa", given, null);
        page.send("PUT", "/account/password", Map.of("old", given, "password", "correct horse battery"));
        assertThat(page.send("GET", "/devices/demo/r1", null).status()).isEqualTo(200);
        assertThat(page.send("GET", "/devices/demo/f1", null).status()).isEqualTo(404);
    }
}
