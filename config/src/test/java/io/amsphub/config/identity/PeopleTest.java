package io.amsphub.config.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.config.client.HubClient;
import io.amsphub.config.partner.WholeHub;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.identity.Totp;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** People with passwords, from the first sign-in to the end of the account, and attacks on them, over sockets. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway") // JUnit sets the fields
class PeopleTest {

    private static final String PASSWORD = "correct horse battery";

    @TempDir
    static Path directory;

    private final AttackTable table = new AttackTable();
    private HubWithTenants tenants;
    private HubClient operator;

    @BeforeAll
    void start() throws IOException {
        tenants = new HubWithTenants(directory);
        operator = tenants.hub.operator();
    }

    @AfterAll
    void stop() throws IOException {
        tenants.close();
        table.print("attack-menu-people");
    }

    private String added(String name) throws IOException {
        JsonNode person = WholeHub.ok(
                operator.post("/people", Map.of("name", name, "organisation", "acme", "roles", List.of("USER"))));
        assertThat(person.path("mustChange").asBoolean()).isTrue();
        return person.path("password").asText();
    }

    private PageClient page() {
        return new PageClient(tenants.hub.url());
    }

    /** Adds a person and signs it in with a password of its own. */
    private PageClient settled(String name) throws Exception {
        String first = added(name);
        PageClient page = page();
        assertThat(page.signIn(name, first, null).status()).isEqualTo(200);
        assertThat(page.send("PUT", "/account/password", Map.of("old", first, "password", PASSWORD))
                        .status())
                .isEqualTo(200);
        return page;
    }

    private void put(String path, Map<String, ?> body) throws IOException {
        WholeHub.ok(operator.send(
                "PUT", path, BodyPublishers.ofString(Json.write(body)), "Content-Type", "application/json"));
    }

    @Test
    void firstPasswordOpensTheOwnAccountOnlyUntilItIsChanged() throws Exception {
        String first = added("newcomer");
        PageClient page = page();
        assertThat(page.signIn("newcomer", first, null)
                        .body()
                        .path("mustChange")
                        .asBoolean())
                .isTrue();
        assertThat(page.lastSetCookie)
                .contains("HttpOnly", "SameSite=Strict", "Path=/")
                .doesNotContain("Secure");
        assertThat(page.send("GET", "/designs", null).status()).isEqualTo(403);
        assertThat(page.send("PUT", "/account/password", Map.of("old", first, "password", "newcomer-12345"))
                        .code())
                .isEqualTo("AMSP-9101");
        assertThat(page.send("PUT", "/account/password", Map.of("old", "another", "password", PASSWORD))
                        .status())
                .isEqualTo(403);
        String before = page.cookie;
        assertThat(page.send("PUT", "/account/password", Map.of("old", first, "password", PASSWORD))
                        .status())
                .isEqualTo(200);
        assertThat(page.cookie).as("a session of its own").isNotEqualTo(before);
        assertThat(page.send("GET", "/designs", null).status()).isEqualTo(200);
        assertThat(page.send("GET", "/me", null).body().path("name").asText()).isEqualTo("newcomer");
        page.cookie = before;
        assertThat(page.send("GET", "/me", null).status()).isEqualTo(401);
        table.row("first password, seen by others", "use it beyond its change", "403 before, 401 after");
    }

    @Test
    void sessionEndsWithSignOutAndWithTheAccount() throws Exception {
        PageClient page = settled("leaver");
        String cookie = page.cookie;
        assertThat(page.send("DELETE", "/sessions/current", null).status()).isEqualTo(204);
        page.cookie = cookie;
        assertThat(page.send("GET", "/me", null).status()).isEqualTo(401);
        table.row("stolen cookie", "use it after sign-out", "401");

        assertThat(page.signIn("leaver", PASSWORD, null).status()).isEqualTo(200);
        cookie = page.cookie;
        assertThat(page.send("GET", "/me", null).status()).isEqualTo(200);
        put("/people/leaver/state", Map.of("enabled", false));
        page.cookie = cookie;
        assertThat(page.send("GET", "/me", null).status()).isEqualTo(401);
        assertThat(page.signIn("leaver", PASSWORD, null).status()).isEqualTo(401);
        put("/people/leaver/state", Map.of("enabled", true));
        assertThat(page.signIn("leaver", PASSWORD, null).status()).isEqualTo(200);
        table.row("disabled account", "use its session, sign in again", "401, 401");
    }

    @Test
    void pagesOfOtherSitesChangeNothing() throws Exception {
        PageClient page = settled("surfer");
        String cookie = page.cookie;
        for (String site : List.of("cross-site", "same-site", "none", "")) {
            page.site = site;
            page.cookie = cookie;
            assertThat(page.send("POST", "/designs", Map.of("name", "forged")).code())
                    .as(site)
                    .isEqualTo("AMSP-9105");
            assertThat(page.signIn("surfer", PASSWORD, null).code()).as(site).isEqualTo("AMSP-9105");
        }
        page.cookie = cookie;
        page.site = "same-origin";
        assertThat(page.send("POST", "/designs", Map.of("name", "mine")).status())
                .isEqualTo(201);
        table.row("page of another site", "POST under the cookie; sign the victim in", "403");
    }

    @Test
    void guessedPasswordsLockTheNameAndUnknownNamesLookTheSame() throws Exception {
        settled("target");
        List<String> known = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            PageClient.Answer answer = page().signIn("target", "guess number " + i, null);
            known.add(answer.status() + " " + answer.body().path("detail").asText());
            PageClient.Answer other = page().signIn("nobody-here", "guess number " + i, null);
            unknown.add(other.status() + " " + other.body().path("detail").asText());
        }
        assertThat(known).isEqualTo(unknown);
        assertThat(known.get(4)).startsWith("401");
        assertThat(known.get(5)).startsWith("429");
        assertThat(page().signIn("target", PASSWORD, null).status())
                .as("locked")
                .isEqualTo(429);
        table.row("guess a password", "7 times, a known and an unknown name", "locked from the 6th on, answered alike");
    }

    @Test
    void codesAreAskedForUsedOnceAndRecoveryCodesToo() throws Exception {
        PageClient page = settled("careful");
        JsonNode begun = page.send("POST", "/account/second-factor", null).body();
        String secret = begun.path("secret").asText();
        assertThat(begun.path("uri").asText()).startsWith("otpauth://totp/").contains(secret);
        assertThat(page.signIn("careful", PASSWORD, null).status())
                .as("not active yet")
                .isEqualTo(200);
        assertThat(page.send("POST", "/account/second-factor/activation", Map.of("code", "000000"))
                        .status())
                .isEqualTo(403);
        String code = Totp.codeAt(secret, Instant.now());
        JsonNode activated = page.send("POST", "/account/second-factor/activation", Map.of("code", code))
                .body();
        List<String> recovery = new ArrayList<>();
        activated.path("recoveryCodes").forEach(one -> recovery.add(one.asText()));
        assertThat(recovery).hasSize(10).doesNotHaveDuplicates();
        assertThat(page.send("GET", "/account", null).body().toString())
                .contains("\"secondFactor\":true")
                .doesNotContain(secret)
                .doesNotContain("argon2");

        assertThat(page().signIn("careful", PASSWORD, null).code()).isEqualTo("AMSP-9102");
        assertThat(page().signIn("careful", PASSWORD, code).status())
                .as("replayed")
                .isEqualTo(401);
        String next = Totp.codeAt(secret, Instant.now().plus(Duration.ofSeconds(30)));
        assertThat(page().signIn("careful", PASSWORD, next).status()).isEqualTo(200);
        assertThat(page().signIn("careful", PASSWORD, next).status())
                .as("replayed")
                .isEqualTo(401);
        assertThat(page().signIn("careful", PASSWORD, recovery.get(0)).status()).isEqualTo(200);
        assertThat(page().signIn("careful", PASSWORD, recovery.get(0)).status()).isEqualTo(401);
        table.row("stolen password", "sign in without a code, with a used one", "401 each time");
        table.row("seen recovery code", "use it a second time", "401");
    }

    @Test
    void nameIsOfOneOnly() throws IOException {
        added("single");
        assertThat(operator.post("/people", Map.of("name", "single", "organisation", "x", "roles", List.of("USER")))
                        .body()
                        .path("code")
                        .asText())
                .isEqualTo("AMSP-9103");
        assertThat(operator.post(
                                "/credentials",
                                Map.of("name", "single", "organisation", "x", "roles", List.of("OPERATOR")))
                        .body()
                        .path("code")
                        .asText())
                .isEqualTo("AMSP-9103");
        assertThat(operator.post("/people", Map.of("name", "operator", "organisation", "x", "roles", List.of("USER")))
                        .status())
                .isEqualTo(409);
        assertThat(operator.post("/people", Map.of("name", "hub", "organisation", "x", "roles", List.of("USER")))
                        .status())
                .as("what the hub does would look like what they do")
                .isEqualTo(409);
        table.row("take a name", "be called like another", "409");
    }
}
