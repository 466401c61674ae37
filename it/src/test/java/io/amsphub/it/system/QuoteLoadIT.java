package io.amsphub.it.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.config.client.HubClient;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long quotes take, for docs/benchmarks.md; with {@code -Dquote.load=true}. The figures are written to
 * {@code it/target/quote-load.txt}; nothing is asserted on time.
 */
@EnabledIfSystemProperty(named = "quote.load", matches = "true")
class QuoteLoadIT {

    private static final int USERS = 20;
    private static final int WARM_UP = 25;
    private static final int EACH = Integer.getInteger("quote.each", 50);

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    @Test
    void quotesOfTwentyUsersAtOnceAndOfANewUpload() throws Exception {
        List<String> report = new ArrayList<>();
        try (RunningHub hub =
                new RunningHub(directory.resolve("data")).optimised().start()) {
            Customer customer = new Customer(hub.client());
            JsonNode revision = customer.ready(Models.cube(directory.resolve("cube.stl"), 20));
            customer.quote(revision, 1);
            run(hub, revision, WARM_UP);
            List<Long> times = run(hub, revision, EACH);
            report.add(String.format(
                    Locale.ROOT,
                    "%d users, %d quotes each, warm: median %.0f ms, p95 %.0f ms, worst %.0f ms",
                    USERS,
                    EACH,
                    at(times, 0.5),
                    at(times, 0.95),
                    at(times, 1)));
            for (int n = 0; n < 3; n++) {
                report.add(newUpload(hub, sphere(directory.resolve("sphere-" + n + ".stl"), 224, 30 + n)));
            }
        }
        Files.write(Path.of("target", "quote-load.txt"), report);
        assertThat(report).hasSize(4);
    }

    private static List<Long> run(RunningHub hub, JsonNode revision, int each) throws Exception {
        ExecutorService users = Executors.newFixedThreadPool(USERS);
        try {
            List<Future<List<Long>>> all = new ArrayList<>();
            for (int user = 0; user < USERS; user++) {
                HubClient client = hub.client();
                int first = user;
                all.add(users.submit(() -> quotes(client, revision, first, each)));
            }
            List<Long> times = new ArrayList<>();
            for (Future<List<Long>> one : all) {
                times.addAll(one.get());
            }
            Collections.sort(times);
            return times;
        } finally {
            users.shutdownNow();
        }
    }

    private static List<Long> quotes(HubClient client, JsonNode revision, int user, int each) throws IOException {
        List<Long> times = new ArrayList<>();
        for (int n = 0; n < each; n++) {
            long begin = System.nanoTime();
            JsonNode quote = RunningHub.ok(client.post(
                    "/quotes",
                    Map.of(
                            "revision",
                            revision.path("id").asText(),
                            "material",
                            "mex-pla",
                            "quantity",
                            1 + (user + n) % 40)));
            times.add(System.nanoTime() - begin);
            assertThat(quote.path("state").asText()).isEqualTo("PRICED");
        }
        return times;
    }

    private static double at(List<Long> sorted, double share) {
        return sorted.get((int) Math.min(sorted.size() - 1L, Math.round(share * sorted.size()))) / 1e6;
    }

    private static String newUpload(RunningHub hub, Path model) throws IOException {
        Customer customer = new Customer(hub.client());
        JsonNode announced = customer.upload(model);
        long begin = System.nanoTime();
        JsonNode revision = customer.settled(announced);
        long ready = System.nanoTime();
        JsonNode quote = customer.quote(revision, 1);
        long priced = System.nanoTime();
        return String.format(
                Locale.ROOT,
                "%d facets, %d layers: ready %.2f s, price %.2f s after the last byte",
                revision.at("/detection/geometry/facets").asLong(),
                quote.at("/price/estimate/layers").asInt(),
                (ready - begin) / 1e9,
                (priced - begin) / 1e9);
    }

    /** Writes a sphere of {@code rings} x {@code rings} fields. */
    private static Path sphere(Path file, int rings, double radius) throws IOException {
        List<double[]> corners = new ArrayList<>();
        for (int i = 0; i < rings; i++) {
            for (int j = 0; j < rings; j++) {
                double[] a = point(i, j, rings, radius);
                double[] b = point(i, j + 1, rings, radius);
                double[] c = point(i + 1, j, rings, radius);
                double[] d = point(i + 1, j + 1, rings, radius);
                if (i > 0) {
                    Collections.addAll(corners, a, i == rings - 1 ? c : d, b);
                }
                if (i < rings - 1) {
                    Collections.addAll(corners, a, c, d);
                }
            }
        }
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
                DataOutputStream data = new DataOutputStream(out)) {
            data.write(new byte[80]);
            data.writeInt(Integer.reverseBytes(corners.size() / 3));
            for (int c = 0; c < corners.size(); c++) {
                if (c % 3 == 0) {
                    data.write(new byte[12]);
                }
                for (double value : corners.get(c)) {
                    data.writeInt(Integer.reverseBytes(Float.floatToIntBits((float) value)));
                }
                if (c % 3 == 2) {
                    data.writeShort(0);
                }
            }
        }
        return file;
    }

    private static double[] point(int i, int j, int rings, double radius) {
        double polar = Math.PI * i / rings;
        double turn = 2 * Math.PI * (j % rings) / rings;
        double flat = i == 0 || i == rings ? 0 : radius * Math.sin(polar);
        return new double[] {flat * Math.cos(turn), flat * Math.sin(turn), radius * Math.cos(polar)};
    }
}
