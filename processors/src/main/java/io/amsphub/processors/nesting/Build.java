package io.amsphub.processors.nesting;

import io.amsphub.processors.production.Job;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Several parts that are made at once. While it is FORMED, one job ({@link #jobId}) goes to a machine for all of
 * them, and the job of each part is IN_BUILD: it keeps its place as the one live job of the part.
 *
 * @param id {@code bld_...}
 * @param organisation the AM centre
 * @param plan what was to be nested
 * @param state where it is
 * @param nesting what came of it; null until it is known
 * @param reason why it was refused, dissolved or formed
 * @param createdBy who asked for it
 * @param createdAt by the hub's clock
 * @param version for optimistic locking; 0 until stored
 */
public record Build(
        String id,
        String organisation,
        BuildPlan plan,
        BuildState state,
        @Nullable Nesting nesting,
        @Nullable String reason,
        String createdBy,
        Instant createdAt,
        long version) {

    /** Returns the id of the job that makes it, once it is FORMED. */
    public String jobId() {
        return Job.idOf(id, 1);
    }

    /** Returns the build in another state; the table is the caller's to ask. */
    public Build withState(BuildState next, @Nullable String why) {
        return new Build(id, organisation, plan, next, nesting, why, createdBy, createdAt, version);
    }

    /** Returns the build with what came of nesting. */
    public Build withNesting(Nesting found) {
        return new Build(id, organisation, plan, state, found, reason, createdBy, createdAt, version);
    }
}
