package io.amsphub.connectors.sparkplug;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Who is asked to be born again, and when. */
class RebirthsTest {

    private static final Timing TIMING =
            new Timing(Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofMillis(20), Duration.ofSeconds(1));
    private static final Instant START = Instant.parse("2026-11-26T08:00:00Z");
    private static final int STEP_MS = 10;

    private final Rebirths rebirths = new Rebirths(TIMING);
    private final Map<EdgeId, List<Long>> askedMs = new HashMap<>();

    private static EdgeId edge(int n) {
        return new EdgeId("plant", "cell-" + n);
    }

    private void run(long fromMs, long toMs, int wantedEdges) {
        for (long ms = fromMs; ms < toMs; ms += STEP_MS) {
            Instant now = START.plusMillis(ms);
            for (int i = 0; i < wantedEdges; i++) {
                rebirths.want(edge(i), now);
            }
            long at = ms;
            rebirths.due(now).forEach(id -> askedMs.computeIfAbsent(id, none -> new ArrayList<>())
                    .add(at));
        }
    }

    @Test
    void twoHundredEdgeNodesThatTalkAllTheTimeAreAskedOnceEachAndNotAtOnce() {
        rebirths.restAfterConnecting(START);
        run(0, 5_900, 200);
        assertThat(askedMs).hasSize(200);
        assertThat(askedMs.values()).allSatisfy(times -> assertThat(times).hasSize(1));
        List<Long> all =
                askedMs.values().stream().flatMap(List::stream).sorted().toList();
        assertThat(all.get(0)).as("grace").isGreaterThanOrEqualTo(1_000);
        for (int i = 50; i < all.size(); i++) {
            assertThat(all.get(i) - all.get(i - 50))
                    .as("fifty in a second at most")
                    .isGreaterThanOrEqualTo(970);
        }
    }

    @Test
    void whoDoesNotAnswerIsAskedAgainAtGrowingIntervals() {
        run(0, 200_000, 1);
        List<Long> times = Objects.requireNonNull(askedMs.get(edge(0)));
        assertThat(times).startsWith(0L, 5_000L, 15_000L, 35_000L, 75_000L, 135_000L);
        assertThat(times.get(5) - times.get(4)).isEqualTo(Timing.LONGEST.toMillis());
    }

    @Test
    void whoIsBornIsNotAskedAnyMoreAndNotSoonAgain() {
        rebirths.want(edge(0), START);
        assertThat(rebirths.due(START)).containsExactly(edge(0));
        rebirths.settled(edge(0));
        assertThat(rebirths.due(START.plusSeconds(60))).isEmpty();
        rebirths.want(edge(0), START.plusSeconds(1));
        assertThat(rebirths.due(START.plusSeconds(4))).isEmpty();
        assertThat(rebirths.due(START.plusSeconds(5))).containsExactly(edge(0));
    }
}
