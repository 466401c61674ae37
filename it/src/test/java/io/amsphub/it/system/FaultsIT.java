package io.amsphub.it.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.config.client.HubClient;
import io.amsphub.processors.exchange.Json;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * One hub, its machines behind a network that can be cut, its ERP behind another, its directories on small disks, with a
 * disk and a clock that can be bent; one fault after the other while customers order. After each every order that was
 * confirmed is made once, by the ledger that the machines keep themselves, and nothing is left for a person to repair. What was seen is
 * written to {@code it/target/faults.txt}; docs/faults.md says what is asked for.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FaultsIT extends FaultyHub {

    private static final String ALL = "faults.all";

    // --- disks ---

    @Test
    @Order(10)
    void nothingIsTakenThatADiskCannotKeep() throws IOException {
        assumeTrue(!disks.isEmpty(), "a tmpfs cannot be mounted here, which takes the rights of root");
        for (Map.Entry<String, SmallDisk> disk : disks.entrySet()) {
            underLoad(load -> fullDisk(disk.getKey(), disk.getValue(), load));
        }
    }

    private void fullDisk(String name, SmallDisk disk, OrderingLoad load) throws IOException {
        long pid = hub.pid();
        long filled = System.nanoTime();
        disk.fill(0);
        HubClient.Answer refused = await().atMost(SEEN)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> hub.client().post("/designs", Map.of("name", "no room")), a -> a.status() >= 500);
        long refusedMs = ms(filled);
        long seen = awaitHealth(503, filled, SEEN);
        assertThat(refused.status()).as(refused.body().toString()).isIn(503, 507);
        assertThat(refused.body().path("code").asText()).isIn("AMSP-1024", "AMSP-1019");
        assertThat(refused.body().path("remedy").asText()).isNotEmpty();
        assertThat(health().body()).contains("MiB are free at");
        hold();
        long taken = load.since(filled).stream().filter(a -> a.status() == 201).count();
        assertThat(hub.alive()).isTrue();

        disk.free();
        long freed = System.nanoTime();
        awaitHealth(200, freed, HEALED);
        long healed = awaitProgress(load, freed);
        assertThat(hub.pid()).as("it was not started again").isEqualTo(pid);
        table.row(
                "A4",
                "the disk of " + name + " is full at once, for " + SECONDS + " s",
                refused.status() + " " + refused.body().path("code").asText() + " after " + refusedMs + " ms; " + taken
                        + " changes that were under way were kept; no restart",
                seen,
                healed);
    }

    @Test
    @Order(11)
    void uploadThatDoesNotFitIsRefusedAndCanBeCancelled() throws IOException {
        assumeTrue(!disks.isEmpty(), "a tmpfs cannot be mounted here, which takes the rights of root");
        HubClient client = hub.client();
        Path model = directory.resolve("large.stl");
        try (var file = new java.io.RandomAccessFile(model.toFile(), "rw")) {
            file.setLength((DISK_MIB + 40L) << 20);
        }
        JsonNode announced = new Customer(client).announce(model);
        HubClient.Answer refused = client.upload(announced.path("uploadUrl").asText(), model);
        assertThat(refused.status()).as(refused.body().toString()).isEqualTo(507);
        assertThat(refused.body().path("code").asText()).isEqualTo("AMSP-1024");
        String upload = announced.path("uploadUrl").asText().replaceFirst(".*/api/v1", "");
        assertThat(RunningHub.ok(client.get(upload)).path("offset").asLong()).isGreaterThan(100L << 20);
        long freed = System.nanoTime();
        RunningHub.ok(client.send("DELETE", upload, BodyPublishers.noBody()));
        long healed = awaitHealth(200, freed, HEALED);
        assertThat(client.post("/designs", Map.of("name", "room again")).status())
                .isEqualTo(201);
        table.row("A4", "an upload larger than its disk", "507 AMSP-1024, cancelled, which makes room", -1, healed);
    }

    @Test
    @Order(12)
    void slowDiskMakesEverythingSlowAndNothingWrong() throws IOException {
        assumeTrue(system.canBend(), "gcc is not there");
        underLoad(load -> {
            int before = load.orders().size();
            system.slowDisk(50, 500);
            long slow = System.nanoTime();
            await().during(Duration.ofSeconds(2L * SECONDS))
                    .atMost(Duration.ofSeconds(2L * SECONDS + 10))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> availability("OFFLINE") == 0 && availability("SILENT") == 0);
            int ordered = load.orders().size() - before;
            long longest = load.since(slow).stream()
                    .mapToLong(OrderingLoad.Answered::tookMs)
                    .max()
                    .orElse(0);
            system.slowDisk(0, 0);
            long healed = awaitProgress(load, System.nanoTime());
            assertThat(workItems()).as("nobody is asked about lost jobs").isEmpty();
            table.row(
                    "A5",
                    "each fsync takes 50 to 500 ms, for " + 2 * SECONDS + " s",
                    ordered + " orders meanwhile, longest answer " + longest + " ms; no machine was thought away",
                    -1,
                    healed);
        });
    }

    // --- time ---

    @Test
    @Order(20)
    void clockThatIsSetChangesNothing() throws IOException {
        assumeTrue(system.canBend(), "gcc is not there");
        for (long offset : List.of(3600L, -3600L, 0L)) {
            underLoad(load -> {
                system.setClock(offset);
                long set = System.nanoTime();
                hold();
                long healed = awaitProgress(load, set);
                table.row(
                        "B2",
                        "the clock of the hub is set to " + offset + " s off; machines are an hour off either way",
                        "orders go on; " + states("/quotes?limit=500&state=EXPIRED") + " quotes expired",
                        -1,
                        healed);
            });
            assertThat(states("/quotes?limit=500&state=EXPIRED")).isZero();
        }
        assertThat(metric("hub_order_lead_time_seconds_sum"))
                .as("no negative time")
                .isGreaterThanOrEqualTo(0);
        assertThat(metric("hub_queue_oldest_seconds")).isGreaterThanOrEqualTo(0);
    }

    // --- messages ---

    @Test
    @Order(30)
    void poisonIsSetAsideAndHoldsNobodyUp() throws IOException, MqttException, JMSException {
        HubClient client = hub.client();
        List<String> poison = new ArrayList<>();
        underLoad(load -> {
            try {
                poison.addAll(Poison.overMqtt(hub));
                poison.addAll(Poison.intoAQueue(hub));
            } catch (MqttException | JMSException e) {
                throw new IOException(e);
            }
            long begun = System.nanoTime();
            new Customer(client).settled(new Customer(client).upload(Models.cube(directory.resolve("good.stl"), 9)));
            long good = ms(begun);
            int expected = injectedDead.size() + poison.size();
            await().atMost(PATIENCE).until(() -> deadLetters(client, "WAITING").size() == expected);
            List<JsonNode> dead = deadLetters(client, "WAITING");
            assertThat(dead).allSatisfy(letter -> {
                assertThat(letter.path("reason").asText()).isNotEmpty();
                assertThat(letter.has("payload") || letter.has("body"))
                        .as(letter.toString())
                        .isTrue();
            });
            table.row(
                    "B3",
                    poison.size() + " poison messages over MQTT and in the queue mesh-detect",
                    dead.size()
                            + " dead letters, each with its cause and payload; a good model behind them was through"
                            + " after "
                            + good + " ms",
                    ms(begun),
                    -1);
            replayedOnce(client, dead);
        });
        deadLetters(client, "WAITING")
                .forEach(letter -> injectedDead.add(letter.path("id").asText()));
    }

    /** The cause is taken away, then the message is good: once. */
    private void replayedOnce(HubClient client, List<JsonNode> dead) throws IOException {
        JsonNode letter = dead.stream()
                .filter(l -> l.path("reason").asText().contains("ghost"))
                .findFirst()
                .orElseThrow();
        PrinterFarm.register(client, "ghost");
        String replay = "/dead-letters/" + letter.path("id").asText() + "/replay";
        RunningHub.ok(client.post(replay, Map.of()));
        await().atMost(PATIENCE)
                .until(
                        () -> RunningHub.ok(client.get("/devices/demo/ghost"))
                                .at("/live/state")
                                .asText(),
                        "NOT_READY"::equals);
        assertThat(client.post(replay, Map.of()).status()).as("a second replay").isEqualTo(409);
        assertThat(deadLetters(client, "WAITING")).hasSize(dead.size() - 1);
    }

    // --- network ---

    @Test
    @Order(40)
    void machinesThatAreCutOffMakeEachPartOnce() throws IOException {
        underLoad(load -> {
            for (String word : List.of("command/print", "\"accepted\"", "command/print", "\"accepted\"")) {
                int cuts = floor.cuts();
                floor.cutAt(word);
                await().atMost(PATIENCE).until(() -> floor.cuts() > cuts);
            }
            long healed = awaitProgress(load, System.nanoTime());
            table.row(
                    "C1",
                    "cut before a command arrives, and before its answer does, twice each",
                    "jobs went on",
                    -1,
                    healed);
        });
        underLoad(load -> {
            floor.become(TcpProxy.Mode.CUT);
            await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
            floor.become(TcpProxy.Mode.OPEN);
            long healed = awaitProgress(load, System.nanoTime());
            table.row("C1", "all machines cut off for 1 s", "jobs went on", -1, healed);
        });
    }

    @Test
    @Order(41)
    @EnabledIfSystemProperty(named = ALL, matches = "true")
    void machinesThatAreNotHeardAreOfflineInTime() throws IOException {
        Duration gone = Duration.ofMillis(KEEP_ALIVE_S * 1500 + 5000 + 2000);
        lost(TcpProxy.Mode.SILENT, gone, "OFFLINE", () -> availability("OFFLINE") == MACHINES);
    }

    /**
     * They speak until they give up by themselves, and connect anew again and again, so that no will is told at first; that
     * nothing is heard of them in between is seen after {@code hub.device.silent-after}.
     */
    @Test
    @Order(42)
    @EnabledIfSystemProperty(named = ALL, matches = "true")
    void machinesThatHearNothingAreNotOnlineForLong() throws IOException {
        lost(TcpProxy.Mode.DEAF, Duration.ofSeconds(90 + 20), "OFFLINE or SILENT", () -> availability("ONLINE") == 0);
    }

    private void lost(TcpProxy.Mode mode, Duration patience, String word, Callable<Boolean> thought)
            throws IOException {
        underLoad(load -> {
            floor.become(mode);
            long cut = System.nanoTime();
            await().atMost(patience).until(thought);
            long seen = ms(cut);
            floor.become(TcpProxy.Mode.OPEN);
            long opened = System.nanoTime();
            await().atMost(HEALED).until(() -> availability("ONLINE") == MACHINES);
            long healed = awaitProgress(load, opened);
            table.row("C1", "the network is " + mode + ", keep-alive " + KEEP_ALIVE_S + " s", word, seen, healed);
        });
    }

    // --- ERP ---

    @Test
    @Order(50)
    @EnabledIfSystemProperty(named = ALL, matches = "true")
    void ordersGoOnWithoutTheErp() throws IOException {
        for (TcpProxy.Mode mode : List.of(
                TcpProxy.Mode.CUT,
                TcpProxy.Mode.SILENT,
                TcpProxy.Mode.STUCK,
                TcpProxy.Mode.BROKEN,
                TcpProxy.Mode.DRIP)) {
            List<String> orders = underLoad(load -> {
                office.become(mode);
                long away = System.nanoTime();
                int before = load.orders().size();
                await().atMost(SEEN).until(() -> !erpSystem().path("up").asBoolean());
                long seen = ms(away);
                assertThat(erpSystem().findPath("code").asText()).startsWith("AMSP-73");
                assertThat(erpSystem().findPath("remedy").asText()).isNotEmpty();
                await().atMost(PATIENCE).until(() -> load.orders().size() > before + CUSTOMERS);
                office.become(TcpProxy.Mode.OPEN);
                long back = System.nanoTime();
                await().atMost(HEALED).until(() -> erpSystem().path("up").asBoolean());
                table.row(
                        "C2",
                        "the ERP is " + mode,
                        "orders went on: " + (load.orders().size() - before) + "; the ERP is said to be away: "
                                + erpSystem().path("waiting") + " tasks waited",
                        seen,
                        ms(back));
            });
            long back = System.nanoTime();
            await().atMost(PATIENCE)
                    .until(() -> erpSystem().path("waiting").asInt() == 0
                            && erpSystem().path("stopped").asInt() == 0);
            for (String order : orders) {
                assertThat(sales(order)).as("documents of %s", order).isEqualTo(1);
            }
            table.row(
                    "C2", "the ERP is back after " + mode, orders.size() + " orders, one document each", -1, ms(back));
        }
    }

    // --- backlog ---

    @Test
    @Order(60)
    void backlogIsWorkedOffAtTheUsualRate() throws IOException {
        HubClient client = hub.client();
        double few = drained(client, Math.max(20, BACKLOG / 10));
        double many = drained(client, BACKLOG);
        table.row(
                "C5",
                BACKLOG + " orders wait for a stage that was stopped",
                String.format(Locale.ROOT, "%.1f orders a second; with a tenth, or 20, %.1f", many, few),
                -1,
                -1);
        assertThat(many).as("orders a second, with few " + few).isPositive();
    }

    /** Stops a stage, orders, lets it go on; returns how many orders a second were confirmed. */
    private double drained(HubClient client, int orders) throws IOException {
        List<String> waiting = new ArrayList<>();
        double rate;
        try (HubInside inside = new HubInside(hub)) {
            Customer customer = new Customer(client);
            inside.route("order-confirm", "stop");
            for (int i = 0; i < orders; i++) {
                waiting.add(
                        customer.order(customer.quote(revision, 1)).path("id").asText());
            }
            assertThat(health().body()).contains("order-confirm");
            long begun = System.nanoTime();
            inside.route("order-confirm", "start");
            String last = waiting.get(orders - 1);
            String urgent =
                    customer.order(customer.quote(revision, 1)).path("id").asText();
            await().atMost(PATIENCE.plusSeconds(orders))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> !Customer.state(RunningHub.ok(client.get("/orders/" + last)))
                            .equals("CREATED"));
            rate = orders * 1000.0 / Math.max(1, ms(begun));
            hurry(client, urgent);
            customer.await(urgent, PATIENCE.plusSeconds(orders), "SHIPPED");
            long behind = states("/orders?limit=500&state=CONFIRMED") + states("/orders?limit=500&state=IN_PRODUCTION");
            waiting.add(urgent);
            table.row(
                    "C5",
                    "an urgent order behind " + orders,
                    behind + " were still to be made when it was shipped",
                    -1,
                    -1);
        }
        for (String order : waiting) {
            new Customer(client).await(order, PATIENCE.plusSeconds(orders), "SHIPPED");
        }
        made.addAll(waiting);
        return rate;
    }

    private void hurry(HubClient client, String order) throws IOException {
        String job = await().atMost(PATIENCE)
                .until(
                        () -> RunningHub.ok(client.get("/jobs?limit=10&orderId=" + order))
                                .path("items"),
                        j -> j.size() > 0)
                .get(0)
                .path("id")
                .asText();
        client.send(
                "PATCH",
                "/jobs/" + job,
                BodyPublishers.ofString(Json.write(Map.of("priority", 9, "reason", "urgent"))),
                "Content-Type",
                "application/json");
    }

    // --- ends ---

    @Test
    @Order(70)
    @EnabledIfSystemProperty(named = ALL, matches = "true")
    void hubThatIsToldToStopUnderLoadStopsInTimeAndLosesNothing() throws IOException {
        underLoad(load -> {
            load.whileHubMayBeGone();
            long told = System.nanoTime();
            int code = hub.terminate();
            long ended = ms(told);
            assertThat(code).isIn(0, 143);
            assertThat(ended).as("ms to stop").isLessThan(30_000);
            hub.start();
            long healed = awaitProgress(load, System.nanoTime());
            table.row("A8", "SIGTERM under load", "exit code " + code, ended, healed);
        });
    }

    @Test
    @Order(80)
    @EnabledIfSystemProperty(named = ALL, matches = "true")
    void damagedFilesAreRefusedOrPutRightAndNeverBelieved() throws IOException {
        hub.kill();
        Path log = hub.data().resolve("db").resolve("hub.log");
        byte[] whole = Files.readAllBytes(log);
        Files.write(
                log,
                "INSERT INTO EVENT VALUES(4711,'torn".getBytes(StandardCharsets.UTF_8),
                java.nio.file.StandardOpenOption.APPEND);
        hub.start();
        assertOrders(made);
        table.row(
                "A7",
                "the database's log ends in the middle of a line",
                "recovered, no order is missing; log " + whole.length + " bytes",
                -1,
                -1);

        damagedBlob();
    }

    private void damagedBlob() throws IOException {
        Path sealed;
        try (var files = Files.walk(hub.data().resolve("blobs"))) {
            String sha256 = RunningHub.ok(hub.client().get(Customer.path(revision)))
                    .at("/source/sha256")
                    .asText();
            sealed = files.filter(f -> f.getFileName().toString().startsWith(sha256))
                    .filter(f -> f.toString().endsWith(".seal"))
                    .findFirst()
                    .orElseThrow();
        }
        byte[] content = Files.readAllBytes(sealed);
        byte[] flipped = content.clone();
        flipped[content.length - 30] ^= 1;
        Files.write(sealed, flipped);
        HubClient.Answer refused = hub.client().get(Customer.path(revision) + "/content");
        assertThat(refused.status()).as(refused.body().toString()).isEqualTo(500);
        assertThat(refused.body().path("code").asText()).isEqualTo("AMSP-2112");
        Files.write(sealed, content);
        assertThat(hub.client().get(Customer.path(revision) + "/content").status())
                .isEqualTo(200);
        table.row("A7", "a bit of a content is flipped", "500 AMSP-2112 until the file was put back", -1, -1);
    }

    @Test
    @Order(90)
    @EnabledIfSystemProperty(named = ALL, matches = "true")
    void everyOrderWasMadeOnceByTheMachinesOwnLedger() throws IOException {
        assertOrders(made);
        assertThat(farm.audit().crimes()).as("doubled prints").isEmpty();
        assertThat(farm.starts().values()).as("prints of each job").containsOnly(1);
        assertThat(farm.audit().parts()).isEqualTo(made.size());
        assertThat(deadLetters(hub.client(), "WAITING"))
                .extracting(l -> l.path("id").asText())
                .containsExactlyInAnyOrderElementsOf(injectedDead);
        assertThat(workItems()).as("what waits for a person").isEmpty();
        table.row("all", made.size() + " orders", farm.audit().toString(), -1, -1);
    }
}
