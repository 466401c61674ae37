package io.amsphub.processors.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.amsphub.processors.catalogue.SizeMm;
import io.amsphub.processors.device.DeviceReport.Outcome;
import io.amsphub.processors.device.DeviceState;
import io.amsphub.processors.memory.Floor;
import io.amsphub.processors.memory.MemoryHub;
import io.amsphub.processors.memory.Samples;
import io.amsphub.processors.order.OrderState;
import io.amsphub.processors.production.Part;
import io.amsphub.processors.production.PartState;
import io.amsphub.processors.production.WorkItem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The parts of the sample are 40 x 30 x 20 mm, the tolerance is 0.3 mm. */
class PartInspectionTest {

    private final Floor floor = new Floor(2, Samples.PLA, "a", "b");
    private final MemoryHub hub = floor.hub;
    private final PostProcessing postProcessing =
            new PostProcessing(hub.parts, hub.orders, hub.production, Samples.CATALOGUE);
    private final PartInspection inspection = new PartInspection(
            hub.parts, hub.jobs, hub.orders, hub.production, hub.journal, Samples.CATALOGUE, hub.scanGate);

    private PartInspection.Outcome inspect(int n, @Nullable SizeMm measured) {
        hub.dispatchAll();
        String machine = n == 1 ? "a" : "b";
        floor.answer(floor.job(n, 1), true, null);
        floor.end(machine, floor.job(n, 1).id(), Outcome.FINISHED, measured);
        floor.clear(machine);
        postProcessing.advance(hub.event(floor.part(n).serial()));
        return inspection.inspect(hub.event(floor.part(n).serial()));
    }

    @Test
    void partWithinToleranceIsReleasedAndTheLastOneCompletesTheOrder() {
        assertThat(inspect(1, new SizeMm(40.3, 30, 20))).isEqualTo(PartInspection.Outcome.RELEASED);
        assertThat(hub.orders.get(Samples.ORDER).state()).isEqualTo(OrderState.IN_PRODUCTION);
        assertThat(inspect(2, new SizeMm(40, 29.8, 20.1))).isEqualTo(PartInspection.Outcome.ORDER_COMPLETE);
        assertThat(hub.orders.get(Samples.ORDER).state()).isEqualTo(OrderState.INSPECTED);
    }

    @Test
    void partTurnedAboutZIsTheSamePart() {
        assertThat(inspect(1, new SizeMm(30, 40, 20))).isEqualTo(PartInspection.Outcome.RELEASED);
    }

    @Test
    void partThatLiesOnItsSideIsNot() {
        assertThat(inspect(1, new SizeMm(40, 20, 30))).isEqualTo(PartInspection.Outcome.REJECTED);
    }

    @Test
    void rejectedPartIsMadeAgainAndItsVerdictIsKept() {
        assertThat(inspect(1, new SizeMm(40.31, 30, 20))).isEqualTo(PartInspection.Outcome.REJECTED);
        Part part = floor.part(1);
        assertThat(part.state()).isEqualTo(PartState.PLANNED);
        assertThat(part.attempt()).isEqualTo(2);
        assertThat(part.inspections()).singleElement().satisfies(v -> {
            assertThat(v.passed()).isFalse();
            assertThat(v.deviationMm()).isCloseTo(0.31, offset(1e-9));
        });
        assertThat(floor.job(1, 2).avoid())
                .as("another machine, while there is one")
                .hasSize(1);
    }

    @Test
    void measurementThatWasOvertakenByTheMachinesRecordIsJudgedWhenItComes() {
        hub.dispatchAll();
        floor.answer(floor.job(1, 1), true, null);
        floor.remembers("a", DeviceState.IDLE, "ord_1-1.1", "FINISHED");
        floor.clear("a");
        postProcessing.advance(hub.event("ord_1-1"));
        assertThat(inspection.inspect(hub.event("ord_1-1"))).isEqualTo(PartInspection.Outcome.WAITS);
        floor.end("a", "ord_1-1.1", Outcome.FINISHED, Samples.SIZE);
        assertThat(hub.handedOn).containsOnlyOnce("partMeasured ord_1-1");
        assertThat(inspection.inspect(hub.event("ord_1-1"))).isEqualTo(PartInspection.Outcome.RELEASED);
        assertThat(hub.workItems.open(WorkItem.Kind.INSPECT, "ord_1-1")).isEmpty();
    }

    @Test
    void partThatNobodyMeasuredWaitsForAPerson() {
        assertThat(inspect(1, null)).isEqualTo(PartInspection.Outcome.WAITS);
        assertThat(hub.asked(WorkItem.Kind.INSPECT, "ord_1-1")).isTrue();
        hub.floor.recordMeasurement(floor.part(1), Samples.SIZE, Samples.ANNA);
        assertThat(hub.asked(WorkItem.Kind.INSPECT, "ord_1-1")).isFalse();
        assertThat(hub.handedOn).contains("partMeasured ord_1-1");
        assertThat(inspection.inspect(hub.event("ord_1-1"))).isEqualTo(PartInspection.Outcome.RELEASED);
    }

    @Test
    void secondDeliveryOfTheEventCountsNothingTwice() {
        inspect(1, Samples.SIZE);
        assertThat(inspection.inspect(hub.event("ord_1-1"))).isEqualTo(PartInspection.Outcome.WAITS);
        assertThat(hub.orders.get(Samples.ORDER).released()).isEqualTo(1);
    }
}
