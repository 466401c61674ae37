package io.amsphub.config.simulator.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.amsphub.config.simulator.protocol.Command;
import io.amsphub.config.simulator.protocol.MachineState;
import io.amsphub.config.simulator.protocol.Outcome;
import io.amsphub.config.simulator.protocol.PrintFile;
import io.amsphub.config.simulator.protocol.RecentJob;
import io.amsphub.config.simulator.protocol.RefusalCode;
import io.amsphub.config.simulator.protocol.SizeMm;
import io.amsphub.config.simulator.protocol.Verb;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MachineTest {

    private static final Instant T0 = Instant.parse("2026-11-03T10:00:00Z");
    private static final MachineSpec SPEC =
            new MachineSpec("MEX", new SizeMm(220, 220, 250), List.of("PLA"), 60, 0, 0.05, 0, null, 10);

    private final JobHistory history = new JobHistory();
    private Machine machine = new Machine(SPEC, history, new Random(1));
    private Instant now = T0;

    @Test
    void freshMachineComesUpIdle() {
        assertThat(machine.powerOn()).containsExactly(new Effect.StateChanged());
        assertThat(state()).isEqualTo(MachineState.IDLE);
    }

    @Test
    void jobIdIsWrittenBeforeThePrintIsAcknowledged() {
        machine.handle(print("C1", "J1"), now);
        assertThat(state()).isEqualTo(MachineState.PREPARING);

        List<Effect> effects = machine.fileArrived("C1", FileCheck.good(), now);

        assertThat(effects.get(0)).isEqualTo(new Effect.Accepted(print("C1", "J1"), true));
        assertThat(answer(effects)).isEqualTo(new Answer("C1", "print", "J1", true, false, null, null));
        assertThat(effects.indexOf(new Effect.StateChanged())).isGreaterThan(1);
        assertThat(state()).isEqualTo(MachineState.PRINTING);
        assertThat(history.platformClear()).isFalse();
    }

    @Test
    void printWalksItsStepsAndFinishesOnAPlatformThatIsNotClear() {
        List<Effect> effects = start("C1", "J1");
        int progress = 0;
        while (wakes(effects)) {
            Effect.Wake due = wake(effects);
            assertThat(due.after()).isBetween(Duration.ofMillis(5_999), Duration.ofMillis(6_001));
            now = now.plus(due.after());
            effects = machine.wake(due, now);
            progress += (int)
                    effects.stream().filter(Effect.Progressed.class::isInstance).count();
        }

        assertThat(progress).isEqualTo(9);
        JobEnd end = end(effects);
        assertThat(end.outcome()).isEqualTo(Outcome.FINISHED);
        assertThat(end.progressPct()).isEqualTo(100);
        assertThat(end.printTimeS()).isEqualTo(3_600);
        assertThat(end.measuredMm()).isNotNull();
        assertThat(state()).isEqualTo(MachineState.FINISHED);
        assertThat(refusal(machine.handle(print("C2", "J2"), now))).isEqualTo(RefusalCode.PLATFORM_NOT_CLEAR);
    }

    @Test
    void jobThatWasEverAcceptedIsAnsweredAsDuplicateAndChangesNothing() {
        start("C1", "J1");
        assertThat(machine.handle(print("C2", "J1"), now))
                .containsExactly(new Effect.Answered(new Answer("C2", "print", "J1", true, true, null, null)));

        cancel("J1");
        machine.handle(new Command.PlatformClear("C9", "anna"), now);
        now = now.plus(Duration.ofDays(2));

        assertThat(machine.handle(print("C3", "J1"), now))
                .as("even expired, and on a machine that is ready")
                .containsExactly(new Effect.Answered(new Answer("C3", "print", "J1", true, true, null, null)));
        assertThat(state()).isEqualTo(MachineState.IDLE);
    }

    @Test
    void refusedPrintCommandStaysRefusedWhenItComesAgainAfterAPowerCut() {
        start("C1", "J1");
        List<Effect> refused = machine.handle(print("C2", "J2"), now);
        assertThat(refused.get(0)).isInstanceOf(Effect.Refused.class);
        assertThat(refusal(refused)).isEqualTo(RefusalCode.BUSY);
        cancel("J1");
        machine.handle(new Command.PlatformClear("C9", "anna"), now);

        machine = new Machine(SPEC, history, new Random(1));
        List<Effect> again = machine.handle(print("C2", "J2"), now);

        assertThat(refusal(again)).isEqualTo(RefusalCode.BUSY);
        assertThat(answer(again).duplicate()).isTrue();
        assertThat(fetches(machine.handle(print("C3", "J2"), now)))
                .as("another command for the job is another matter")
                .isTrue();
    }

    @Test
    void secondCommandForAJobInPreparationWaitsForTheSameAnswer() {
        machine.handle(print("C1", "J1"), now);
        assertThat(machine.handle(print("C2", "J1"), now)).isEmpty();
        assertThat(machine.handle(print("C1", "J1"), now)).as("redelivered").isEmpty();

        List<Answer> answers = answers(machine.fileArrived("C1", FileCheck.good(), now));

        assertThat(answers)
                .containsExactly(
                        new Answer("C1", "print", "J1", true, false, null, null),
                        new Answer("C2", "print", "J1", true, true, null, null));
    }

    @Test
    void fileThatIsNotTheAnnouncedOneIsRefusedAndDoesNotUseTheJobUp() {
        machine.handle(print("C1", "J1"), now);
        List<Effect> effects = machine.fileArrived("C1", FileCheck.mismatch("SHA-256 is ..."), now);

        assertThat(refusal(effects)).isEqualTo(RefusalCode.FILE_MISMATCH);
        assertThat(state()).isEqualTo(MachineState.IDLE);
        assertThat(history.outcomeOf("J1")).isEmpty();
        assertThat(fetches(machine.handle(print("C2", "J1"), now))).isTrue();
    }

    @Test
    void commandThatExpiresWhileItsFileIsFetchedIsRefused() {
        machine.handle(print("C1", "J1"), now);
        now = now.plus(Duration.ofMinutes(10));

        assertThat(refusal(machine.fileArrived("C1", FileCheck.good(), now))).isEqualTo(RefusalCode.EXPIRED);
        assertThat(history.outcomeOf("J1")).isEmpty();
    }

    @Test
    void wrongMaterialAndTooLargePartsAreRefused() {
        Command.Print petg = print("C1", "J1", "PETG", new SizeMm(10, 10, 10));
        Command.Print tall = print("C2", "J2", "PLA", new SizeMm(10, 10, 251));
        assertThat(refusal(machine.handle(petg, now))).isEqualTo(RefusalCode.MATERIAL_MISMATCH);
        assertThat(refusal(machine.handle(tall, now))).isEqualTo(RefusalCode.TOO_LARGE);
    }

    @Test
    void cancelBeforeTheFileIsHereUsesTheJobUpWithoutTouchingThePlatform() {
        machine.handle(print("C1", "J1"), now);
        List<Effect> effects = machine.handle(control(Verb.CANCEL, "C2", "J1"), now);

        assertThat(effects.get(0)).isInstanceOf(Effect.AbandonFetch.class);
        assertThat(answers(effects)).allMatch(Answer::accepted).hasSize(2);
        assertThat(end(effects).outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(state()).isEqualTo(MachineState.IDLE);
        assertThat(machine.fileArrived("C1", FileCheck.good(), now))
                .as("the file comes all the same")
                .isEmpty();
        assertThat(answer(machine.handle(print("C3", "J1"), now)).duplicate()).isTrue();
    }

    @Test
    void pausedPrintStandsStillAndResumesWhereItWas() {
        Effect.Wake first = wake(start("C1", "J1"));
        now = now.plus(Duration.ofSeconds(3));
        machine.handle(control(Verb.PAUSE, "C2", "J1"), now);
        assertThat(state()).isEqualTo(MachineState.PAUSED);
        assertThat(machine.snapshot(now).progressPct()).isEqualTo(5.0);
        assertThat(machine.wake(first, now))
                .as("the wake-up of before the pause")
                .isEmpty();

        now = now.plus(Duration.ofHours(1));
        assertThat(machine.snapshot(now).progressPct()).isEqualTo(5.0);
        List<Effect> resumed = machine.handle(control(Verb.RESUME, "C3", "J1"), now.minus(Duration.ofHours(1)));
        assertThat(wake(resumed).after()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void repeatedControlCommandIsAnsweredButNotObeyedAgain() {
        start("C1", "J1");
        machine.handle(control(Verb.PAUSE, "C2", "J1"), now);
        machine.handle(control(Verb.RESUME, "C3", "J1"), now);

        List<Effect> late = machine.handle(control(Verb.PAUSE, "C2", "J1"), now);

        assertThat(late).hasSize(1);
        assertThat(answer(late).duplicate()).isTrue();
        assertThat(state()).isEqualTo(MachineState.PRINTING);
    }

    @Test
    void controlOfAnotherJobIsRefused() {
        start("C1", "J1");
        assertThat(refusal(machine.handle(control(Verb.CANCEL, "C2", "J2"), now)))
                .isEqualTo(RefusalCode.UNKNOWN_JOB);
        assertThat(state()).isEqualTo(MachineState.PRINTING);
        cancel("J1");
        assertThat(refusal(machine.handle(control(Verb.PAUSE, "C4", "J1"), now)))
                .isEqualTo(RefusalCode.UNKNOWN_JOB);
        assertThat(answer(machine.handle(control(Verb.CANCEL, "C5", "J1"), now)))
                .as("cancelled is cancelled")
                .isEqualTo(new Answer("C5", "cancel", "J1", true, true, null, null));
    }

    @Test
    void expiredControlCommandIsNotObeyed() {
        start("C1", "J1");
        now = T0.plus(Duration.ofMinutes(6));
        assertThat(refusal(machine.handle(control(Verb.CANCEL, "C2", "J1"), now)))
                .isEqualTo(RefusalCode.EXPIRED);
        assertThat(state()).isEqualTo(MachineState.PRINTING);
    }

    @Test
    void powerCutInMidPrintFailsTheJobAndLeavesThePlatform() {
        start("C1", "J1");

        machine = new Machine(SPEC, history, new Random(1));
        List<Effect> effects = machine.powerOn();

        assertThat(end(effects).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(end(effects).reason()).isEqualTo("POWER_LOSS");
        assertThat(state()).isEqualTo(MachineState.NOT_READY);
        assertThat(history.recent()).containsExactly(new RecentJob("J1", Outcome.FAILED));
        assertThat(refusal(machine.handle(print("C2", "J2"), now))).isEqualTo(RefusalCode.PLATFORM_NOT_CLEAR);
    }

    @Test
    void platformIsClearedByCommandOnceAndNeverUnderAJob() {
        start("C1", "J1");
        assertThat(refusal(machine.handle(new Command.PlatformClear("C2", "anna"), now)))
                .isEqualTo(RefusalCode.BUSY);
        cancel("J1");

        List<Effect> cleared = machine.handle(new Command.PlatformClear("C3", "anna"), now);
        assertThat(cleared.get(0)).isEqualTo(new Effect.PlatformCleared(null));
        assertThat(state()).isEqualTo(MachineState.IDLE);
        assertThat(answer(machine.handle(new Command.PlatformClear("C4", "anna"), now))
                        .duplicate())
                .isTrue();
    }

    @Test
    void harvesterClearsThePlatformAfterAWhile() {
        MachineSpec harvesting =
                new MachineSpec("MEX", SPEC.buildVolumeMm(), List.of("PLA"), 60, 0, 0, 0, Duration.ofSeconds(5), 1);
        machine = new Machine(harvesting, history, new Random(1));
        List<Effect> ended = machine.wake(wake(start("C1", "J1")), now);
        Effect.Wake harvest = wake(ended);
        assertThat(harvest.after()).isEqualTo(Duration.ofSeconds(5));

        List<Effect> effects = machine.wake(harvest, now);

        assertThat(effects).containsExactly(new Effect.PlatformCleared("harvester"), new Effect.StateChanged());
        assertThat(state()).isEqualTo(MachineState.IDLE);
        assertThat(machine.wake(harvest, now)).as("twice").isEmpty();
    }

    @Test
    void brokenPrintFailsWithAnAlarm() {
        start("C1", "J1");
        List<Effect> effects = machine.fail(now);

        assertThat(end(effects).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(end(effects).measuredMm()).isNull();
        assertThat(machine.snapshot(now).alarm()).isNotNull();
        assertThat(state()).isEqualTo(MachineState.FAILED);
    }

    @Test
    void failureRateOfOneBreaksEveryPrintBeforeItsEnd() {
        MachineSpec bad = new MachineSpec("MEX", SPEC.buildVolumeMm(), List.of("PLA"), 60, 1, 0, 0, null, 10);
        machine = new Machine(bad, history, new Random(1));
        List<Effect> effects = start("C1", "J1");
        while (wakes(effects)) {
            effects = machine.wake(wake(effects), now);
        }
        assertThat(end(effects).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(end(effects).progressPct()).isBetween(5.0, 95.0);
    }

    @Test
    void rejectIsPlainlyTooSmallInOneAxis() {
        MachineSpec sloppy = new MachineSpec("MEX", SPEC.buildVolumeMm(), List.of("PLA"), 60, 0, 0, 1, null, 1);
        machine = new Machine(sloppy, history, new Random(1));
        assertThat(end(machine.wake(wake(start("C1", "J1")), now)).measuredMm())
                .isIn(new SizeMm(37.8, 40, 25), new SizeMm(40, 37.8, 25), new SizeMm(40, 40, 23.25));
    }

    @Test
    void machineThatWaitsForAPersonHoldsThePrintAndRefusesCommands() {
        start("C1", "J1");
        machine.attention(true, now);
        assertThat(state()).isEqualTo(MachineState.ATTENTION);
        assertThat(refusal(machine.handle(control(Verb.RESUME, "C2", "J1"), now)))
                .isEqualTo(RefusalCode.BUSY);
        now = now.plus(Duration.ofHours(1));
        assertThat(machine.snapshot(now).progressPct()).isEqualTo(0.0);
        List<Effect> effects = machine.attention(false, now);
        assertThat(wakes(effects)).isTrue();
        assertThat(state()).isEqualTo(MachineState.PRINTING);
    }

    @Test
    void stateReportListsTheLastTwentyJobs() {
        for (int job = 1; job <= 25; job++) {
            history.accepted("J" + job, true);
            history.ended("J" + job, Outcome.FINISHED);
        }
        assertThat(history.recent()).hasSize(20);
        assertThat(history.recent().get(19).job()).isEqualTo("J25");
        assertThat(history.outcomeOf("J1")).contains(Outcome.FINISHED);
    }

    private MachineState state() {
        return machine.snapshot(now).state();
    }

    private List<Effect> start(String command, String job) {
        machine.handle(print(command, job), now);
        return machine.fileArrived(command, FileCheck.good(), now);
    }

    private void cancel(String job) {
        assertThat(answer(machine.handle(control(Verb.CANCEL, "cancel-" + job, job), now))
                        .accepted())
                .isTrue();
    }

    private static Command.Print print(String command, String job) {
        return print(command, job, "PLA", new SizeMm(40, 40, 25));
    }

    private static Command.Print print(String command, String job, String material, SizeMm size) {
        PrintFile file = new PrintFile(URI.create("http://h/f"), null, "0".repeat(64), 10, "model/stl");
        return new Command.Print(
                command, job, "P-" + job, T0.plus(Duration.ofMinutes(5)), file, material, size, null, 3_600);
    }

    private static Command.Control control(Verb verb, String command, String job) {
        return new Command.Control(verb, command, job, T0.plus(Duration.ofMinutes(5)));
    }

    private static boolean fetches(List<Effect> effects) {
        return effects.stream().anyMatch(Effect.Fetch.class::isInstance);
    }

    private static Effect.Wake wake(List<Effect> effects) {
        return only(effects, Effect.Wake.class);
    }

    private static JobEnd end(List<Effect> effects) {
        return only(effects, Effect.JobEnded.class).end();
    }

    private static List<Answer> answers(List<Effect> effects) {
        return effects.stream()
                .filter(Effect.Answered.class::isInstance)
                .map(effect -> ((Effect.Answered) effect).answer())
                .toList();
    }

    private static Answer answer(List<Effect> effects) {
        return answers(effects).get(0);
    }

    private static RefusalCode refusal(List<Effect> effects) {
        return Objects.requireNonNull(answer(effects).code());
    }

    private static boolean wakes(List<Effect> effects) {
        return effects.stream().anyMatch(Effect.Wake.class::isInstance);
    }

    private static <T extends Effect> T only(List<Effect> effects, Class<T> kind) {
        return effects.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .reduce((a, b) -> b)
                .orElseThrow();
    }
}
