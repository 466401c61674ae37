package io.amsphub.connectors.bench;

import io.amsphub.connectors.jpa.JpaStore;
import io.amsphub.connectors.jpa.TestStore;
import io.amsphub.connectors.printer.NativeDialect;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.memory.MemoryHub;
import io.amsphub.processors.memory.Samples;
import io.amsphub.processors.port.RawReport;
import io.amsphub.processors.port.UnitOfWork;
import io.amsphub.processors.production.PrintRights;
import io.amsphub.processors.production.Production;
import io.amsphub.processors.step.BuildTracking;
import io.amsphub.processors.step.ReportBatch;
import io.amsphub.processors.step.ReportIntake;
import io.amsphub.processors.step.SetAside;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * How many states of 5,000 machines the step takes into the database, and what one costs, without a broker: {@code
 * TakeReports MEMORY|CACHED SECONDS}, by how HSQLDB keeps the machines. Prints a line for every five seconds.
 */
public final class TakeReports {

    private static final int MACHINES = 5_000;
    private static final int TOGETHER = 500;
    private static final long EACH_NS = 5_000_000_000L;

    private final PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true);
    private final TestStore opened;
    private int said;

    private TakeReports(TestStore opened) {
        this.opened = opened;
    }

    /** Measures. */
    public static void main(String[] args) throws Exception {
        Path directory = Files.createTempDirectory("take-reports");
        try (TestStore opened = new TestStore(directory)) {
            new TakeReports(opened).run(args[0], Integer.parseInt(args[1]));
        }
    }

    private void run(String type, int seconds) throws SQLException {
        try (Connection connection = opened.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET TABLE device TYPE " + type);
        }
        register();
        ReportBatch batch = batch();
        for (long begun = System.nanoTime(); System.nanoTime() - begun < seconds * 1_000_000_000L; ) {
            print(type, batch);
        }
    }

    private void register() {
        for (int first = 0; first < MACHINES; first += TOGETHER) {
            int from = first;
            opened.store.unitOfWork().run(() -> IntStream.range(from, from + TOGETHER)
                    .forEach(n -> opened.store.devices().add(Samples.machine("m" + n))));
        }
    }

    private ReportBatch batch() {
        JpaStore store = opened.store;
        UnitOfWork unit = store.unitOfWork();
        MemoryHub memory = new MemoryHub();
        Clock clock = Clock.systemUTC();
        Production production = opened.production(memory, new Journal(store.events(), clock), PrintRights.NONE);
        return new ReportBatch(
                (limit, work) -> {
                    work.accept(next(limit));
                    return limit;
                },
                new ReportIntake(store.devices(), List.of(new NativeDialect()), unit, clock),
                new BuildTracking(store.devices(), store.jobs(), store.parts(), production, memory.intake),
                new SetAside(store.deadLetters(), clock),
                unit,
                System::nanoTime,
                Duration.ZERO);
    }

    /** Each machine in its turn says how it is. */
    private List<RawReport> next(int count) {
        List<RawReport> reports = new ArrayList<>();
        for (int n = 0; n < count; n++, said++) {
            String state = String.format(
                    Locale.ROOT,
                    "{\"schema\":\"amsp-native/1\",\"boot\":\"b1\",\"seq\":%d,\"time\":\"%s\",\"state\":\"IDLE\","
                            + "\"platformClear\":true,\"job\":null,\"progressPct\":null,\"layer\":null,\"layers\":null,"
                            + "\"temperaturesC\":{\"nozzle\":%.1f},\"recentJobs\":[],\"alarm\":null}",
                    said / MACHINES,
                    Instant.now(),
                    20 + said / MACHINES % 1000 / 10.0);
            reports.add(new RawReport(
                    "am/north/m" + said % MACHINES + "/report/state", state.getBytes(StandardCharsets.UTF_8)));
        }
        return reports;
    }

    private void print(String type, ReportBatch batch) {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long begun = System.nanoTime();
        long cpu = system.getProcessCpuTime();
        int taken = 0;
        while (System.nanoTime() - begun < EACH_NS) {
            taken += batch.take();
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        out.printf(
                Locale.ROOT,
                "%s: %,.0f a second, %.0f us of processor time each%n",
                type,
                taken / seconds,
                (system.getProcessCpuTime() - cpu) / 1e3 / taken);
    }
}
