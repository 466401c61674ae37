package io.amsphub.processors.step;

import io.amsphub.processors.catalogue.AmCentre;
import io.amsphub.processors.catalogue.NestingRule;
import io.amsphub.processors.production.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs wait to be nested with others, by the rules of their centres. A job with a priority above 0 never
 * waits, and none longer than the rule says and the minute that nesting may take. A pure function.
 */
public final class BuildGathering {

    /** No centre has a rule. */
    public static final BuildGathering NONE = new BuildGathering(List.of());

    /** How long after its time a job waits for the build that it may be in. */
    static final Duration GRACE = Duration.ofMinutes(1);

    private static final String WAITS = "waits for others to be nested with, until ";

    private final Map<String, AmCentre> centres;

    /** The rules of some centres. */
    public BuildGathering(List<AmCentre> centres) {
        this.centres = centres.stream()
                .filter(centre -> centre.nesting() != null)
                .collect(Collectors.toMap(AmCentre::id, Function.identity()));
    }

    /** Returns the centres that have a rule, by id. */
    List<String> centres() {
        return centres.keySet().stream().sorted().toList();
    }

    /** Returns the rule of a centre; null when it has none. */
    @Nullable
    NestingRule rule(String amCentre) {
        AmCentre centre = centres.get(amCentre);
        return centre == null ? null : centre.nesting();
    }

    /** Returns why a job is not sent to a machine yet; null when nothing speaks against it. */
    @Nullable
    String waits(Job job, Instant now) {
        NestingRule rule = rule(job.amCentre());
        if (rule == null || job.priority() > 0 || !BuildWay.suits(job)) {
            return null;
        }
        Instant until = job.createdAt().plus(rule.patience()).plus(GRACE);
        return now.isBefore(until) ? WAITS + until : null;
    }

    /** Returns whether a job was told to wait and need not any more. */
    boolean released(Job job, Instant now) {
        return waits(job, now) == null
                && job.matching().size() == 1
                && job.matching().get(0).startsWith(WAITS);
    }
}
