package io.amsphub.it.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.config.client.HubClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Throughput with TLS and without, by turns, for docs/benchmarks.md; with {@code -Dsecurity.load=true}. The figures are
 * written to {@code it/target/security-load.txt}; nothing is asserted on time. What else protects (credentials,
 * authorisation, audit, encryption at rest) has no switch.
 */
@EnabledIfSystemProperty(named = "security.load", matches = "true")
class SecurityLoadIT {

    private static final int USERS = 20;
    private static final int ROUNDS = Integer.getInteger("security.rounds", 5);
    private static final Duration WARM_UP = Duration.ofSeconds(45);
    private static final Duration MEASURED = Duration.ofSeconds(10);
    private static final int UPLOAD_BYTES = 100_000_000;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    @Test
    void sameLoadWithAndWithoutTls() throws Exception {
        List<String> report = new ArrayList<>();
        byte[] noise = new byte[UPLOAD_BYTES];
        new Random(1).nextBytes(noise);
        Path model = Files.write(directory.resolve("noise.stl"), noise);
        try (RunningHub off = new RunningHub(directory.resolve("off"))
                        .heap("2g")
                        .optimised()
                        .start();
                RunningHub on = new RunningHub(directory.resolve("on"))
                        .heap("2g")
                        .optimised()
                        .with("hub.tls", "trial")
                        .start()) {
            Call plainQuote = quoting(new Customer(off.client()).ready(Models.cube(directory.resolve("a.stl"), 20)));
            Call secureQuote = quoting(new Customer(on.client()).ready(Models.cube(directory.resolve("b.stl"), 20)));
            Call read = client -> RunningHub.ok(client.get("/me"));
            rate(off, WARM_UP, plainQuote);
            rate(on, WARM_UP, secureQuote);
            rate(off, MEASURED, read);
            rate(on, MEASURED, read);
            for (int round = 1; round <= ROUNDS; round++) {
                note(report, line(round, "quotes/s", rate(off, MEASURED, plainQuote), rate(on, MEASURED, secureQuote)));
                note(report, line(round, "reads/s", rate(off, MEASURED, read), rate(on, MEASURED, read)));
            }
            for (int round = 1; round <= ROUNDS; round++) {
                note(report, line(round, "upload MB/s", upload(off, model), upload(on, model)));
            }
        }
        assertThat(report).hasSize(3 * ROUNDS);
    }

    private static void note(List<String> report, String line) throws IOException {
        report.add(line);
        Files.write(Path.of("target", "security-load.txt"), report);
    }

    private static String line(int round, String what, double off, double on) {
        return String.format(
                Locale.ROOT, "round %d, %s: TLS off %.0f, TLS on %.0f, ratio %.2f", round, what, off, on, on / off);
    }

    private static Call quoting(JsonNode revision) {
        Map<String, Object> request =
                Map.of("revision", revision.path("id").asText(), "material", "mex-pla", "quantity", 3);
        return client -> RunningHub.ok(client.post("/quotes", request));
    }

    /** Uploads what is no model, so that no work on it takes the machine from what follows. */
    private static double upload(RunningHub hub, Path model) throws IOException {
        Customer customer = new Customer(hub.client());
        long begin = System.nanoTime();
        JsonNode revision = customer.upload(model);
        double seconds = (System.nanoTime() - begin) / 1e9;
        customer.settled(revision);
        return Files.size(model) / 1e6 / seconds;
    }

    private interface Call {
        JsonNode on(HubClient client) throws IOException;
    }

    private static double rate(RunningHub hub, Duration duration, Call call) throws Exception {
        ExecutorService users = Executors.newFixedThreadPool(USERS);
        try {
            long begin = System.nanoTime();
            long end = begin + duration.toNanos();
            List<Callable<Integer>> work = new ArrayList<>();
            for (int user = 0; user < USERS; user++) {
                HubClient client = hub.client();
                work.add(() -> {
                    int done = 0;
                    while (System.nanoTime() < end) {
                        call.on(client);
                        done++;
                    }
                    return done;
                });
            }
            int done = 0;
            for (Future<Integer> one : users.invokeAll(work)) {
                done += one.get();
            }
            return done / ((System.nanoTime() - begin) / 1e9);
        } finally {
            users.shutdownNow();
        }
    }
}
