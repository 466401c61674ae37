package io.amsphub.connectors.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amsphub.processors.catalogue.SizeMm;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.memory.MemoryHub;
import io.amsphub.processors.memory.Samples;
import io.amsphub.processors.nesting.Build;
import io.amsphub.processors.nesting.BuildPlan;
import io.amsphub.processors.nesting.BuildState;
import io.amsphub.processors.nesting.Nesting;
import io.amsphub.processors.port.UnitOfWork;
import io.amsphub.processors.production.Job;
import io.amsphub.processors.production.JobState;
import io.amsphub.processors.production.PrintRights;
import io.amsphub.processors.production.Production;
import io.amsphub.processors.step.BuildDesk;
import io.amsphub.processors.step.BuildGathering;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever sends a part by itself and whoever puts it into a build at the same moment: one of them wins. */
@SuppressWarnings("NullAway") // JUnit sets the fields
class BuildRaceTest {

    private static final int ROUNDS = 30;

    @TempDir
    static Path directory;

    private static TestStore opened;

    private final JpaStore store = opened.store;
    private final UnitOfWork unit = store.unitOfWork();
    private final MemoryHub memory = new MemoryHub();
    private final Journal journal = new Journal(store.events(), Clock.systemUTC());
    private final Production production = opened.production(memory, journal, PrintRights.NONE);
    private final BuildDesk desk =
            new BuildDesk(store.builds(), store.jobs(), production, memory.intake, journal, BuildGathering.NONE);

    @BeforeAll
    static void open() {
        opened = new TestStore(directory);
    }

    @AfterAll
    static void close() throws SQLException {
        opened.close();
    }

    private Job waiting(String serial) {
        Job s = Samples.job(1);
        Job job = new Job(
                Job.idOf(serial, 1),
                serial,
                "ord_race",
                "acme",
                Samples.CENTRE,
                s.processCategory(),
                s.feedstock(),
                s.size(),
                s.content(),
                10,
                1,
                0,
                List.of(),
                0,
                null,
                JobState.QUEUED,
                null,
                0,
                null,
                List.of(),
                null,
                s.requirements(),
                s.rank(),
                null,
                null,
                Samples.THEN,
                null,
                null,
                0);
        return unit.call(() -> store.jobs().add(job));
    }

    private Build proposed(String id, Job... jobs) {
        List<Nesting.Member> members = new ArrayList<>();
        for (Job job : jobs) {
            members.add(new Nesting.Member(
                    job.id(), job.serial(), job.orderId(), List.of(), List.of(), Samples.SIZE, Samples.SIZE));
        }
        Job first = jobs[0];
        BuildPlan plan = new BuildPlan(
                Samples.CENTRE,
                null,
                first.processCategory(),
                "PLA",
                new SizeMm(250, 210, 220),
                5,
                5,
                false,
                true,
                List.of(first.id()));
        Nesting nesting = new Nesting(members, List.of(), 0.1, Samples.SIZE, Samples.SOLID, Samples.SOLID);
        return unit.call(() -> store.builds()
                .add(new Build(id, Samples.CENTRE, plan, BuildState.PROPOSED, nesting, null, "anna", Samples.THEN, 0)));
    }

    /** Sends a job by itself, as dispatch does; each round has a machine of its own. */
    private void send(String job) {
        unit.run(() -> {
            Job now = store.jobs().get(job);
            Job.Assignment to = new Job.Assignment("north/" + job, "cmd_" + job, "00", Samples.THEN);
            production.moved(now, now.dispatched(to, List.of()), Principal.HUB, "sent");
        });
    }

    /** Runs calls at the same moment, each in a thread of its own; returns which of them were kept. */
    private static List<Boolean> atOnce(List<Runnable> calls) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(calls.size());
        CyclicBarrier start = new CyclicBarrier(calls.size());
        try {
            List<Callable<Boolean>> racers = new ArrayList<>();
            for (Runnable call : calls) {
                racers.add(() -> {
                    start.await(30, TimeUnit.SECONDS);
                    try {
                        call.run();
                        return true;
                    } catch (HubException e) {
                        return false;
                    }
                });
            }
            List<Boolean> kept = new ArrayList<>();
            for (Future<Boolean> racer : threads.invokeAll(racers)) {
                kept.add(racer.get());
            }
            return kept;
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void partIsSentByItselfOrInABuildAndNeverBoth() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Job one = waiting("race" + round + "-1");
            Job two = waiting("race" + round + "-2");
            Build build = proposed("bld_race" + round, one, two);
            Build rival = proposed("bld_rival" + round, two, one);
            List<Boolean> kept = atOnce(List.of(
                    () -> unit.run(() -> desk.accept(build, Principal.HUB)),
                    () -> unit.run(() -> desk.accept(rival, Principal.HUB)),
                    () -> send(two.id())));

            assertThat(kept).as("round %s", round).containsOnlyOnce(true);
            Job after = unit.call(() -> store.jobs().get(two.id()));
            boolean alone = kept.get(2);
            assertThat(after.state()).isEqualTo(alone ? JobState.DISPATCHED : JobState.IN_BUILD);
            Job first = unit.call(() -> store.jobs().get(one.id()));
            assertThat(first.state()).isEqualTo(alone ? JobState.QUEUED : JobState.IN_BUILD);
            for (Build each : List.of(build, rival)) {
                boolean formed = each.id().equals(after.build());
                assertThat(unit.call(() -> store.jobs().find(each.jobId())).isPresent())
                        .isEqualTo(formed);
                assertThat(unit.call(() -> store.jobs().ofBuild(each.id()))).hasSize(formed ? 2 : 0);
            }
        }
    }

    @Test
    void databaseRefusesToSendThePartOfABuildByItselfWhateverTheCodeThinks() {
        Job job = waiting("guard-1");
        Job in = unit.call(
                () -> store.jobs().update(store.jobs().get(job.id()).joined("bld_guard", "nested", Samples.THEN)));
        Job.Assignment to = new Job.Assignment("north/guard", "cmd_guard", "00", Samples.THEN);
        assertThatThrownBy(() -> unit.call(() -> store.jobs().update(in.dispatched(to, List.of()))))
                .isInstanceOf(HubException.class);
        assertThatThrownBy(() -> unit.call(() -> store.jobs().update(in.queuedAgain("no"))))
                .isInstanceOf(HubException.class);
        assertThatThrownBy(() -> unit.call(() -> store.jobs().update(in.inBuild(null))))
                .isInstanceOf(HubException.class);
        assertThatThrownBy(() -> waiting("guard-1"))
                .as("one live job for a part")
                .isInstanceOf(HubException.class);
        assertThat(unit.call(() -> store.jobs().get(job.id()))).isEqualTo(in);
    }

    @Test
    void buildComesBackAsItWasAndTheNewestOfARuleIsFound() {
        Job job = waiting("back-1");
        Build build = proposed("bld_zzz", job);
        assertThat(unit.call(() -> store.builds().get(build.id()))).isEqualTo(build);
        assertThat(unit.call(() -> store.builds().latestAutomatic(Samples.CENTRE, job.processCategory(), "PLA")))
                .contains(build);
        assertThat(unit.call(() -> store.builds().latestAutomatic(Samples.CENTRE, job.processCategory(), "PETG")))
                .isEmpty();
    }
}
