package io.amsphub.it.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amsphub.it.system.RunningHub;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console of the real hub, as an operator meets it after the first start. */
class HubConsoleIT {

    private static final Path PICTURES = Path.of("target", "screenshots");

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    @Test
    void operatorSignsInWithTheFirstCredentialsAndSeesTheRoutesOfTheFlow() throws IOException {
        Assumptions.assumeTrue(Browser.isInstalled(), Browser.MISSING);
        try (RunningHub hub =
                new RunningHub(directory).with("hub.console.enabled", "true").start()) {
            await().atMost(Duration.ofMinutes(1)).until(() -> hub.log().contains("the console is at"));
            try (Browser browser = Browser.start(Duration.ofMinutes(3))) {
                browser.open(hub.consoleUrl());
                browser.type("#pf-login-username-id", "operator");
                browser.type("#pf-login-password-id", hub.secret());
                browser.click("button[type=submit]");
                browser.click("nav a[href$='/camel']");
                browser.click("nav a", "Routes");

                browser.awaitText("#camel-routes-table tbody tr", "mesh-detect");
                browser.awaitText("#camel-routes-table tbody tr", "build-dispatch");
                assertThat(browser.texts("#camel-routes-table tbody tr"))
                        .hasSizeGreaterThan(60)
                        .allSatisfy(row -> assertThat(row).contains("Started"));
                browser.screenshot(PICTURES.resolve("hub-console-routes.png"));
            }
        }
    }
}
