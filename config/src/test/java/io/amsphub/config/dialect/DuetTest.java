package io.amsphub.config.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.amsphub.config.simulator.TestBroker;
import io.amsphub.connectors.printer.Dialects;
import io.amsphub.processors.device.Availability;
import io.amsphub.processors.production.JobState;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is particular to a Duet, beside the contract. */
@SuppressWarnings("NullAway") // JUnit and the methods before the tests set the fields
class DuetTest {

    @TempDir
    private static Path directory;

    private static TestBroker broker;

    @BeforeAll
    static void on() throws Exception {
        broker = new TestBroker(directory.resolve("broker"));
    }

    @AfterAll
    static void off() throws Exception {
        broker.stop();
    }

    /** M32 is a GET, and a client repeats a GET by itself when a connection breaks. */
    @Test
    void aStartWhoseAnswerIsLostIsSentOnce() throws Exception {
        try (DuetRig rig = DuetRig.on(broker.uri(), "breaks");
                ContractHub hub = new ContractHub(Dialects.load())) {
            hub.hub.devices.add(rig.device());
            hub.ready(rig);
            rig.fault("swallow");
            String job = hub.dispatch(1);
            hub.untilJob(job, JobState.FINISHED);
            assertThat(rig.printer().gcodes()).containsExactly("M32 \"0:/gcodes/amsp/" + job + ".gcode\"");
        }
    }

    @Test
    void itWorksWithoutMacros() throws Exception {
        try (DuetRig rig = DuetRig.byHttp(broker.uri(), "plain", DuetRig.PASSWORD);
                ContractHub hub = new ContractHub(Dialects.load())) {
            hub.hub.devices.add(rig.device());
            hub.ready(rig);
            String job = hub.dispatch(1);
            hub.untilJob(job, JobState.FINISHED);
            assertThat(rig.starts(job)).isEqualTo(1);
            assertThat(hub.device(rig).live().temperaturesC())
                    .containsEntry("platform", 20.5)
                    .containsEntry("nozzle", 21.5);
        }
    }

    @Test
    void aWrongPasswordIsNoMachine() throws Exception {
        try (DuetRig rig = DuetRig.byHttp(broker.uri(), "closed", "wrong");
                ContractHub hub = new ContractHub(Dialects.load())) {
            hub.hub.devices.add(rig.device());
            hub.until("it to be missed", () -> hub.heardOf(rig));
            assertThat(hub.device(rig).live().availability()).isNotEqualTo(Availability.ONLINE);
        }
    }
}
