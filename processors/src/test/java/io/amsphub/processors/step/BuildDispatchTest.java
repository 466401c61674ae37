package io.amsphub.processors.step;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.amsphub.processors.device.DeviceCommand;
import io.amsphub.processors.device.DeviceState;
import io.amsphub.processors.memory.Floor;
import io.amsphub.processors.memory.MemoryHub;
import io.amsphub.processors.memory.Samples;
import io.amsphub.processors.production.Job;
import io.amsphub.processors.production.JobState;
import io.amsphub.processors.production.PartState;
import io.amsphub.processors.production.Secrets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class BuildDispatchTest {

    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Floor floor = new Floor(2, Samples.PLA, "a");
    private final MemoryHub hub = floor.hub;

    private void ask() {
        hub.unitOfWork.run(() -> hub.dispatch.askAboutUnanswered(GRACE));
    }

    private List<DeviceCommand.Report> questions() {
        return hub.sent(DeviceCommand.Report.class);
    }

    @Test
    void commandCarriesWhatTheMachineNeedsAndOnlyTheDigestOfItsTokenIsKept() {
        assertThat(hub.dispatchAll()).isEqualTo(1);
        DeviceCommand.Print print = floor.prints().get(0);
        assertThat(print.job()).isEqualTo("ord_1-1.1");
        assertThat(print.content()).isEqualTo(Samples.SOLID);
        assertThat(print.expiresAt()).isEqualTo(hub.clock.instant().plus(MemoryHub.COMMAND_EXPIRY));
        assertThat(requireNonNull(floor.job(1, 1).assignment()).fileToken())
                .isEqualTo(Secrets.sha256(print.fileToken()));
        assertThat(hub.device("a").live().job()).isEqualTo("ord_1-1.1");
        assertThat(hub.device("a").live().platformClear()).isFalse();
    }

    @Test
    void partIsNotSentTwiceHoweverOftenDispatchRuns() {
        hub.dispatchAll();
        hub.dispatchAll();
        hub.devices.add(Samples.machine("b"));
        hub.dispatchAll();
        hub.dispatchAll();
        assertThat(floor.prints()).extracting(DeviceCommand.Print::job).containsExactly("ord_1-1.1", "ord_1-2.1");
    }

    @Test
    void whyNoMachineTookTheJobIsKeptWithIt() {
        hub.jobs.update(floor.job(1, 1).withState(JobState.CANCELLED, "not wanted", hub.clock.instant()));
        hub.jobs.update(floor.job(2, 1).withState(JobState.CANCELLED, "not wanted", hub.clock.instant()));
        hub.jobs.add(Samples.job(3, "TPU", List.of()));
        assertThat(hub.dispatchAll()).isZero();
        assertThat(floor.job(3, 1).matching()).singleElement().asString().contains("needs TPU");
    }

    @Test
    void jobsThatNoMachineCanMakeDoNotHoldUpTheOthers() {
        Floor crowded = new Floor(0, Samples.PLA, "a");
        for (int n = 100; n < 180; n++) {
            crowded.hub.jobs.add(Samples.job(n, "TPU", List.of()));
        }
        crowded.hub.jobs.add(Samples.job(900));
        assertThat(crowded.hub.dispatchAll()).isEqualTo(1);
        assertThat(crowded.prints()).extracting(DeviceCommand.Print::job).containsExactly("ord_1-900.1");
    }

    @Test
    void unansweredCommandIsAskedAboutAndNeverSentAgainBlindly() {
        hub.dispatchAll();
        hub.clock.pass(MemoryHub.COMMAND_EXPIRY.plus(GRACE));
        ask();
        assertThat(floor.job(1, 1).state()).as("grace is not over").isEqualTo(JobState.DISPATCHED);
        hub.clock.pass(Duration.ofSeconds(1));
        ask();
        ask();
        assertThat(floor.job(1, 1).state()).isEqualTo(JobState.UNCERTAIN);
        assertThat(questions()).as("asked once within the grace").hasSize(1);
        hub.clock.pass(GRACE.plusSeconds(1));
        ask();
        assertThat(questions()).as("and again after it").hasSize(2);
        hub.dispatchAll();
        assertThat(floor.prints()).hasSize(1);
    }

    @Test
    void jobWaitsAgainOnlyWhenTheMachineHasNoRecordOfIt() {
        hub.dispatchAll();
        hub.clock.pass(Duration.ofSeconds(71));
        ask();
        hub.clock.pass(Duration.ofSeconds(1));
        floor.answerQuestion(floor.job(1, 1), "boot-1");
        floor.state("a", DeviceState.IDLE, true, null);
        assertThat(floor.job(1, 1).state()).isEqualTo(JobState.QUEUED);
        assertThat(floor.job(1, 1).device()).isNull();
        assertThat(hub.device("a").free()).isTrue();
        assertThat(hub.handedOn).contains("dispatchDue ord_1-1.1");
    }

    @Test
    void jobThatNoMachineTookUpBeforeItsPartWasCancelledIsNotMadeElsewhere() {
        uncertain();
        floor.cancelPart(1);
        floor.answerQuestion(floor.job(1, 1), "boot-1");
        floor.state("a", DeviceState.IDLE, true, null);
        assertThat(floor.job(1, 1).state()).isEqualTo(JobState.CANCELLED);
        assertThat(hub.device("a").free()).isTrue();
    }

    @Test
    void machineThatHasTheJobAfterAllKeepsIt() {
        hub.dispatchAll();
        hub.clock.pass(Duration.ofSeconds(71));
        ask();
        hub.clock.pass(Duration.ofSeconds(1));
        floor.state("a", DeviceState.PRINTING, false, "ord_1-1.1");
        assertThat(floor.job(1, 1).state()).isEqualTo(JobState.PRINTING);
        assertThat(floor.part(1).state()).isEqualTo(PartState.IN_PRODUCTION);
        assertThat(hub.handedOn).doesNotContain("dispatchDue ord_1-1.1");
    }

    @Test
    void jobThatTheMachineFinishedUnheardIsFinished() {
        hub.dispatchAll();
        hub.clock.pass(Duration.ofSeconds(71));
        ask();
        hub.clock.pass(Duration.ofSeconds(1));
        floor.remembers("a", DeviceState.FINISHED, "ord_1-1.1", "FINISHED");
        assertThat(floor.job(1, 1).state()).isEqualTo(JobState.FINISHED);
        assertThat(floor.part(1).state()).isEqualTo(PartState.PRINTED);
    }

    /** The machine took the job up, its answer is lost, and a state from before comes after the question. */
    @Test
    void stateThatWasDelayedUntilAfterTheQuestionDecidesNothing() {
        uncertain();
        floor.state("a", DeviceState.IDLE, true, null);
        assertThat(floor.job(1, 1).state()).as("written before the command").isEqualTo(JobState.UNCERTAIN);
        long answer = floor.answerQuestion(floor.job(1, 1), "boot-1");
        floor.state("a", DeviceState.IDLE, true, null, List.of(), answer - 1);
        assertThat(floor.job(1, 1).state()).as("written before the answer").isEqualTo(JobState.UNCERTAIN);
        floor.state("a", DeviceState.PRINTING, false, "ord_1-1.1");
        assertThat(floor.job(1, 1).state()).isEqualTo(JobState.PRINTING);
        assertThat(floor.prints()).hasSize(1);
    }

    @Test
    void stateOfAnotherPowerOnThanTheAnswersDecidesNothing() {
        uncertain();
        floor.answerQuestion(floor.job(1, 1), "boot-2");
        floor.state("a", DeviceState.IDLE, true, null);
        assertThat(floor.job(1, 1).state()).isEqualTo(JobState.UNCERTAIN);
    }

    @Test
    void answerToAnyOfTheQuestionsCountsHoweverSlowTheMachineIs() {
        uncertain();
        Job first = floor.job(1, 1);
        hub.clock.pass(GRACE.plusSeconds(1));
        ask();
        assertThat(questions()).extracting(DeviceCommand.Report::id).doesNotHaveDuplicates();
        floor.answerQuestion(first, "boot-1");
        floor.state("a", DeviceState.IDLE, true, null);
        assertThat(floor.job(1, 1).state()).isEqualTo(JobState.QUEUED);
    }

    @Test
    void answerToAnotherCommandIsNoAnswerToTheQuestion() {
        uncertain();
        floor.answer(floor.job(1, 1), true, null);
        Job accepted = floor.job(1, 1);
        assertThat(accepted.state()).isEqualTo(JobState.ACCEPTED);
        assertThat(accepted.assignment())
                .isNotNull()
                .extracting(Job.Assignment::answer)
                .isNull();
    }

    @Test
    void machineThatPreparesAJobHasNotDecidedYet() {
        uncertain();
        floor.answerQuestion(floor.job(1, 1), "boot-1");
        floor.state("a", DeviceState.PREPARING, true, null);
        assertThat(floor.job(1, 1).state()).isEqualTo(JobState.UNCERTAIN);
    }

    private void uncertain() {
        hub.dispatchAll();
        hub.clock.pass(Duration.ofSeconds(71));
        ask();
        assertThat(floor.job(1, 1).state()).isEqualTo(JobState.UNCERTAIN);
    }

    @Test
    void silenceBeforeTheQuestionIsNoAnswer() {
        hub.dispatchAll();
        floor.state("a", DeviceState.IDLE, true, null);
        assertThat(floor.job(1, 1).state()).isEqualTo(JobState.DISPATCHED);
    }
}
