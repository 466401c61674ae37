package io.amsphub.processors.production;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.memory.Floor;
import io.amsphub.processors.memory.MemoryHub;
import io.amsphub.processors.memory.Samples;
import io.amsphub.processors.port.PageRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProductionTest {

    private final Floor floor = new Floor(1, Samples.PETG, "a", "b", "c");
    private final MemoryHub hub = floor.hub;

    @Test
    void partIsStoppedAtTheLimitAndAPersonAsked() {
        floor.fail(1);
        floor.fail(1);
        assertThat(floor.part(1).attempt()).isEqualTo(3);
        floor.fail(1);
        assertThat(floor.part(1).state()).isEqualTo(PartState.STOPPED);
        assertThat(hub.asked(WorkItem.Kind.DECIDE_PART, "ord_1-1")).isTrue();
        assertThat(hub.jobs.ofPart("ord_1-1")).hasSize(3).allMatch(j -> !j.state()
                .live());
    }

    @Test
    void machinesOnWhichItFailedAreRemembered() {
        floor.fail(1);
        floor.fail(1);
        assertThat(floor.job(1, 3).avoid()).containsExactly("north/a", "north/b");
    }

    @Test
    void personMayOrderAnotherAttemptBeyondTheLimit() {
        for (int i = 0; i < 3; i++) {
            floor.fail(1);
        }
        hub.floor.tryAgain(floor.part(1), Samples.ANNA, "new nozzle");
        assertThat(floor.part(1).state()).isEqualTo(PartState.PLANNED);
        assertThat(floor.job(1, 4).state()).isEqualTo(JobState.QUEUED);
        assertThat(hub.asked(WorkItem.Kind.DECIDE_PART, "ord_1-1")).isFalse();
    }

    @Test
    void anotherAttemptBeginsWithTheWholePlan() {
        floor.fail(1);
        assertThat(floor.part(1).done()).isEmpty();
        assertThat(floor.part(1).measured()).isNull();
    }

    @Test
    void samePersonIsAskedOnce() {
        hub.production.ask(WorkItem.Kind.INSPECT, "ord_1-1", "acme", "measure it");
        hub.production.ask(WorkItem.Kind.INSPECT, "ord_1-1", "acme", "measure it");
        assertThat(hub.workItems.page(new PageRequest(null, Map.of(), null, 10)).items())
                .hasSize(1);
        hub.production.answered(WorkItem.Kind.INSPECT, "ord_1-1", Samples.ANNA);
        hub.production.answered(WorkItem.Kind.INSPECT, "ord_1-1", Samples.ANNA);
        assertThat(hub.asked(WorkItem.Kind.INSPECT, "ord_1-1")).isFalse();
    }

    @Test
    void everyMoveIsWrittenDownWithWhoAndWhy() {
        hub.production.move(floor.job(1, 1), JobState.CANCELLED, Samples.ANNA, "not wanted");
        assertThat(hub.events.after(null, "ord_1-1.1", null, 0, 10))
                .singleElement()
                .satisfies(e -> {
                    assertThat(List.of(e.who(), e.why(), e.correlationId()))
                            .containsExactly("anna", "not wanted", "ord_1");
                    assertThat(e.time()).isEqualTo(hub.clock.instant());
                });
    }

    @Test
    void moveThatTheTableForbidsLeavesNothing() {
        assertThatThrownBy(() -> hub.unitOfWork.run(() -> {
                    hub.production.begun(floor.job(1, 1), Principal.HUB);
                    hub.production.move(floor.job(1, 1), JobState.PRINTING, Principal.HUB, "cannot be");
                }))
                .isInstanceOfSatisfying(
                        HubException.class, e -> assertThat(e.failureCode()).isEqualTo(FailureCode.ILLEGAL_TRANSITION));
        assertThat(floor.part(1).state()).isEqualTo(PartState.PLANNED);
        assertThat(hub.events.newest()).isZero();
    }
}
