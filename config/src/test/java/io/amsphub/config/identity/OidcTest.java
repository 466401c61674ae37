package io.amsphub.config.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amsphub.config.partner.WholeHub;
import io.amsphub.config.simulator.oidc.SimulatedOidc;
import io.amsphub.processors.exchange.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Tokens and sign-in of a provider of OpenID Connect, against a strict one over a socket, and forged ones. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway") // JUnit sets the fields
class OidcTest {

    private static final String AUDIENCE = "amsp-hub-api";

    @TempDir
    static Path directory;

    private final AttackTable table = new AttackTable();
    private final HttpClient http = HttpClient.newHttpClient();
    private WholeHub hub;
    private SimulatedOidc provider;

    @BeforeAll
    void start() throws IOException {
        hub = new WholeHub(directory.resolve("data"));
        provider = new SimulatedOidc(
                0,
                "amsp-hub",
                hub.url() + "/api/v1/sessions/provider/end",
                Map.of(
                        "sub",
                        "1",
                        "preferred_username",
                        "otto",
                        "organisation",
                        "acme",
                        "roles",
                        List.of("USER", "DEVICE")));
        hub.with("hub.oidc.issuer", provider.issuer())
                .with("hub.oidc.key-pause", "PT1S")
                .start();
    }

    @AfterAll
    void stop() throws IOException {
        hub.close();
        provider.close();
        table.print("attack-menu-oidc");
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(hub.url() + "/api/v1" + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private int status(String token) throws Exception {
        return get("/me", "Authorization", "Bearer " + token).statusCode();
    }

    @Test
    void tokenOfTheProviderIsAPrincipalWithMappedRoles() throws Exception {
        HttpResponse<String> me = get("/me", "Authorization", "Bearer " + provider.token(AUDIENCE, Map.of()));
        assertThat(me.statusCode()).isEqualTo(200);
        var who = Json.mapper().readTree(me.body());
        assertThat(who.path("name").asText()).isEqualTo("oidc:127.0.0.1:otto");
        assertThat(who.path("organisation").asText()).isEqualTo("acme");
        assertThat(who.path("roles").toString())
                .as("nobody is a machine by a provider")
                .isEqualTo("[\"USER\"]");
    }

    @Test
    void forgedAndForeignTokensAreOfNobody() throws Exception {
        long now = Instant.now().getEpochSecond();
        String good = provider.token(AUDIENCE, Map.of());
        String[] parts = good.split("\\.", -1);
        Map<String, String> forged = new LinkedHashMap<>();
        forged.put("alg none, no signature", part("{\"alg\":\"none\"}") + "." + parts[1] + ".");
        forged.put("alg none, old signature", part("{\"alg\":\"none\"}") + "." + parts[1] + "." + parts[2]);
        forged.put("HS256 with the public key as secret", hmac(parts[1]));
        forged.put(
                "claims changed",
                parts[0] + "."
                        + part("{\"iss\":\"" + provider.issuer() + "\",\"aud\":\"" + AUDIENCE
                                + "\",\"exp\":9999999999,\"preferred_username\":\"root\",\"organisation\":\"x\"}")
                        + "." + parts[2]);
        forged.put("wrong audience", provider.token("another-api", Map.of()));
        forged.put("token for the pages at the API", provider.token("amsp-hub", Map.of()));
        forged.put("wrong issuer", provider.token(AUDIENCE, Map.of("iss", "http://127.0.0.1:1")));
        forged.put("expired", provider.token(AUDIENCE, Map.of("exp", now - 60)));
        forged.put("not yet good", provider.token(AUDIENCE, Map.of("nbf", now + 3600)));
        forged.put("no end", provider.token(AUDIENCE, Map.of("exp", "")));
        forged.put("organisation that cannot be", provider.token(AUDIENCE, Map.of("organisation", "a b")));
        for (Map.Entry<String, String> one : forged.entrySet()) {
            assertThat(status(one.getValue())).as(one.getKey()).isEqualTo(401);
            table.row("forged token", one.getKey(), "401");
        }
        assertThat(status(provider.token(AUDIENCE, Map.of("exp", now - 10))))
                .as("clocks differ a little")
                .isEqualTo(200);
    }

    @Test
    void newKeysAreFetchedAndUnknownOnesDoNotCauseAFlood() throws Exception {
        String old = provider.token(AUDIENCE, Map.of());
        assertThat(status(old)).isEqualTo(200);
        provider.rotate(true);
        await().until(() -> status(provider.token(AUDIENCE, Map.of())) == 200);
        await("the old key is gone").until(() -> status(old) == 401);
        int before = provider.keyFetches();
        String[] parts = old.split("\\.", -1);
        for (int i = 0; i < 15; i++) {
            status(part("{\"alg\":\"RS256\",\"kid\":\"guess-" + i + "\"}") + "." + parts[1] + "." + parts[2]);
        }
        int fetches = provider.keyFetches() - before;
        assertThat(fetches).isLessThan(8);
        table.row("unknown kid", "15 of them, one after the other", fetches + " fetches of the keys");
    }

    private static String part(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private String hmac(String claims) throws GeneralSecurityException {
        String text = part("{\"alg\":\"HS256\",\"kid\":\"" + provider.keyId() + "\"}") + "." + claims;
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(provider.publicKey(), "RAW"));
        return text + "."
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String cookie(HttpResponse<?> response) {
        String set = response.headers().firstValue("Set-Cookie").orElse("");
        return set.substring(0, Math.max(0, set.indexOf(';')));
    }

    /** Goes to the provider; returns where it sends the browser back to, and the cookie of the hub. */
    private String[] begun() throws Exception {
        return begun("");
    }

    private String[] begun(String query) throws Exception {
        HttpResponse<String> out = get("/sessions/provider/begin" + query);
        assertThat(out.statusCode()).isEqualTo(302);
        HttpResponse<String> back = http.send(
                HttpRequest.newBuilder(
                                URI.create(out.headers().firstValue("Location").orElseThrow()))
                        .build(),
                BodyHandlers.ofString());
        assertThat(back.statusCode()).as(back.body()).isEqualTo(302);
        return new String[] {back.headers().firstValue("Location").orElseThrow(), cookie(out)};
    }

    private HttpResponse<String> back(String address, String cookie) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address));
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    @Test
    void personSignsInAtThePagesByTheProvider() throws Exception {
        String[] begun = begun();
        HttpResponse<String> in = back(begun[0], begun[1]);
        assertThat(in.statusCode()).as(in.body()).isEqualTo(302);
        assertThat(in.headers().firstValue("Location")).contains("/make");
        assertThat(get("/me", "Cookie", cookie(in)).body()).contains("oidc:127.0.0.1:otto");
        assertThat(back(begun[0], begun[1]).statusCode())
                .as("the same code again")
                .isEqualTo(401);
        table.row("seen code", "come back with it once more", "401");
    }

    @Test
    void pagesAreToldOfTheProviderAndComeBackToOneOfTheHub() throws Exception {
        var items = Json.mapper().readTree(get("/sessions/providers").body()).path("items");
        assertThat(items.findValuesAsText("name")).containsExactly("127.0.0.1");
        assertThat(items.at("/0/begin").asText()).isEqualTo("/api/v1/sessions/provider/begin");
        String[] begun = begun("?page=fleet");
        assertThat(back(begun[0], begun[1]).headers().firstValue("Location")).contains("/fleet");
        assertThat(get("/sessions/provider/begin?page=%2F%2Fevil.example").statusCode())
                .isEqualTo(400);
        table.row("open redirect", "come back to //evil.example after signing in", "400");
    }

    @Test
    void codeIsOfNoUseInAnotherBrowserAndWithAnotherNonce() throws Exception {
        String[] mine = begun();
        String[] victim = begun();
        assertThat(back(mine[0], "").statusCode()).isEqualTo(401);
        assertThat(back(mine[0], victim[1]).statusCode())
                .as("the attacker's code in a victim's browser")
                .isEqualTo(401);
        table.row("login of a victim as the attacker", "give the own code to another browser", "401");
        provider.lie(Map.of("nonce", "another"));
        try {
            assertThat(back(victim[0], victim[1]).statusCode()).isEqualTo(401);
        } finally {
            provider.lie(Map.of());
        }
        table.row("token of another sign-in", "nonce that is not the own", "401");
    }
}
