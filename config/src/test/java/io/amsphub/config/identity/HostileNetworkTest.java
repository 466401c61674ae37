package io.amsphub.config.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amsphub.config.client.HubClient;
import io.amsphub.config.partner.WholeHub;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.identity.Role;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks by slowness and by addresses, against a whole hub as it comes; what happened is printed as a table. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway") // JUnit sets the fields
class HostileNetworkTest {

    private static final int CUT_MS = 90_000;

    @TempDir
    static Path directory;

    private final AttackTable table = new AttackTable();
    private final ScheduledExecutorService drip = Executors.newSingleThreadScheduledExecutor();
    private WholeHub hub;
    private HubClient operator;

    @BeforeAll
    void start() throws IOException {
        hub = new WholeHub(directory.resolve("data")).start();
        operator = hub.operator();
    }

    @AfterAll
    void stop() throws IOException {
        drip.shutdownNow();
        hub.close();
        table.print("attack-menu-network");
    }

    /** A client that sends a byte each second behind what it began with. */
    private Socket slow(String beginning) throws IOException {
        Socket socket = new Socket(hub.url().getHost(), hub.url().getPort());
        socket.setSoTimeout(CUT_MS);
        socket.getOutputStream().write(beginning.getBytes(StandardCharsets.ISO_8859_1));
        ScheduledFuture<?> dripping = drip.scheduleAtFixedRate(
                () -> {
                    try {
                        socket.getOutputStream().write('x');
                    } catch (IOException e) {
                        throw new IllegalStateException("it was cut off", e); // ends the schedule
                    }
                },
                1,
                1,
                TimeUnit.SECONDS);
        assertThat(dripping.isCancelled()).isFalse();
        return socket;
    }

    /** Returns after how many milliseconds the hub has cut a connection off, -1 when it has not. */
    private static long cutAfter(Socket socket, long began) throws IOException {
        try (socket) {
            InputStream in = socket.getInputStream();
            while (in.read() >= 0) {
                // an answer before the end does not matter
            }
        } catch (SocketTimeoutException e) {
            return -1;
        } catch (IOException e) {
            // reset counts as cut
        }
        return (System.nanoTime() - began) / 1_000_000;
    }

    @Test
    void slowClientsAreCutOffAndOthersDoNotNotice() throws IOException {
        long began = System.nanoTime();
        List<Socket> heads = new ArrayList<>();
        for (int n = 0; n < 300; n++) {
            heads.add(slow("GET /api/v1/me HTTP/1.1\r\nHost: hub\r\nX-Slow: "));
        }
        String secret = hub.server().store().credentials().issue(new Principal("slow", "acme", Set.of(Role.USER)));
        String basic = Base64.getEncoder().encodeToString(("slow:" + secret).getBytes(StandardCharsets.UTF_8));
        Socket body = slow("POST /api/v1/designs HTTP/1.1\r\nHost: hub\r\nAuthorization: Basic " + basic
                + "\r\nContent-Type: application/json\r\n"
                + "Content-Length: 100000\r\n\r\n{\"name\":\"");
        long slowest = 0;
        for (int n = 0; n < 50; n++) {
            long asked = System.nanoTime();
            assertThat(operator.get("/me").status()).isEqualTo(200);
            slowest = Math.max(slowest, System.nanoTime() - asked);
        }
        long last = 0;
        for (Socket head : heads) {
            long cut = cutAfter(head, began);
            assertThat(cut).as("each of them is cut off").isPositive();
            last = Math.max(last, cut);
        }
        table.row(
                "slow heads",
                "300 connections, a byte a second",
                "the last cut after " + last / 1000 + " s; others were answered within " + slowest / 1_000_000 + " ms");
        long cut = cutAfter(body, began);
        assertThat(cut).isPositive();
        table.row("slow body", "a byte a second", "cut after " + cut / 1000 + " s");
        await().atMost(WholeHub.PATIENCE)
                .until(() -> !WholeHub.ok(operator.get("/audit?outcome=REFUSED&action=http.SLOW"))
                        .path("items")
                        .isEmpty());
        table.row("slow clients", "all of this", "entries of the audit with the address");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.1/",
                "https://127.1/",
                "https://2130706433/",
                "https://0x7f000001/",
                "https://0177.0.0.1/",
                "https://localhost/",
                "https://localhost.localdomain/",
                "https://[::1]/",
                "https://[::ffff:127.0.0.1]/",
                "https://[::ffff:7f00:1]/",
                "https://169.254.169.254/latest/meta-data/",
                "https://10.0.0.1/",
                "https://172.16.0.1/",
                "https://192.168.1.1/",
                "https://100.64.0.1/",
                "https://0.0.0.0/",
                "https://[fe80::1]/",
                "https://[fd00::1]/",
                "https://224.0.0.1/",
                "https://hub.example:22/",
                "http://hub.example/",
                "file:///etc/passwd",
                "gopher://127.0.0.1:70/",
                "ftp://hub.example/",
                "https://user:secret@hub.example/"
            })
    void webhookThatPointsInsideIsRefused(String url) throws IOException {
        HubClient.Answer answer = operator.post("/webhooks", Map.of("url", url, "types", List.of("*")));
        assertThat(answer.status()).as(answer.body().toString()).isIn(400, 422);
        boolean audited = answer.status() != 422
                || await().atMost(WholeHub.PATIENCE)
                        .until(
                                () -> operator.get("/audit?outcome=REFUSED&action=createWebhook")
                                        .body()
                                        .toString()
                                        .contains("AMSP-8101"),
                                found -> found);
        assertThat(audited).isTrue();
        table.row(
                "webhook inside",
                url,
                answer.status() + " " + answer.body().path("code").asText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"x\r\n2026-01-01 ERROR forged", "\u001b[2J\u001b[31mred", "a\u0000b"})
    void controlCharactersInNamesGoNowhere(String name) throws IOException {
        HubClient.Answer answer = operator.post("/designs", Map.of("name", name));
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(400);
        table.row(
                "forged log line",
                "a name with "
                        + name.codePoints()
                                .filter(c -> c < ' ')
                                .mapToObj(Integer::toHexString)
                                .toList(),
                "400");
    }
}
