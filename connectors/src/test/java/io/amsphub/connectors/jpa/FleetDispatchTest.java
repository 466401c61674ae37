package io.amsphub.connectors.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import io.amsphub.processors.device.Device;
import io.amsphub.processors.device.DeviceCommand;
import io.amsphub.processors.device.Usage;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.lifecycle.StageEvent;
import io.amsphub.processors.memory.MemoryHub;
import io.amsphub.processors.memory.Samples;
import io.amsphub.processors.port.Devices;
import io.amsphub.processors.port.UnitOfWork;
import io.amsphub.processors.production.Decision.Verdict;
import io.amsphub.processors.production.Job;
import io.amsphub.processors.production.JobState;
import io.amsphub.processors.production.PrintRights;
import io.amsphub.processors.production.Production;
import io.amsphub.processors.production.WorkItem;
import io.amsphub.processors.sliced.PrintTarget;
import io.amsphub.processors.step.BuildDispatch;
import io.amsphub.processors.step.BuildGathering;
import io.amsphub.processors.step.MachineMatching;
import io.amsphub.processors.step.MatchingWeights;
import io.amsphub.processors.step.Surroundings;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dispatch at one centre with 5,000 machines, over the embedded database. */
@SuppressWarnings("NullAway") // JUnit and the methods before the tests set the fields
class FleetDispatchTest {

    private static final int MACHINES = Integer.getInteger("fleet.machines", 5_000);
    private static final int JOBS = Integer.getInteger("fleet.jobs", 10_000);
    private static final int TOGETHER = 250;

    @TempDir
    Path directory;

    private TestStore opened;
    private UnitOfWork unit;
    private BuildDispatch dispatch;
    private final MemoryHub memory = new MemoryHub();
    private final List<String> sent = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();

    /** What others do when a machine was chosen. */
    private Runnable beforeHold = () -> {};

    /** What others do between the reading of the free machines and what follows. */
    private Runnable afterFree = () -> {};

    @BeforeEach
    void open() {
        opened = new TestStore(directory);
        JpaStore store = opened.store;
        unit = store.unitOfWork();
        Journal journal = new Journal(store.events(), Clock.systemUTC());
        Production production = opened.production(memory, journal, PrintRights.NONE);
        dispatch = new BuildDispatch(
                store.jobs(),
                noted(store.devices()),
                (device, command, correlation) ->
                        sent.add(((DeviceCommand.Print) command).job() + " " + device.machine()),
                production,
                memory.intake,
                journal,
                MemoryHub.COMMAND_EXPIRY,
                new MachineMatching(MatchingWeights.USUAL),
                new Surroundings.Sources(store.jobs(), store.calibrations(), Samples.CATALOGUE),
                BuildGathering.NONE);
    }

    @AfterEach
    void close() throws SQLException {
        opened.close();
    }

    /** The store, which notes what it is asked for. */
    private Devices noted(Devices store) {
        return (Devices) Proxy.newProxyInstance(
                Devices.class.getClassLoader(), new Class<?>[] {Devices.class}, (proxy, method, values) -> {
                    asked.add(method.getName());
                    try {
                        if (method.getName().equals("hold")) {
                            beforeHold.run();
                        }
                        Object answer = method.invoke(store, values);
                        if (method.getName().equals("freeOf")) {
                            Thread other = new Thread(afterFree);
                            other.start();
                            other.join();
                        }
                        return answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private void many(int count, IntConsumer each) {
        for (int from = 0; from < count; from += TOGETHER) {
            int begin = from;
            unit.run(() ->
                    IntStream.range(begin, Math.min(count, begin + TOGETHER)).forEach(each));
        }
    }

    private static String name(int n) {
        return "m" + (10_000 + n);
    }

    private void job(int n, String feedstock) {
        opened.store.jobs().add(Samples.job(n, feedstock, List.of()));
    }

    private Job job(int n) {
        return unit.call(() -> opened.store.jobs().get(Samples.job(n).id()));
    }

    private int dispatch() {
        StageEvent event = new StageEvent("msg", "anything", "anything", Samples.THEN);
        return unit.call(() -> dispatch.dispatch(event));
    }

    /** Most machines are free and of no use; of the last ten the queue's end finds the least worn ones first. */
    @Test
    void jobsAtTheEndOfALongQueueFindTheCheapestMachinesAtTheEndOfAFleet() {
        int good = MACHINES - 10;
        many(MACHINES, n -> opened.store
                .devices()
                .add(Samples.machine(name(n))
                        .withIdentity(null, List.of(n < good ? "PETG" : "PLA"))
                        .withUsage(new Usage(n % 3 == 0 ? 10 : 500 + n, null, null))));
        many(JOBS, n -> job(n, n < JOBS - 20 ? "TPU" : "PLA"));

        assertThat(dispatch()).isEqualTo(10);
        List<Integer> cheapFirst = new ArrayList<>();
        IntStream.range(good, MACHINES).filter(n -> n % 3 == 0).forEach(cheapFirst::add);
        IntStream.range(good, MACHINES).filter(n -> n % 3 != 0).forEach(cheapFirst::add);
        assertThat(sent)
                .isEqualTo(IntStream.range(0, 10)
                        .mapToObj(n -> Samples.job(JOBS - 20 + n).id() + " " + name(cheapFirst.get(n)))
                        .toList());
        assertThat(job(JOBS - 20).decision().verdicts())
                .hasSize(20)
                .extracting(Verdict::machine)
                .startsWith(Device.idOf(Samples.CENTRE, name(cheapFirst.get(0))));
        assertThat(job(0).matching()).hasSize(21);
        assertThat(unit.call(() -> opened.store.workItems().open(WorkItem.Kind.EQUIP_JOB, job(0).id())))
                .isPresent();
        assertThat(dispatch()).isZero();
        assertThat(memory.handedOn).isEmpty();
    }

    @Test
    void eachJobGoesToOneMachineAndNoMachineStaysIdle() {
        many(MACHINES, n -> opened.store.devices().add(Samples.machine(name(n))));
        many(JOBS, n -> job(n, "PLA"));
        int rounds = Math.min(3, MACHINES / 50);
        for (int round = 0; round < rounds; round++) {
            assertThat(dispatch()).isEqualTo(50);
        }
        assertThat(sent)
                .isEqualTo(IntStream.range(0, 50 * rounds)
                        .mapToObj(n -> Samples.job(n).id() + " " + name(n))
                        .toList());
        assertThat(memory.handedOn).hasSize(rounds);
    }

    @Test
    void machinesThatBecomeFreeWhenNothingWaitsAreNotEvenRead() {
        many(MACHINES, n -> opened.store.devices().add(Samples.machine(name(n))));
        assertThat(dispatch()).isZero();
        assertThat(asked).containsExactly("centresWithFree");
        unit.run(() -> opened.store.jobs().add(Samples.job(1).withState(JobState.HELD, "wait", Samples.THEN)));
        assertThat(dispatch()).isZero();
        assertThat(asked).containsOnly("centresWithFree");
    }

    @Test
    void machinesThatWereHeardOfMeanwhileAreLookedAtAgain() {
        many(3, n -> opened.store.devices().add(Samples.machine(name(n))));
        many(1, n -> job(n, "PLA"));
        many(1, n -> opened.store
                .jobs()
                .add(Samples.job(7, "TPU", List.of()).onlyOn(PrintTarget.machine(Samples.CENTRE, name(2)))));
        JpaDevices devices = opened.store.devices();
        afterFree = () -> unit.run(() -> {
            Device first = devices.get(Device.idOf(Samples.CENTRE, name(0)));
            devices.update(first.withIdentity(null, List.of("PETG")));
            Device second = devices.get(Device.idOf(Samples.CENTRE, name(1)));
            devices.update(second.withIdentity(null, List.of("PLA", "PETG")));
        });
        assertThat(dispatch()).isEqualTo(1);
        assertThat(sent).containsExactly(Samples.job(0).id() + " " + name(1));
        assertThat(unit.call(() -> opened.store.jobs().ownQueues(Samples.CENTRE)))
                .containsOnlyKeys(name(2));
        assertThat(unit.call(() -> opened.store.jobs().onMachines(Samples.CENTRE)))
                .extracting(Job::id)
                .containsExactly(Samples.job(0).id());
    }

    /** A batch of reports is one transaction, and may take as long as the machine that the hub runs on is starved. */
    @Test
    void machineWhoseReportIsBeingKeptIsWaitedForAndDoesNotCollide() throws InterruptedException {
        many(1, n -> opened.store.devices().add(Samples.machine(name(n))));
        many(1, n -> job(n, "PLA"));
        JpaDevices devices = opened.store.devices();
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch chosen = new CountDownLatch(1);
        Thread reports = new Thread(() -> unit.run(() -> {
            Device machine = devices.get(Device.idOf(Samples.CENTRE, name(0)));
            devices.update(machine.withIdentity(null, List.of("PLA", "PETG")));
            written.countDown();
            waitFor(chosen);
        }));
        afterFree = () -> {
            reports.start();
            waitFor(written);
        };
        beforeHold = chosen::countDown;
        assertThat(dispatch()).isEqualTo(1);
        reports.join();
        Device after = unit.call(() -> devices.get(Device.idOf(Samples.CENTRE, name(0))));
        assertThat(after.free()).isFalse();
        assertThat(sent).containsExactly(Samples.job(0).id() + " " + name(0));
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void lanesAndFreeMachinesAreReadFromTheirIndexes() throws SQLException {
        assertThat(opened.plan("SELECT document FROM job WHERE am_centre = 'north' AND lane = 'x'"
                        + " ORDER BY am_centre, lane, urgency, queue_rank, id FETCH FIRST 50 ROWS ONLY"))
                .contains("index=JOB_LANE", "uses index");
        assertThat(opened.plan("SELECT am_centre FROM device WHERE free = true AND am_centre > 'north'"
                        + " ORDER BY free, am_centre, id FETCH FIRST 1 ROWS ONLY"))
                .contains("index=DEVICE_FREE", "uses index");
        assertThat(opened.plan("SELECT document FROM device WHERE free = true AND am_centre = 'north'"
                        + " ORDER BY free, am_centre, id"))
                .contains("index=DEVICE_FREE", "uses index");
    }
}
