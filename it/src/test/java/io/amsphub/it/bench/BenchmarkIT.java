package io.amsphub.it.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The suite of benchmarks. With {@code -Dbenchmarks=full}, as {@code it/bench} does, it writes the table of
 * docs/benchmarks.md; without, it runs one tiny round of each, so that it keeps running, into
 * {@code it/target/benchmarks.md}. {@code -Dbenchmarks.only=P1,P4} leaves the others out. Nothing is asserted on time.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledIfSystemProperty(named = "benchmarks", matches = ".+")
class BenchmarkIT {

    private static final Map<String, Scenario> SCENARIOS = new LinkedHashMap<>();

    static {
        SCENARIOS.put("P1", new Reads());
        SCENARIOS.put("P3", new Uploads());
        SCENARIOS.put("P4", Reports.durable());
        SCENARIOS.put("P5", Reports.volatileOnes());
        SCENARIOS.put("P7", new Storm());
        SCENARIOS.put("P6", new Commands());
        SCENARIOS.put("P2", new Orders()); // its orders occupy the machines of those before
        SCENARIOS.put("P8", new Backlog());
        SCENARIOS.put("P13", new Writes());
    }

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private static Path directory;

    private final Scale scale = Scale.wanted();
    private final Table table =
            new Table(scale.full() ? Path.of("..", "docs", "benchmarks.md") : Path.of("target", "benchmarks.md"));

    @SuppressWarnings("NullAway.Init") // set before all
    private Bench bench;

    @BeforeAll
    void begin() {
        bench = new Bench(directory, scale);
    }

    @AfterAll
    void end() {
        bench.close();
    }

    @TestFactory
    Stream<DynamicTest> scenarios() {
        List<String> only =
                Arrays.asList(System.getProperty("benchmarks.only", "").split(",", -1));
        return SCENARIOS.entrySet().stream()
                .filter(one -> only.contains("") || only.contains(one.getKey()))
                .map(one -> DynamicTest.dynamicTest(one.getKey(), () -> measure(one.getValue())));
    }

    private void measure(Scenario scenario) throws Exception {
        List<Row> rows;
        try {
            rows = scenario.run(bench);
        } finally {
            bench.endPartners();
        }
        table.put(rows);
        assertThat(rows).isNotEmpty();
    }
}
