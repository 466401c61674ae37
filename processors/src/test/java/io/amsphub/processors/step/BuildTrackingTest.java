package io.amsphub.processors.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amsphub.processors.catalogue.SizeMm;
import io.amsphub.processors.device.Availability;
import io.amsphub.processors.device.DeviceReport;
import io.amsphub.processors.device.DeviceReport.Outcome;
import io.amsphub.processors.device.DeviceState;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.memory.Floor;
import io.amsphub.processors.memory.MemoryHub;
import io.amsphub.processors.memory.Samples;
import io.amsphub.processors.order.OrderState;
import io.amsphub.processors.production.Job;
import io.amsphub.processors.production.JobState;
import io.amsphub.processors.production.PartState;
import io.amsphub.processors.production.Unfetched;
import io.amsphub.processors.production.WorkItem;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class BuildTrackingTest {

    private static final String JOB = "ord_1-1.1";

    private final Floor floor = new Floor(1, Samples.PLA, "a");
    private final MemoryHub hub = floor.hub;

    @Test
    void acceptedJobPutsPartAndOrderIntoProduction() {
        assertThat(floor.accepted(1).state()).isEqualTo(JobState.ACCEPTED);
        assertThat(floor.part(1).state()).isEqualTo(PartState.IN_PRODUCTION);
        assertThat(hub.orders.get(Samples.ORDER).state()).isEqualTo(OrderState.IN_PRODUCTION);
    }

    @Test
    void answerToAnotherCommandChangesNothing() {
        hub.dispatchAll();
        floor.track(new DeviceReport.Acknowledgement(
                "north/a", hub.clock.instant(), "boot-1", 200, "cmd_other", "print", JOB, true, false, null, null));
        assertThat(floor.job(1, 1).state()).isEqualTo(JobState.DISPATCHED);
    }

    @Test
    void progressCountsOnceAndNeverGoesBack() {
        floor.accepted(1);
        floor.progress("a", JOB, 40, 300);
        floor.progress("a", JOB, 40, 300);
        floor.progress("a", JOB, 10, 299);
        assertThat(floor.job(1, 1).state()).isEqualTo(JobState.PRINTING);
        assertThat(floor.job(1, 1).progressPct()).isEqualTo(40);
        assertThat(hub.events.path(JOB)).containsOnlyOnce("ACCEPTED>PRINTING");
    }

    @Test
    void jobEndsOnceHoweverOftenItIsReported() {
        floor.accepted(1);
        floor.end("a", JOB, Outcome.FINISHED, Samples.SIZE);
        floor.end("a", JOB, Outcome.FINISHED, Samples.SIZE);
        floor.end("a", JOB, Outcome.FAILED, null);
        assertThat(floor.job(1, 1).state()).isEqualTo(JobState.FINISHED);
        assertThat(floor.part(1).state()).isEqualTo(PartState.PRINTED);
        assertThat(floor.part(1).measured()).isEqualTo(Samples.SIZE);
        assertThat(hub.events.path(JOB))
                .filteredOn(s -> s.endsWith(">FINISHED"))
                .hasSize(1);
    }

    @Test
    void endThatOvertakesTheAcknowledgementCounts() {
        hub.dispatchAll();
        floor.end("a", JOB, Outcome.FINISHED, null);
        floor.answer(floor.job(1, 1), true, null);
        assertThat(floor.job(1, 1).state()).isEqualTo(JobState.FINISHED);
        assertThat(floor.part(1).state()).isEqualTo(PartState.PRINTED);
    }

    @Test
    void lateEndCountsThoughNewerReportsWereHeard() {
        floor.accepted(1);
        floor.state("a", DeviceState.PRINTING, false, JOB, List.of(), 900);
        floor.end("a", JOB, Outcome.FINISHED, null);
        assertThat(floor.job(1, 1).state()).isEqualTo(JobState.FINISHED);
        assertThat(hub.device("a").live().job()).isNull();
    }

    @Test
    void endThatTheMachinesRecordOvertookStillTellsWhatWasMeasured() {
        floor.accepted(1);
        floor.remembers("a", DeviceState.IDLE, JOB, "FINISHED");
        assertThat(floor.part(1).measured()).isNull();
        floor.end("a", JOB, Outcome.FINISHED, Samples.SIZE);
        assertThat(floor.part(1).measured()).isEqualTo(Samples.SIZE);
        floor.end("a", JOB, Outcome.FINISHED, new SizeMm(1, 1, 1));
        assertThat(floor.part(1).measured()).as("measured once").isEqualTo(Samples.SIZE);
    }

    @Test
    void oldStateDoesNotReplaceNewer() {
        floor.state("a", DeviceState.NOT_READY, false, null, List.of(), 500);
        floor.state("a", DeviceState.IDLE, true, null, List.of(), 499);
        assertThat(hub.device("a").live().state()).isEqualTo(DeviceState.NOT_READY);
    }

    @Test
    void partLeavesTheMachineOnlyWhenSomebodyClearsThePlatform() {
        floor.accepted(1);
        floor.end("a", JOB, Outcome.FINISHED, null);
        assertThat(floor.part(1).state()).isEqualTo(PartState.PRINTED);
        assertThat(hub.device("a").free()).isFalse();
        floor.clear("a");
        assertThat(floor.part(1).state()).isEqualTo(PartState.IN_POST_PROCESSING);
        assertThat(hub.handedOn).contains("partTaken ord_1-1");
        floor.clear("a");
        assertThat(hub.handedOn).containsOnlyOnce("partTaken ord_1-1");
    }

    @Test
    void failedPrintIsMadeAgainOnAnotherMachine() {
        hub.devices.add(Samples.machine("b"));
        floor.fail(1);
        assertThat(floor.part(1).state()).isEqualTo(PartState.PLANNED);
        assertThat(floor.job(1, 2).avoid()).containsExactly("north/a");
        assertThat(floor.accepted(1).device()).isEqualTo("north/b");
    }

    @Test
    void machineCannotEndTheJobOfAnother() {
        floor.accepted(1);
        hub.devices.add(Samples.machine("b"));
        floor.end("b", JOB, Outcome.FAILED, null);
        assertThat(floor.job(1, 1).state()).isEqualTo(JobState.ACCEPTED);
    }

    @Test
    void goneMachineKeepsItsJobUntilItsRecordIsHeard() {
        floor.accepted(1);
        floor.track(new DeviceReport.Gone("north/a", hub.clock.instant()));
        assertThat(hub.device("a").live().availability()).isEqualTo(Availability.OFFLINE);
        assertThat(floor.job(1, 1).state()).isEqualTo(JobState.ACCEPTED);
        floor.remembers("a", DeviceState.IDLE, JOB, "STARTED");
        assertThat(floor.job(1, 1).state()).isEqualTo(JobState.FAILED);
        assertThat(floor.part(1).attempt()).isEqualTo(2);
    }

    @Test
    void refusedJobWaitsAndIsHeldInTheEnd() {
        for (int i = 0; i < 5; i++) {
            assertThat(hub.dispatchAll()).isEqualTo(1);
            floor.answer(floor.job(1, 1), false, "FILE_UNREADABLE");
            assertThat(hub.device("a").free()).as("until its next report").isFalse();
            floor.state("a", DeviceState.IDLE, true, null);
        }
        assertThat(floor.job(1, 1).state()).isEqualTo(JobState.HELD);
        assertThat(hub.asked(WorkItem.Kind.RESOLVE_JOB, JOB)).isTrue();
        assertThat(hub.dispatchAll()).isZero();
    }

    private void cannotFetch() {
        Job sent = floor.job(1, 1);
        floor.answer(sent, false, "FILE_UNREACHABLE");
        floor.state(String.valueOf(sent.device()).substring("north/".length()), DeviceState.IDLE, true, null);
    }

    private void endWaits() {
        hub.handedOn.clear();
        hub.unitOfWork.run(hub.dispatch::endWaits);
    }

    @Test
    void jobThatNoMachineCanFetchWaitsLongerEachTimeAndIsHeldInTheEnd() {
        for (int seconds : new int[] {5, 10, 20, 40}) {
            assertThat(hub.dispatchAll()).isEqualTo(1);
            cannotFetch();
            String until = hub.clock.instant().plusSeconds(seconds).toString();
            assertThat(floor.job(1, 1).matching())
                    .containsExactly("waits until " + until + ": north/a could not fetch its file");
            hub.clock.pass(Duration.ofSeconds(seconds).minusMillis(1));
            assertThat(hub.dispatchAll()).isZero();
            endWaits();
            assertThat(hub.handedOn).isEmpty();
            assertThat(floor.job(1, 1).matching()).as("after a dispatch").hasSize(1);
            hub.clock.pass(Duration.ofMillis(1));
            endWaits();
            assertThat(hub.handedOn).containsExactly("dispatchDue " + JOB);
            assertThat(floor.job(1, 1).matching()).isEmpty();
            endWaits();
            assertThat(hub.handedOn).as("once").isEmpty();
        }
        hub.dispatchAll();
        cannotFetch();
        assertThat(floor.job(1, 1).state()).isEqualTo(JobState.HELD);
        assertThat(hub.asked(WorkItem.Kind.RESOLVE_JOB, JOB)).isTrue();
        hub.floor.release(floor.job(1, 1), Samples.ANNA, "the hub is back");
        assertThat(hub.dispatchAll()).as("without a wait").isEqualTo(1);
        cannotFetch();
        assertThat(floor.job(1, 1).unfetched())
                .isEqualTo(new Unfetched(List.of("north/a"), hub.clock.instant().plusSeconds(5)));
    }

    @Test
    void machineThatCouldNotFetchIsTakenAgainOnlyAfterTheOthersThatAreFree() {
        hub.devices.add(Samples.machine("b"));
        hub.dispatchAll();
        cannotFetch();
        assertThat(floor.job(1, 1).avoid()).isEmpty();
        hub.clock.pass(Duration.ofSeconds(5));
        hub.dispatchAll();
        assertThat(floor.job(1, 1).device()).isEqualTo("north/b");
        assertThat(floor.job(1, 1).matching())
                .anySatisfy(line -> assertThat(line).contains("north/a", "could not fetch the file before"));
    }

    @Test
    void jobDoesNotWaitForTheOtherMachineToEndItsPrint() {
        hub.dispatchAll();
        hub.devices.add(Samples.machine("b"));
        hub.devices.update(hub.device("b").withLive(hub.device("b").live().reservedFor("ord_2-1.1")));
        for (int refusals = 1; refusals <= 2; refusals++) {
            cannotFetch();
            hub.clock.pass(Duration.ofMinutes(1));
            assertThat(hub.dispatchAll()).as("refused %d times", refusals).isEqualTo(2 - refusals);
        }
        assertThat(floor.job(1, 1).avoid())
                .as("it is the machine that cannot fetch")
                .containsExactly("north/a");
    }

    @Test
    void otherRefusalsNeitherWaitNorMakeTheNextWaitLonger() {
        hub.dispatchAll();
        floor.answer(floor.job(1, 1), false, "BUSY");
        floor.state("a", DeviceState.IDLE, true, null);
        assertThat(hub.dispatchAll()).isEqualTo(1);
        cannotFetch();
        hub.clock.pass(Duration.ofSeconds(5));
        assertThat(hub.dispatchAll()).isEqualTo(1);
        assertThat(floor.job(1, 1).refusals()).isEqualTo(2);
    }

    @Test
    void refusedJobOfAPartThatWasCancelledMeanwhileIsNotMadeElsewhere() {
        assertThat(hub.dispatchAll()).isEqualTo(1);
        floor.cancelPart(1);
        floor.answer(floor.job(1, 1), false, "FILE_UNREADABLE");
        assertThat(floor.job(1, 1).state()).isEqualTo(JobState.CANCELLED);
        floor.state("a", DeviceState.IDLE, true, null);
        assertThat(hub.dispatchAll()).isZero();
    }

    @Test
    void machineThatSaysItsPlatformIsTakenIsNotSentAnotherJob() {
        hub.dispatchAll();
        floor.answer(floor.job(1, 1), false, "PLATFORM_NOT_CLEAR");
        assertThat(hub.device("a").live().platformClear()).isFalse();
        assertThat(hub.dispatchAll()).isZero();
    }

    @Test
    void unknownDeviceIsRefused() {
        assertThatThrownBy(() -> floor.track(new DeviceReport.Gone("north/zz", hub.clock.instant())))
                .isInstanceOfSatisfying(
                        HubException.class, e -> assertThat(e.failureCode()).isEqualTo(FailureCode.UNKNOWN_DEVICE));
    }
}
