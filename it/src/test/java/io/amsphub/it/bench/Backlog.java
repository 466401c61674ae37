package io.amsphub.it.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.it.system.HubInside;
import io.amsphub.it.system.PrinterFarm;
import io.amsphub.it.system.RunningHub;
import io.amsphub.routes.Flow;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * P8: what making one order costs while so many others wait; and P9: how long the hub takes to start again, after it was
 * killed with the most of them open.
 */
final class Backlog implements Scenario {

    private static final int MACHINES = 20;
    private static final int PLACING = 16;

    /** Rounds before the first that counts: a minute, or the first depth would pay for the compiler. */
    private static final int WARM_UPS = 20;

    /** How often in a round so many are placed and made as the least depth allows. */
    private static final int MAKES = 5;

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Override
    public List<Row> run(Bench bench) throws Exception {
        List<Row> rows = new ArrayList<>();
        RunningHub hub = bench.hub("backlog", "1g");
        int placed;
        try (PrinterFarm farm = new PrinterFarm(bench.empty("farm"), hub.broker());
                OrderBook book = new OrderBook(hub, bench.empty("part"))) {
            farm.addFast(hub.client(), MACHINES).start();
            try (HubInside inside = new HubInside(hub)) {
                inside.route(Flow.BUILD_DISPATCH, "stop");
            }
            rows.addAll(depths(bench, hub, book, farm));
            assertThat(farm.finishes().values()).as("prints of each job").containsOnly(1);
            placed = book.placed();
        }
        rows.add(restarts(bench, hub));
        assertThat(orders(hub)).as("orders after each kill -9").hasSize(placed);
        return rows;
    }

    private static Set<String> orders(RunningHub hub) throws IOException {
        Set<String> orders = new HashSet<>();
        String after = "";
        do {
            JsonNode page = RunningHub.ok(hub.client().get("/orders?limit=500" + after));
            page.path("items").forEach(order -> orders.add(order.path("id").asText()));
            after = page.hasNonNull("next") ? "&after=" + page.path("next").asText() : "";
        } while (!after.isEmpty());
        return orders;
    }

    private static List<Row> depths(Bench bench, RunningHub hub, OrderBook book, PrinterFarm farm) throws Exception {
        List<Row> rows = new ArrayList<>();
        List<Sample> least = new ArrayList<>();
        List<Integer> sizes = bench.scale().full() ? List.of(100, 1_000, 10_000) : List.of(30, 60);
        int made = bench.scale().of(60, 5);
        List<double[]> syncs = new ArrayList<>();
        for (int size : sizes) {
            List<Sample> seen = new ArrayList<>();
            int warmUps = least.isEmpty() ? bench.scale().of(WARM_UPS, 1) : 1;
            for (int round = -warmUps; round < bench.scale().rounds(); round++) {
                double before = Host.fdatasyncs(bench.directory());
                List<Sample> parts = new ArrayList<>();
                for (int n = 0; n < (round < 0 && least.isEmpty() ? 1 : MAKES); n++) {
                    place(hub, book, size - waiting(book, farm));
                    parts.add(make(hub, farm, made));
                }
                Sample sample = mean(parts);
                if (round >= 0) {
                    seen.add(sample);
                    syncs.add(new double[] {before, Host.fdatasyncs(bench.directory())});
                }
            }
            if (least.isEmpty()) {
                least.addAll(seen);
            }
            Rounds rounds = new Rounds();
            for (int n = 0; n < bench.scale().rounds(); n++) {
                double[] disk = syncs.get(syncs.size() - bench.scale().rounds() + n);
                rounds.add(least.get(n), seen.get(n), disk[0], disk[1]);
            }
            if (size > sizes.get(0)) {
                rows.add(Row.of(about(sizes.get(0), size), rounds, Sample.SECONDS, Host.peakMib(hub.pid())));
                rows.add(Row.of(cpu(sizes.get(0), size), rounds, "cpu", Host.peakMib(hub.pid())));
            }
        }
        return rows;
    }

    /** Orders, and waits until they could be given to machines. */
    private static void place(RunningHub hub, OrderBook book, int orders) throws IOException, InterruptedException {
        if (orders > 0) {
            book.place(orders, PLACING);
        }
        Waiting.untilConfirmed(hub);
    }

    private static int waiting(OrderBook book, PrinterFarm farm) throws IOException {
        return book.placed() - farm.finishes().size();
    }

    /**
     * Returns the time for each order while the machines make some. Only then is anything given to machines: they would be
     * faster than what is to wait for them.
     */
    private static Sample make(RunningHub hub, PrinterFarm farm, int orders) throws IOException {
        int before = farm.finishes().size();
        try (HubInside inside = new HubInside(hub)) {
            double cpu = Host.cpuUs(hub.pid());
            long begun = System.nanoTime();
            inside.route(Flow.BUILD_DISPATCH, "start");
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> farm.finishes().size() >= before + orders);
            int done = farm.finishes().size() - before;
            double seconds = Host.seconds(begun);
            double each = (Host.cpuUs(hub.pid()) - cpu) / done;
            inside.route(Flow.BUILD_DISPATCH, "stop");
            return new Sample(Map.of(Sample.SECONDS, seconds / done, "cpu", each), each);
        }
    }

    private static Sample mean(List<Sample> parts) {
        double seconds = parts.stream()
                .mapToDouble(part -> part.figures().get(Sample.SECONDS))
                .average()
                .orElseThrow();
        double cpu = parts.stream().mapToDouble(Sample::cpuUs).average().orElseThrow();
        return new Sample(Map.of(Sample.SECONDS, seconds, "cpu", cpu), cpu);
    }

    private static Row.About about(int least, int size) {
        return new Row.About(
                "P8 " + size,
                "making an order on one of " + MACHINES + " fast machines while " + size
                        + " wait; lower is better; bare: while " + least + " wait",
                "s",
                size == 10_000 ? "at most 1.2" : "",
                size == 10_000 ? "100,000 at most 1.05" : "",
                Texts.P8);
    }

    private static Row.About cpu(int least, int size) {
        return new Row.About(
                "P8 " + size + " CPU",
                "the same, processor time of the hub; bare: while " + least + " wait",
                "us",
                size == 10_000 ? "at most 1.2" : "",
                size == 10_000 ? "100,000 at most 1.05" : "",
                Texts.P8);
    }

    private static Row restarts(Bench bench, RunningHub full) throws Exception {
        Rounds rounds = Rounds.of(
                bench.scale(),
                0,
                bench.directory(),
                () -> {
                    full.kill(); // or it would take half of the machine from the one with nothing
                    try (RunningHub empty = new RunningHub(bench.empty("new")).optimised()) {
                        return started(empty);
                    }
                },
                () -> {
                    Files.deleteIfExists(full.data().resolve("hub.pid"));
                    return started(full);
                });
        return Row.of(
                new Row.About(
                        "P9",
                        "start until ready after kill -9, with all orders of P8 open; lower is better; bare: a start with"
                                + " nothing",
                        "s",
                        "at most 10 s",
                        "at most 3 s",
                        Texts.P9),
                rounds,
                Sample.SECONDS,
                Host.peakMib(full.pid()));
    }

    private static Sample started(RunningHub hub) throws IOException {
        long begun = System.nanoTime();
        hub.start();
        return Sample.of(Sample.SECONDS, Host.seconds(begun), Host.cpuUs(hub.pid()));
    }
}
