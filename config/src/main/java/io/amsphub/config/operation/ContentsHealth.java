package io.amsphub.config.operation;

import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.jspecify.annotations.Nullable;

/** Readiness of a store of contents outside of the data directory, which is tried twice a second while it is away. */
public final class ContentsHealth extends AbstractHealthCheck {

    private static final String REMEDY =
            "check that the store runs, its bucket takes writes and the keys are valid; the"
                    + " hub goes on by itself then";

    private final Supplier<@Nullable String> trouble;

    /**
     * A check.
     *
     * @param trouble returns why the store is away; null when it is not
     */
    public ContentsHealth(Supplier<@Nullable String> trouble) {
        super("hub", "hub-contents");
        this.trouble = trouble;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        String why = trouble.get();
        if (why == null) {
            builder.up();
        } else {
            builder.message(why + "; " + REMEDY).detail("remedy", REMEDY).down();
        }
    }
}
