package io.amsphub.connectors.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import io.amsphub.processors.memory.Samples;
import io.amsphub.processors.production.Job;
import io.amsphub.processors.production.JobQueue;
import io.amsphub.processors.production.JobState;
import io.amsphub.processors.production.Need;
import io.amsphub.processors.production.Part;
import io.amsphub.processors.production.PartState;
import io.amsphub.processors.sliced.PrintTarget;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The order of the queue, as the database gives it. */
@SuppressWarnings("NullAway") // JUnit and the methods before the tests set the fields
class JpaJobQueueTest {

    private static final int JOBS = 300;

    @TempDir
    static Path directory;

    private static TestStore opened;
    private static final List<Job> EXPECTED = new ArrayList<>();

    @BeforeAll
    static void open() {
        opened = new TestStore(directory);
        Random random = new Random(1);
        opened.store.unitOfWork().run(() -> {
            for (int n = 1; n <= JOBS; n++) {
                Job job = Job.waiting(
                        part(n), n % 3 == 0 ? "south" : "north", Samples.job(1).work(), 0, Samples.THEN);
                Job placed = job.queued(job.amCentre(), null, random.nextInt(5) - 2, random.nextInt(9) - 4);
                Job kept = n % 10 == 0 ? placed.withState(JobState.HELD, "wait", Samples.THEN) : placed;
                opened.store.jobs().add(kept);
                EXPECTED.add(kept);
            }
        });
    }

    @AfterAll
    static void close() throws SQLException {
        opened.close();
    }

    private static Part part(int n) {
        return new Part(
                Part.serialOf("ord_queue", n),
                "ord_queue",
                "acme",
                PartState.PLANNED,
                1,
                List.of(),
                List.of(),
                null,
                List.of(),
                Samples.THEN,
                0);
    }

    private static List<String> expected(String centre, JobState state, Comparator<Job> order) {
        return EXPECTED.stream()
                .filter(job -> job.amCentre().equals(centre) && job.state() == state)
                .sorted(order)
                .map(Job::id)
                .toList();
    }

    @Test
    void jobsComeByPriorityThenRankThenId() {
        List<String> all = expected("north", JobState.QUEUED, JobQueue.ORDER);
        opened.store.unitOfWork().run(() -> {
            assertThat(opened.store.jobs().queued("north", 0, JOBS))
                    .extracting(Job::id)
                    .isEqualTo(all);
            assertThat(opened.store.jobs().queued("north", 50, 20))
                    .extracting(Job::id)
                    .isEqualTo(all.subList(50, 70));
            assertThat(opened.store.jobs().held("north", JOBS))
                    .extracting(Job::id)
                    .isEqualTo(expected("north", JobState.HELD, JobQueue.ORDER));
        });
    }

    @Test
    void neighboursAreThoseOfTheSameCentreAndPriority() {
        Job middle = EXPECTED.stream()
                .filter(j -> j.amCentre().equals("north") && j.state() == JobState.QUEUED && j.rank() == 0)
                .findFirst()
                .orElseThrow();
        List<String> line = EXPECTED.stream()
                .filter(j -> j.amCentre().equals("north")
                        && j.state() == JobState.QUEUED
                        && j.priority() == middle.priority())
                .sorted(JobQueue.ORDER)
                .map(Job::id)
                .toList();
        int at = line.indexOf(middle.id());
        List<String> ahead = new ArrayList<>(line.subList(0, at));
        Collections.reverse(ahead);
        opened.store.unitOfWork().run(() -> {
            assertThat(opened.store.jobs().behind(middle, JOBS))
                    .extracting(Job::id)
                    .isEqualTo(line.subList(at + 1, line.size()));
            assertThat(opened.store.jobs().ahead(middle, JOBS))
                    .extracting(Job::id)
                    .isEqualTo(ahead);
        });
    }

    @Test
    void queueIsReadFromItsIndexInOrder() throws SQLException {
        String plan = opened.plan("SELECT document FROM job WHERE am_centre = 'north' AND state = 'QUEUED'"
                + " ORDER BY am_centre, state, urgency, queue_rank, id FETCH FIRST 50 ROWS ONLY");
        assertThat(plan).contains("index=JOB_QUEUE", "uses index");
    }

    @Test
    void eachLaneIsFoundOnceAndWhatWaitsForOneMachineIsSummedUp() {
        List<Job> targeted = new ArrayList<>();
        opened.store.unitOfWork().run(() -> {
            for (int n = 1; n <= 62; n++) {
                Job job = Job.waiting(part(JOBS + n), "east", Samples.job(1).work(), 0, Samples.THEN);
                PrintTarget target = new PrintTarget("east", null, n <= 60 ? "m1" : "m2", null);
                targeted.add(opened.store.jobs().add(job.queued("east", target, 0, n)));
            }
        });
        long each = targeted.get(0).expectedPrintTimeS();
        opened.store.unitOfWork().run(() -> {
            assertThat(opened.store.jobs().needs("east"))
                    .doesNotHaveDuplicates()
                    .contains(Need.of(targeted.get(0)), Need.of(targeted.get(61)), Need.of(EXPECTED.get(0)));
            assertThat(opened.store.jobs().ownQueues("east")).isEqualTo(Map.of("m1", 60 * each, "m2", 2 * each));
            assertThat(opened.store.jobs().ownQueues("north")).isEmpty();
        });
    }

    @Test
    void jobsThatDoNotWaitAreNotLookedAtForLanesAndOwnQueues() throws SQLException {
        assertThat(opened.plan("SELECT lane FROM job WHERE lane > '' ORDER BY lane FETCH FIRST 50 ROWS ONLY"))
                .contains("index=JOB_LANES", "uses index");
        assertThat(opened.plan("SELECT am_centre, sole_machine, SUM(print_seconds) FROM job WHERE sole_machine > ''"
                        + " GROUP BY am_centre, sole_machine"))
                .contains("index=JOB_SOLE_MACHINE");
    }
}
