package io.amsphub.processors.partner;

import io.amsphub.processors.api.Admission;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.port.Partners;
import io.amsphub.processors.port.UnitOfWork;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The quota of each partner over all its ways in (Throttler): the generic cell rate algorithm, which lets through a
 * tenth of a minute's quota at once and then one request after the other at the rate. One number for each partner, in
 * memory; a restart forgets what was used. Whoever is no partner is let through.
 *
 * <p>Source: ITU-T I.371, annex A (virtual scheduling).
 */
public final class PartnerQuota implements Admission {

    private static final double MICROS_PER_MINUTE = 60e6;
    private static final int AT_ONCE = 10;

    private final Partners partners;
    private final UnitOfWork unitOfWork;
    private final int usual;
    private final Clock clock;

    /** When the next request of a partner would come if all of them came at the rate, in microseconds. */
    private final Map<String, Long> expected = new ConcurrentHashMap<>();

    /**
     * A quota by the registry of partners.
     *
     * @param usual requests per minute of a partner for which nothing else is said
     */
    public PartnerQuota(Partners partners, UnitOfWork unitOfWork, int usual, Clock clock) {
        this.partners = partners;
        this.unitOfWork = unitOfWork;
        this.usual = usual;
        this.clock = clock;
    }

    @Override
    public boolean counts(Principal who) {
        return who.name().startsWith(Partner.PREFIX);
    }

    @Override
    public void admit(Principal who) {
        if (!counts(who)) {
            return;
        }
        String name = who.name().substring(Partner.PREFIX.length());
        int perMinute = unitOfWork.call(() -> partners.find(name)
                .flatMap(partner -> Optional.ofNullable(partner.requestsPerMinute()))
                .orElse(usual));
        Duration wait = take(name, perMinute);
        if (!wait.isZero()) {
            throw new HubException(
                            FailureCode.QUOTA_EXCEEDED,
                            "partner " + name + " has used up its quota of " + perMinute + " requests per minute",
                            null,
                            "try again in " + wait.plusMillis(999).toSeconds() + " s, or ask for a larger quota")
                    .retryAfter(wait);
        }
    }

    private Duration take(String name, int perMinute) {
        long now = clock.millis() * 1000;
        long step = Math.round(MICROS_PER_MINUTE / perMinute);
        long ahead = step * Math.max(1, perMinute / AT_ONCE);
        long[] wait = new long[1];
        expected.compute(name, (key, before) -> {
            long latest = before == null ? now : Math.max(before, now);
            wait[0] = latest + step - now - ahead;
            return wait[0] > 0 ? latest : latest + step;
        });
        return wait[0] > 0 ? Duration.ofMillis((wait[0] + 999) / 1000) : Duration.ZERO;
    }
}
