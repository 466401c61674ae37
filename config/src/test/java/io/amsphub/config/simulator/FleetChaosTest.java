package io.amsphub.config.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amsphub.config.simulator.TestHub.Report;
import io.amsphub.config.simulator.memory.LedgerAudit;
import io.amsphub.config.simulator.memory.PrintLedger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * The worst of hubs against the printers: it sends each job again and again, under new command ids and old ones, while
 * printers lose power, connections and order, and the broker is restarted. The printers alone must keep each job to
 * one start, and let every end be heard.
 */
@Timeout(3_600)
class FleetChaosTest {

    private static final int PRINTERS = 5;
    /** {@code -Damsp.chaos.jobs=200} for a long run. */
    private static final int JOBS_PER_PRINTER = Integer.getInteger("amsp.chaos.jobs", 10);

    private static final String FLEET = """
            [{"centre":"c1","machine":"p{n}","count":%d,"speed":600,"harvester":true,"harvestDelayS":0.05,
              "failureRate":0.1,"stateIntervalS":1,"progressReports":3}]
            """.formatted(PRINTERS);

    private final Random random = new Random(42);
    private final Map<String, Integer> done = new HashMap<>();
    private final Map<String, String> outcomes = new HashMap<>();
    private final Set<String> contradictions = new HashSet<>();

    @Test
    void everyJobStartsOnceAndItsEndIsHeard(@TempDir Path directory) throws Exception {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.OFF);
        Path state = directory.resolve("printers");
        TestBroker broker = new TestBroker(directory.resolve("broker"));
        ScheduledExecutorService chaos = Executors.newScheduledThreadPool(1);
        try (TestFiles files = new TestFiles();
                TestHub hub = new TestHub(broker.uri(), "c1/+");
                Fleet fleet = new Fleet(FleetFile.parse(FLEET), new Fleet.Options(broker.uri(), null, state, 1))) {
            fleet.powerOn();
            var faults = chaos.scheduleWithFixedDelay(() -> disturb(fleet), 500, 250, TimeUnit.MILLISECONDS);
            drive(hub, files, broker);
            faults.cancel(false);
            hub.forgetGarbage();
            assertThat(hub.problems()).isEmpty();
        } finally {
            chaos.shutdownNow();
            broker.stop();
        }
        List<PrintLedger.Line> ledger = PrintLedger.read(state);
        LedgerAudit audit = LedgerAudit.of(ledger);
        assertThat(audit.crimes()).isEmpty();
        assertThat(audit.starts()).isEqualTo(PRINTERS * JOBS_PER_PRINTER);
        assertThat(contradictions).isEmpty();
        Map<String, String> physical = new HashMap<>();
        ledger.stream()
                .filter(line -> !line.event().equals("START"))
                .forEach(line -> physical.put(line.job(), line.event()));
        assertThat(outcomes).isEqualTo(physical);
    }

    private void drive(TestHub hub, TestFiles files, TestBroker broker) throws Exception {
        long nextOrders = System.nanoTime();
        boolean restarted = false;
        while (outcomes.size() < PRINTERS * JOBS_PER_PRINTER) {
            Report report = hub.next(Duration.ofMillis(50));
            if (report != null
                    && report.noun().equals("job")
                    && report.body() != null
                    && report.json().has("boot")) {
                note(report);
            }
            if (System.nanoTime() > nextOrders) {
                order(hub, files);
                nextOrders = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(300);
            }
            if (!restarted && outcomes.size() > PRINTERS * JOBS_PER_PRINTER / 2) {
                restarted = true;
                broker.stop();
                broker.startAgain();
            }
        }
    }

    private void note(Report report) {
        String job = report.text("job");
        String before = outcomes.put(job, report.text("outcome"));
        if (before == null) {
            done.merge(report.machine(), 1, Integer::sum);
        } else if (!before.equals(report.text("outcome"))) {
            contradictions.add(report.json().toString());
        }
    }

    /** Every printer gets its present job once more, and now and then twice under one command id. */
    private void order(TestHub hub, TestFiles files) {
        for (int n = 1; n <= PRINTERS; n++) {
            String machine = "c1/p000" + n;
            int job = done.getOrDefault(machine, 0);
            if (job < JOBS_PER_PRINTER) {
                ObjectNode command = TestHub.print("J-" + n + "-" + job, files.uri("/file"));
                byte[] payload = command.toString().getBytes(StandardCharsets.UTF_8);
                String id = command.path("command").asText();
                try {
                    for (int copies = random.nextInt(4) == 0 ? 2 : 1; copies > 0; copies--) {
                        var unused = hub.sendTo(machine, "print", payload, id, Duration.ofSeconds(30));
                    }
                } catch (MqttException e) {
                    return; // not connected just now
                }
            }
        }
    }

    private void disturb(Fleet fleet) {
        String machine = " c1/p000" + (1 + random.nextInt(PRINTERS));
        String[] faults = {
            "reboot" + machine + " 0.1",
            "vanish" + machine + " 0.3",
            "vanish" + machine + " 1.5",
            "duplicate" + machine + " on",
            "duplicate" + machine + " off",
            "late" + machine + " 0.2",
            "late" + machine + " 0",
            "shuffle" + machine + " 0.3",
            "shuffle" + machine + " 0",
            "garbage" + machine,
            "fail" + machine,
        };
        assertThat(fleet.control(faults[random.nextInt(faults.length)])).startsWith("ok");
    }
}
