package io.amsphub.processors.step;

import io.amsphub.processors.failure.AwayException;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.port.RawReport;
import io.amsphub.processors.port.ReportQueue;
import io.amsphub.processors.port.UnitOfWork;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in what devices report, many reports in one transaction, in the order in which they came.
 *
 * <p>A transaction costs one write to the disk, however many reports it holds, so the hub keeps up with
 * thousands of devices. When a batch fails it is halved until what failed is alone; that one is tried
 * some times more, because it may only have collided with somebody else's change, and then set aside.
 * What is invalid by its content costs its neighbours nothing. When the database is away nothing is
 * set aside: everything comes again, but for what may be lost and was held back as {@link ReportSampling} says.
 */
public final class ReportBatch {

    private static final Logger LOG = LoggerFactory.getLogger(ReportBatch.class);
    private static final int LIMIT = 400;
    private static final int ATTEMPTS = 8;

    private final ReportQueue queue;
    private final ReportIntake intake;
    private final BuildTracking tracking;
    private final SetAside aside;
    private final UnitOfWork unitOfWork;
    private final ReportSampling sampling;

    /**
     * Brings together what taking reports in needs.
     *
     * @param nanoTime a clock that nobody sets
     * @param each of figures that may be lost, how often those of one device are taken in; zero for always
     */
    public ReportBatch(
            ReportQueue queue,
            ReportIntake intake,
            BuildTracking tracking,
            SetAside aside,
            UnitOfWork unitOfWork,
            LongSupplier nanoTime,
            Duration each) {
        this.queue = queue;
        this.intake = intake;
        this.tracking = tracking;
        this.aside = aside;
        this.unitOfWork = unitOfWork;
        this.sampling = new ReportSampling(each, intake, nanoTime);
    }

    /** Takes in what waits, up to a limit, and returns how many reports that were; calls follow each other. */
    public int take() {
        int waited = queue.take(LIMIT, reports -> takeIn(sampling.now(reports)));
        List<RawReport> due = sampling.due(LIMIT);
        while (!due.isEmpty()) {
            takeIn(due);
            due = sampling.due(LIMIT);
        }
        return waited;
    }

    private void takeIn(List<RawReport> reports) {
        if (reports.isEmpty()) {
            return;
        }
        Optional<RuntimeException> failure = attempt(reports);
        if (failure.isEmpty()) {
            return;
        }
        unitOfWork.run(() -> readAhead(reports)); // fails when the database is away, which is no fault of the reports
        if (reports.size() > 1) {
            int half = reports.size() / 2;
            takeIn(reports.subList(0, half));
            takeIn(reports.subList(half, reports.size()));
            return;
        }
        for (int attempt = 2; failure.isPresent() && attempt <= ATTEMPTS; attempt++) {
            failure = attempt(reports);
        }
        failure.ifPresent(cause -> aside.failed(reports.get(0), cause, ATTEMPTS));
    }

    private void readAhead(List<RawReport> reports) {
        intake.readAhead(reports.stream().map(RawReport::topic).toList());
    }

    /** Takes all reports in, or none and returns why. */
    private Optional<RuntimeException> attempt(List<RawReport> reports) {
        Tracked tracked;
        try {
            tracked = unitOfWork.call(() -> track(reports));
        } catch (AwayException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.debug("{} reports could not be taken in together", reports.size(), e);
            return Optional.of(e);
        }
        sampling.taken(tracked.heard());
        tracked.refused().forEach(aside::invalid);
        return Optional.empty();
    }

    /** What was taken in, in its order, and what was not because of its content. */
    private record Tracked(Map<RawReport, ReportIntake.Heard> heard, Map<RawReport, HubException> refused) {}

    private Tracked track(List<RawReport> reports) {
        Tracked tracked = new Tracked(new LinkedHashMap<>(), new LinkedHashMap<>());
        readAhead(reports);
        for (RawReport report : reports) {
            try {
                ReportIntake.Heard heard = intake.hearWithin(report.topic(), report.payload());
                tracking.track(heard.device(), heard.report());
                tracked.heard().put(report, heard);
            } catch (HubException e) {
                if (!e.failureCode().invalidContent()) {
                    throw e;
                }
                tracked.refused().put(report, e);
            }
        }
        return tracked;
    }
}
