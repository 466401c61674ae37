package io.amsphub.config.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.amsphub.config.simulator.TestBroker;
import io.amsphub.connectors.printer.Dialects;
import io.amsphub.processors.device.Availability;
import io.amsphub.processors.device.Device;
import io.amsphub.processors.device.DeviceCommand;
import io.amsphub.processors.device.DeviceState;
import io.amsphub.processors.device.Registration;
import io.amsphub.processors.memory.Samples;
import io.amsphub.processors.port.Commands;
import io.amsphub.processors.production.JobState;
import io.amsphub.processors.production.PartState;
import io.amsphub.processors.production.WorkItem;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every dialect must do, against its simulator over real sockets; with MQTT, on an embedded Artemis and on
 * Debian's mosquitto where that is installed. At the end of each case the simulator is asked how often the job
 * was really begun.
 */
@Execution(ExecutionMode.CONCURRENT)
@SuppressWarnings("NullAway") // JUnit and the methods before the tests set the fields
class DialectContractTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    /** For machines whose speed cannot be changed while they print. */
    private static final Duration SLOW = Duration.ofSeconds(3);

    private static final AtomicInteger MACHINES = new AtomicInteger();

    @TempDir
    private static Path directory;

    private static TestBroker artemis;
    private static Mosquitto mosquitto;

    private ContractHub hub;
    private Rig rig;

    /** A dialect and where it speaks. */
    record Where(String dialect, String broker) {

        @Override
        public String toString() {
            return dialect + " on " + broker;
        }
    }

    static Stream<Where> wheres() {
        List<Where> wheres = new ArrayList<>();
        for (String dialect : List.of("amsp-native", "moonraker", "octoprint", "duet", "sparkplug")) {
            wheres.add(new Where(dialect, "artemis"));
            if (Mosquitto.program().isPresent()) {
                wheres.add(new Where(dialect, "mosquitto"));
            }
        }
        wheres.add(new Where("prusalink", "http"));
        wheres.add(new Where("bambu", "itself"));
        return wheres.stream();
    }

    static Stream<Where> fileTakers() {
        return wheres().filter(
                        where -> !List.of("amsp-native", "sparkplug", "bambu").contains(where.dialect())
                                && !where.broker().equals("mosquitto"));
    }

    static Stream<Where> keepers() {
        return wheres().filter(where -> List.of("artemis", "mosquitto").contains(where.broker()));
    }

    @BeforeAll
    static void brokers() throws Exception {
        artemis = new TestBroker(directory.resolve("artemis"));
        mosquitto = Mosquitto.program().isPresent() ? Mosquitto.start(directory.resolve("mosquitto")) : null;
    }

    @AfterAll
    static void noBrokers() throws Exception {
        artemis.stop();
        if (mosquitto != null) {
            mosquitto.close();
        }
    }

    @AfterEach
    void off() throws IOException {
        hub.close();
        rig.close();
    }

    private void on(Where where, Duration printTime) throws IOException {
        on(where, "m" + MACHINES.incrementAndGet(), printTime);
    }

    private void on(Where where, String machine, Duration printTime) throws IOException {
        rig = Rig.of(where.dialect(), broker(where), machine, directory.resolve("native"), printTime);
        hub = new ContractHub(Dialects.load());
    }

    private static @Nullable URI broker(Where where) {
        return switch (where.broker()) {
            case "artemis" -> artemis.uri();
            case "mosquitto" -> mosquitto.uri();
            default -> null;
        };
    }

    /** A registered machine that is free. */
    private void free(Where where) throws IOException {
        on(where, Rig.PRINT);
        hub.hub.devices.add(rig.device());
        hub.ready(rig);
    }

    /** A job that the machine makes, which takes long where it can. */
    private String printing(Where where) throws IOException {
        on(where, SLOW);
        hub.hub.devices.add(rig.device());
        hub.ready(rig);
        rig.printTime(LONG);
        String job = hub.dispatch(1);
        hub.untilJob(job, JobState.PRINTING);
        return job;
    }

    @ParameterizedTest
    @MethodSource("wheres")
    void connectsAndSaysHowItIs(Where where) throws IOException {
        free(where);
        Device device = hub.device(rig);
        assertThat(device.live().availability()).isEqualTo(Availability.ONLINE);
        assertThat(device.live().lastSeen()).isNotNull();
        assertThat(device.live().state()).isEqualTo(DeviceState.IDLE);
    }

    @ParameterizedTest
    @MethodSource("wheres")
    void isGivenJobsWhenItIsQualifiedAndNotBeforeNorAfter(Where where) throws IOException {
        on(where, Rig.PRINT);
        hub.hub.devices.add(rig.device(Registration.REGISTERED));
        hub.until(
                "it to be seen",
                () -> rig.isReady(hub.hub.devices.get(rig.device().id())));
        hub.order(1);
        assertThat(hub.hub.dispatchAll()).isZero();
        hub.hub.unitOfWork.run(() -> hub.hub.floor.setRegistration(
                hub.hub.devices.get(rig.device().id()), Registration.QUALIFIED, Samples.ANNA, "tested"));
        hub.ready(rig);
        assertThat(hub.hub.dispatchAll()).isEqualTo(1);
        hub.untilJob("ord_1-1.1", JobState.PRINTING, JobState.FINISHED);
        assertThat(rig.starts("ord_1-1.1")).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("wheres")
    void printsAJobOnceAndTheNextWhenItsPlatformIsClear(Where where) throws IOException {
        free(where);
        String job = hub.dispatch(1);
        hub.untilJob(job, JobState.FINISHED);
        assertThat(hub.read(() -> hub.hub.parts.get("ord_1-1").state())).isEqualTo(PartState.PRINTED);
        assertThat(hub.device(rig).free()).as("nobody has cleared the platform").isFalse();
        hub.clear(rig);
        assertThat(hub.read(() -> hub.hub.parts.get("ord_1-1").state())).isEqualTo(PartState.IN_POST_PROCESSING);
        String next = hub.dispatch(2);
        hub.untilJob(next, JobState.FINISHED);
        assertThat(rig.starts(job)).isEqualTo(1);
        assertThat(rig.starts(next)).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("wheres")
    void tellsHowFarItIs(Where where) throws IOException {
        String job = printing(where);
        hub.until("progress to be heard", () -> hub.hub.jobs.get(job).progressPct() > 0);
        assertThat(hub.device(rig).live().state()).isEqualTo(DeviceState.PRINTING);
    }

    @ParameterizedTest
    @MethodSource("wheres")
    void pausesResumesAndIsCancelled(Where where) throws IOException {
        String job = printing(where);
        control(job, DeviceCommand.Verb.PAUSE);
        hub.untilJob(job, JobState.PAUSED);
        control(job, DeviceCommand.Verb.RESUME);
        hub.untilJob(job, JobState.PRINTING);
        control(job, DeviceCommand.Verb.CANCEL);
        hub.untilJob(job, JobState.CANCELLED);
        assertThat(hub.read(() -> hub.hub.parts.get("ord_1-1").attempt())).isEqualTo(2);
        assertThat(rig.starts(job)).isEqualTo(1);
    }

    private void control(String job, DeviceCommand.Verb verb) {
        hub.hub.unitOfWork.run(() -> hub.hub.floor.control(hub.hub.jobs.get(job), verb, Samples.ANNA));
    }

    @ParameterizedTest
    @MethodSource("wheres")
    void failsAndThePartIsMadeAgain(Where where) throws IOException {
        String job = printing(where);
        rig.fault("fail");
        hub.untilJob(job, JobState.FAILED);
        assertThat(hub.read(() -> hub.hub.parts.get("ord_1-1").state())).isEqualTo(PartState.PLANNED);
        assertThat(rig.starts(job)).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("wheres")
    void vanishesComesBackAndKeepsItsJob(Where where) throws IOException {
        String job = printing(where);
        rig.fault("vanish " + rig.absenceS());
        hub.until(
                "it to be missed",
                () -> hub.hub.devices.get(rig.device().id()).live().availability() == Availability.OFFLINE);
        assertThat(hub.job(job).state()).isNotEqualTo(JobState.QUEUED);
        hub.until(
                "it to be back",
                () -> hub.hub.devices.get(rig.device().id()).live().availability() == Availability.ONLINE);
        rig.printTime(Rig.PRINT);
        hub.untilJob(job, JobState.FINISHED);
        assertThat(rig.starts(job)).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("wheres")
    void saysEverythingTwiceAndIsToldTwice(Where where) throws IOException {
        free(where);
        rig.fault("duplicate on");
        hub.order(1);
        assertThat(hub.hub.dispatchAll()).isEqualTo(1);
        Commands.Waiting command = hub.commands.waiting(10).stream()
                .filter(w -> w.command() instanceof DeviceCommand.Print)
                .findFirst()
                .orElse(null);
        hub.untilJob("ord_1-1.1", JobState.PRINTING, JobState.FINISHED);
        if (command != null) {
            hub.commands.add(hub.again(command, false));
        }
        hub.untilJob("ord_1-1.1", JobState.FINISHED);
        hub.until(
                "the second command to be dealt with",
                () -> hub.commands.waiting(1).isEmpty());
        assertThat(rig.starts("ord_1-1.1")).isEqualTo(1);
        assertThat(hub.read(() -> hub.hub.events.path("ord_1-1.1")))
                .filteredOn(move -> move.endsWith(">FINISHED"))
                .hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("wheres")
    void isHeardLate(Where where) throws IOException {
        free(where);
        rig.fault("late 0.15");
        String job = hub.dispatch(1);
        hub.untilJob(job, JobState.FINISHED);
        assertThat(rig.starts(job)).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("wheres")
    void isHeardInAnyOrder(Where where) throws IOException {
        free(where);
        rig.fault("shuffle 0.12");
        String job = hub.dispatch(1);
        hub.untilJob(job, JobState.FINISHED);
        assertThat(rig.starts(job)).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("wheres")
    void talksNonsenseInBetween(Where where) throws IOException {
        free(where);
        rig.fault("garbage"); // what cannot be read may leave its state in doubt until it was asked
        String job = hub.dispatchWhenFree(1);
        rig.fault("garbage");
        hub.untilJob(job, JobState.FINISHED);
        assertThat(rig.starts(job)).isEqualTo(1);
    }

    /** What cannot be read is no refusal: the file is brought again, to the same machine. */
    @ParameterizedTest
    @MethodSource("fileTakers")
    void answersAFileWithNonsense(Where where) throws IOException {
        free(where);
        rig.fault("garbage-for-files");
        String job = hub.dispatch(1);
        hub.untilJob(job, JobState.FINISHED);
        assertThat(rig.starts(job)).isEqualTo(1);
        assertThat(hub.job(job).refusals()).isZero();
    }

    /** What a broker kept says nothing of now: the machine is switched off until it speaks itself. */
    @ParameterizedTest
    @MethodSource("keepers")
    void isNotTakenForAliveByWhatABrokerKept(Where where) throws Exception {
        String machine = "m" + MACHINES.incrementAndGet();
        on(where, machine, Rig.PRINT);
        rig.fault("vanish 1.5");
        rig.lies(broker(where));
        hub.hub.devices.add(rig.device());
        hub.until("it to be missed", () -> hub.heardOf(rig));
        assertThat(hub.device(rig).live().availability()).isNotEqualTo(Availability.ONLINE);
        assertThat(hub.device(rig).live().state()).isNotEqualTo(DeviceState.PRINTING);
        hub.ready(rig);
        assertThat(hub.device(rig).live().state()).isEqualTo(DeviceState.IDLE);
        assertThat(hub.device(rig).live().job()).isNull();
    }

    @ParameterizedTest
    @MethodSource("wheres")
    void isAskedWhenItsAnswerIsLost(Where where) throws IOException {
        free(where);
        rig.loseAnswer(hub);
        rig.printTime(LONG);
        String job = hub.dispatch(1);
        hub.untilJob(job, JobState.PRINTING, JobState.FINISHED);
        hub.ask();
        rig.printTime(Rig.PRINT);
        hub.untilJob(job, JobState.FINISHED);
        assertThat(rig.starts(job)).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("wheres")
    void isAskedByAHubThatDiedBeforeItCouldHear(Where where) throws IOException {
        free(where);
        hub.order(1);
        hub.deaf(true);
        assertThat(hub.hub.dispatchAll()).isEqualTo(1);
        String job = "ord_1-1.1";
        hub.until("the print to be begun", () -> rig.starts(job) == 1);
        hub.restart();
        hub.untilJob(job, JobState.PRINTING, JobState.FINISHED);
        rig.printTime(Rig.PRINT);
        hub.untilJob(job, JobState.FINISHED);
        assertThat(rig.starts(job)).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("wheres")
    void endsWhileTheHubIsAway(Where where) throws IOException {
        String job = printing(where);
        hub.pause();
        rig.printTime(Rig.PRINT);
        hub.until("the print to have ended", () -> rig.ended(job));
        hub.resume();
        hub.untilJob(job, JobState.FINISHED);
        assertThat(rig.starts(job)).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("wheres")
    void isNotTriedAgainAfterTheNoteButAskedAndTheJobGoesElsewhere(Where where) throws IOException {
        free(where);
        hub.pause();
        String job = hub.dispatch(1);
        // Word that the platform is clear may wait before it.
        String print = hub.commands.waiting(10).stream()
                .map(waiting -> waiting.command())
                .filter(command -> command instanceof DeviceCommand.Print)
                .map(DeviceCommand::id)
                .findFirst()
                .orElseThrow();
        hub.commands.begun(print);
        if (rig.repeatsItself()) {
            // The machine itself refuses what it knows: here the command was lost by the broker.
            hub.commands.done(print);
        }
        hub.restart();
        hub.until(
                "it to be back",
                () -> rig.isReady(hub.hub.devices.get(rig.device().id())));
        assertThat(hub.job(job).state()).isEqualTo(JobState.DISPATCHED);
        if (rig.asksPerson()) {
            hub.untilAsked("a person to be asked", () -> hub.hub.asked(WorkItem.Kind.RESOLVE_JOB, job));
            assertThat(hub.job(job).state()).isEqualTo(JobState.UNCERTAIN);
            assertThat(rig.starts(job)).isZero();
            return;
        }
        hub.untilAsked("the job to wait again", () -> hub.hub.jobs.get(job).state() == JobState.QUEUED);
        assertThat(rig.starts(job)).isZero();
        hub.until("it to be free", () -> hub.hub.devices.get(rig.device().id()).free());
        assertThat(hub.hub.dispatchAll()).isEqualTo(1);
        hub.untilJob(job, JobState.FINISHED);
        assertThat(rig.starts(job)).isEqualTo(1);
    }
}
