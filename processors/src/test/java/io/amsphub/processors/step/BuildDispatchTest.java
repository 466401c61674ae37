package io.amsphub.processors.step;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.amsphub.processors.design.BlobRef;
import io.amsphub.processors.device.DeviceCommand;
import io.amsphub.processors.device.DeviceState;
import io.amsphub.processors.device.Equipment;
import io.amsphub.processors.device.LoadedMaterial;
import io.amsphub.processors.device.Place;
import io.amsphub.processors.device.Registration;
import io.amsphub.processors.device.Upkeep;
import io.amsphub.processors.memory.Floor;
import io.amsphub.processors.memory.MemoryHub;
import io.amsphub.processors.memory.Samples;
import io.amsphub.processors.production.Job;
import io.amsphub.processors.production.JobState;
import io.amsphub.processors.production.PartState;
import io.amsphub.processors.production.Secrets;
import io.amsphub.processors.production.WorkItem;
import io.amsphub.processors.sliced.PrintTarget;
import io.amsphub.processors.sliced.SlicedFormat;
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
        assertThat(hub.asked(WorkItem.Kind.EQUIP_JOB, "ord_1-3.1")).isTrue();
        hub.devices.update(hub.device("a").withIdentity(null, List.of("TPU")));
        assertThat(hub.dispatchAll()).isEqualTo(1);
        assertThat(hub.asked(WorkItem.Kind.EQUIP_JOB, "ord_1-3.1")).isFalse();
    }

    @Test
    void jobThatOnlyHasToWaitIsNoMatterForAPerson() {
        hub.devices.add(
                Samples.machine("tpu").withIdentity(null, List.of("TPU")).withRegistration(Registration.SUSPENDED));
        hub.jobs.add(Samples.job(3, "TPU", List.of()));
        hub.dispatchAll();
        assertThat(floor.job(3, 1).state()).isEqualTo(JobState.QUEUED);
        assertThat(hub.asked(WorkItem.Kind.EQUIP_JOB, "ord_1-3.1")).isFalse();
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
    void machineBehindManyOthersIsFoundAndOnlyWhenThereIsNoneAPersonIsAsked() {
        Floor crowded = new Floor(1, Samples.PLA);
        for (int n = 100; n < 400; n++) {
            crowded.hub.devices.add(Samples.machine("m" + n).withIdentity(null, List.of("TPU")));
        }
        crowded.hub.devices.add(Samples.machine("z").withRegistration(Registration.SUSPENDED));
        assertThat(crowded.hub.dispatchAll()).isZero();
        assertThat(crowded.hub.asked(WorkItem.Kind.EQUIP_JOB, "ord_1-1.1"))
                .as("z could, once it is qualified again")
                .isFalse();
        crowded.hub.devices.update(crowded.hub.device("z").withIdentity(null, List.of("TPU")));
        crowded.hub.dispatchAll();
        assertThat(crowded.hub.asked(WorkItem.Kind.EQUIP_JOB, "ord_1-1.1")).isTrue();
        assertThat(crowded.job(1, 1).matching())
                .hasSize(21)
                .last()
                .isEqualTo("none of the other machines can make it either");
        crowded.hub.devices.update(crowded.hub.device("m399").withIdentity(null, List.of("PLA")));
        assertThat(crowded.hub.dispatchAll()).isEqualTo(1);
        assertThat(crowded.job(1, 1).device()).isEqualTo("north/m399");
        assertThat(crowded.hub.asked(WorkItem.Kind.EQUIP_JOB, "ord_1-1.1")).isFalse();
    }

    @Test
    void partThatFailedGoesElsewhereWhereverInTheFleetThatIs() {
        Floor crowded = new Floor(0, Samples.PLA, "a");
        crowded.hub.jobs.add(Samples.job(1, "PLA", List.of("north/a")));
        for (int n = 100; n < 400; n++) {
            crowded.hub.devices.add(Samples.machine("m" + n).withIdentity(null, List.of("TPU")));
        }
        crowded.hub.devices.add(
                Samples.machine("z").withLive(Samples.machine("z").live().reservedFor("ord_2-1.1")));
        assertThat(crowded.hub.dispatchAll()).as("z can make it later").isZero();
        crowded.hub.devices.update(crowded.hub.device("z").withIdentity(null, List.of("TPU")));
        assertThat(crowded.hub.dispatchAll()).as("only a can").isEqualTo(1);
    }

    @Test
    void whoeverIsMeantIsToldOf() {
        Floor crowded = new Floor(0, Samples.PLA, "a");
        for (int n = 100; n < 130; n++) {
            crowded.hub.devices.add(Samples.machine("m" + n));
        }
        crowded.hub.devices.add(
                Samples.machine("z").withLive(Samples.machine("z").live().silent()));
        crowded.hub.jobs.add(Samples.job(1).onlyOn(PrintTarget.machine(Samples.CENTRE, "z")));
        assertThat(crowded.hub.dispatchAll()).isZero();
        assertThat(crowded.job(1, 1).matching()).singleElement().asString().startsWith("north/z: is SILENT");
    }

    @Test
    void fileGoesOnlyToMachinesThatTakeItsFormat() {
        Floor crowded = new Floor(0, Samples.PLA, "a");
        Job plain = Samples.job(1);
        for (SlicedFormat format : SlicedFormat.values()) {
            BlobRef content = new BlobRef("b".repeat(64), 100, format.mediaType());
            Job.Work work = new Job.Work(plain.processCategory(), "PLA", Samples.SIZE, content, 60, 10);
            int number = 10 + format.extension().length();
            crowded.hub.jobs.add(Job.waiting(Samples.part(number, Samples.PLA), Samples.CENTRE, work, 0, Samples.THEN));
        }
        assertThat(crowded.hub.dispatchAll()).as("text goes everywhere").isEqualTo(1);
        crowded.hub.devices.add(Samples.machine("b"));
        crowded.hub.dispatchAll();
        assertThat(crowded.job(16, 1).matching().get(1)).contains("does not take binary G-code", "capability bgcode");
        assertThat(crowded.job(19, 1).matching().get(1)).contains("does not take sliced 3MF", "capability sliced-3mf");
        for (String capability : List.of("BGCODE", "sliced-3mf")) {
            crowded.hub.devices.add(Samples.machine(capability)
                    .described(
                            LoadedMaterial.named(List.of("PLA")),
                            Equipment.UNKNOWN.able(List.of(capability)),
                            Place.NONE,
                            Upkeep.NONE,
                            null));
        }
        assertThat(crowded.hub.dispatchAll()).isEqualTo(2);
        assertThat(crowded.job(15, 1).device()).isEqualTo("north/a");
        assertThat(crowded.job(16, 1).device()).isEqualTo("north/BGCODE");
        assertThat(crowded.job(19, 1).device()).isEqualTo("north/sliced-3mf");
    }

    @Test
    void manyJobsAreSentInSeveralUnitsOfWork() {
        Floor crowded = new Floor(0, Samples.PLA);
        for (int n = 100; n < 170; n++) {
            crowded.hub.jobs.add(Samples.job(n));
            crowded.hub.devices.add(Samples.machine("m" + n));
        }
        assertThat(crowded.hub.dispatchAll()).isEqualTo(50);
        assertThat(crowded.hub.handedOn).containsExactly("dispatchDue anything");
        assertThat(crowded.hub.dispatchAll()).isEqualTo(20);
        assertThat(crowded.hub.handedOn).hasSize(1);
        assertThat(crowded.prints()).extracting(DeviceCommand.Print::job).doesNotHaveDuplicates();
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
