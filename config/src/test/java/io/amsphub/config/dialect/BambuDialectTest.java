package io.amsphub.config.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.amsphub.config.simulator.bambu.MachineIdentity;
import io.amsphub.connectors.printer.Dialects;
import io.amsphub.processors.device.Availability;
import io.amsphub.processors.device.Device;
import io.amsphub.processors.device.DeviceCommand;
import io.amsphub.processors.device.DeviceState;
import io.amsphub.processors.device.Severity;
import io.amsphub.processors.port.DeviceMemory;
import io.amsphub.processors.production.JobState;
import io.amsphub.processors.production.WorkItem;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is the matter with Bambu Lab machines alone, over real sockets: numbers of jobs, states and developer mode. */
@SuppressWarnings("NullAway") // every test sets the fields first
class BambuDialectTest {

    private static final AtomicInteger MACHINES = new AtomicInteger();
    private static final Duration LONG = Duration.ofSeconds(60);

    private BambuRig rig;
    private ContractHub hub;

    private void free() throws IOException {
        rig = new BambuRig("b" + MACHINES.incrementAndGet(), MachineIdentity.selfSigned(BambuRig.SERIAL));
        hub = new ContractHub(Dialects.load());
        hub.hub.devices.add(rig.device());
        hub.ready(rig);
    }

    @AfterEach
    void off() {
        hub.close();
        rig.close();
    }

    private @Nullable String alarm() {
        var alarm = hub.hub.devices.get(rig.device().id()).live().alarm();
        return alarm == null ? null : alarm.code();
    }

    private DeviceCommand.Print sentWhilePaused() {
        return hub.commands.waiting(10).stream()
                .map(waiting -> waiting.command())
                .filter(DeviceCommand.Print.class::isInstance)
                .map(DeviceCommand.Print.class::cast)
                .findFirst()
                .orElseThrow();
    }

    /** The step from the note to the machine, taken by a hub that dies before it has sent anything. */
    private void diesBeforeItSends(DeviceCommand.Print print, String before) {
        hub.commands.begun(print.id());
        DeviceMemory.Submission unused =
                hub.memory.submit(print.id(), rig.device().id(), print.job(), before);
    }

    @Test
    void filesGoOnWithTheTlsSessionOfTheControlConnection() throws IOException {
        free();
        for (int n = 1; n <= 3; n++) {
            hub.untilJob(hub.dispatch(n), JobState.FINISHED);
            hub.clear(rig);
        }
        assertThat(rig.printer.reusedSessions()).isEqualTo(3);
        assertThat(rig.printer.refusedSessions()).isZero();
        assertThat(rig.printer.submissions()).isEqualTo(3);
    }

    @Test
    void nothingIsSubmittedToAMachineThatAPersonHasTakenMeanwhile() throws IOException {
        free();
        rig.printTime(LONG);
        hub.pause();
        String job = hub.dispatch(1);
        rig.fault("foreign");
        hub.until(
                "the machine to be at work", () -> rig.printer.machine().state().busy());
        hub.resume();
        hub.until("the job to wait again", () -> hub.hub.jobs.get(job).state() == JobState.QUEUED);
        assertThat(rig.printer.submissions()).isZero();
        assertThat(rig.printer.machine().state().busy())
                .as("the person's print goes on")
                .isTrue();
        hub.until(
                "the print of somebody else to be seen",
                () -> hub.hub.devices.get(rig.device().id()).live().state() == DeviceState.PRINTING);
        assertThat(hub.device(rig).live().job()).isNull();
        rig.printTime(Rig.PRINT);
        hub.until(
                "its end to be seen",
                () -> hub.hub.devices.get(rig.device().id()).live().state() == DeviceState.FINISHED);
        assertThat(hub.device(rig).free())
                .as("somebody else's part lies on the platform")
                .isFalse();
    }

    @Test
    void aMachineThatStillHasTheJobBeforeNeverTookTheSubmission() throws IOException {
        free();
        String first = hub.dispatch(1);
        hub.untilJob(first, JobState.FINISHED);
        hub.clear(rig);
        hub.pause();
        String second = hub.dispatch(2);
        DeviceCommand.Print print = sentWhilePaused();
        diesBeforeItSends(print, "1 " + first);
        hub.restart();
        hub.untilAsked("the job to wait again", () -> hub.hub.jobs.get(second).state() == JobState.QUEUED);
        assertThat(rig.starts(second)).isZero();
        hub.until("it to be free", () -> hub.hub.devices.get(rig.device().id()).free());
        assertThat(hub.hub.dispatchAll()).isEqualTo(1);
        hub.untilJob(second, JobState.FINISHED);
        assertThat(rig.starts(second)).isEqualTo(1);
    }

    @Test
    void aPersonIsAskedWhenTheMachineHasForgottenWhatItPrinted() throws IOException {
        free();
        hub.pause();
        String job = hub.dispatch(1);
        // It had printed nothing before, so "nothing" now proves nothing.
        diesBeforeItSends(sentWhilePaused(), "");
        hub.restart();
        hub.until(
                "it to be back",
                () -> rig.isReady(hub.hub.devices.get(rig.device().id())));
        hub.untilAsked("a person to be asked", () -> hub.hub.asked(WorkItem.Kind.RESOLVE_JOB, job));
        assertThat(hub.job(job).state()).isEqualTo(JobState.UNCERTAIN);
        assertThat(rig.printer.submissions()).isZero();
    }

    @Test
    void aHubThatIsStartedBetweenTheStartAndItsEchoKnowsTheJobByItsNumber() throws IOException {
        free();
        rig.printTime(LONG);
        rig.fault("swallow");
        rig.fault("late 1.5");
        hub.order(1);
        assertThat(hub.hub.dispatchAll()).isEqualTo(1);
        String job = "ord_1-1.1";
        hub.until("the print to be begun", () -> rig.starts(job) == 1);
        assertThat(hub.job(job).state()).as("no echo yet").isEqualTo(JobState.DISPATCHED);
        hub.restart();
        rig.fault("late 0");
        hub.untilJob(job, JobState.PRINTING);
        rig.printTime(Rig.PRINT);
        hub.untilJob(job, JobState.FINISHED);
        assertThat(rig.starts(job)).isEqualTo(1);
        assertThat(rig.printer.submissions()).isEqualTo(1);
    }

    @Test
    void theClearedPlatformIsNotForgottenByAHubThatStartsAnew() throws IOException {
        free();
        hub.untilJob(hub.dispatch(1), JobState.FINISHED);
        hub.clear(rig);
        hub.restart();
        String next = hub.dispatch(2);
        hub.untilJob(next, JobState.FINISHED);
        assertThat(rig.starts(next)).isEqualTo(1);
    }

    @Test
    void developerModeThatIsOffIsAnAlarmAndNothingIsSent() throws IOException {
        free();
        rig.fault("developer off");
        hub.until("the alarm", () -> "DEVELOPER_MODE_OFF".equals(alarm()));
        Device device = hub.device(rig);
        assertThat(device.live().availability()).isEqualTo(Availability.ONLINE);
        assertThat(device.live().state()).isEqualTo(DeviceState.ATTENTION);
        assertThat(device.live().alarm().remedy()).contains("developer mode");
        hub.order(1);
        assertThat(hub.hub.dispatchAll()).isZero();
        assertThat(rig.printer.submissions()).isZero();
        rig.fault("developer on");
        hub.until("it to be free", () -> hub.hub.devices.get(rig.device().id()).free());
        assertThat(alarm()).isNull();
    }

    @Test
    void aCommandThatIsDroppedForItsSignatureIsNotSentAgain() throws IOException {
        free();
        rig.fault("developer silent");
        String job = hub.dispatch(1);
        hub.until("the job to wait again", () -> hub.hub.jobs.get(job).state() == JobState.QUEUED);
        hub.until(
                "the alarm",
                () -> "DEVELOPER_MODE_OFF".equals(alarm())
                        && hub.hub.devices.get(rig.device().id()).live().state() == DeviceState.ATTENTION);
        assertThat(hub.read(() -> hub.hub.events.path(job))).isNotEmpty();
        assertThat(hub.hub.dispatchAll()).isZero();
        assertThat(rig.printer.submissions()).isEqualTo(1);
        assertThat(rig.starts(job)).isZero();
    }

    @Test
    void healthCodesAreAlarmsWithSeverityAndRemedy() throws IOException {
        free();
        rig.fault("hms 50331904:65543");
        hub.until("the alarm", () -> "0300_0100_0001_0007".equals(alarm()));
        assertThat(hub.device(rig).live().alarm().severity()).isEqualTo(Severity.CRITICAL);
        assertThat(hub.device(rig).live().alarm().remedy()).contains("hmscode/0300_0100_0001_0007");
        assertThat(hub.device(rig).free()).isFalse();
        rig.fault("hms none");
        hub.until("it to be free", () -> hub.hub.devices.get(rig.device().id()).free());
    }

    @Test
    void aMachineThatSaysNothingIsAskedToSpeakAndThenMissedThoughItIsConnected() throws IOException {
        free();
        rig.fault("mute on");
        hub.awaitStillness(rig); // what it said before is heard, by the clock of before
        hub.hub.clock.pass(Duration.ofSeconds(61));
        hub.until("it to be asked", () -> rig.printer.wakeUps() == 1);
        assertThat(hub.device(rig).live().availability()).isEqualTo(Availability.ONLINE);
        hub.hub.clock.pass(Duration.ofSeconds(30));
        hub.until(
                "it to be missed",
                () -> hub.hub.devices.get(rig.device().id()).live().availability() == Availability.OFFLINE);
        rig.fault("mute off");
        hub.until(
                "it to be back",
                () -> rig.isReady(hub.hub.devices.get(rig.device().id())));
    }
}
