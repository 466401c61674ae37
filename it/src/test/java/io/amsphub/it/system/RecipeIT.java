package io.amsphub.it.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.config.client.HubClient;
import io.amsphub.mesh.model.LengthUnit;
import io.amsphub.mesh.model.TriangleMesh;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Templates, edits, printability and the wrap as a user has them, over HTTP, with a death in the middle. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RecipeIT {

    private static final String PLATE = "/templates/name-plate/designs";

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private static Path directory;

    @SuppressWarnings("NullAway.Init") // set before all
    private RunningHub hub;

    @SuppressWarnings("NullAway.Init") // set before all
    private HubClient client;

    @SuppressWarnings("NullAway.Init") // set before all
    private Customer customer;

    @SuppressWarnings("NullAway.Init") // set by the first test
    private JsonNode plate;

    @BeforeAll
    void startHub() throws IOException {
        hub = new RunningHub(directory.resolve("data")).start();
        client = hub.client();
        customer = new Customer(client);
        plate = customer.settled(RunningHub.ok(client.post(PLATE, Map.of("name", "plate"))));
    }

    @AfterAll
    void stopHub() {
        hub.close();
    }

    private HubClient.Answer edit(JsonNode revision, Map<String, ?> body) throws IOException {
        return client.post(Customer.path(revision) + "/edits", body);
    }

    private static String sha256(JsonNode revision) {
        return revision.at("/source/sha256").asText();
    }

    @Test
    @Order(1)
    void templateIsListedWithBoundsAndEqualValuesGiveEqualBytes() throws IOException {
        JsonNode listed = RunningHub.ok(client.get("/templates")).path("items");
        assertThat(listed.size()).isEqualTo(10);
        assertThat(listed.findValuesAsText("name")).contains("name-plate", "spur-gear");
        assertThat(listed.get(0).at("/parameters/0").properties())
                .extracting(Map.Entry::getKey)
                .containsExactly("name", "kind", "unit", "min", "max", "default", "description");

        assertThat(Customer.state(plate)).as(plate.toString()).isEqualTo("READY");
        JsonNode again = customer.settled(RunningHub.ok(client.post(PLATE, Map.of("name", "another"))));
        assertThat(sha256(again)).isEqualTo(sha256(plate));
        JsonNode recipe = RunningHub.ok(client.get(Customer.path(plate) + "/recipe"));
        assertThat(recipe.path("text").asText()).startsWith("name-plate?");
        assertThat(recipe.path("sha256").asText()).isEqualTo(sha256(plate));
    }

    @Test
    @Order(2)
    void valuesOutOfBoundsAreToldAtOnceAndNothingIsMade() throws IOException {
        HubClient.Answer answer = client.post(
                "/templates/spacer/designs",
                Map.of("name", "s", "parameters", Map.of("thickness", "NaN", "outerDiameter", 1e9)));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body().path("code").asText()).isEqualTo("AMSP-2108");
        assertThat(answer.body().path("errors").findValuesAsText("where"))
                .containsExactly("/parameters/outerDiameter", "/parameters/thickness");
        assertThat(answer.body().at("/errors/0/detail").asText()).contains("4 to 200 mm");
        assertThat(client.post("/templates/spaceship/designs", Map.of("name", "s"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    @Order(3)
    void editSurvivesADeathInItsMiddleAndIsMadeOnce() throws IOException {
        hub.terminate();
        hub.with("hub.halt-at", "blob-stored:1").start();
        Map<String, Object> body = Map.of("edit", "cut-plane", "parameters", Map.of("x", 5, "nx", 1, "nz", 0));
        HubClient.Answer asked = client.post(Customer.path(plate) + "/edits", body, "edit-once");
        assertThat(asked.status()).as(asked.toString()).isEqualTo(202);
        assertThat(hub.diesWithin(Duration.ofSeconds(60)))
                .as("it dies when the model is stored and nothing refers to it")
                .isTrue();

        hub.without("hub.halt-at").start();
        JsonNode made = customer.settled(asked.body());
        HubClient.Answer repeated = client.post(Customer.path(plate) + "/edits", body, "edit-once");

        assertThat(Customer.state(made)).as(made.toString()).isEqualTo("READY");
        assertThat(repeated.body().path("id").asText())
                .isEqualTo(made.path("id").asText());
        JsonNode revisions =
                RunningHub.ok(client.get("/designs/" + plate.path("designId").asText() + "/revisions"));
        assertThat(revisions.path("items").findValuesAsText("number")).containsExactly("1", "2");
        assertThat(RunningHub.ok(client.get(Customer.path(plate)))).isEqualTo(plate);
        assertThat(made.at("/recipe/parent").asText())
                .isEqualTo(plate.path("id").asText());

        String text = RunningHub.ok(client.get(Customer.path(made) + "/recipe"))
                .path("text")
                .asText();
        JsonNode replayed = customer.settled(RunningHub.ok(edit(plate, Map.of("recipe", text))));
        assertThat(sha256(replayed)).isEqualTo(sha256(made));
    }

    @ParameterizedTest(name = "{0} {1}={2}")
    @Order(4)
    @CsvSource({
        "engrave-text, x, 900, MESH-CMP-012",
        "cut-plane, z, -900, MESH-CMP-011",
        "drain-hole, z, 0, MESH-CMP-014"
    })
    void editThatGivesNothingIsAProblemAndLeavesItsParent(String edit, String name, double value, String code)
            throws IOException {
        JsonNode failed =
                customer.settled(RunningHub.ok(edit(plate, Map.of("edit", edit, "parameters", Map.of(name, value)))));

        assertThat(Customer.state(failed)).isEqualTo("REJECTED");
        assertThat(failed.at("/problem/code").asText()).isEqualTo("AMSP-2109");
        assertThat(failed.at("/problem/detail").asText()).startsWith(code);
        assertThat(failed.at("/problem/where").asText()).isNotBlank();
        assertThat(failed.at("/problem/remedy").asText()).isNotBlank();
        assertThat(RunningHub.ok(client.get(Customer.path(plate)))).isEqualTo(plate);
    }

    @Test
    @Order(5)
    void editThatCannotBeIsRefusedAtOnce() throws IOException {
        Map<String, Object> cut = Map.of("edit", "cut-plane");
        JsonNode unfinished = customer.announce(Models.cube(directory.resolve("cube.stl"), 10));
        assertThat(edit(unfinished, cut).body().path("code").asText()).isEqualTo("AMSP-2106");

        JsonNode stranger = RunningHub.ok(client.post(
                "/credentials", Map.of("name", "eve", "organisation", "elsewhere", "roles", List.of("USER"))));
        HubClient eve = new HubClient(hub.url(), "eve", stranger.path("secret").asText());
        assertThat(eve.post(Customer.path(plate) + "/edits", cut).status()).isEqualTo(404);
        assertThat(eve.get(Customer.path(plate) + "/printability?material=mex-pla")
                        .status())
                .isEqualTo(404);

        for (String text : List.of("漢字", "😀", "x".repeat(81), "   ")) {
            HubClient.Answer answer = edit(plate, Map.of("edit", "engrave-text", "parameters", Map.of("text", text)));
            assertThat(answer.status()).as(text).isEqualTo(422);
            assertThat(answer.body().path("where").asText()).isEqualTo("/parameters/text");
        }
        HubClient.Answer zero = edit(plate, Map.of("edit", "engrave-text", "parameters", Map.of("text", "a\u0000b")));
        assertThat(zero.status()).isEqualTo(400);
        assertThat(zero.body().path("where").asText()).isEqualTo("/parameters/text");
        assertThat(edit(plate, Map.of("edit", "melt")).body().path("code").asText())
                .isEqualTo("AMSP-2108");
        assertThat(edit(plate, Map.of()).status()).isEqualTo(400);
        assertThat(edit(plate, Map.of("recipe", "cut-plane?x=1&x=2")).status()).isEqualTo(422);
        HubClient.Answer huge = client.send(
                "POST",
                Customer.path(plate) + "/edits",
                BodyPublishers.ofString("{\"recipe\":\"" + "x".repeat(10 << 20) + "\"}"),
                "Content-Type",
                "application/json");
        assertThat(huge.status()).isEqualTo(413);
    }

    @Test
    @Order(6)
    void printabilitySaysWhereAndWhatToDoAndIsJudgedOnce() throws IOException {
        JsonNode sheet = customer.ready(Models.write(directory.resolve("sheet.stl"), Models.box(30, 0.2, 20)));
        String path = Customer.path(sheet) + "/printability?amCentre=demo&material=";

        JsonNode judged = RunningHub.ok(client.get(path + "mex-pla"));

        JsonNode thin = judged.path("findings").get(0);
        assertThat(judged.path("findings").findValuesAsText("kind")).contains("THIN_WALL");
        assertThat(thin.path("remedy").asText()).isNotBlank();
        assertThat(thin.path("limitValue").isNumber()).isTrue();
        assertThat(thin.has("where")).as(thin.toString()).isTrue();
        assertThat(RunningHub.ok(client.get(path + "mex-pla"))).isEqualTo(judged);
        assertThat(client.get(path + "mex-cheese").status()).isEqualTo(404);
        assertThat(client.get(path + "pbf-pa12").body().path("code").asText()).isEqualTo("AMSP-3003");
        assertThat(client.get(Customer.path(sheet) + "/printability").status()).isEqualTo(400);
    }

    @Test
    @Order(7)
    void wrapIsOfferedMadeOnRequestAndDecidedByAPerson() throws IOException {
        JsonNode broken = customer.settled(customer.upload(Models.write(directory.resolve("flat.stl"), sheet())));
        String correction = Customer.path(broken) + "/correction";
        assertThat(Customer.state(broken)).as(broken.toString()).isEqualTo("IN_REVIEW");
        assertThat(broken.at("/correction/wrapOffered").asBoolean()).isTrue();
        assertThat(broken.at("/correction/reasons").toString()).contains("wrap");
        assertThat(client.post(correction + "/decision", Map.of("decision", "ACCEPT"))
                        .body()
                        .path("code")
                        .asText())
                .isEqualTo("AMSP-2105");

        assertThat(client.post(correction, Map.of("wrap", true)).status()).isEqualTo(202);
        JsonNode wrapped = customer.settled(broken);

        assertThat(Customer.state(wrapped)).as(wrapped.toString()).isEqualTo("IN_REVIEW");
        assertThat(wrapped.at("/correction/after/solid").asBoolean()).isTrue();
        assertThat(wrapped.at("/correction/steps").findValuesAsText("name")).contains("WRAP");
        assertThat(wrapped.at("/correction/maxDeviationMm").asDouble()).isPositive();
        assertThat(client.post(correction, Map.of("wrap", true))
                        .body()
                        .path("code")
                        .asText())
                .isEqualTo("AMSP-2110");
        JsonNode accepted = RunningHub.ok(client.post(correction + "/decision", Map.of("decision", "ACCEPT")));
        assertThat(Customer.state(accepted)).isEqualTo("READY");
    }

    /** A flat sheet, which encloses nothing. */
    private static TriangleMesh sheet() {
        double[] points = {0, 0, 0, 40, 0, 0, 40, 30, 0, 0, 30, 0};
        return TriangleMesh.of(points, new int[] {0, 1, 2, 0, 2, 3}, LengthUnit.MILLIMETRE);
    }
}
