package io.amsphub.processors.step;

import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.port.DeadLetters;
import io.amsphub.processors.port.RawReport;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what a device said and the hub cannot take in, with the reason (Invalid Message Channel). The
 * same content is kept once, so that a device that repeats itself does not fill the store.
 */
public final class SetAside {

    private static final Logger LOG = LoggerFactory.getLogger(SetAside.class);
    private static final int BODY_KEPT = 8192;

    private final DeadLetters deadLetters;
    private final Clock clock;

    /** Keeps in a store. */
    public SetAside(DeadLetters deadLetters, Clock clock) {
        this.deadLetters = deadLetters;
        this.clock = clock;
    }

    /** Keeps what is invalid by its content. */
    public void invalid(RawReport report, HubException cause) {
        LOG.warn("a message on {} was set aside: {}", report.topic(), cause.getMessage());
        keep(report, cause.getMessage() + " Remedy: " + cause.problem().remedy(), 1);
    }

    /** Keeps what failed again and again although it is valid. */
    public void failed(RawReport report, RuntimeException cause, int attempts) {
        LOG.error("a message on {} was set aside after {} attempts", report.topic(), attempts, cause);
        keep(report, String.valueOf(cause), attempts);
    }

    private void keep(RawReport report, String reason, int attempts) {
        byte[] body = report.payload();
        String id = report.id();
        deadLetters.keepNow(new DeadLetters.DeadLetter(
                "inv_" + id,
                report.topic(),
                id,
                "",
                new String(body, 0, Math.min(body.length, BODY_KEPT), StandardCharsets.UTF_8).replace("\0", "\uFFFD"),
                reason,
                attempts,
                clock.instant(),
                null,
                null,
                null));
    }
}
