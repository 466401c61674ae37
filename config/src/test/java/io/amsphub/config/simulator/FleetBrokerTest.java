package io.amsphub.config.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amsphub.config.simulator.TestHub.Report;
import io.amsphub.config.simulator.memory.LedgerAudit;
import io.amsphub.config.simulator.memory.PrintLedger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A printer over a real socket, driven by another MQTT client than its own. */
@Timeout(120)
class FleetBrokerTest {

    private static final String MACHINE = "c1/p1";

    private final Path directory;
    private final TestBroker broker;
    private final TestFiles files;
    private final TestHub hub;
    private Fleet fleet;

    FleetBrokerTest(@TempDir Path directory) throws Exception {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.ERROR);
        this.directory = directory;
        broker = new TestBroker(directory.resolve("broker"));
        files = new TestFiles();
        hub = new TestHub(broker.uri(), MACHINE);
        fleet = fleet(60);
    }

    @BeforeEach
    void powerOn() throws InterruptedException {
        fleet.powerOn();
        hub.awaitState("IDLE");
        hub.await("identity", any -> true);
    }

    @AfterEach
    void everyReportFitsItsSchemaAndNothingWasPrintedTwice() throws Exception {
        fleet.close();
        hub.close();
        files.close();
        broker.stop();
        assertThat(hub.problems()).isEmpty();
        assertThat(audit().crimes()).isEmpty();
    }

    @Test
    void printsAJobOnceAndReportsItsEnd() throws Exception {
        ObjectNode command = print("J1");
        Report ack = hub.ask("print", command);
        assertThat(ack.json().path("accepted").asBoolean()).isTrue();
        assertThat(ack.json().path("duplicate").asBoolean()).isFalse();
        assertThat(ack.correlation()).isEqualTo(command.path("command").asText());
        assertThat(ack.retained()).isFalse();

        Report end = hub.awaitJobEnd("J1");
        assertThat(end.text("outcome")).isEqualTo("FINISHED");
        assertThat(end.json().path("measuredMm").path("x").asDouble()).isBetween(39.5, 40.5);
        assertThat(hub.seen("progress")).hasSizeBetween(1, 10);
        Report finished = hub.awaitState("FINISHED");
        assertThat(finished.json().path("platformClear").asBoolean()).isFalse();

        assertThat(code(hub.ask("print", print("J2")))).isEqualTo("PLATFORM_NOT_CLEAR");
        assertThat(hub.ask("platform-clear", platformClear())
                        .json()
                        .path("accepted")
                        .asBoolean())
                .isTrue();
        hub.awaitState("IDLE");

        Report again = hub.ask("print", print("J1"));
        assertThat(again.json().path("accepted").asBoolean()).isTrue();
        assertThat(again.json().path("duplicate").asBoolean()).isTrue();
        assertThat(events()).containsExactly("J1 START", "J1 FINISHED");
        assertThat(seqs()).as("one number for each report of the boot").doesNotHaveDuplicates();
    }

    @Test
    void stateAndIdentityAreRetainedForALateHub() throws Exception {
        try (TestHub late = new TestHub(broker.uri(), MACHINE)) {
            late.await("state", Report::retained);
            late.await("identity", Report::retained);
        }
    }

    @Test
    void busyMachineRefusesAndIsCancelled() throws Exception {
        hub.ask("print", slowPrint("J1"));
        hub.awaitState("PRINTING");
        assertThat(code(hub.ask("print", print("J2")))).isEqualTo("BUSY");
        assertThat(code(hub.ask("cancel", hub.control("J2")))).isEqualTo("UNKNOWN_JOB");

        hub.ask("pause", hub.control("J1"));
        hub.awaitState("PAUSED");
        hub.ask("resume", hub.control("J1"));
        hub.awaitState("PRINTING");
        hub.ask("cancel", hub.control("J1"));
        assertThat(hub.awaitJobEnd("J1").text("outcome")).isEqualTo("CANCELLED");
        hub.awaitState("CANCELLED");
        assertThat(events()).containsExactly("J1 START", "J1 CANCELLED");
    }

    @Test
    void powerCutInMidPrintIsReportedByTheNextBoot() throws Exception {
        hub.ask("print", slowPrint("J1"));
        String boot = hub.awaitState("PRINTING").text("boot");

        fleet.control("reboot p1 3");
        hub.await(
                "state",
                report ->
                        report.text("state").equals("OFFLINE") && !report.json().has("boot"));
        Report end = hub.awaitJobEnd("J1");

        assertThat(end.text("outcome")).isEqualTo("FAILED");
        assertThat(end.text("reason")).isEqualTo("POWER_LOSS");
        assertThat(end.text("boot")).isNotEqualTo(boot);
        Report state = hub.awaitState("NOT_READY");
        assertThat(state.json().path("recentJobs").path(0).path("outcome").asText())
                .isEqualTo("FAILED");
        hub.ask("platform-clear", platformClear());
        assertThat(hub.ask("print", print("J1")).json().path("duplicate").asBoolean())
                .isTrue();
        assertThat(events()).containsExactly("J1 START", "J1 FAILED");
    }

    @Test
    void printGoesOnWhileThePrinterIsAwayAndItsCommandsWait() throws Exception {
        hub.ask("print", print("J1"));
        hub.awaitState("PRINTING");
        fleet.control("vanish p1 4");
        hub.awaitState("OFFLINE");
        ObjectNode report = command();
        hub.send("report", report);
        hub.sendRaw("report", new byte[0], "C-expired", Duration.ofSeconds(1));

        assertThat(hub.awaitJobEnd("J1").text("outcome")).isEqualTo("FINISHED");
        hub.answer(report);
        hub.ask("report", command());
        assertThat(hub.seen("ack")).noneMatch(ack -> "C-expired".equals(ack.correlation()));
    }

    @Test
    void wrongOrMissingFilesAreRefusedAndTheJobCanStillBePrinted() throws Exception {
        ObjectNode wrong = print("J1");
        ((ObjectNode) wrong.path("file")).put("sha256", "0".repeat(64));
        assertThat(code(hub.ask("print", wrong))).isEqualTo("FILE_MISMATCH");
        ObjectNode tooLong = print("J1");
        ((ObjectNode) tooLong.path("file")).put("bytes", 50);
        assertThat(code(hub.ask("print", tooLong))).isEqualTo("FILE_MISMATCH");
        assertThat(code(hub.ask("print", TestHub.print("J1", files.uri("/nothing")))))
                .isEqualTo("FILE_UNREACHABLE");
        assertThat(code(hub.ask("print", TestHub.print("J1", files.uri("/cut")))))
                .isEqualTo("FILE_UNREACHABLE");
        assertThat(code(hub.ask("print", TestHub.print("J1", "http://127.0.0.1:1/f"))))
                .isEqualTo("FILE_UNREACHABLE");
        ObjectNode stranger = print("J1");
        ((ObjectNode) stranger.path("file")).putNull("authorization");
        assertThat(code(hub.ask("print", stranger))).isEqualTo("FILE_UNREACHABLE");

        assertThat(hub.ask("print", print("J1")).json().path("accepted").asBoolean())
                .isTrue();
        hub.awaitJobEnd("J1");
        assertThat(events()).containsExactly("J1 START", "J1 FINISHED");
    }

    @Test
    void jobThatIsCancelledWhileItsFileComesIsNeverPrinted() throws Exception {
        ObjectNode command = TestHub.print("J1", files.uri("/slow"));
        hub.send("print", command);
        hub.awaitState("PREPARING");
        hub.send("cancel", hub.control("J1"));
        assertThat(hub.answer(command).json().path("accepted").asBoolean()).isTrue();
        assertThat(hub.awaitJobEnd("J1").text("outcome")).isEqualTo("CANCELLED");
        hub.awaitState("IDLE");
        files.release();
        assertThat(hub.ask("print", print("J1")).json().path("duplicate").asBoolean())
                .isTrue();
        assertThat(events()).isEmpty();
    }

    @Test
    void commandThatCannotBeReadIsAnswered() throws Exception {
        hub.sendRaw("print", "<<not json".getBytes(StandardCharsets.UTF_8), "C-1", Duration.ofMinutes(1));
        assertThat(code(hub.await("ack", ack -> ack.text("command").equals("C-1"))))
                .isEqualTo("MALFORMED");
        hub.sendRaw(
                "dance",
                "{\"schema\":\"amsp-native/1\"}".getBytes(StandardCharsets.UTF_8),
                "C-2",
                Duration.ofMinutes(1));
        assertThat(code(hub.await("ack", ack -> ack.text("command").equals("C-2"))))
                .isEqualTo("UNSUPPORTED");
        byte[] bulky = ("{\"schema\":\"amsp-native/1\",\"x\":\"" + "x".repeat(66_000) + "\"}")
                .getBytes(StandardCharsets.UTF_8);
        hub.sendRaw("report", bulky, "C-3", Duration.ofMinutes(1));
        assertThat(code(hub.await("ack", ack -> ack.text("command").equals("C-3"))))
                .isEqualTo("MALFORMED");
        ObjectNode late =
                print("J1").put("expires", Instant.now().minusSeconds(1).toString());
        assertThat(code(hub.ask("print", late))).isEqualTo("EXPIRED");
    }

    @Test
    void endOfAJobSurvivesABrokerOutageAndAPowerCutWithItsBootAndNumber() throws Exception {
        hub.ask("print", print("J1"));
        String boot = hub.awaitState("PRINTING").text("boot");
        broker.stop();
        awaitLedger("J1 FINISHED");
        fleet.close();
        fleet = fleet(60);
        fleet.powerOn();
        broker.startAgain();

        Report end = hub.awaitJobEnd("J1");
        assertThat(end.text("outcome")).isEqualTo("FINISHED");
        assertThat(end.text("boot")).isEqualTo(boot);
        Report state = hub.await(
                "state",
                report -> report.json().has("boot") && !report.text("boot").equals(boot));
        assertThat(state.text("state")).isEqualTo("NOT_READY");
    }

    @Test
    void badNetworkDoublesDelaysAndReordersReports() throws Exception {
        assertThat(fleet.control("duplicate p1 on")).startsWith("ok");
        assertThat(fleet.control("late p1 0.2")).startsWith("ok");
        assertThat(fleet.control("shuffle c1/p1 0.3")).startsWith("ok");
        assertThat(fleet.control("garbage *")).startsWith("ok");
        assertThat(fleet.control("garbage nobody")).startsWith("error");
        hub.ask("print", print("J1"));
        Report first = hub.awaitJobEnd("J1");
        Report second = hub.awaitJobEnd("J1");
        assertThat(first.text("seq")).isEqualTo(second.text("seq"));
        assertThat(seqs()).isNotEqualTo(seqs().stream().sorted().toList());
        assertThat(hub.seen()).anyMatch(report -> report.body() == null);
        hub.forgetGarbage();
    }

    @Test
    void operatorCanLockClearAndBreakTheMachine() throws Exception {
        fleet.control("refuse p1 on");
        assertThat(code(hub.ask("print", print("J1")))).isEqualTo("BUSY");
        fleet.control("refuse p1 off");
        fleet.control("fail p1");
        hub.ask("print", print("J1"));
        assertThat(hub.awaitJobEnd("J1").text("outcome")).isEqualTo("FAILED");
        assertThat(hub.awaitState("FAILED").json().path("alarm").isObject()).isTrue();
        fleet.control("clear p1");
        assertThat(hub.await("platform", any -> true).text("by")).isEqualTo("operator-panel");
        assertThat(fleet.control("status *")).contains("c1/p1\tIDLE");
    }

    @Test
    void orderlyShutdownSaysOfflineWithoutTheWill() throws Exception {
        fleet.close();
        Report offline = hub.awaitState("OFFLINE");
        assertThat(offline.json().has("boot")).isTrue();
        try (TestHub late = new TestHub(broker.uri(), MACHINE)) {
            assertThat(late.awaitState("OFFLINE").json().has("boot")).isTrue();
        }
    }

    private Fleet fleet(double speed) throws Exception {
        String json = "[{\"centre\":\"c1\",\"machine\":\"p1\",\"speed\":" + speed + ",\"stateIntervalS\":20}]";
        return new Fleet(
                FleetFile.parse(json), new Fleet.Options(broker.uri(), null, directory.resolve("printers"), 1));
    }

    private ObjectNode print(String job) {
        return TestHub.print(job, files.uri("/file"));
    }

    private ObjectNode slowPrint(String job) {
        return print(job).put("expectedPrintTimeS", 100_000);
    }

    private ObjectNode command() {
        ObjectNode command = hub.control("none");
        command.remove(List.of("job", "expires"));
        return command;
    }

    private ObjectNode platformClear() {
        return command().put("by", "test");
    }

    private static String code(Report ack) {
        assertThat(ack.json().path("accepted").asBoolean()).isFalse();
        return ack.text("code");
    }

    private List<Long> seqs() {
        return hub.seen().stream()
                .filter(report -> report.body() != null
                        && !report.retained()
                        && report.json().has("seq"))
                .map(report -> report.json().path("seq").asLong())
                .toList();
    }

    private void awaitLedger(String event) throws Exception {
        try (var watcher = directory.getFileSystem().newWatchService()) {
            directory.resolve("printers").register(watcher, StandardWatchEventKinds.ENTRY_MODIFY);
            for (int tries = 0; tries < 300 && !events().contains(event); tries++) {
                var key = watcher.poll(100, TimeUnit.MILLISECONDS);
                if (key != null) {
                    key.pollEvents();
                    key.reset();
                }
            }
        }
        assertThat(events()).contains(event);
    }

    private List<String> events() throws Exception {
        return PrintLedger.read(directory.resolve("printers")).stream()
                .map(line -> line.job() + " " + line.event())
                .toList();
    }

    private LedgerAudit audit() throws Exception {
        assertThat(Files.isDirectory(directory.resolve("printers"))).isTrue();
        return LedgerAudit.of(PrintLedger.read(directory.resolve("printers")));
    }
}
