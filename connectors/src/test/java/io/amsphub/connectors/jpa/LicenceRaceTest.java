package io.amsphub.connectors.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amsphub.processors.design.DesignRevision;
import io.amsphub.processors.device.Device;
import io.amsphub.processors.device.DeviceCommand;
import io.amsphub.processors.device.DeviceReport;
import io.amsphub.processors.device.DeviceState;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.licence.DesignLicence;
import io.amsphub.processors.licence.LicenceBook;
import io.amsphub.processors.licence.LicensedPrint;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.lifecycle.StageEvent;
import io.amsphub.processors.memory.MemoryHub;
import io.amsphub.processors.memory.Samples;
import io.amsphub.processors.order.Order;
import io.amsphub.processors.port.PageRequest;
import io.amsphub.processors.port.UnitOfWork;
import io.amsphub.processors.production.Job;
import io.amsphub.processors.production.JobState;
import io.amsphub.processors.production.Part;
import io.amsphub.processors.production.PartState;
import io.amsphub.processors.production.Production;
import io.amsphub.processors.step.BuildDispatch;
import io.amsphub.processors.step.BuildGathering;
import io.amsphub.processors.step.BuildTracking;
import io.amsphub.processors.step.MachineMatching;
import io.amsphub.processors.step.MatchingWeights;
import io.amsphub.processors.step.Surroundings;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A licence for n prints, on the real database: nobody gets the n+1st, and only what was not begun comes back. */
@SuppressWarnings("NullAway") // JUnit sets the fields
class LicenceRaceTest {

    private static final String DESIGN = "dsg_1";

    @TempDir
    Path directory;

    private TestStore opened;
    private JpaStore store;
    private UnitOfWork unit;
    private final MemoryHub memory = new MemoryHub();
    private Journal journal;
    private LicenceBook book;
    private Production production;
    private BuildDispatch dispatch;
    private BuildTracking tracking;
    private long seq = 1000;

    @BeforeEach
    void open() {
        opened = new TestStore(directory);
        store = opened.store;
        unit = store.unitOfWork();
        journal = new Journal(store.events(), memory.clock);
        book = new LicenceBook(
                store.designLicences(), store.licensedPrints(), store.orders(), store.revisions(), journal);
        production = opened.production(memory, journal, book);
        dispatch = new BuildDispatch(
                store.jobs(),
                store.devices(),
                memory.link,
                production,
                memory.intake,
                journal,
                Duration.ofSeconds(60),
                new MachineMatching(MatchingWeights.USUAL),
                new Surroundings.Sources(store.jobs(), store.calibrations(), Samples.CATALOGUE, book),
                BuildGathering.NONE);
        tracking = new BuildTracking(store.devices(), store.jobs(), store.parts(), production, memory.intake);
        unit.run(() -> {
            DesignRevision revision = Samples.ready(Samples.SIZE);
            store.revisions().add(revision);
        });
    }

    @AfterEach
    void close() throws SQLException {
        opened.close();
    }

    private void allow(@Nullable Integer prints, List<String> centres, List<String> machines, @Nullable Instant until) {
        DesignLicence.Terms terms = new DesignLicence.Terms(prints, centres, machines, until, null);
        unit.run(() -> book.set(DESIGN, "acme", terms, Samples.ANNA));
    }

    private void machines(int count) {
        unit.run(() -> {
            for (int n = 1; n <= count; n++) {
                store.devices().add(Samples.machine("m" + n));
            }
        });
    }

    /** An order of one line, with its parts and their jobs waiting. */
    private void order(int quantity) {
        unit.run(() -> {
            Order order = Samples.order(Samples.ORDER, "pla", quantity);
            store.orders().add(order);
            for (int n = 1; n <= quantity; n++) {
                Part s = Samples.part(1, Samples.PLA);
                Part part = store.parts()
                        .add(new Part(
                                Part.serialOf(order.id(), n),
                                order.id(),
                                "acme",
                                PartState.PLANNED,
                                1,
                                s.plan(),
                                List.of(),
                                null,
                                List.of(),
                                Samples.THEN,
                                0));
                store.jobs()
                        .add(Job.waiting(part, Samples.CENTRE, Samples.job(1).work(), 0, Samples.THEN));
            }
        });
    }

    private int dispatched() {
        return unit.call(() -> dispatch.dispatch(new StageEvent("msg", "x", "x", memory.clock.instant())));
    }

    private Job job(int n) {
        return unit.call(() -> store.jobs().get(Job.idOf(Part.serialOf(Samples.ORDER, n), 1)));
    }

    private int used() {
        return unit.call(() -> store.designLicences().get(DESIGN)).used();
    }

    private long counted() {
        return unit.call(() -> store.licensedPrints()
                .page(new PageRequest(null, Map.of("designId", DESIGN, "state", "COUNTED"), null, 500))
                .items()
                .size());
    }

    /** Sends a job by itself, as dispatch does once it has chosen; each has a machine of its own. */
    private void send(Job waiting) {
        Job now = store.jobs().get(waiting.id());
        Job.Assignment to = new Job.Assignment("north/own-" + waiting.serial(), "cmd", "00", Samples.THEN);
        production.moved(now, now.dispatched(to, List.of()), Principal.HUB, "sent");
    }

    @Test
    void noneOfManyThreadsGetsThePrintAboveTheLimitAndNoneIsWasted() throws Exception {
        int threads = 6;
        int each = 5;
        int limit = 11;
        order(threads * each);
        allow(limit, List.of(), List.of(), null);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        CyclicBarrier start = new CyclicBarrier(threads);
        List<Callable<Integer>> racers = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            int first = t * each + 1;
            racers.add(() -> {
                start.await(30, TimeUnit.SECONDS);
                int sent = 0;
                for (int n = first; n < first + each; n++) {
                    sent += sentUnlessForbidden(n) ? 1 : 0;
                }
                return sent;
            });
        }
        int sent = 0;
        try {
            for (Future<Integer> racer : pool.invokeAll(racers)) {
                sent += racer.get();
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(sent).isEqualTo(limit);
        assertThat(used()).isEqualTo(limit);
        assertThat(counted()).isEqualTo(limit);
        long away = unit.call(() -> store.jobs()
                .page(new PageRequest(null, Map.of("state", "DISPATCHED"), null, 500))
                .items()
                .size());
        assertThat(away).isEqualTo(limit);
    }

    /** Tries again whenever another came first, as redelivery does, until it is sent or refused. */
    private boolean sentUnlessForbidden(int n) {
        for (int attempt = 0; attempt < 1000; attempt++) {
            try {
                unit.run(() -> send(job(n)));
                return true;
            } catch (HubException e) {
                if (e.failureCode() == FailureCode.LICENCE_FORBIDS) {
                    return false;
                }
                assertThat(e.failureCode()).isEqualTo(FailureCode.CONCURRENT_CHANGE);
            }
        }
        throw new IllegalStateException("job " + n + " was never decided");
    }

    @Test
    void whatIsUndoneAfterTheReservationIsNotCounted() {
        order(1);
        allow(1, List.of(), List.of(), null);
        assertThatThrownBy(() -> unit.run(() -> {
                    send(job(1));
                    throw new IllegalStateException("as when the process dies before the commit");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(used()).isZero();
        assertThat(counted()).isZero();
        assertThat(job(1).state()).isEqualTo(JobState.QUEUED);
    }

    @Test
    void databaseRefusesACountAboveTheLimitWhateverTheCodeThinks() {
        allow(1, List.of(), List.of(), null);
        assertThatThrownBy(() -> unit.run(() -> store.designLicences()
                        .update(store.designLicences().get(DESIGN).printed(2))))
                .isInstanceOf(HubException.class);
        assertThat(used()).isZero();
    }

    @Test
    void dispatchStopsAtTheLimitAndSaysThatItIsTheLicence() {
        machines(3);
        order(3);
        allow(2, List.of(), List.of(), null);
        assertThat(dispatched()).isEqualTo(2);
        assertThat(job(3).state()).isEqualTo(JobState.QUEUED);
        assertThat(job(3).matching()).isNotEmpty().allSatisfy(why -> assertThat(why)
                .contains("licence of design dsg_1 is for 2 prints"));
        allow(3, List.of(), List.of(), null);
        assertThat(dispatched()).as("the owner allows one more").isEqualTo(1);
        assertThat(used()).isEqualTo(3);
    }

    @Test
    void licenceEndsAtItsTimeToTheMillisecond() {
        machines(2);
        order(2);
        Instant end = memory.clock.instant().plusMillis(1);
        allow(null, List.of(), List.of(), end);
        unit.run(() -> send(job(1)));
        memory.clock.pass(Duration.ofMillis(1));
        assertThat(dispatched()).isZero();
        assertThat(job(2).matching()).allSatisfy(why -> assertThat(why).contains("ended at " + end));
        assertThatThrownBy(() -> unit.run(() -> send(job(2)))).isInstanceOfSatisfying(HubException.class, e -> {
            assertThat(e.failureCode()).isEqualTo(FailureCode.LICENCE_FORBIDS);
            assertThat(e.problem().remedy()).contains("PUT /designs/dsg_1/licence");
        });
    }

    @Test
    void onlyAllowedMachinesAndCentresPrintEvenWhatWasOrderedBefore() {
        machines(2);
        order(2);
        allow(null, List.of(), List.of("north/m2"), null);
        assertThat(dispatched()).isEqualTo(1);
        assertThat(job(1).device()).isEqualTo("north/m2");
        assertThat(job(2).matching().toString()).contains("allows the machines [north/m2] only");
        allow(null, List.of("south"), List.of(), null);
        assertThat(dispatched()).isZero();
        assertThat(job(2).matching().toString()).contains("allows the centres [south] only");
        assertThatThrownBy(() -> unit.run(() -> book.requireOrderable("dsg_1.1", "acme", Samples.CENTRE, 1)))
                .isInstanceOfSatisfying(
                        HubException.class, e -> assertThat(e.failureCode()).isEqualTo(FailureCode.LICENCE_FORBIDS));
    }

    @Test
    void partsAreOfferedToThoseWhomTheLicenceNamesForAsLongAsItDoes() {
        offer(List.of("rail", "ferry"));
        assertThat(offered("rail")).containsExactly(DESIGN);
        assertThat(offered("acme")).as("it has the design itself").isEmpty();
        unit.run(() -> book.requireOrderable("dsg_1.1", "rail", Samples.CENTRE, 1));

        offer(List.of("ferry"));
        assertThat(offered("rail")).isEmpty();
        assertThatThrownBy(() -> unit.run(() -> book.requireOrderable("dsg_1.1", "rail", Samples.CENTRE, 1)))
                .isInstanceOfSatisfying(
                        HubException.class, e -> assertThat(e.failureCode()).isEqualTo(FailureCode.LICENCE_FORBIDS));

        offer(List.of(DesignLicence.Terms.EVERYBODY));
        assertThat(offered("rail")).containsExactly(DESIGN);
        offer(List.of());
        assertThat(offered("rail")).isEmpty();
    }

    private void offer(List<String> organisations) {
        DesignLicence.Terms terms = new DesignLicence.Terms(
                3, List.of(), List.of(), null, null, DesignLicence.Mark.NONE, null, false, organisations);
        unit.run(() -> book.set(DESIGN, "acme", terms, Samples.ANNA));
    }

    private List<String> offered(String organisation) {
        PageRequest page = new PageRequest(null, Map.of("offeredTo", organisation), null, 10);
        return unit.call(() -> store.designLicences().page(page)).items().stream()
                .map(DesignLicence::id)
                .toList();
    }

    @Test
    void printComesBackWhenTheMachineRefusedItAndNotWhenItSpoiledIt() {
        machines(1);
        order(1);
        allow(1, List.of(), List.of(), null);
        assertThat(dispatched()).isEqualTo(1);
        answer(false);
        assertThat(job(1).state()).isEqualTo(JobState.QUEUED);
        assertThat(used()).as("refused: provably not begun").isZero();
        state(DeviceState.IDLE, null);
        assertThat(dispatched()).as("the same attempt once more").isEqualTo(1);
        assertThat(used()).isEqualTo(1);
        answer(true);
        state(DeviceState.PRINTING, job(1).id());
        track(new DeviceReport.JobEnd(
                "north/m1",
                memory.clock.instant(),
                "boot-1",
                seq++,
                job(1).id(),
                DeviceReport.Outcome.FAILED,
                "spaghetti",
                null));
        Job again = unit.call(() -> store.jobs().get("ord_1-1.2"));
        assertThat(again.state()).isEqualTo(JobState.QUEUED);
        state(DeviceState.IDLE, null);
        assertThat(dispatched()).as("the spoiled print counts").isZero();
        assertThat(used()).isEqualTo(1);
        unit.run(() -> book.giveBack(
                store.licensedPrints().get("ord_1-1.1"), store.jobs().get("ord_1-1.1"), Samples.ANNA, "seen it"));
        assertThat(dispatched()).as("the owner gave it back").isEqualTo(1);
        assertThat(used()).isEqualTo(1);
        assertThat(counted()).isEqualTo(1);
    }

    @Test
    void printComesBackWhenTheMachineHasNoRecordOfIt() {
        machines(1);
        order(1);
        allow(1, List.of(), List.of(), null);
        dispatched();
        memory.clock.pass(Duration.ofSeconds(71));
        unit.run(() -> dispatch.askAboutUnanswered(Duration.ofSeconds(10)));
        assertThat(job(1).state()).isEqualTo(JobState.UNCERTAIN);
        assertThat(used()).as("nobody knows yet").isEqualTo(1);
        Job.Assignment asked = job(1).assignment();
        track(new DeviceReport.Acknowledgement(
                "north/m1",
                memory.clock.instant(),
                "boot-1",
                seq++,
                asked.question(),
                "report",
                null,
                true,
                false,
                null,
                null));
        state(DeviceState.IDLE, null);
        assertThat(job(1).state()).isEqualTo(JobState.QUEUED);
        assertThat(used()).isZero();
    }

    @Test
    void printThatMayStillBecomeAPartIsNotGivenBack() {
        machines(1);
        order(1);
        allow(1, List.of(), List.of(), null);
        dispatched();
        LicensedPrint print = unit.call(() -> store.licensedPrints().get("ord_1-1.1"));
        assertThatThrownBy(() -> unit.run(() -> book.giveBack(print, job(1), Samples.ANNA, "I want it back")))
                .isInstanceOf(HubException.class);
        assertThatThrownBy(() -> allow(0, List.of(), List.of(), null))
                .as("fewer than were begun")
                .isInstanceOfSatisfying(
                        HubException.class, e -> assertThat(e.failureCode()).isEqualTo(FailureCode.LICENCE_FORBIDS));
        assertThat(used()).isEqualTo(1);
    }

    private void answer(boolean accepted) {
        Job.Assignment assignment = job(1).assignment();
        DeviceCommand.Print sent = memory.sent(DeviceCommand.Print.class)
                .get(memory.sent(DeviceCommand.Print.class).size() - 1);
        assertThat(sent.id()).isEqualTo(assignment.commandId());
        track(new DeviceReport.Acknowledgement(
                "north/m1",
                memory.clock.instant(),
                "boot-1",
                seq++,
                assignment.commandId(),
                "print",
                job(1).id(),
                accepted,
                false,
                accepted ? null : "DOOR_OPEN",
                null));
    }

    private void state(DeviceState state, @Nullable String job) {
        track(new DeviceReport.State(
                "north/m1",
                memory.clock.instant(),
                "boot-1",
                seq++,
                state,
                job == null,
                job,
                null,
                Map.of(),
                List.of(),
                null));
        if (job == null) {
            unit.run(() -> {
                Device device = store.devices().get("north/m1");
                if (!device.free()) {
                    tracking.platformCleared(device, "anna", false);
                }
            });
        }
    }

    private void track(DeviceReport report) {
        unit.run(() -> tracking.track(report));
    }
}
