package io.amsphub.config.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.config.client.HubClient;
import io.amsphub.config.partner.WholeHub;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.identity.Role;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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

/** Who has pictures and geometry of a design by its classification, over sockets; and that its day of deletion is kept. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@SuppressWarnings("NullAway") // JUnit sets the fields
class DesignProtectionTest {

    @TempDir
    static Path directory;

    private HubWithTenants tenants;
    private HubClient maker;
    private HubClient designer;
    private HubClient reader;
    private HubClient colleague;
    private HubClient outsider;

    @BeforeAll
    void start() throws IOException {
        tenants = new HubWithTenants(directory);
        maker = tenants.person("maker", "acme", Role.USER);
        designer = tenants.person("designer", "acme", Role.DESIGNER);
        reader = tenants.person("reader", "acme", Role.USER);
        colleague = tenants.person("colleague", "acme", Role.USER);
        outsider = tenants.person("outsider", "other", Role.USER, Role.DESIGNER);
    }

    @AfterAll
    void stop() {
        tenants.close();
    }

    private static int protect(HubClient who, String design, Map<String, ?> terms) throws IOException {
        return who.send("PUT", "/designs/" + design + "/protection", BodyPublishers.ofString(Json.write(terms)))
                .status();
    }

    /** Answers for a picture, the file, the model for viewers, one more revision, and an edit. */
    private static List<Integer> tried(HubClient who, String design) throws IOException {
        String revision = "/designs/" + design + "/revisions/1/";
        return List.of(
                who.get(revision + "picture").status(),
                who.get(revision + "content?variant=source").status(),
                who.get(revision + "model.glb").status(),
                who.post("/designs/" + design + "/revisions", Map.of("fileName", "x.stl", "bytes", 84))
                        .status(),
                who.post(revision + "edits", Map.of("edit", "no-such-edit")).status());
    }

    @Test
    @Order(2)
    void picturesAndGeometryGoAsFarAsTheClassificationSays() throws IOException {
        String revision = WholeHub.readyRevision(maker, directory);
        String design = revision.substring(0, revision.indexOf('.'));
        HubClient operator = tenants.hub.operator();
        List<Integer> all = List.of(200, 200, 200, 201, 422);
        assertThat(tried(colleague, design)).isEqualTo(all);

        assertThat(protect(colleague, design, Map.of("classification", "CONFIDENTIAL")))
                .isEqualTo(403);
        assertThat(protect(outsider, design, Map.of("classification", "CONFIDENTIAL")))
                .isEqualTo(404);
        Map<String, ?> confidential = Map.of("classification", "CONFIDENTIAL", "readers", List.of("reader"));
        assertThat(protect(maker, design, confidential)).isEqualTo(200);
        assertThat(tried(maker, design)).isEqualTo(all);
        assertThat(tried(designer, design)).isEqualTo(all);
        assertThat(tried(reader, design)).isEqualTo(all);
        assertThat(tried(colleague, design)).containsExactly(200, 403, 403, 403, 403);
        assertThat(tried(operator, design)).containsExactly(200, 403, 403, 403, 403);
        assertThat(tried(outsider, design)).containsOnly(404);

        assertThat(protect(designer, design, Map.of("classification", "RESTRICTED", "readers", List.of("reader"))))
                .isEqualTo(200);
        assertThat(tried(maker, design)).isEqualTo(all);
        assertThat(tried(reader, design)).isEqualTo(all);
        assertThat(tried(designer, design)).containsExactly(200, 403, 403, 403, 403);
        assertThat(tried(colleague, design)).containsOnly(403);
        assertThat(tried(operator, design)).containsOnly(403);
        assertThat(protect(designer, design, Map.of("classification", "INTERNAL")))
                .as("nobody but who made it makes a restricted design less so")
                .isEqualTo(403);
        JsonNode refused = await().atMost(WholeHub.PATIENCE)
                .until(
                        () -> WholeHub.ok(operator.get("/audit?outcome=REFUSED&who=colleague"))
                                .path("items"),
                        items -> items.size() > 0);
        assertThat(refused.toString()).contains(design);
        assertThat(protect(maker, design, Map.of("classification", "INTERNAL"))).isEqualTo(200);
        assertThat(tried(colleague, design)).isEqualTo(all);
    }

    /** First, while no other design has the same content. */
    @Test
    @Order(1)
    void contentIsDeletedOnItsDayOnceNoOrderIsOpen() throws IOException {
        String revision = WholeHub.readyRevision(maker, directory);
        String design = revision.substring(0, revision.indexOf('.'));
        assertThat(protect(maker, design, Map.of("classification", "INTERNAL", "deleteOn", "2020-01-01T00:00:00Z")))
                .isEqualTo(400);
        JsonNode quote =
                WholeHub.ok(maker.post("/quotes", Map.of("revision", revision, "material", "mex-pla", "quantity", 1)));
        await().atMost(WholeHub.PATIENCE)
                .until(() -> WholeHub.ok(maker.get("/quotes/" + quote.path("id").asText()))
                        .path("state")
                        .asText()
                        .equals("PRICED"));
        String order = WholeHub.ok(
                        maker.post("/orders", Map.of("quote", quote.path("id").asText())))
                .path("id")
                .asText();
        Map<String, ?> soon = Map.of(
                "classification",
                "INTERNAL",
                "deleteOn",
                Instant.now().plusSeconds(1).toString());
        assertThat(protect(maker, design, soon)).isEqualTo(200);
        await().during(Duration.ofSeconds(12))
                .atMost(Duration.ofSeconds(20))
                .until(() -> maker.get("/designs/" + design + "/revisions/1/content?variant=source")
                                .status()
                        == 200);
        WholeHub.ok(maker.post("/orders/" + order + "/cancellation", Map.of("reason", "not needed")));
        await().atMost(WholeHub.PATIENCE).until(() -> WholeHub.ok(maker.get("/designs/" + design + "/protection"))
                .path("state")
                .asText()
                .equals("DELETED"));
        assertThat(maker.get("/designs/" + design + "/revisions/1/content?variant=source")
                        .status())
                .isEqualTo(410);
        assertThat(WholeHub.ok(maker.get("/designs/" + design + "/deletions")).path("items"))
                .hasSize(1);
    }
}
