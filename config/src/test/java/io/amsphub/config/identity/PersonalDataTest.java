package io.amsphub.config.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.config.cli.HubCommand;
import io.amsphub.config.client.HubClient;
import io.amsphub.config.partner.WholeHub;
import io.amsphub.processors.audit.AuditEntry;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.identity.Role;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A person orders, asks what is kept of it, is erased, and is looked for in the whole database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@SuppressWarnings("NullAway") // JUnit sets the fields
class PersonalDataTest {

    private static final String GRETE = "grete.h@example.org";
    private static final String PASSWORD = "correct horse battery";
    private static final Map<String, String> HOME =
            Map.of("name", "Grete Hartmann", "street", "Lindenallee 17b", "city", "Uelzen", "country", "DE");

    /** All by which she could be known again. */
    private static final List<String> TRACES =
            List.of(GRETE, "Hartmann", "Lindenallee", "Uelzen", "Tante Emmi", "wrong street", "hook of Grete");

    @TempDir
    static Path directory;

    private HubWithTenants tenants;
    private HubClient operator;
    private PageClient grete;
    private String order;

    @BeforeAll
    void settle() throws Exception {
        tenants = new HubWithTenants(directory);
        operator = tenants.hub.operator();
        String revision = WholeHub.readyRevision(tenants.person("anna", "acme", Role.USER, Role.DESIGNER), directory);
        String first = WholeHub.ok(operator.post(
                        "/people", Map.of("name", GRETE, "organisation", "acme", "roles", List.of("USER"))))
                .path("password")
                .asText();
        grete = new PageClient(tenants.hub.url());
        grete.signIn(GRETE, first, null);
        grete.send("PUT", "/account/password", Map.of("old", first, "password", PASSWORD));
        operator.send(
                "PUT",
                "/cost-centres/acme/lab",
                BodyPublishers.ofString("""
                        {"name":"lab","budget":{"amount":100,"currency":"EUR"},
                         "approvalFrom":{"amount":50,"currency":"EUR"},"waitsWhenExceeded":true,"approvers":["%s"]}
                        """.formatted(GRETE)),
                "Content-Type",
                "application/json");
        made("/webhooks", Map.of("url", "http://127.0.0.1:9/", "types", List.of("*"), "description", "hook of Grete"));
        String quote = made("/quotes", Map.of("revision", revision, "material", "mex-pla", "quantity", 1));
        await().atMost(WholeHub.PATIENCE)
                .until(() -> HubWithTenants.state(operator, "/quotes/" + quote).equals("PRICED"));
        order = made("/orders", Map.of("quote", quote, "reference", "for Tante Emmi", "deliverTo", HOME));
        await().atMost(WholeHub.PATIENCE)
                .until(() -> HubWithTenants.state(operator, "/orders/" + order).equals("CONFIRMED"));
    }

    @AfterAll
    void stop() {
        tenants.close();
    }

    private String made(String path, Map<String, ?> body) throws Exception {
        PageClient.Answer answer = grete.send("POST", path, body);
        assertThat(answer.status()).as(answer.body().toString()).isBetween(200, 299);
        return answer.body().path("id").asText();
    }

    private HubClient.Answer erase(HubClient who) throws IOException {
        return who.send("DELETE", "/people/" + GRETE + "/data", BodyPublishers.noBody());
    }

    private List<String> traces() throws Exception {
        List<String> found = new ArrayList<>();
        String url = "jdbc:hsqldb:file:"
                + tenants.hub.data().resolve("db").resolve("hub").toAbsolutePath();
        try (Connection connection = DriverManager.getConnection(url, "sa", "")) {
            for (String table : rows(
                    connection,
                    "SELECT table_name FROM information_schema.tables WHERE table_schema = 'PUBLIC'"
                            + " AND table_type = 'BASE TABLE'")) {
                for (String row : rows(connection, "SELECT * FROM \"" + table + '"')) {
                    TRACES.stream().filter(row::contains).forEach(trace -> found.add(trace + " in " + table + row));
                }
            }
        }
        return found;
    }

    /** Returns rows, their columns one after the other. */
    private static List<String> rows(Connection connection, String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            while (found.next()) {
                StringJoiner row = new StringJoiner(" | ");
                for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                    row.add(String.valueOf(found.getString(i)));
                }
                rows.add(row.toString());
            }
        }
        return rows;
    }

    @Test
    @Order(1)
    void onlyThePersonAndOperatorsAreToldWhatIsKept() throws Exception {
        for (HubClient other : List.of(
                tenants.person("colleague", "acme", Role.USER, Role.DESIGNER),
                tenants.person("controller", "acme", Role.AUDITOR),
                tenants.person("stranger", "other", Role.USER))) {
            assertThat(other.get("/people/" + GRETE + "/data").status()).isEqualTo(404);
            assertThat(erase(other).status()).isEqualTo(404);
        }
        assertThat(operator.get("/people/operator/data").status())
                .as("a key is no person")
                .isEqualTo(404);
        assertThat(operator.get("/people/never-seen/data").status()).isEqualTo(404);
        assertThat(operator.get("/people/" + GRETE + "/data").status()).isEqualTo(200);
    }

    @Test
    @Order(2)
    void allIsHandedOutAsOneDocument() throws Exception {
        JsonNode data = grete.send("GET", "/people/" + GRETE + "/data", null).body();
        assertThat(data.at("/account/organisation").asText()).isEqualTo("acme");
        assertThat(data.toString())
                .contains("for Tante Emmi", "Lindenallee 17b", "hook of Grete")
                .doesNotContain("argon2", "sealed");
        assertThat(data.path("records").findValuesAsText("kind"))
                .contains("order", "quote", "webhookSubscription", "costCentre", "event");
        await("it is in the audit")
                .atMost(WholeHub.PATIENCE)
                .until(() -> WholeHub.ok(operator.get("/audit?action=person.EXPORTED"))
                                .path("items")
                                .size()
                        >= 2);
    }

    @Test
    @Order(3)
    void whoHasAnOpenOrderIsNotErased() throws Exception {
        HubClient.Answer refused = erase(operator);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body().path("code").asText()).isEqualTo("AMSP-9106");
        assertThat(refused.body().toString()).contains(order);
        made("/orders/" + order + "/cancellation", Map.of("reason", "it is the wrong street"));
    }

    @Test
    @Order(4)
    void nothingOfThePersonIsLeftAndTheRecordIs() throws Exception {
        assertThat(traces()).as("the search finds what is there").isNotEmpty();
        PageClient.Answer erased = await("refused until the last event is with audit and webhooks")
                .atMost(Duration.ofSeconds(20))
                .until(() -> grete.send("DELETE", "/people/" + GRETE + "/data", null), a -> a.status() != 409);
        assertThat(erased.status()).as(erased.body().toString()).isEqualTo(200);
        String pseudonym = erased.body().path("pseudonym").asText();
        assertThat(erased.body().path("changed").properties().stream().map(Map.Entry::getKey))
                .contains("order", "quote", "webhookSubscription", "costCentre", "event");

        await("the audit is erased where it is linked")
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(traces()).isEmpty());
        assertThat(grete.send("GET", "/me", null).status()).isEqualTo(401);
        assertThat(grete.signIn(GRETE, PASSWORD, null).status()).isEqualTo(401);
        JsonNode kept = WholeHub.ok(operator.get("/orders/" + order));
        assertThat(kept.path("createdBy").asText()).isEqualTo(pseudonym);
        assertThat(kept.path("state").asText()).isEqualTo("CANCELLED");
        assertThat(kept.at("/terms/deliverTo/country").asText()).isEqualTo("DE");
        assertThat(kept.path("total").isObject()).isTrue();
        assertThat(WholeHub.ok(operator.get("/cost-centres")).toString()).contains(pseudonym);
        assertThat(WholeHub.ok(operator.get("/audit?limit=500&who=" + pseudonym))
                        .path("items")
                        .findValuesAsText("action"))
                .contains("order.CREATED");
        assertThat(WholeHub.ok(operator.get("/audit?action=" + AuditEntry.ERASURE))
                        .path("items")
                        .size())
                .isEqualTo(1);
    }

    @Test
    @Order(5)
    void chainOfTheAuditStillHolds() {
        tenants.close();
        StringWriter said = new StringWriter();
        int code = new CommandLine(new HubCommand())
                .setOut(new PrintWriter(said))
                .execute("audit", "verify", "--data", tenants.hub.data().toString());
        assertThat(code).as(said.toString()).isZero();
        assertThat(said.toString()).contains("erased");
        assertThat(Json.write(Map.of("said", said.toString()))).doesNotContain(GRETE);
    }
}
