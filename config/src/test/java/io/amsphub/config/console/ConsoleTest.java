package io.amsphub.config.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the console shows to whom, over HTTP as its pages ask for it, with a real broker and real routes. */
class ConsoleTest {

    private static final String ROUTE = "org.apache.camel:context=amsp-hub,type=routes,name=\"mesh-detect\"";
    private static final String CONTEXT = "org.apache.camel:context=amsp-hub,type=context,name=\"amsp-hub\"";
    private static final String BROKER = "org.apache.activemq.artemis:broker=\"hub\"";
    private static final String QUEUE = BROKER
            + ",component=addresses,address=\"hub.order.quote\",subcomponent=queues,"
            + "routing-type=\"anycast\",queue=\"hub.order.quote\"";

    private static ConsoleFixture hub;

    private ConsoleClient client;

    @BeforeAll
    static void start() throws Exception {
        hub = new ConsoleFixture(ConsoleSettings.loopback(0, ConsoleFixture.WEB_APP));
    }

    @AfterAll
    static void stop() throws Exception {
        hub.stop();
    }

    @BeforeEach
    void newClient() {
        client = new ConsoleClient(hub.console.url());
        hub.audited.clear();
    }

    private void loginAs(String user) throws Exception {
        assertThat(client.login(user, ConsoleFixture.PASSWORD).statusCode()).isEqualTo(200);
    }

    @Test
    void bareHostLeadsToTheLoginPage() throws Exception {
        HttpResponse<String> toConsole = client.get("/");
        assertThat(toConsole.statusCode()).isEqualTo(302);
        assertThat(toConsole.headers().firstValue("Location")).hasValue("/console/");

        HttpResponse<String> toLogin = client.get("/console/");
        assertThat(toLogin.statusCode()).isEqualTo(302);
        assertThat(toLogin.headers().firstValue("Location").orElse("")).endsWith("/console/login");

        HttpResponse<String> page = client.get("/console/login");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("<base href=\"/console/\"/>");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("script-src 'self'", "frame-ancestors 'none'");
        assertThat(page.headers().firstValue("X-Frame-Options")).hasValue("DENY");
        assertThat(page.headers().firstValue("Server")).isEmpty();
    }

    @Test
    void consoleSwitchesTheCamelPluginOnAndLeavesTheProxyOut() throws Exception {
        try (Stream<Path> bundles = Files.list(ConsoleFixture.WEB_APP.resolve("static/js"));
                Stream<Path> libraries = Files.list(ConsoleFixture.WEB_APP.resolve("WEB-INF/lib"))) {
            assertThat(bundles.filter(file -> file.toString().endsWith(".js")).filter(this::switchesCamelOn))
                    .hasSize(1);
            assertThat(libraries.map(file -> file.getFileName().toString().replaceAll("-[0-9].*", "")))
                    .containsExactlyInAnyOrder("hawtio-system", "caffeine", "commons-codec");
        }
        assertThat(getClass().getClassLoader().getResource("org/jolokia/service/jsr160"))
                .isNull();
    }

    private boolean switchesCamelOn(Path bundle) {
        try {
            return Files.readString(bundle).contains("e.camel(),e.runtime()");
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void sessionCookieStaysWithTheConsole() throws Exception {
        HttpResponse<String> login = client.login("olga", ConsoleFixture.PASSWORD);

        assertThat(login.statusCode()).isEqualTo(200);
        assertThat(login.headers().firstValue("Set-Cookie").orElse(""))
                .startsWith("AMSPHUB_CONSOLE=")
                .contains("Path=/console", "HttpOnly", "SameSite=Strict");
    }

    @Test
    void wrongPasswordUnknownUserAndForeignRoleAreRefusedAlike() throws Exception {
        assertThat(client.login("olga", "guess").statusCode()).isEqualTo(403);
        assertThat(client.login("nobody", ConsoleFixture.PASSWORD).statusCode()).isEqualTo(403);
        assertThat(client.login("dora", ConsoleFixture.PASSWORD).statusCode()).isEqualTo(403);
        assertThat(client.jolokia(Map.of("type", "version")).path("status").asInt())
                .isEqualTo(403);
    }

    @Test
    void logoutEndsTheSession() throws Exception {
        loginAs("anna");
        assertThat(client.get("user").body()).contains("anna");

        client.get("auth/logout");

        assertThat(client.get("user").statusCode()).isEqualTo(403);
        assertThat(client.jolokia(Map.of("type", "version")).path("status").asInt())
                .isEqualTo(403);
    }

    @Test
    void routesAreReadWithStateAndDiagramSource() throws Exception {
        loginAs("anna");

        JsonNode found = client.jolokia(Map.of("type", "search", "mbean", "org.apache.camel:type=routes,*"));
        assertThat(found.path("value").toString()).contains("upload-take", "mesh-detect");
        assertThat(client.read(ROUTE, "State").path("value").asText()).isEqualTo("Started");
        assertThat(client.exec(CONTEXT, "dumpRoutesAsXml()").path("value").asText())
                .contains("<route id=\"mesh-detect\"", "<choice", "jms:queue:hub.order.quote");
        await().untilAsserted(() -> assertThat(
                        client.read(ROUTE, "ExchangesCompleted").path("value").asLong())
                .isPositive());
    }

    @Test
    void queuesAreReadWithTheirMessages() throws Exception {
        loginAs("anna");

        String filter =
                "{\"field\":\"\",\"operation\":\"\",\"value\":\"\",\"sortOrder\":\"asc\",\"sortColumn\":\"id\"}";
        String queues = client.exec(BROKER, "listQueues(java.lang.String,int,int)", filter, 1, 50)
                .path("value")
                .asText();
        assertThat(queues).contains("hub.mesh.detect", "hub.order.quote", "hub.dead");
        await().untilAsserted(() -> assertThat(
                        client.read(QUEUE, "MessageCount").path("value").asLong())
                .isPositive());
        assertThat(client.exec(QUEUE, "browse(int,int,java.lang.String)", 1, 5, "")
                        .path("value")
                        .toString())
                .contains("a model");
    }

    @Test
    void treeShowsTheHubAndHidesTheRestOfTheJvm() throws Exception {
        loginAs("anna");

        JsonNode domains = client.jolokia(Map.of("type", "list")).path("value");

        assertThat(keys(domains))
                .containsExactlyInAnyOrder(
                        "io.amsphub", "org.apache.camel", "org.apache.activemq.artemis", "java.lang");
        assertThat(client.read(ConsoleFixture.FLEET, "Machines").path("value").asInt())
                .isEqualTo(20);
        assertThat(client.read("java.lang:type=Memory", "HeapMemoryUsage")
                        .path("status")
                        .asInt())
                .isEqualTo(200);
    }

    @Test
    void mbeansOfAKindAreDescribedOnceForThoseWhoAskSo() throws Exception {
        loginAs("olga");
        JsonNode whole = client.jolokia(Map.of("type", "list", "config", Map.of("maxDepth", 9)))
                .path("value");
        JsonNode brief = client.jolokia(Map.of("type", "list", "config", Map.of("maxDepth", 9, "listCache", true)))
                .path("value");
        long described = 0;
        for (String domain : List.of("org.apache.camel", "org.apache.activemq.artemis")) {
            JsonNode names = brief.path("domains").path(domain);
            for (String name : keys(names).toList()) {
                JsonNode kind = brief.path("cache").path(names.path(name).asText());
                assertThat(names.path(name).isTextual() ? kind : names.path(name))
                        .isEqualTo(whole.path(domain).path(name));
                described++;
            }
        }
        assertThat(described).isGreaterThan(brief.path("cache").size());
        assertThat(brief.toString()).hasSizeLessThan(whole.toString().length());
    }

    @Test
    void withheldAttributesDoNotHideTheOthersFromThePages() throws Exception {
        loginAs("olga");

        JsonNode broker =
                client.jolokia(Map.of("type", "read", "mbean", BROKER, "config", Map.of("ignoreErrors", true)));

        assertThat(broker.path("value").path("Version").asText()).isEqualTo("2.55.0");
        assertThat(broker.path("value").path("Connectors").asText()).startsWith("ERROR");
        assertThat(broker.toString()).doesNotContain(ConsoleFixture.STORE_PASSWORD);
    }

    @Test
    void operatorStopsAndStartsARouteAndTheAuditKnows() throws Exception {
        loginAs("olga");

        assertThat(client.exec(ROUTE, "stop()").path("status").asInt()).isEqualTo(200);
        assertThat(client.read(ROUTE, "State").path("value").asText()).isEqualTo("Stopped");
        assertThat(client.exec(ROUTE, "start()").path("status").asInt()).isEqualTo(200);
        assertThat(client.read(ROUTE, "State").path("value").asText()).isEqualTo("Started");

        assertThat(hub.audited).hasSize(2);
        assertThat(hub.audited.get(0)).startsWith("olga ran stop() on ").contains("mesh-detect");
        assertThat(hub.audited.get(1)).startsWith("olga ran start() on ");
    }

    @Test
    void auditorIsOfferedNoButtonAndHasNone() throws Exception {
        loginAs("anna");

        assertThat(client.exec(ROUTE, "stop()").path("status").asInt()).isEqualTo(403);
        assertThat(client.exec(QUEUE, "pause()").path("status").asInt()).isEqualTo(403);
        assertThat(client.exec(ConsoleFixture.FLEET, "dismiss()").path("status").asInt())
                .isEqualTo(403);
        assertThat(client.read(ROUTE, "State").path("value").asText()).isEqualTo("Started");
        assertThat(hub.audited).hasSize(3).allSatisfy(record -> assertThat(record)
                .startsWith("anna denied "));
        assertThat(mayStop("anna")).isFalse();
        assertThat(mayStop("olga")).isTrue();
    }

    @Test
    void pagesGetTheWholeTreeAndAnAnswerForEachOperationInIt() throws Exception {
        loginAs("olga");

        JsonNode tree = client.jolokia(Map.of("type", "list", "config", Map.of("maxDepth", 9)))
                .path("value");
        JsonNode stop = tree.path("org.apache.camel")
                .path("context=amsp-hub,name=\"mesh-detect\",type=routes")
                .path("op")
                .path("stop");
        JsonNode answer = client.exec(
                ConsoleSecurity.NAME.toString(),
                "canInvoke(java.util.Map)",
                Map.of(ROUTE, List.of("stop()", "stop()", "remove()")));

        assertThat(stop.findValuesAsText("type")).contains("long", "java.lang.Long", "java.lang.Boolean");
        assertThat(answer.path("value")
                        .path(ROUTE)
                        .path("remove()")
                        .path("CanInvoke")
                        .asBoolean(true))
                .isFalse();
    }

    private boolean mayStop(String user) throws Exception {
        client = new ConsoleClient(hub.console.url());
        loginAs(user);
        JsonNode answer = client.exec(
                ConsoleSecurity.NAME.toString(), "canInvoke(java.util.Map)", Map.of(ROUTE, List.of("stop()")));
        return answer.path("value").path(ROUTE).path("stop()").path("CanInvoke").asBoolean();
    }

    @Test
    void scriptBringsItsPasswordAndNeedsNoOrigin() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(hub.console.url().resolve("jolokia/"))
                .POST(HttpRequest.BodyPublishers.ofString("{\"type\":\"version\"}"))
                .header("Content-Type", "application/json")
                .header("Authorization", ConsoleFixture.basic("anna", ConsoleFixture.PASSWORD))
                .build();

        HttpResponse<String> response = client.send(request);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(ConsoleClient.JSON.readTree(response.body()).path("status").asInt())
                .isEqualTo(200);
        assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void guessingIsSlowedForTheNameAndNotForOthers() throws Exception {
        int before = hub.passwordsChecked.get();
        for (int guess = 0; guess < 5; guess++) {
            assertThat(client.login("victor", "guess " + guess).statusCode()).isEqualTo(403);
        }

        HttpResponse<String> sixth = client.login("victor", "guess 5");

        assertThat(sixth.statusCode()).isEqualTo(429);
        assertThat(sixth.headers()
                        .firstValue("Retry-After")
                        .map(Integer::valueOf)
                        .orElse(0))
                .isBetween(1, 10);
        assertThat(hub.passwordsChecked.get() - before).isEqualTo(5);
        loginAs("olga");
    }

    private static Stream<String> keys(JsonNode object) {
        return StreamSupport.stream(((Iterable<String>) object::fieldNames).spliterator(), false);
    }
}
