package io.amsphub.it.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * The console as a person sees it: logged in, looked at and clicked in a real browser. The pictures
 * are in {@code target/screenshots}. Skipped where there is no Chromium.
 */
@EnabledIf(value = "io.amsphub.it.browser.Browser#isInstalled", disabledReason = Browser.MISSING)
class ConsoleIT {

    private static final Path WEB_APP = Path.of(System.getProperty("console.directory", "../config/target/console"));
    private static final Path PICTURES = Path.of("target", "screenshots");

    private static SampleHub hub;

    private Browser browser;

    @BeforeAll
    static void startHub() throws Exception {
        assertThat(Files.isDirectory(WEB_APP))
                .as(WEB_APP.toAbsolutePath() + ": build the module config first")
                .isTrue();
        hub = SampleHub.start(WEB_APP);
    }

    @AfterAll
    static void stopHub() throws Exception {
        hub.stop();
    }

    @BeforeEach
    void startBrowser() throws IOException {
        browser = Browser.start(Duration.ofSeconds(30));
        browser.open(hub.console());
    }

    @AfterEach
    void stopBrowser() throws IOException {
        try {
            assertThat(browser.errors()).noneMatch(error -> error.contains("Content Security Policy"));
        } finally {
            browser.close();
        }
    }

    private void loginAs(String user) {
        type(user, SampleHub.PASSWORD);
        browser.awaitElement("nav a[href$='/camel']");
    }

    private void type(String user, String password) {
        browser.type("#pf-login-username-id", user);
        browser.type("#pf-login-password-id", password);
        browser.click("button[type=submit]");
    }

    private void picture(String name) throws IOException {
        browser.screenshot(PICTURES.resolve(name + ".png"));
    }

    @Test
    void wrongPasswordStaysOnTheLoginPage() throws Exception {
        browser.awaitText("button[type=submit]", "Log in");
        picture("console-login");

        type("olga", "a guess");

        browser.awaitText("main", "Invalid login credentials");
        assertThat(browser.location().getPath()).isEqualTo("/console/login");
    }

    @Test
    void routesAreListedWithTheirState() throws Exception {
        loginAs("anna");

        browser.click("nav a[href$='/camel']");
        browser.awaitText(".react-flow__node", "To jms:queue:hub");
        picture("console-camel-all");
        browser.click("nav a", "Routes");

        browser.awaitText("#camel-routes-table tbody tr", "mesh-detect");
        browser.awaitText("#camel-routes-table tbody tr", "order-dispatch");
        assertThat(browser.texts("#camel-routes-table tbody tr")).hasSize(5).allSatisfy(row -> assertThat(row)
                .contains("Started"));
        picture("console-camel-routes");
    }

    @Test
    void routeIsDrawnWithItsCounts() throws Exception {
        loginAs("anna");

        browser.click("nav a[href$='/camel']");
        browser.awaitText(".react-flow__node", "From timer:uploads");
        browser.click("[role=treeitem] button", "mesh-detect");

        browser.awaitText("h1", "mesh-detect");
        browser.awaitText(".react-flow__node", "Choice");
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(browser.texts(".react-flow__node"))
                .hasSize(6)
                .anySatisfy(
                        node -> assertThat(node).contains("From jms:queue:hu").containsPattern("[1-9]")));
        await("both branches begin at the same height")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(top("When:")).isCloseTo(top("Otherwise"), within(2)));
        picture("console-camel-diagram");
    }

    private int top(String node) {
        return browser.script("""
                        return Math.round([...document.querySelectorAll('.react-flow__node')]
                            .find(e => e.textContent.includes(arguments[0])).getBoundingClientRect().top)
                        """, node).asInt();
    }

    @Test
    void queuesAreListedWithTheirDepth() throws Exception {
        loginAs("anna");

        browser.click("nav a[href$='/artemis']");
        browser.click("button", "Queues");

        browser.awaitText("td", "hub.part.inspect");
        assertThat(browser.texts("table tbody tr"))
                .anySatisfy(row -> assertThat(row).contains("hub.part.inspect").containsPattern("0\\s+[1-9][0-9]*"));
        picture("console-artemis-queues");
        browser.click("button", "Addresses");
        browser.awaitText("td", "hub.quote.calculate");
        picture("console-artemis-addresses");
    }

    @Test
    void hubsOwnFiguresAreInTheTree() throws Exception {
        loginAs("anna");

        browser.click("nav a[href$='/jmx']");
        browser.clickWithin("#io\\.amsphub-folder", "io.amsphub", ".pf-v5-c-tree-view__node-toggle");
        browser.click("[role=treeitem] button", "Fleet");

        browser.awaitText("td", "Machines");
        assertThat(browser.texts("table tbody tr"))
                .anySatisfy(row -> assertThat(row).contains("Printing", "14"));
        assertThat(browser.text()).doesNotContain("com.sun.management", "JMImplementation");
        picture("console-hub-mbeans");
    }

    @Test
    void operatorStopsAndStartsARouteByClicking() throws Exception {
        loginAs("olga");
        browser.click("nav a[href$='/camel']");
        browser.click("nav a", "Routes");

        browser.clickWithin("#camel-routes-table tbody tr", "mesh-correct", "input[type=checkbox]");
        browser.click("main button:not([disabled])", "Stop");
        browser.awaitText("#camel-routes-table tbody tr", "Stopped");
        assertThat(hub.routeState("mesh-correct")).isEqualTo("Stopped");
        picture("console-camel-stopped");

        browser.click("main button:not([disabled])", "Start");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> hub.routeState("mesh-correct").equals("Started"));
    }

    @Test
    void auditorIsOfferedNoOperation() throws Exception {
        loginAs("anna");

        browser.click("nav a[href$='/camel']");
        browser.click("[role=treeitem] button", "mesh-detect");
        browser.click("nav a", "Operations");
        browser.clickWithin("li[aria-labelledby]", "Stop route", "button");

        browser.awaitText("li[aria-labelledby='operation stop()'] button[disabled]", "Execute");
        browser.script(
                "document.querySelector(\"li[aria-labelledby='operation stop()']\").scrollIntoView({block: 'center'})");
        picture("console-auditor");
        assertThat(hub.routeState("mesh-detect")).isEqualTo("Started");
    }

    @Test
    void logoutLeadsBackToTheLogin() {
        loginAs("olga");

        browser.click("button", "olga");
        browser.click("[role=menuitem]", "Log out");

        browser.awaitElement("#pf-login-username-id");
        browser.open(hub.console().resolve("camel"));
        browser.awaitElement("#pf-login-username-id");
    }
}
