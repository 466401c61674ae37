package io.amsphub.processors.step;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.amsphub.processors.memory.MemoryHub;
import io.amsphub.processors.memory.Samples;
import io.amsphub.processors.production.Job;
import io.amsphub.processors.production.JobState;
import io.amsphub.processors.quote.MachineCalibration;
import io.amsphub.processors.quote.Quote;
import io.amsphub.processors.quote.QuoteWishes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Jobs of a quote that estimates 780 s each, on machine north/a; three of them are enough to learn from. */
class PrintCalibrationTest {

    private final MemoryHub hub = new MemoryHub();

    @BeforeEach
    void order() {
        hub.revisions.add(Samples.ready(Samples.SIZE));
        hub.measurements.add(Samples.measurement(Samples.SIZE));
        hub.quotes.add(Samples.quote(4));
        hub.pricing.priceAsked(hub.event("quo_1"));
        hub.orders.add(Samples.order(4));
    }

    private void print(int n, JobState end, double ratio) {
        Instant start = hub.clock.instant();
        Instant over = start.plusMillis(Math.round(780_000 * ratio));
        Job job = Samples.job(n)
                .dispatched(new Job.Assignment("north/a", "cmd", "token", start), List.of())
                .withState(JobState.PRINTING, "began", start)
                .withState(end, "ended", over);
        hub.jobs.add(job);
        hub.calibration.learn(hub.event(job.id()));
    }

    private Quote quote() {
        return hub.quoteDesk.ask(hub.revisions.get("dsg_1.1"), "pla", 4, null, QuoteWishes.NONE, Samples.ANNA);
    }

    @Test
    void quotesFollowWhatFinishedJobsHaveShownOnceThereAreEnough() {
        print(1, JobState.FINISHED, 1.2);
        print(2, JobState.FINISHED, 1.3);
        assertThat(requireNonNull(quote().price()).estimate().printTimeS()).isEqualTo(780);
        print(3, JobState.FINISHED, 1.25);
        Quote learnt = quote();
        assertThat(requireNonNull(learnt.price()).estimate().printTimeS()).isEqualTo(975);
        assertThat(requireNonNull(learnt.inputs()).calibration().jobs()).isEqualTo(3);
        assertThat(learnt.price().estimate().basis()).contains("3 finished job(s)");
    }

    @Test
    void failedJobTeachesNothingAndADeliveryTwiceTeachesOnce() {
        print(1, JobState.FAILED, 0.5);
        assertThat(hub.calibrations.find("north/a")).isEmpty();
        print(2, JobState.FINISHED, 1.5);
        hub.calibration.learn(hub.event(Samples.job(2).id()));
        assertThat(hub.calibrations.get("north/a").samples()).hasSize(1);
    }

    @Test
    void printOfASimulatorThatRunsTooFastIsSetAside() {
        print(1, JobState.FINISHED, 0.001);
        MachineCalibration known = hub.calibrations.get("north/a");
        assertThat(known.counted()).isZero();
        assertThat(known.setAside()).isEqualTo(1);
        hub.clock.pass(Duration.ofDays(1));
        assertThat(requireNonNull(quote().price()).estimate().printTimeS()).isEqualTo(780);
    }
}
