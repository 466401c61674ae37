package io.amsphub.config.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.amsphub.config.simulator.bambu.MachineIdentity;
import io.amsphub.config.simulator.memory.LedgerAudit;
import io.amsphub.config.simulator.memory.PrintLedger;
import io.amsphub.connectors.printer.Dialects;
import io.amsphub.processors.production.JobState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Job after job on one machine that vanishes, is late, says things twice or not at all, while the hub dies. */
class BambuChaosTest {

    private static final int JOBS = Integer.getInteger("bambu.chaos.jobs", 12);
    private static final List<String> FAULTS = List.of(
            "vanish 0.5", "swallow", "late 0.1", "late 0", "duplicate on", "duplicate off", "garbage", "restart");

    private final Random random = new Random(7);

    @Test
    void everyJobIsPrintedOnceWhateverHappensOnTheWay(@TempDir Path directory) throws Exception {
        try (PrintLedger ledger = PrintLedger.open(directory);
                BambuRig rig = new BambuRig("c1", MachineIdentity.selfSigned(BambuRig.SERIAL));
                ContractHub hub = new ContractHub(Dialects.load())) {
            rig.printer.witnessed(ledger, "c1");
            hub.hub.devices.add(rig.device());
            hub.ready(rig);
            // The first without a fault: a machine that has printed nothing cannot prove anything.
            hub.untilJob(hub.dispatch(1), JobState.FINISHED);
            for (int n = 2; n <= JOBS; n++) {
                hub.clear(rig);
                hub.order(n);
                print(hub, rig, "ord_1-" + n + ".1");
            }
            hub.until(
                    "the last end to be in the ledger",
                    () -> LedgerAudit.of(PrintLedger.read(directory)).finished() == JOBS);
            LedgerAudit audit = LedgerAudit.of(PrintLedger.read(directory));
            assertThat(audit.crimes()).isEmpty();
            assertThat(audit.starts()).isEqualTo(JOBS);
            assertThat(audit.parts()).isEqualTo(JOBS);
        }
    }

    private void print(ContractHub hub, BambuRig rig, String job) {
        long patience = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        long next = 0;
        while (hub.job(job).state() != JobState.FINISHED) {
            assertThat(System.nanoTime())
                    .as("job %s is %s, machine %s", job, hub.job(job), hub.device(rig))
                    .isLessThan(patience);
            if (hub.device(rig).free()) {
                hub.hub.dispatchAll();
            }
            if (System.nanoTime() > next) {
                next = System.nanoTime()
                        + Duration.ofMillis(150 + random.nextInt(600)).toNanos();
                cause(hub, rig, FAULTS.get(random.nextInt(FAULTS.size())));
            }
            if (random.nextInt(40) == 0) {
                hub.ask();
            }
            java.util.concurrent.locks.LockSupport.parkNanos(
                    Duration.ofMillis(20).toNanos());
        }
    }

    private static void cause(ContractHub hub, BambuRig rig, String fault) {
        if (fault.equals("restart")) {
            hub.restart();
        } else {
            rig.fault(fault);
        }
    }
}
