package io.amsphub.it.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.config.client.HubClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
    private static final int ROUNDS = Integer.getInteger("security.rounds", 3);
    private static final int READS = 200;
    private static final int QUOTES = 25;
    private static final long UPLOAD_BYTES = 100_000_000;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    @Test
    void sameLoadWithAndWithoutTls() throws Exception {
        List<String> report = new ArrayList<>();
        Path model = Models.large(directory.resolve("large.stl"), UPLOAD_BYTES);
        try (RunningHub off = new RunningHub(directory.resolve("off"))
                        .heap("2g")
                        .optimised()
                        .start();
                RunningHub on = new RunningHub(directory.resolve("on"))
                        .heap("2g")
                        .optimised()
                        .with("hub.tls", "trial")
                        .start()) {
            JsonNode plain = new Customer(off.client()).ready(Models.cube(directory.resolve("a.stl"), 20));
            JsonNode secure = new Customer(on.client()).ready(Models.cube(directory.resolve("b.stl"), 20));
            run(off, plain, model, "warm-up, off");
            run(on, secure, model, "warm-up, on");
            for (int round = 1; round <= ROUNDS; round++) {
                report.add(run(off, plain, model, "round " + round + ", TLS off"));
                report.add(run(on, secure, model, "round " + round + ", TLS on "));
            }
        }
        Files.write(Path.of("target", "security-load.txt"), report);
        assertThat(report).hasSize(2 * ROUNDS);
    }

    private static String run(RunningHub hub, JsonNode revision, Path model, String name) throws Exception {
        double reads = rate(hub, READS, client -> RunningHub.ok(client.get("/me")));
        double quotes = rate(
                hub,
                QUOTES,
                client -> RunningHub.ok(client.post(
                        "/quotes",
                        Map.of("revision", revision.path("id").asText(), "material", "mex-pla", "quantity", 3))));
        long begin = System.nanoTime();
        new Customer(hub.client()).upload(model);
        double seconds = (System.nanoTime() - begin) / 1e9;
        return String.format(
                Locale.ROOT,
                "%s: %.0f reads/s, %.0f quotes/s, upload %.0f MB/s",
                name,
                reads,
                quotes,
                Files.size(model) / 1e6 / seconds);
    }

    private interface Call {
        JsonNode on(HubClient client) throws IOException;
    }

    private static double rate(RunningHub hub, int each, Call call) throws Exception {
        ExecutorService users = Executors.newFixedThreadPool(USERS);
        try {
            List<Callable<Integer>> work = new ArrayList<>();
            for (int user = 0; user < USERS; user++) {
                HubClient client = hub.client();
                work.add(() -> {
                    for (int n = 0; n < each; n++) {
                        call.on(client);
                    }
                    return each;
                });
            }
            long begin = System.nanoTime();
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
