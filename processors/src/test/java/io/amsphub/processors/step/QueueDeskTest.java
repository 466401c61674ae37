package io.amsphub.processors.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.amsphub.processors.device.Device;
import io.amsphub.processors.memory.Floor;
import io.amsphub.processors.memory.Samples;
import io.amsphub.processors.production.Decision.Outcome;
import io.amsphub.processors.production.Decision.Verdict;
import io.amsphub.processors.production.Job;
import io.amsphub.processors.production.JobQueue;
import io.amsphub.processors.production.JobState;
import io.amsphub.processors.production.Part;
import io.amsphub.processors.production.PartState;
import io.amsphub.processors.production.Requirements;
import io.amsphub.processors.production.WorkItem;
import io.amsphub.processors.sliced.PrintTarget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class QueueDeskTest {

    private static final int PARTS = 8;

    private final Floor floor = new Floor(PARTS, Samples.PLA);
    private final QueueDesk desk = floor.hub.queue;

    private Job job(int n) {
        return floor.job(n, 1);
    }

    private Job act(Function<QueueDesk, Job> what) {
        return floor.hub.unitOfWork.call(() -> what.apply(desk));
    }

    private List<Integer> order() {
        return floor.hub.jobs.queued(Samples.CENTRE, 0, 100).stream()
                .map(job -> Integer.parseInt(job.serial().substring(job.serial().indexOf('-') + 1)))
                .toList();
    }

    @Test
    void jobsOfOneMomentGoInTheOrderOfTheirParts() {
        assertThat(order()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    }

    @Test
    void higherPriorityGoesFirstAndComesBackToItsPlace() {
        act(d -> d.prioritise(job(5), 3, Samples.ANNA, "the customer waits"));
        assertThat(order()).containsExactly(5, 1, 2, 3, 4, 6, 7, 8);
        assertThat(floor.hub.events.after(null, job(5).id(), null, 0, 9))
                .last()
                .satisfies(event -> assertThat(event.why()).isEqualTo("priority 0 becomes 3: the customer waits"));
        act(d -> d.prioritise(job(5), 0, Samples.ANNA, null));
        assertThat(order()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    }

    @Test
    void jobIsPutBehindOrAheadOfAnother() {
        act(d -> d.placeBehind(job(1), job(4), Samples.ANNA));
        assertThat(order()).containsExactly(2, 3, 4, 1, 5, 6, 7, 8);
        act(d -> d.placeAhead(job(8), job(2), Samples.ANNA));
        assertThat(order()).containsExactly(8, 2, 3, 4, 1, 5, 6, 7);
        act(d -> d.placeAhead(job(7), job(4), Samples.ANNA));
        assertThat(order()).containsExactly(8, 2, 3, 7, 4, 1, 5, 6);
        act(d -> d.placeBehind(job(8), job(6), Samples.ANNA));
        assertThat(order()).containsExactly(2, 3, 7, 4, 1, 5, 6, 8);
        act(d -> d.placeBehind(job(7), job(3), Samples.ANNA));
        assertThat(order()).as("it is there already").containsExactly(2, 3, 7, 4, 1, 5, 6, 8);
    }

    @Test
    void jobsOfTwoPrioritiesAreNotPutBesideEachOther() {
        act(d -> d.prioritise(job(1), 1, Samples.ANNA, null));
        assertThatThrownBy(() -> act(d -> d.placeBehind(job(1), job(2), Samples.ANNA)))
                .hasMessageContaining("AMSP-4011");
        assertThatThrownBy(() -> act(d -> d.placeAhead(job(2), job(2), Samples.ANNA)))
                .hasMessageContaining("AMSP-4011");
    }

    /** Any sequence of what people do leaves every job in the queue, the others in the order that they had. */
    @Test
    void randomMovesKeepATotalOrderAndLoseNoJob() {
        for (int seed = 0; seed < 4; seed++) {
            Floor another = new Floor(12, Samples.PLA);
            QueueDesk other = another.hub.queue;
            if (seed % 2 == 0) {
                another.hub.jobs.all().forEach(j -> another.hub.jobs.update(j.queued(Samples.CENTRE, null, 0, 0)));
            }
            Random random = new Random(seed);
            List<String> expected = new ArrayList<>(ids(another));
            for (int step = 0; step < 30; step++) {
                String moved = expected.remove(random.nextInt(expected.size()));
                int at = random.nextInt(expected.size());
                boolean ahead = random.nextBoolean();
                Job job = another.hub.jobs.get(moved);
                Job anchor = another.hub.jobs.get(expected.get(at));
                another.hub.unitOfWork.run(() -> Assertions.assertThat(
                                ahead
                                        ? other.placeAhead(job, anchor, Samples.ANNA)
                                        : other.placeBehind(job, anchor, Samples.ANNA))
                        .isNotNull());
                expected.add(ahead ? at : at + 1, moved);
                assertThat(ids(another)).as("seed %s step %s", seed, step).isEqualTo(expected);
            }
        }
    }

    /** With priorities, holding and releasing in between, nothing is lost either and equals keep their order. */
    @Test
    void randomPrioritiesAndHoldsLoseNoJob() {
        Random random = new Random(7);
        List<String> all = ids(floor);
        for (int step = 0; step < 60; step++) {
            Job job = floor.hub.jobs.get(all.get(random.nextInt(all.size())));
            int priority = random.nextInt(3);
            floor.hub.unitOfWork.run(() -> {
                if (job.state() == JobState.HELD) {
                    Assertions.assertThat(floor.hub.floor.release(job, Samples.ANNA, "go on"))
                            .isNotNull();
                } else if (priority == 0) {
                    Assertions.assertThat(desk.hold(job, Samples.ANNA, "wait")).isNotNull();
                } else {
                    Assertions.assertThat(desk.prioritise(job, priority, Samples.ANNA, null))
                            .isNotNull();
                }
            });
            QueueDesk.Queue queue = desk.queue(Samples.CENTRE, null);
            assertThat(queue.waiting().size() + queue.held().size()).isEqualTo(PARTS);
            assertThat(queue.waiting().stream().map(QueueForecast.Line::job).toList())
                    .isSortedAccordingTo(JobQueue.ORDER);
        }
    }

    private static List<String> ids(Floor floor) {
        return floor.hub.jobs.queued(Samples.CENTRE, 0, 100).stream()
                .map(Job::id)
                .toList();
    }

    @Test
    void heldJobIsPassedOverUntilItIsReleased() {
        floor.hub.devices.add(Samples.machine("a"));
        act(d -> d.hold(job(1), Samples.ANNA, "filament is missing"));
        assertThat(job(1).reason()).isEqualTo("filament is missing");
        floor.hub.dispatchAll();
        assertThat(job(1).state()).isEqualTo(JobState.HELD);
        assertThat(job(2).device()).isEqualTo("north/a");
        assertThatThrownBy(() -> act(d -> d.hold(job(2), Samples.ANNA, "too late")))
                .hasMessageContaining("AMSP-4001");
    }

    @Test
    void jobMovesToMachinesThatCanMakeItOnly() {
        Device south = other(Samples.machine("c"), "south");
        floor.hub.devices.add(Samples.machine("a"));
        floor.hub.devices.add(Samples.machine("b"));
        floor.hub.devices.add(south);

        act(d -> d.move(job(1), new QueueDesk.Destination(null, null, "b"), Samples.ANNA, "a is loud"));
        assertThat(job(1).target()).isEqualTo(PrintTarget.machine("north", "b"));
        act(d -> d.move(job(2), new QueueDesk.Destination("south", null, null), Samples.ANNA, "north is full"));
        assertThat(job(2).amCentre()).isEqualTo("south");
        assertThat(floor.hub.handedOn).contains("dispatchDue " + job(2).id());
        assertThatThrownBy(() -> act(
                        d -> d.move(job(3), new QueueDesk.Destination(null, "resin", null), Samples.ANNA, "why not")))
                .hasMessageContaining("AMSP-4010")
                .hasMessageContaining("not in the group resin");
        Job licensed = floor.hub.jobs.update(
                job(4).asking(new Requirements(null, List.of(), List.of(), List.of("north"), List.of(), null, null)));
        assertThatThrownBy(() ->
                        act(d -> d.move(licensed, new QueueDesk.Destination("south", null, null), Samples.ANNA, "no")))
                .hasMessageContaining("licence");

        floor.hub.dispatchAll();
        assertThat(job(1).device()).isEqualTo("north/b");
        assertThat(job(2).device()).isEqualTo("south/c");
    }

    private static Device other(Device device, String centre) {
        return new Device(
                Device.idOf(centre, device.machine()),
                centre,
                device.machine(),
                device.dialect(),
                device.processCategory(),
                device.buildVolume(),
                List.of("PLA"),
                device.registration(),
                device.live(),
                0);
    }

    @Test
    void jobOfAnOrderThatIsGivenUpStopsItsPart() {
        act(d -> d.cancel(job(1), Samples.ANNA, "wrong file"));
        assertThat(job(1).state()).isEqualTo(JobState.CANCELLED);
        assertThat(floor.part(1).state()).isEqualTo(PartState.STOPPED);
        assertThat(floor.hub.asked(WorkItem.Kind.DECIDE_PART, floor.part(1).serial()))
                .isTrue();
    }

    @Test
    void printThatIsGivenUpIsNotMade() {
        Part print = floor.hub.parts.add(new Part(
                "prt_1-1",
                "prt_1",
                "acme",
                PartState.PLANNED,
                1,
                List.of(),
                List.of(),
                null,
                List.of(),
                Samples.THEN,
                0));
        Job sliced = floor.hub.jobs.add(
                Job.waiting(print, Samples.CENTRE, Samples.job(1).work(), 0, Samples.THEN));
        act(d -> d.cancel(sliced, Samples.ANNA, "not needed"));
        assertThat(floor.hub.parts.get("prt_1-1").state()).isEqualTo(PartState.CANCELLED);
    }

    @Test
    void expectedStartsAreThoseOfTheMachinesTogether() {
        floor.hub.devices.add(Samples.machine("a"));
        floor.hub.devices.add(Samples.machine("b"));
        act(d -> d.move(job(1), new QueueDesk.Destination(null, null, "b"), Samples.ANNA, "it has to"));
        List<QueueForecast.Line> lines = desk.queue(Samples.CENTRE, null).waiting();
        assertThat(lines.stream().limit(5).map(line -> Duration.between(floor.hub.clock.instant(), line.expectedStart())
                        .toHours()))
                .as("an hour each, on two machines")
                .containsExactly(0L, 0L, 1L, 1L, 2L);
        assertThat(lines.get(0).expectedMachine()).isEqualTo("north/b");
        assertThat(lines.get(1).expectedMachine()).isEqualTo("north/a");
    }

    @Test
    void nobodyKnowsWhenAJobBeginsThatNoMachineCanMake() {
        floor.hub.devices.add(
                Samples.machine("a").withIdentity(Samples.machine("a").buildVolume(), List.of("PETG")));
        assertThat(desk.queue(Samples.CENTRE, null).waiting())
                .hasSize(PARTS)
                .allSatisfy(line -> assertThat(line.expectedStart()).isNull());
    }

    @Test
    void queueOfAGroupShowsWhatItsMachinesMayMake() {
        floor.hub.jobs.update(job(2).onlyOn(PrintTarget.group(Samples.CENTRE, "resin")));
        assertThat(desk.queue(Samples.CENTRE, "fdm").waiting().stream().map(QueueForecast.Line::place))
                .containsExactly(1, 3, 4, 5, 6, 7, 8);
        assertThat(desk.queue(Samples.CENTRE, "resin").waiting()).hasSize(PARTS);
    }

    @Test
    void whyNotThatMachineHasAnAnswerForEach() {
        floor.hub.devices.add(Samples.machine("a"));
        floor.hub.devices.add(
                Samples.machine("b").withIdentity(Samples.machine("b").buildVolume(), List.of("TPU")));
        assertThat(desk.verdicts(job(1), null).shown().stream().map(v -> v.machine() + " " + v.outcome()))
                .containsExactly("north/a CHOSEN", "north/b UNFIT");
        floor.hub.dispatchAll();
        assertThat(job(1).decision()).satisfies(decision -> {
            assertThat(decision.machine()).isEqualTo("north/a");
            assertThat(decision.verdicts()).hasSize(2);
        });
        assertThat(desk.verdicts(job(1), "a").shown().get(0).reason()).contains("busy with " + job(1).id());
    }

    @Test
    void whyNotIsAnsweredForEachOfMoreMachinesThanAreShown() {
        for (int n = 100; n < 350; n++) {
            floor.hub.devices.add(Samples.machine("m" + n).withIdentity(null, List.of("TPU")));
        }
        floor.hub.devices.add(Samples.machine("z"));
        QueueDesk.Verdicts verdicts = desk.verdicts(job(1), null);
        assertThat(verdicts.shown()).hasSize(200);
        assertThat(verdicts.shown().get(0).machine()).isEqualTo("north/z");
        assertThat(verdicts.counts()).containsOnly(entry(Outcome.CHOSEN, 1), entry(Outcome.UNFIT, 250));
        assertThat(desk.verdicts(job(1), "m349").shown())
                .singleElement()
                .satisfies(verdict -> assertThat(verdict.reason()).contains("needs PLA"));
        floor.hub.dispatchAll();
        assertThat(job(1).decision()).satisfies(decision -> {
            assertThat(decision.machine()).isEqualTo("north/z");
            assertThat(decision.verdicts())
                    .hasSize(20)
                    .extracting(Verdict::outcome)
                    .startsWith(Outcome.CHOSEN);
        });
        assertThat(desk.verdicts(job(1), "z").shown().get(0).reason()).contains("busy with " + job(1).id());
    }

    @Test
    void jobMovesToTheOnlyMachineOfManyThatCanMakeIt() {
        for (int n = 100; n < 350; n++) {
            floor.hub.devices.add(Samples.machine("m" + n).withIdentity(null, List.of("TPU")));
        }
        assertThatThrownBy(
                        () -> desk.move(job(1), new QueueDesk.Destination(null, null, null), Samples.ANNA, "why not"))
                .hasMessageContaining("of 250 machines none can make");
        floor.hub.devices.add(Samples.machine("z"));
        assertThat(desk.move(job(1), new QueueDesk.Destination(null, null, null), Samples.ANNA, "now")
                        .amCentre())
                .isEqualTo(Samples.CENTRE);
    }
}
