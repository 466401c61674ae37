package io.amsphub.processors.step;

import io.amsphub.processors.failure.AwayException;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.port.RawReport;
import io.amsphub.processors.port.ReportQueue;
import io.amsphub.processors.port.UnitOfWork;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in what devices report, many reports in one transaction, in the order in which they came.
 *
 * <p>A transaction costs one write to the disk, however many reports it holds, so the hub keeps up with
 * thousands of devices. When a batch fails it is halved until what failed is alone; that one is tried
 * some times more, because it may only have collided with somebody else's change, and then set aside.
 * What is invalid by its content costs its neighbours nothing. When the database is away nothing is
 * set aside: everything comes again.
 */
public final class ReportBatch {

    private static final Logger LOG = LoggerFactory.getLogger(ReportBatch.class);
    private static final int LIMIT = 100;
    private static final int ATTEMPTS = 8;

    private final ReportQueue queue;
    private final ReportIntake intake;
    private final BuildTracking tracking;
    private final SetAside aside;
    private final UnitOfWork unitOfWork;

    /** Brings together what taking reports in needs. */
    public ReportBatch(
            ReportQueue queue, ReportIntake intake, BuildTracking tracking, SetAside aside, UnitOfWork unitOfWork) {
        this.queue = queue;
        this.intake = intake;
        this.tracking = tracking;
        this.aside = aside;
        this.unitOfWork = unitOfWork;
    }

    /** Takes in what waits, up to a limit, and returns how many reports that were. */
    public int take() {
        return queue.take(LIMIT, this::takeIn);
    }

    private void takeIn(List<RawReport> reports) {
        Optional<RuntimeException> failure = attempt(reports);
        if (failure.isEmpty()) {
            return;
        }
        unitOfWork.run(() -> {}); // fails when the database is away, which is no fault of the reports
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

    /** Takes all reports in, or none and returns why. */
    private Optional<RuntimeException> attempt(List<RawReport> reports) {
        Map<RawReport, HubException> refused;
        try {
            refused = unitOfWork.call(() -> track(reports));
        } catch (AwayException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.debug("{} reports could not be taken in together", reports.size(), e);
            return Optional.of(e);
        }
        refused.forEach(aside::invalid);
        return Optional.empty();
    }

    private Map<RawReport, HubException> track(List<RawReport> reports) {
        Map<RawReport, HubException> refused = new LinkedHashMap<>();
        intake.readAhead(reports.stream().map(RawReport::topic).toList());
        for (RawReport report : reports) {
            try {
                ReportIntake.Heard heard = intake.hear(report.topic(), report.payload());
                tracking.track(heard.device(), heard.report());
            } catch (HubException e) {
                if (!e.failureCode().invalidContent()) {
                    throw e;
                }
                refused.put(report, e);
            }
        }
        return refused;
    }
}
