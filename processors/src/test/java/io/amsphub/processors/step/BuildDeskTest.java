package io.amsphub.processors.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amsphub.mesh.compose.Solids;
import io.amsphub.mesh.io.BinaryStlWriter;
import io.amsphub.processors.catalogue.AmCentre;
import io.amsphub.processors.catalogue.NestingRule;
import io.amsphub.processors.catalogue.SizeMm;
import io.amsphub.processors.design.BlobRef;
import io.amsphub.processors.device.Device;
import io.amsphub.processors.device.DeviceCommand;
import io.amsphub.processors.device.DeviceReport.Outcome;
import io.amsphub.processors.device.DeviceState;
import io.amsphub.processors.device.LoadedMaterial;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.memory.Floor;
import io.amsphub.processors.memory.MemoryHub;
import io.amsphub.processors.memory.Samples;
import io.amsphub.processors.nesting.Build;
import io.amsphub.processors.nesting.BuildState;
import io.amsphub.processors.nesting.Nesting;
import io.amsphub.processors.production.Job;
import io.amsphub.processors.production.JobState;
import io.amsphub.processors.production.PartState;
import io.amsphub.processors.production.Requirements;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BuildDeskTest {

    private static final BuildPlanning.Wish ALL =
            new BuildPlanning.Wish(Samples.CENTRE, null, null, null, null, null, null, null);

    private final Floor floor = new Floor(3, Samples.PLA, "a");
    private final MemoryHub hub = floor.hub;

    /** The jobs of the samples are of a solid that the blob store does not have. */
    @BeforeEach
    void storeTheSolid() throws IOException {
        jobsAskFor(Requirements.NONE);
    }

    private void jobsAskFor(Requirements requirements) throws IOException {
        BlobRef solid =
                hub.blobs.store("model/stl", out -> BinaryStlWriter.write(Solids.box(0, 0, 0, 40, 30, 20), out));
        for (int n = 1; n <= 3; n++) {
            Job job = floor.job(n, 1);
            hub.jobs.update(new Job(
                    job.id(),
                    job.serial(),
                    job.orderId(),
                    job.organisation(),
                    job.amCentre(),
                    job.processCategory(),
                    job.feedstock(),
                    job.size(),
                    solid,
                    job.expectedPrintTimeS(),
                    job.layers(),
                    job.priority(),
                    job.avoid(),
                    0,
                    null,
                    JobState.QUEUED,
                    null,
                    0,
                    null,
                    List.of(),
                    null,
                    requirements,
                    job.rank(),
                    null,
                    null,
                    job.createdAt(),
                    null,
                    null,
                    job.version()));
        }
    }

    private Build proposed() throws IOException {
        Build begun = hub.unitOfWork.call(() -> hub.planning.propose(ALL, Samples.ANNA));
        NestingResult result = hub.nesting.nest(hub.event(begun.id()));
        return hub.unitOfWork.call(() -> hub.buildDesk.nested(result));
    }

    private Build formed() throws IOException {
        Build proposed = proposed();
        return hub.unitOfWork.call(() -> hub.buildDesk.accept(proposed, Samples.ANNA));
    }

    private Job whole(Build build) {
        return hub.jobs.get(build.jobId());
    }

    @Test
    void proposalShowsThePlacesAndReservesNothing() throws IOException {
        Build build = proposed();
        assertThat(build.state()).isEqualTo(BuildState.PROPOSED);
        Nesting nesting = Objects.requireNonNull(build.nesting());
        assertThat(nesting.members()).extracting("serial").containsExactly("ord_1-1", "ord_1-2", "ord_1-3");
        assertThat(nesting.density()).isBetween(0.068, 0.075);
        assertThat(hub.blobs.open(nesting.picture()).readNBytes(4)).containsExactly(0x89, 'P', 'N', 'G');
        assertThat(floor.job(1, 1).state()).isEqualTo(JobState.QUEUED);
    }

    @Test
    void buildIsForTheLargestMachineThatHasTheColour() throws IOException {
        machine("big", 400, new LoadedMaterial("PLA", "black"));
        machine("small", 180, new LoadedMaterial("PLA", "red"));
        assertThat(proposed().plan().volume().x()).isEqualTo(400);
        jobsAskFor(new Requirements("red", List.of(), List.of(), List.of(), List.of(), null, null));
        assertThat(proposed().plan().volume().x()).isEqualTo(180);
        jobsAskFor(new Requirements("blue", List.of(), List.of(), List.of(), List.of(), null, null));
        assertThat(proposed().plan().volume().x())
                .as("a colour that somebody has to load first")
                .isEqualTo(400);
    }

    private void machine(String name, double side, LoadedMaterial loaded) {
        Device device = hub.devices.add(Samples.machine(name, new SizeMm(side, side, side)));
        hub.devices.update(
                device.described(List.of(loaded), device.equipment(), device.place(), device.upkeep(), null));
    }

    @Test
    void buildIsSentOnceAndEveryPartGoesWithIt() throws IOException {
        Build build = formed();
        assertThat(floor.job(2, 1).state()).isEqualTo(JobState.IN_BUILD);
        assertThat(whole(build).expectedPrintTimeS()).isEqualTo(3 * 3600);

        hub.dispatchAll();
        hub.dispatchAll();
        DeviceCommand.Print print = floor.prints().get(0);
        assertThat(floor.prints()).hasSize(1);
        assertThat(print.part()).isEqualTo(build.id());
        assertThat(print.parts()).containsExactly("ord_1-1", "ord_1-2", "ord_1-3");

        floor.answer(whole(build), true, null);
        assertThat(floor.part(3).state()).isEqualTo(PartState.IN_PRODUCTION);
        floor.end("a", build.jobId(), Outcome.FINISHED, Samples.SIZE);
        floor.end("a", build.jobId(), Outcome.FINISHED, Samples.SIZE);
        for (int n = 1; n <= 3; n++) {
            assertThat(floor.part(n).state()).isEqualTo(PartState.PRINTED);
            assertThat(floor.part(n).measured())
                    .as("what was measured is the build")
                    .isNull();
            assertThat(floor.job(n, 1).state()).isEqualTo(JobState.FINISHED);
            assertThat(floor.job(n, 1).device()).isEqualTo("north/a");
        }
        floor.clear("a");
        assertThat(floor.part(1).state()).isEqualTo(PartState.IN_POST_PROCESSING);
        assertThat(hub.handedOn).containsOnlyOnce("partTaken ord_1-3");
    }

    @Test
    void failedBuildReturnsEveryPartToBeMadeAgainByItself() throws IOException {
        Build build = formed();
        hub.dispatchAll();
        floor.answer(whole(build), true, null);
        floor.end("a", build.jobId(), Outcome.FAILED, null);
        for (int n = 1; n <= 3; n++) {
            assertThat(floor.part(n).state()).isEqualTo(PartState.PLANNED);
            assertThat(floor.part(n).attempt()).isEqualTo(2);
            assertThat(floor.job(n, 2).state()).isEqualTo(JobState.QUEUED);
            assertThat(floor.job(n, 2).build()).isNull();
            assertThat(floor.job(n, 2).avoid()).containsExactly("north/a");
        }
    }

    @Test
    void partThatWasSentMeanwhileIsNotMadeASecondTime() throws IOException {
        Build build = proposed();
        hub.dispatchAll();
        assertThatThrownBy(() -> hub.unitOfWork.call(() -> hub.buildDesk.accept(build, Samples.ANNA)))
                .isInstanceOfSatisfying(
                        HubException.class, e -> assertThat(e.failureCode()).isEqualTo(FailureCode.BUILD_OVERTAKEN));
        assertThat(hub.jobs.find(build.jobId())).isEmpty();
        assertThat(floor.job(2, 1).state()).isEqualTo(JobState.QUEUED);
    }

    @Test
    void jobOfAPartInABuildCanBeNeitherReleasedNorLostByItself() throws IOException {
        formed();
        Job member = floor.job(1, 1);
        assertThatThrownBy(() -> hub.floor.release(member, Samples.ANNA, "why not"))
                .isInstanceOf(HubException.class);
        assertThatThrownBy(() -> hub.floor.declareLost(member, Samples.ANNA, "why not"))
                .isInstanceOf(HubException.class);
    }

    @Test
    void dissolvedBuildLetsItsPartsWaitByThemselvesAndIsNeverSent() throws IOException {
        Build build = formed();
        hub.unitOfWork.call(() -> hub.buildDesk.dissolve(build, Samples.ANNA, "too full"));
        assertThat(floor.job(1, 1).state()).isEqualTo(JobState.QUEUED);
        assertThat(whole(build).state()).isEqualTo(JobState.CANCELLED);
        hub.dispatchAll();
        assertThat(floor.prints()).extracting(DeviceCommand.Print::part).containsExactly("ord_1-1");
    }

    @Test
    void buildThatAMachineHasCannotBeDissolved() throws IOException {
        Build build = formed();
        hub.dispatchAll();
        assertThatThrownBy(() -> hub.unitOfWork.call(() -> hub.buildDesk.dissolve(build, Samples.ANNA, "late")))
                .isInstanceOf(HubException.class);
    }

    @Test
    void refusedBuildOfWhichAPartWasCancelledIsUndoneAndTheOthersWait() throws IOException {
        Build build = formed();
        hub.dispatchAll();
        floor.cancelPart(2);
        floor.answer(whole(build), false, "BUSY");
        assertThat(whole(build).state()).isEqualTo(JobState.CANCELLED);
        assertThat(floor.job(1, 1).state()).isEqualTo(JobState.QUEUED);
        assertThat(floor.job(2, 1).state()).isEqualTo(JobState.CANCELLED);
    }

    @Test
    void orderThatIsCancelledTakesItsBuildOutOfTheQueue() throws IOException {
        Build build = formed();
        hub.unitOfWork.call(() -> hub.cancellation.cancel(hub.orders.get(Samples.ORDER), Samples.ANNA, "not wanted"));
        assertThat(whole(build).state()).isEqualTo(JobState.CANCELLED);
        for (int n = 1; n <= 3; n++) {
            assertThat(floor.job(n, 1).state()).isEqualTo(JobState.CANCELLED);
        }
        assertThat(hub.dispatchAll()).isZero();
    }

    @Test
    void machineThatNeverTookTheBuildUpGetsItOrAnotherAgainAsAWhole() throws IOException {
        Build build = formed();
        hub.dispatchAll();
        hub.clock.pass(MemoryHub.COMMAND_EXPIRY.plusSeconds(30));
        hub.unitOfWork.run(() -> hub.dispatch.askAboutUnanswered(Duration.ofSeconds(10)));
        floor.answerQuestion(whole(build), "boot-1");
        floor.state("a", DeviceState.IDLE, true, null);
        assertThat(whole(build).state()).isEqualTo(JobState.QUEUED);
        assertThat(floor.job(3, 1).state()).isEqualTo(JobState.IN_BUILD);
    }

    @Test
    void ruleOfACentreGathersWaitingJobsAndLetsNoneWaitForEver() throws IOException {
        AmCentre north = Samples.CATALOGUE.centre(Samples.CENTRE);
        BuildGathering gathering = new BuildGathering(List.of(new AmCentre(
                north.id(),
                north.name(),
                north.organisation(),
                north.country(),
                null,
                null,
                null,
                null,
                new NestingRule(0.5, 120),
                north.capabilities(),
                List.of(),
                null)));
        BuildDesk desk = new BuildDesk(hub.builds, hub.jobs, hub.production, hub.intake, hub.journal, gathering);
        BuildPlanning planning =
                new BuildPlanning(hub.builds, hub.jobs, hub.devices, desk, gathering, hub.intake, hub.journal);
        BuildDispatch dispatch = new BuildDispatch(
                hub.jobs,
                hub.devices,
                hub.link,
                hub.production,
                hub.intake,
                hub.journal,
                MemoryHub.COMMAND_EXPIRY,
                hub.matching,
                hub.surroundings,
                gathering);

        hub.unitOfWork.run(planning::watch);
        assertThat(hub.unitOfWork.call(() -> dispatch.dispatch(hub.event("x")))).isZero();
        assertThat(floor.job(1, 1).matching()).singleElement().asString().startsWith("waits for others");
        assertThat(hub.handedOn).noneMatch(s -> s.startsWith("nestingDue"));

        hub.clock.pass(Duration.ofMinutes(60));
        hub.unitOfWork.run(planning::watch);
        hub.unitOfWork.run(planning::watch);
        List<String> due =
                hub.handedOn.stream().filter(s -> s.startsWith("nestingDue")).toList();
        assertThat(due).as("asked once").hasSize(1);
        String id = due.get(0).substring("nestingDue ".length());
        NestingResult result = hub.nesting.nest(hub.event(id));
        Build build = hub.unitOfWork.call(() -> desk.nested(result));
        assertThat(build.state()).isEqualTo(BuildState.FORMED);
        assertThat(hub.unitOfWork.call(() -> dispatch.dispatch(hub.event("x")))).isOne();
        assertThat(Objects.requireNonNull(floor.prints().get(0)).parts()).hasSize(3);
    }
}
