package io.amsphub.processors.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amsphub.processors.catalogue.ProcessCategory;
import io.amsphub.processors.device.Availability;
import io.amsphub.processors.device.DeviceCommand;
import io.amsphub.processors.device.DeviceReport;
import io.amsphub.processors.device.DeviceReport.Outcome;
import io.amsphub.processors.device.DeviceState;
import io.amsphub.processors.device.Registration;
import io.amsphub.processors.device.Usage;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.Role;
import io.amsphub.processors.memory.Floor;
import io.amsphub.processors.memory.MemoryHub;
import io.amsphub.processors.memory.Samples;
import io.amsphub.processors.production.Job;
import io.amsphub.processors.production.JobState;
import io.amsphub.processors.production.Part;
import io.amsphub.processors.production.PartState;
import io.amsphub.processors.production.WorkItem;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FloorDeskTest {

    private final Floor floor = new Floor(1, Samples.PETG, "a");
    private final MemoryHub hub = floor.hub;
    private final PostProcessing postProcessing =
            new PostProcessing(hub.parts, hub.orders, hub.production, Samples.CATALOGUE);
    private final FloorWatch watch = new FloorWatch(
            hub.devices, hub.quotes, hub.production, hub.journal, Duration.ofSeconds(90), Duration.ofMinutes(10));

    private FloorDesk.Registered register(String machine) {
        return hub.floor.register(
                new FloorDesk.NewDevice(
                        Samples.CENTRE, machine, "amsp-native", ProcessCategory.MEX, Samples.SIZE, List.of("PLA")),
                Samples.ANNA);
    }

    @Test
    void registeredMachineGetsCredentialsOfItsOwn() {
        FloorDesk.Registered registered = register("new");
        assertThat(hub.credentials.byToken(registered.secret())).hasValueSatisfying(p -> {
            assertThat(p.name()).isEqualTo("north/new");
            assertThat(p.roles()).containsExactly(Role.DEVICE);
        });
    }

    @Test
    void machineThatIsRegisteredAgainKeepsWhatIsKnownAndGetsANewSecret() {
        String first = register("a").secret();
        FloorDesk.Registered again = register("a");
        assertThat(again.device().live()).isEqualTo(Samples.machine("a").live());
        assertThat(hub.credentials.byToken(first)).isEmpty();
        assertThat(hub.credentials.byToken(again.secret())).isPresent();
    }

    @Test
    void retiredMachineLosesItsCredentials() {
        String secret = register("new").secret();
        hub.floor.setRegistration(hub.device("new"), Registration.RETIRED, Samples.ANNA, "sold");
        assertThat(hub.credentials.byToken(secret)).isEmpty();
        assertThatThrownBy(() ->
                        hub.floor.setRegistration(hub.device("new"), Registration.QUALIFIED, Samples.ANNA, "back"))
                .isInstanceOf(HubException.class);
    }

    @Test
    void platformIsNotClearedWhileTheMachineHasAJob() {
        floor.accepted(1);
        assertThatThrownBy(() -> hub.floor.clearPlatform(hub.device("a"), Samples.ANNA))
                .hasMessageContaining("AMSP-5004");
    }

    @Test
    void clearedPlatformIsToldToTheMachineAndThePartGoesOn() {
        floor.accepted(1);
        floor.end("a", "ord_1-1.1", Outcome.FINISHED, null);
        hub.floor.clearPlatform(hub.device("a"), Samples.ANNA);
        assertThat(floor.part(1).state()).isEqualTo(PartState.IN_POST_PROCESSING);
        assertThat(hub.sent(DeviceCommand.ClearPlatform.class)).hasSize(1);
    }

    @Test
    void jobIsControlledOnlyWhileAMachineHasIt() {
        assertThatThrownBy(() -> hub.floor.control(floor.job(1, 1), DeviceCommand.Verb.PAUSE, Samples.ANNA))
                .hasMessageContaining("AMSP-4001");
        Job job = floor.accepted(1);
        hub.floor.control(job, DeviceCommand.Verb.PAUSE, Samples.ANNA);
        assertThat(hub.sent(DeviceCommand.Control.class)).hasSize(1);
        assertThat(floor.job(1, 1).state()).as("until the machine says so").isEqualTo(JobState.ACCEPTED);
    }

    @Test
    void machineThatStaysAwayWithAJobIsAMatterForAPersonWhoMayDeclareItLost() {
        floor.accepted(1);
        floor.track(new DeviceReport.Gone("north/a", hub.clock.instant()));
        hub.clock.pass(Duration.ofMinutes(11));
        watch.watchMachines();
        watch.watchMachines();
        assertThat(hub.asked(WorkItem.Kind.RESOLVE_JOB, "ord_1-1.1")).isTrue();
        hub.floor.declareLost(floor.job(1, 1), Samples.ANNA, "it burnt down");
        assertThat(floor.job(1, 1).state()).isEqualTo(JobState.FAILED);
        assertThat(floor.job(1, 2).state()).isEqualTo(JobState.QUEUED);
        assertThat(hub.asked(WorkItem.Kind.RESOLVE_JOB, "ord_1-1.1")).isFalse();
    }

    @Test
    void jobThatEndsAfterAllNeedsNoPersonAnyMore() {
        floor.accepted(1);
        floor.track(new DeviceReport.Gone("north/a", hub.clock.instant()));
        hub.clock.pass(Duration.ofMinutes(11));
        watch.watchMachines();
        floor.end("a", "ord_1-1.1", Outcome.FINISHED, null);
        assertThat(hub.asked(WorkItem.Kind.RESOLVE_JOB, "ord_1-1.1")).isFalse();
    }

    @Test
    void silentMachineIsMarkedWithAnAlarm() {
        hub.clock.pass(Duration.ofHours(1));
        watch.watchMachines();
        assertThat(hub.device("a").live().availability()).isEqualTo(Availability.SILENT);
        assertThat(hub.device("a").live().alarm()).isNotNull();
        assertThat(hub.dispatchAll()).isZero();
    }

    @Test
    void heldJobWaitsAgainWithNoMachineLeftOut() {
        hub.jobs.update(floor.job(1, 1).refused("no", 1));
        assertThat(floor.job(1, 1).state()).isEqualTo(JobState.HELD);
        Job released = hub.floor.release(floor.job(1, 1), Samples.ANNA, "mended");
        assertThat(released.state()).isEqualTo(JobState.QUEUED);
        assertThat(released.refusals()).isZero();
        assertThat(hub.handedOn).containsExactly("dispatchDue ord_1-1.1");
    }

    private void printed(int n) {
        Job job = floor.accepted(n);
        floor.end("a", job.id(), Outcome.FINISHED, Samples.SIZE);
        floor.clear("a");
        floor.state("a", DeviceState.IDLE, true, null);
    }

    @Test
    void partThatIsScrappedIsMadeAgainUntilTheLimitIsReached() {
        for (int attempt = 1; attempt <= MemoryHub.ATTEMPTS; attempt++) {
            printed(1);
            assertThat(hub.floor
                            .scrap(floor.part(1), true, Samples.ANNA, "warped")
                            .attempt())
                    .isEqualTo(Math.min(attempt + 1, MemoryHub.ATTEMPTS));
        }
        assertThat(floor.part(1).state()).isEqualTo(PartState.STOPPED);
        assertThat(hub.asked(WorkItem.Kind.DECIDE_PART, "ord_1-1")).isTrue();
        assertThat(hub.events.after(null, "ord_1-1", null, 0, 99).stream()
                        .map(event -> event.why())
                        .filter(why -> why.startsWith("scrapped")))
                .containsExactly(
                        "scrapped: warped; attempt 2 of 3",
                        "scrapped: warped; attempt 3 of 3",
                        "scrapped: warped; attempt 3 was the last of 3 allowed");
    }

    @Test
    void partThatIsScrappedForAPersonToDecideIsNotMadeAgainByItself() {
        printed(1);
        assertThat(hub.floor.scrap(floor.part(1), false, Samples.ANNA, "warped").state())
                .isEqualTo(PartState.STOPPED);
        assertThat(hub.asked(WorkItem.Kind.DECIDE_PART, "ord_1-1")).isTrue();
        assertThatThrownBy(() -> hub.floor.scrap(floor.part(1), true, Samples.ANNA, "again"))
                .hasMessageContaining("AMSP-4001");
    }

    @Test
    void machineKeepsWhatItPrintedLastAndForHowLong() {
        Job job = floor.accepted(1);
        floor.progress("a", job.id(), 10, 900);
        hub.clock.pass(Duration.ofMinutes(90));
        floor.track(new DeviceReport.JobEnd(
                "north/a", hub.clock.instant(), "boot-1", 901, job.id(), Outcome.FAILED, "it broke", null));
        assertThat(hub.device("a").usage()).isEqualTo(new Usage(1.5, "PLA", null));
    }

    @Test
    void jobThatAPersonHeldKeepsTheMachinesThatItAvoids() {
        Job held = hub.jobs.update(
                floor.job(1, 1).leavingOut(List.of("north/x")).withState(JobState.HELD, "wait", Samples.THEN));
        assertThat(hub.floor.release(held, Samples.ANNA, "go on").avoid()).containsExactly("north/x");
    }

    @Test
    void partWaitsForThePersonWhoDoesItsStep() {
        Part taken = new Part(
                "ord_2-1",
                "ord_2",
                "acme",
                PartState.IN_POST_PROCESSING,
                1,
                List.of("cooling", "support removal"),
                List.of(),
                null,
                List.of(),
                Samples.THEN,
                0);
        hub.parts.add(taken);
        hub.orders.add(Samples.order("ord_2", "petg", 1));
        assertThat(postProcessing.advance(hub.event("ord_2-1"))).isEqualTo(PostProcessing.Outcome.WAITS);
        assertThat(hub.parts.get("ord_2-1").done()).containsExactly("cooling by hub");
        assertThat(hub.asked(WorkItem.Kind.POST_PROCESS, "ord_2-1")).isTrue();
        hub.floor.confirmStep(hub.parts.get("ord_2-1"), Samples.ANNA);
        assertThat(hub.handedOn).containsExactly("partTaken ord_2-1");
        assertThat(postProcessing.advance(hub.event("ord_2-1"))).isEqualTo(PostProcessing.Outcome.DONE);
        assertThat(hub.parts.get("ord_2-1").state()).isEqualTo(PartState.IN_INSPECTION);
        assertThatThrownBy(() -> hub.floor.confirmStep(hub.parts.get("ord_2-1"), Samples.ANNA))
                .hasMessageContaining("AMSP-4001");
    }
}
