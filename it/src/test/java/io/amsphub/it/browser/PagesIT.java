package io.amsphub.it.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.amsphub.config.client.HubClient;
import io.amsphub.it.system.PrinterFarm;
import io.amsphub.it.system.RunningHub;
import io.amsphub.mesh.compose.DemoBracket;
import io.amsphub.mesh.io.BinaryStlWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/**
 * The pages for people, clicked through in a real browser against a real hub and simulated printers. The pictures go
 * to {@code target/screenshots}, or where {@code -Dpages.pictures} says. Skipped where there is no Chromium.
 */
@EnabledIf(value = "io.amsphub.it.browser.Browser#isInstalled", disabledReason = Browser.MISSING)
class PagesIT {

    private static final Path PICTURES = Path.of(System.getProperty("pages.pictures", "target/screenshots"));

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    @Test
    void brokenModelIsMendedPricedMadeAndReceivedAndTheFleetObeys() throws IOException {
        Path model = directory.resolve("<b>bracket<b>.stl");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(model))) {
            BinaryStlWriter.write(DemoBracket.carelessExport(), out);
        }
        try (RunningHub hub = new RunningHub(directory.resolve("hub")).start();
                PrinterFarm farm = farm(hub);
                Browser browser = Browser.start(Duration.ofSeconds(40))) {
            farm.start();
            browser.open(hub.url().resolve("/make"));
            browser.type("#sign-in-name", "operator");
            browser.type("#sign-in-secret", "a guess");
            browser.click("dialog button", "Sign in");
            browser.awaitText("dialog .problem", "AMSP-1003");
            browser.script("document.querySelector('#sign-in-secret').value = ''");
            browser.type("#sign-in-secret", hub.secret());
            browser.click("dialog button", "Sign in");

            browser.type("#file", model.toString());
            browser.awaitText("h1", "<b>bracket<b>.stl");
            browser.awaitText("h2", "Proposed correction");
            browser.awaitText(".finding", "open edges");
            browser.awaitElement(".view canvas");
            browser.screenshot(PICTURES.resolve("make-findings.png"));
            browser.click("button", "Accept the correction");

            browser.awaitText(".offer", "PETG");
            browser.click(".offer", "PLA");
            browser.click("button.wide", "Order 1 part");
            browser.awaitText(".part", "Printing");
            browser.screenshot(PICTURES.resolve("make-order.png"));
            browser.click("button", "The parts have arrived");
            browser.click("dialog button", "Confirm");
            browser.awaitText(".bench-head .pill", "Delivered");

            browser.open(hub.url().resolve("/fleet"));
            browser.clickWithin(".machine", "slow-1", "summary");
            browser.clickWithin(".machine", "slow-1", "details button");
            browser.type("#ask-input", "a test");
            browser.click("dialog button", "Suspend");
            browser.awaitText(".machine[data-kind=out]", "slow-1");
            browser.screenshot(PICTURES.resolve("fleet.png"));

            browser.open(hub.url().resolve("/board"));
            browser.awaitText(".tile", "1 of 1 parts");
            browser.awaitText("tbody tr", "100 %");
            browser.awaitElement("svg.plot rect.mark");
            browser.screenshot(PICTURES.resolve("board.png"));
            assertThat(browser.errors()).noneMatch(error -> error.contains("Content Security Policy"));
        }
    }

    private PrinterFarm farm(RunningHub hub) throws IOException {
        HubClient client = hub.client();
        return new PrinterFarm(directory.resolve("farm"), hub.broker())
                .add(client, "slow-1", entry -> entry.put("speed", 250).put("progressReports", 10));
    }
}
