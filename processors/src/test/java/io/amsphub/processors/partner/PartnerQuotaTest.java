package io.amsphub.processors.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.amsphub.processors.device.Registration;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.identity.Role;
import io.amsphub.processors.port.Partners;
import io.amsphub.processors.port.UnitOfWork;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway") // a partner without a quota is one of the cases
class PartnerQuotaTest {

    private static final Principal ACME = new Principal("partner.acme", "acme", Set.of(Role.USER));

    private long now = 1_700_000_000_000L;
    private final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(now);
        }
    };
    private final UnitOfWork direct = new UnitOfWork() {
        @Override
        public <T> T call(Supplier<T> work) {
            return work.get();
        }
    };

    /** A registry that knows one partner, with a quota of its own or none. */
    private PartnerQuota quota(Integer ofAcme) {
        Partner acme =
                new Partner("acme", "acme", Set.of(Role.USER), ofAcme, true, false, null, Registration.QUALIFIED, 1);
        Partners registry = (Partners) Proxy.newProxyInstance(
                Partners.class.getClassLoader(),
                new Class<?>[] {Partners.class},
                (proxy, method, arguments) -> arguments[0].equals("acme") ? Optional.of(acme) : Optional.empty());
        return new PartnerQuota(registry, direct, 600, clock);
    }

    /** Counts requests until one is refused, and returns after how long it may come again. */
    private static Duration exhaust(PartnerQuota quota, int expected) {
        for (int i = 0; i < 10_000; i++) {
            try {
                quota.admit(ACME);
            } catch (HubException e) {
                assertThat(i).isEqualTo(expected);
                assertThat(e.failureCode().status()).isEqualTo(429);
                return e.retryAfter();
            }
        }
        throw new AssertionError("never refused");
    }

    @Test
    void tenthOfAMinuteComesAtOnceThenOneAfterTheOther() {
        PartnerQuota quota = quota(60);
        Duration wait = exhaust(quota, 6);
        assertThat(wait).isEqualTo(Duration.ofSeconds(1));
        now += wait.toMillis();
        exhaust(quota, 1);
        now += 60_000;
        exhaust(quota, 6);
    }

    @Test
    void refusedRequestsCostNothing() {
        PartnerQuota quota = quota(60);
        exhaust(quota, 6);
        for (int i = 0; i < 100; i++) {
            exhaust(quota, 0);
        }
        now += 1_000;
        exhaust(quota, 1);
    }

    @Test
    void partnerWithoutAQuotaHasTheUsualOneAndOthersHaveNone() {
        exhaust(quota(null), 60);
        exhaust(quota(1), 1);
        PartnerQuota quota = quota(1);
        Principal anna = new Principal("anna", "acme", Set.of(Role.USER));
        assertThatCode(() -> {
                    for (int i = 0; i < 1_000; i++) {
                        quota.admit(anna);
                    }
                })
                .doesNotThrowAnyException();
    }
}
