package io.amsphub.processors.step;

import io.amsphub.processors.lifecycle.HubEvent;
import io.amsphub.processors.lifecycle.StageSubject;
import io.amsphub.processors.port.Calibrations;
import io.amsphub.processors.port.Events;
import io.amsphub.processors.port.Jobs;
import io.amsphub.processors.port.Orders;
import io.amsphub.processors.port.Quotes;
import io.amsphub.processors.production.Job;
import io.amsphub.processors.production.JobState;
import io.amsphub.processors.quote.MachineCalibration;
import io.amsphub.processors.quote.PriceRules;
import io.amsphub.processors.quote.QuoteInputs;
import java.time.Duration;
import java.time.Instant;

/**
 * Learns from a finished job how long its machine really takes, as the median over its last jobs. Jobs that were
 * aborted never come here; jobs that were paused, or took a time that no print of the file takes, are kept but do
 * not count.
 */
public final class PrintCalibration {

    private static final int EVENTS = 200;
    private static final double MS_PER_S = 1000;

    private final Jobs jobs;
    private final Orders orders;
    private final Quotes quotes;
    private final Calibrations calibrations;
    private final Events events;
    private final CentrePricing centres;

    /** Brings together what learning needs. */
    public PrintCalibration(
            Jobs jobs, Orders orders, Quotes quotes, Calibrations calibrations, Events events, CentrePricing centres) {
        this.jobs = jobs;
        this.orders = orders;
        this.quotes = quotes;
        this.calibrations = calibrations;
        this.events = events;
        this.centres = centres;
    }

    /** Learns from the job that the event is about, once. */
    public void learn(StageSubject event) {
        Job job = jobs.get(event.subject());
        QuoteInputs inputs = orders.find(job.orderId())
                .map(order -> quotes.get(order.lineOf(job.serial()).quoteId()).inputs())
                .orElse(null);
        Instant started = job.startedAt();
        Instant ended = job.endedAt();
        String machine = job.device();
        if (job.state() != JobState.FINISHED || inputs == null || machine == null || started == null || ended == null) {
            return;
        }
        double estimated = inputs.figures().aloneTimeS();
        double real = Duration.between(started, ended).toMillis() / MS_PER_S;
        if (!(estimated > 0 && real > 0)) {
            return;
        }
        MachineCalibration known = calibrations
                .find(machine)
                .orElseGet(() -> MachineCalibration.none(machine, job.amCentre(), job.processCategory()));
        if (known.knows(job.id())) {
            return;
        }
        PriceRules.CalibrationRule rule = centres.rulesToday().calibration();
        MachineCalibration.Sample sample =
                new MachineCalibration.Sample(job.id(), estimated, real, ended, wasPaused(job) ? "was paused" : "");
        MachineCalibration learnt = known.with(sample, rule);
        if (known.samples().isEmpty()) {
            calibrations.add(learnt);
        } else {
            calibrations.update(learnt);
        }
    }

    private boolean wasPaused(Job job) {
        return events.about(job.id(), EVENTS).stream().map(HubEvent::to).anyMatch(JobState.PAUSED.name()::equals);
    }
}
