package io.amsphub.config.operation;

import io.amsphub.processors.erp.ErpSystem;
import io.amsphub.processors.failure.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Whether an ERP can be had. A hub whose ERP is away is ready all the same, because nothing needs it at once; so the
 * check says what is wrong in its details, and is down when that has lasted for so long that a person should look.
 */
public final class ErpHealth extends AbstractHealthCheck {

    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final ErpSystem system;
    private final Clock clock;

    /** The check of an ERP. */
    public ErpHealth(ErpSystem system, Clock clock) {
        super("hub", "hub-erp-" + system.name());
        this.system = system;
        this.clock = clock;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        ErpSystem.Condition condition = system.condition();
        Problem problem = condition.problem();
        Instant since = condition.downSince();
        builder.up();
        if (problem != null && since != null) {
            builder.message(problem.code() + " " + problem.detail() + "; " + problem.remedy())
                    .detail("code", problem.code())
                    .detail("since", since.toString())
                    .detail("remedy", problem.remedy());
            if (since.plus(PATIENCE).isBefore(clock.instant())) {
                builder.down();
            }
        }
    }
}
