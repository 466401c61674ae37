package io.amsphub.it.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.config.client.HubClient;
import io.amsphub.it.system.Customer;
import io.amsphub.it.system.Models;
import io.amsphub.it.system.PrinterFarm;
import io.amsphub.it.system.RunningHub;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console of the real hub, as an operator meets it after the first start. */
class HubConsoleIT {

    private static final Path PICTURES = Path.of("target", "screenshots");
    private static final String DESK = "#amsp-hub-desk >>> ";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    @Test
    void operatorSeesTheFlowAndWorksAtTheDesk() throws IOException, MqttException {
        Assumptions.assumeTrue(Browser.isInstalled(), Browser.MISSING);
        try (RunningHub hub = new RunningHub(directory)
                .with("hub.console.enabled", "true")
                .optimised()
                .start()) {
            HubClient client = hub.client();
            String secret = PrinterFarm.register(client, "m1");
            PrinterFarm.register(client, "m2");
            Customer customer = new Customer(client);
            JsonNode quote = customer.quote(customer.ready(Models.cube(directory.resolve("cube.stl"), 10)), 3);
            String order = customer.order(quote).path("id").asText();
            sayNonsense(hub, secret);
            await().atMost(Duration.ofMinutes(1)).until(() -> hub.log().contains("the console is at"));
            try (Browser browser = Browser.start(Duration.ofMinutes(3))) {
                browser.open(hub.consoleUrl());
                signIn(browser, "operator", hub.secret());
                seeTheRoutes(browser);
                browser.click("nav a[href$='/hub']");
                pauseAndResumeAStage(browser);
                workOnTheQueue(browser, client, order);
                sendADeadLetterCorrected(browser, client);
                setALevel(browser);
                assertThat(browser.errors()).noneMatch(error -> error.contains("Content Security Policy"));
            }
            JsonNode audit = RunningHub.ok(client.get("/audit?who=operator"));
            assertThat(audit.path("items").findValuesAsText("action")).contains("console.RUN");
            assertThat(audit.path("items").findValuesAsText("detail")).anyMatch(detail -> detail.contains("suspend()"));
            auditorSeesAndChangesNothing(hub, client);
        }
    }

    private static void signIn(Browser browser, String name, String secret) {
        browser.type("#pf-login-username-id", name);
        browser.type("#pf-login-password-id", secret);
        browser.click("button[type=submit]");
    }

    private static void seeTheRoutes(Browser browser) throws IOException {
        browser.click("nav a[href$='/camel']");
        browser.click("nav a", "Routes");
        browser.awaitText("#camel-routes-table tbody tr", "mesh-detect");
        browser.awaitText("#camel-routes-table tbody tr", "build-dispatch");
        assertThat(browser.texts("#camel-routes-table tbody tr"))
                .hasSizeGreaterThan(40)
                .allSatisfy(row -> assertThat(row).contains("Started"));
        browser.screenshot(PICTURES.resolve("hub-console-routes.png"));
    }

    private static void pauseAndResumeAStage(Browser browser) throws IOException {
        browser.clickWithin(DESK + "tr", "quote-price", "button");
        browser.awaitText(DESK + "tr", "quote-priceSuspended");
        browser.screenshot(PICTURES.resolve("hub-desk-overview.png"));
        browser.clickWithin(DESK + "tr", "quote-price", "button");
        browser.awaitText(DESK + "tr", "quote-priceStarted");
    }

    private static void workOnTheQueue(Browser browser, HubClient client, String order) throws IOException {
        browser.click(DESK + "#tab-machines");
        browser.awaitText(DESK + ".machine", "m2");
        browser.awaitText(DESK + ".queue summary", "3 jobs waiting");
        browser.clickWithin(DESK + ".line", order.substring(order.length() - 5) + "-3.1", "[data-kind=up]");
        await().atMost(PATIENCE).until(() -> waiting(client).get(1).equals(order + "-3.1"));
        browser.clickWithin(DESK + ".line", order.substring(order.length() - 5) + "-1.1", "[data-kind=hold]");
        browser.type(DESK + "#ask-input", "filament is missing");
        browser.click(DESK + "dialog button", "Hold");
        browser.awaitText(DESK + ".line", "filament is missing");
        browser.clickWithin(DESK + ".line", order.substring(order.length() - 5) + "-3.1", "[data-kind=move]");
        browser.type(DESK + "#ask-input", "m2");
        browser.click(DESK + "dialog button", "Move");
        await().atMost(PATIENCE).until(() -> RunningHub.ok(client.get("/jobs/" + order + "-3.1"))
                .at("/target/machine")
                .asText()
                .equals("m2"));
        assertThat(RunningHub.ok(client.get("/jobs/" + order + "-1.1"))
                        .path("state")
                        .asText())
                .isEqualTo("HELD");
        browser.screenshot(PICTURES.resolve("hub-desk-queue.png"));
    }

    private static void sendADeadLetterCorrected(Browser browser, HubClient client) throws IOException {
        browser.click(DESK + "#tab-dead");
        browser.awaitText(DESK + "td", "AMSP-5002");
        browser.screenshot(PICTURES.resolve("hub-desk-dead-letters.png"));
        browser.click(DESK + "td button", "Correct");
        browser.awaitElement(DESK + "textarea");
        browser.script("document.querySelector('#amsp-hub-desk').shadowRoot.querySelector('textarea').value = ''");
        browser.type(DESK + "textarea", "still nonsense");
        browser.click(DESK + "td button", "Send this");
        browser.awaitText(DESK + "td", "by operator");
        assertThat(RunningHub.ok(client.get("/dead-letters")).path("items").findValuesAsText("replayedBody"))
                .containsExactly("still nonsense");
    }

    private static void setALevel(Browser browser) throws IOException {
        browser.click(DESK + "#tab-log");
        browser.type(DESK + "input", ".desk.test");
        browser.script("document.querySelector('#amsp-hub-desk').shadowRoot.querySelector('select').value = 'WARN'");
        browser.click(DESK + "form button", "Set");
        browser.awaitText(DESK + "tr", "io.amsphub.desk.testWARN");
        browser.screenshot(PICTURES.resolve("hub-desk-log.png"));
    }

    private static void auditorSeesAndChangesNothing(RunningHub hub, HubClient client) throws IOException {
        String secret = RunningHub.ok(client.post(
                        "/credentials",
                        Map.of("name", "anna", "organisation", "inspectors", "roles", List.of("AUDITOR"))))
                .path("secret")
                .asText();
        try (Browser browser = Browser.start(Duration.ofMinutes(3))) {
            browser.open(hub.consoleUrl());
            signIn(browser, "anna", secret);
            browser.click("nav a[href$='/hub']");
            browser.awaitText(DESK + "tr", "quote-price");
            browser.click(DESK + "#tab-machines");
            browser.awaitText(DESK + ".line", "filament is missing");
            assertThat(browser.script("return document.querySelector('#amsp-hub-desk').shadowRoot"
                                    + ".querySelectorAll('.line button, td button').length")
                            .asInt())
                    .isZero();
        }
    }

    private static List<String> waiting(HubClient client) throws IOException {
        return RunningHub.ok(client.get("/queues/demo")).path("waiting").findValuesAsText("id");
    }

    private static void sayNonsense(RunningHub hub, String secret) throws MqttException {
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setUserName("demo/m1");
        options.setPassword(secret.getBytes(StandardCharsets.UTF_8));
        MqttClient device = new MqttClient(hub.broker(), "demo/m1", new MemoryPersistence());
        device.connect(options);
        device.publish("am/demo/m1/report/state", "nonsense".getBytes(StandardCharsets.UTF_8), 1, false);
        device.disconnect();
        device.close();
    }
}
