package io.amsphub.it.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.config.client.HubClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The power of a hub is cut at random moments while customers order and upload, {@code -Dpower.cuts} times. What was not
 * forced to disk is lost, as a whole or by the sector; see {@link ForcedDisk}. The hub goes on from what is left, with the same
 * machines, and everything that it had confirmed is there and made once.
 */
@EnabledIfSystemProperty(named = "faults.all", matches = "true")
class PowerCutIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int CUTS = Integer.getInteger("power.cuts", 5);
    private static final long SEED = Long.getLong("power.seed", 271127);
    private static final List<ForcedDisk.Luck> TURNS =
            List.of(ForcedDisk.Luck.NOTHING, ForcedDisk.Luck.SOME, ForcedDisk.Luck.ALL);
    private static final int CUSTOMERS = 3;
    private static final int MACHINES = 4;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    private final FaultTable table = new FaultTable(Path.of("target", "power-cuts.txt"));
    private final Random random = new Random(SEED);
    private final List<String> orders = new ArrayList<>();
    private final List<JsonNode> uploads = new ArrayList<>();

    @Test
    void whatWasConfirmedBeforeThePowerWasCutIsThereAndMadeOnce() throws IOException {
        ForcedDisk disk = new ForcedDisk(directory.resolve("disk"));
        assumeTrue(disk.canBeKept(), "gcc is not there");
        try (RunningHub hub = new RunningHub(directory.resolve("data"))) {
            disk.under(hub);
            hub.start();
            try (PrinterFarm farm = new PrinterFarm(directory.resolve("farm"), hub.broker())) {
                farm.addFast(hub.client(), MACHINES).start();
                JsonNode revision = new Customer(hub.client()).ready(Models.cube(directory.resolve("part.stl"), 8));
                for (int cut = 1; cut <= CUTS; cut++) {
                    live(hub, disk, revision, TURNS.get(cut % TURNS.size()), cut);
                }
                assertEverythingWasMadeOnce(hub, farm);
            }
        }
    }

    private void live(RunningHub hub, ForcedDisk disk, JsonNode revision, ForcedDisk.Luck luck, int cut)
            throws IOException {
        OrderingLoad load = new OrderingLoad(hub.client(), revision, CUSTOMERS).whileHubMayBeGone();
        try (load) {
            await().atMost(PATIENCE).until(() -> load.orders().size() > CUSTOMERS);
            JsonNode uploaded =
                    new Customer(hub.client()).upload(Models.cube(directory.resolve("another.stl"), 20 + cut));
            await().pollDelay(Duration.ofMillis(random.nextInt(2_000))).until(() -> true);
            int lost = disk.cut(hub, luck, random);
            List<String> confirmed = load.orders();
            long dark = System.nanoTime();
            hub.start();
            long up = FaultyHub.ms(dark);
            assertThat(hub.alive()).isTrue();
            for (String order : confirmed) {
                assertThat(hub.client().get("/orders/" + order).status())
                        .as("order %s after cut %s, seed %s", order, cut, SEED)
                        .isEqualTo(200);
            }
            uploads.add(uploaded);
            for (JsonNode one : uploads) {
                assertThat(hub.client().get(Customer.path(one) + "/content").status())
                        .as("the content of %s", one)
                        .isEqualTo(200);
            }
            long healed = FaultyHub.awaitProgress(load, dark);
            table.row(
                    "A6",
                    "power cut " + cut + ", of what was not forced the disk has " + luck,
                    String.format(
                            Locale.ROOT,
                            "%d orders had been confirmed and %d contents, all are there; %d files had something that was"
                                    + " not forced; forced %d times so far",
                            confirmed.size(),
                            uploads.size(),
                            lost,
                            disk.forces()),
                    up,
                    healed);
        }
        orders.addAll(load.orders());
    }

    private void assertEverythingWasMadeOnce(RunningHub hub, PrinterFarm farm) throws IOException {
        HubClient client = hub.client();
        for (String order : orders) {
            new Customer(client).await(order, PATIENCE, "SHIPPED");
        }
        for (JsonNode one : uploads) {
            assertThat(Customer.state(new Customer(client).settled(one))).isIn("READY", "IN_REVIEW");
        }
        assertThat(FaultyHub.orders(client)).containsExactlyInAnyOrderElementsOf(orders);
        assertThat(farm.starts().values()).as("prints of each job").containsOnly(1);
        assertThat(farm.audit().parts()).isEqualTo(orders.size());
        assertThat(farm.audit().crimes()).as("doubled prints").isEmpty();
        assertThat(FaultyHub.deadLetters(client, "WAITING")).isEmpty();
        table.row("A6", orders.size() + " orders", farm.audit().toString(), -1, -1);
    }
}
