package io.amsphub.processors.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.amsphub.processors.device.DeviceCommand;
import io.amsphub.processors.memory.MemoryDeadLetters;
import io.amsphub.processors.memory.MemoryHub;
import io.amsphub.processors.memory.Placed;
import io.amsphub.processors.memory.Samples;
import io.amsphub.processors.order.OrderTerms;
import io.amsphub.processors.production.JobState;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A hub that is restored from a backup prints nothing of what was begun then, before a person has looked. */
class RestorationTest {

    private static final Instant MADE_AT = Samples.THEN;

    private final MemoryDeadLetters deadLetters = new MemoryDeadLetters();

    private Restoration restoration(MemoryHub hub) {
        return new Restoration(hub.orders, hub.jobs, hub.holds, hub.production, deadLetters, hub.unitOfWork, hub.clock);
    }

    @Test
    void jobsThatWaitedGoToNoMachineUntilTheirOrderIsReleased() {
        Placed placed = new Placed(2, "a");

        assertThat(restoration(placed.hub).begin(MADE_AT).jobs()).isZero();
        assertThat(placed.order().hold()).isNotNull();
        assertThat(placed.hub.dispatchAll()).isZero();

        placed.hub.holds.release(placed.order(), Samples.ANNA, "nothing of it was printed");
        assertThat(placed.hub.dispatchAll()).isEqualTo(1);
    }

    /** The message that has it confirmed was on its way: the hub that is gone has confirmed it, and printed. */
    @Test
    void orderThatWasNotConfirmedYetIsNotConfirmedByTheMessageThatWasOnItsWay() {
        Placed placed = new Placed(2, OrderTerms.USUAL, "a");
        restoration(placed.hub).begin(MADE_AT);

        placed.confirm();

        assertThat(placed.hub.parts.ofOrder(placed.order().id())).isEmpty();
        placed.hub.holds.release(placed.order(), Samples.ANNA, "nothing of it was printed");
        placed.confirm();
        assertThat(placed.hub.parts.ofOrder(placed.order().id())).hasSize(2);
    }

    @Test
    void machineIsAskedForWhatWasSentAndNoOtherGetsItWhenItDoesNotKnow() {
        Placed placed = new Placed(1, "a", "b");
        assertThat(placed.hub.dispatchAll()).isEqualTo(1);
        int sent = placed.hub.sent(DeviceCommand.Print.class).size();

        restoration(placed.hub).begin(MADE_AT);
        assertThat(placed.job(1, 1).state()).isEqualTo(JobState.UNCERTAIN);
        placed.hub.production.moved(
                placed.job(1, 1),
                placed.job(1, 1).queuedAgain("the machine has not got it"),
                Samples.ANNA,
                "not got it");

        assertThat(placed.hub.dispatchAll()).isZero();
        assertThat(placed.hub.sent(DeviceCommand.Print.class)).hasSize(sent);
    }

    @Test
    void itCanBeDoneAgain() {
        Placed placed = new Placed(2, "a");
        restoration(placed.hub).begin(MADE_AT);

        assertThat(restoration(placed.hub).begin(MADE_AT)).isEqualTo(new Restoration.Doubted(0, 0));
    }

    @Test
    void commandOfAPartnerThatWasOnItsWayIsKeptOnceForAPerson() {
        Restoration restoration = restoration(new MemoryHub());
        restoration.setAside("amsp.partner.acme.in", "17", "{}", MADE_AT);
        restoration.setAside("amsp.partner.acme.in", "17", "{}", MADE_AT);

        assertThat(deadLetters.waiting()).isEqualTo(1);
    }
}
