package io.amsphub.connectors.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amsphub.processors.design.Design;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.lifecycle.Ids;
import io.amsphub.processors.memory.Samples;
import io.amsphub.processors.port.DeadLetters;
import io.amsphub.processors.port.Page;
import io.amsphub.processors.port.PageRequest;
import io.amsphub.processors.port.Repository;
import io.amsphub.processors.port.UnitOfWork;
import io.amsphub.processors.production.Job;
import io.amsphub.processors.production.JobState;
import io.amsphub.processors.production.Part;
import io.amsphub.processors.production.PartState;
import io.amsphub.processors.production.Unfetched;
import io.amsphub.processors.production.WorkItem;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway") // JUnit and the methods before the tests set the fields
class JpaRepositoryTest {

    private static final Instant LATER = Instant.parse("2026-11-03T12:00:00Z");

    @TempDir
    static Path directory;

    private static TestStore opened;

    private final JpaStore store = opened.store;
    private final UnitOfWork unit = store.unitOfWork();
    private final UnitOfWork other = SpringUnitOfWork.independent(store.transactionManager());

    @BeforeAll
    static void open() {
        opened = new TestStore(directory);
    }

    @AfterAll
    static void close() throws SQLException {
        opened.close();
    }

    private <T> T in(Supplier<T> work) {
        return unit.call(work);
    }

    private static void assertCollides(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(HubException.class, e -> assertThat(e.failureCode())
                .isEqualTo(FailureCode.CONCURRENT_CHANGE));
    }

    private Design design() {
        Design design = new Design(Ids.next("dsg"), "bracket \u00e4\u2603", "acme", "anna", LATER, 0, 0);
        return in(() -> store.designs().add(design));
    }

    private static Job job(String order, int n, int attempt, JobState state, String device) {
        Part part = new Part(
                Part.serialOf(order, n),
                order,
                "acme",
                PartState.PLANNED,
                attempt,
                List.of(),
                List.of(),
                null,
                List.of(),
                Samples.THEN,
                0);
        Job.Work sample = Samples.job(1).work();
        Job.Work tenSeconds = new Job.Work(
                sample.processCategory(), sample.feedstock(), sample.size(), sample.content(), 10, sample.layers());
        return Job.waiting(part, order, tenSeconds, n, Samples.THEN)
                .dispatched(new Job.Assignment(device, "cmd_1", "00", Samples.THEN), List.of())
                .withState(state, null, Samples.THEN);
    }

    private <T> void assertComesBack(Repository<T> repository, T aggregate, String id) {
        T added = in(() -> repository.add(aggregate));
        assertThat(added).isEqualTo(aggregate);
        assertThat(in(() -> repository.get(id))).isEqualTo(aggregate);
    }

    @Test
    void everyAggregateComesBackAsItWas() {
        assertComesBack(store.orders(), Samples.order(3), Samples.ORDER);
        assertComesBack(store.parts(), Samples.part(1, Samples.PETG), "ord_1-1");
        assertComesBack(store.jobs(), Samples.job(1), "ord_1-1.1");
        assertComesBack(store.devices(), Samples.machine("a"), "north/a");
        assertComesBack(store.quotes(), Samples.quote(4), "quo_1");
        assertComesBack(store.revisions(), Samples.ready(Samples.SIZE), "dsg_1.1");
        assertThat(in(() -> store.revisions().findByUpload("upl_1"))).isPresent();
    }

    @Test
    void whatDoesNotExistIsNotFound() {
        assertThatThrownBy(() -> in(() -> store.orders().get("ord_none"))).hasMessageContaining("AMSP-1005");
    }

    @Test
    void changeOfAnOldVersionIsRefused() {
        Design old = design();
        Design changed = in(() -> store.designs().update(old.withNextRevision()));
        assertThat(changed.version()).isEqualTo(1);
        assertCollides(() -> in(() -> store.designs().update(old.withNextRevision())));
        assertThat(in(() -> store.designs().get(old.id())).revisions()).isEqualTo(1);
    }

    @Test
    void ofTwoChangesAtTheSameMomentOneIsRefused() {
        Design design = design();
        assertCollides(() -> unit.run(() -> {
            Design mine = store.designs().get(design.id());
            other.run(() ->
                    store.designs().update(store.designs().get(design.id()).withNextRevision()));
            store.designs().update(mine.withNextRevision());
        }));
        assertThat(in(() -> store.designs().get(design.id())).revisions()).isEqualTo(1);
    }

    @Test
    void sameIdTwiceIsRefused() {
        Design design = design();
        assertCollides(() -> in(() -> store.designs().add(design)));
    }

    @Test
    void databaseHoldsOneLiveJobForAPart() {
        String order = Ids.next("ord");
        Job first = in(() -> store.jobs().add(job(order, 1, 1, JobState.QUEUED, "x/" + order)));
        assertCollides(() -> in(() -> store.jobs().add(job(order, 1, 2, JobState.QUEUED, "y/" + order))));
        in(() -> store.jobs().update(first.withState(JobState.CANCELLED, "not wanted", LATER)));
        in(() -> store.jobs().add(job(order, 1, 2, JobState.QUEUED, "y/" + order)));
    }

    @Test
    void databaseHoldsOneJobOnAMachine() {
        String order = Ids.next("ord");
        Job first = in(() -> store.jobs().add(job(order, 1, 1, JobState.DISPATCHED, "x/" + order)));
        in(() -> store.jobs().add(job(order, 2, 1, JobState.QUEUED, "x/" + order)));
        assertCollides(() -> in(() ->
                store.jobs().update(store.jobs().get(order + "-2.1").withState(JobState.DISPATCHED, "sent", LATER))));
        in(() -> store.jobs().update(first.withState(JobState.FINISHED, "done", LATER)));
        in(() -> store.jobs().update(store.jobs().get(order + "-2.1").withState(JobState.DISPATCHED, "sent", LATER)));
    }

    @Test
    void databaseHoldsOneOpenItemOfAKindAboutASubject() {
        String subject = Ids.next("part");
        WorkItem item = new WorkItem(
                Ids.next("wrk"), WorkItem.Kind.INSPECT, subject, "acme", "measure", true, LATER, null, null, 0);
        WorkItem same = new WorkItem(
                Ids.next("wrk"), WorkItem.Kind.INSPECT, subject, "acme", "measure", true, LATER, null, null, 0);
        WorkItem added = in(() -> store.workItems().add(item));
        assertCollides(() -> in(() -> store.workItems().add(same)));
        in(() -> store.workItems().update(added.done("anna", LATER)));
        in(() -> store.workItems().add(same));
        assertThat(in(() -> store.workItems().open(WorkItem.Kind.INSPECT, subject)))
                .map(WorkItem::id)
                .contains(same.id());
    }

    @Test
    void failedUnitLeavesNothing() {
        String id = Ids.next("dsg");
        assertThatThrownBy(() -> unit.run(() -> {
                    store.designs().add(new Design(id, "x", "acme", "anna", LATER, 0, 0));
                    throw new IllegalStateException("fails");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(in(() -> store.designs().find(id))).isEmpty();
    }

    @Test
    void waitingJobsComeByPriorityThenByAge() {
        String order = Ids.next("ord");
        unit.run(() -> IntStream.of(1, 3, 2).forEach(n -> store.jobs().add(job(order, n, 1, JobState.QUEUED, "x"))));
        assertThat(in(() -> store.jobs().queued(order, 0, 10)))
                .extracting(Job::priority)
                .containsExactly(3, 2, 1);
        assertThat(in(() -> store.jobs().queued(order, 1, 1)))
                .extracting(Job::priority)
                .containsExactly(2);
        assertThat(in(() -> store.jobs().queuedSeconds(order))).isEqualTo(30);
        assertThat(in(() -> store.jobs().queuedSeconds("nowhere"))).isZero();
    }

    @Test
    void commandsWithoutAnswerAreFoundByTheirExpiry() {
        String order = Ids.next("ord");
        in(() -> store.jobs().add(job(order, 1, 1, JobState.DISPATCHED, "x/" + order)));
        in(() -> store.jobs().add(job(order, 2, 1, JobState.ACCEPTED, "y/" + order)));
        assertThat(in(() -> store.jobs().unanswered(Samples.THEN.plusMillis(1), 100)))
                .extracting(Job::id)
                .contains(order + "-1.1")
                .doesNotContain(order + "-2.1");
        assertThat(in(() -> store.jobs().unanswered(Samples.THEN, 100)))
                .extracting(Job::id)
                .doesNotContain(order + "-1.1");
    }

    @Test
    void jobsThatWaitAfterARefusalAreFoundWhenTheirTimeHasCome() {
        String order = Ids.next("ord");
        Instant until = Samples.THEN.plusSeconds(5);
        Job sent = in(() -> store.jobs().add(job(order, 1, 1, JobState.DISPATCHED, "x/" + order)));
        Job waiting = in(() -> store.jobs().update(sent.notFetched("refused", 5, Samples.THEN)));
        assertThat(in(() -> store.jobs().get(waiting.id())).unfetched())
                .isEqualTo(new Unfetched(List.of("x/" + order), until));
        assertThat(in(() -> store.jobs().waitedUntil(until.minusMillis(1), 100)))
                .extracting(Job::id)
                .doesNotContain(waiting.id());
        assertThat(in(() -> store.jobs().waitedUntil(until, 100)))
                .extracting(Job::id)
                .contains(waiting.id());
        in(() -> store.jobs().update(waiting.waited()));
        assertThat(in(() -> store.jobs().waitedUntil(until, 100)))
                .extracting(Job::id)
                .doesNotContain(waiting.id());
    }

    @Test
    void attemptsAndPartsComeInTheOrderOfTheirNumbers() {
        String order = Ids.next("ord");
        unit.run(() -> IntStream.rangeClosed(1, 11).forEach(n -> {
            store.jobs().add(job(order, 1, n, JobState.FAILED, "x"));
            Part sample = Samples.part(n, Samples.PLA);
            store.parts()
                    .add(new Part(
                            Part.serialOf(order, n),
                            order,
                            "acme",
                            sample.state(),
                            1,
                            List.of(),
                            List.of(),
                            null,
                            List.of(),
                            LATER,
                            0));
        }));
        assertThat(in(() -> store.jobs().ofPart(order + "-1")))
                .extracting(Job::id)
                .containsExactly(IntStream.rangeClosed(1, 11)
                        .mapToObj(n -> order + "-1." + n)
                        .toArray(String[]::new));
        assertThat(in(() -> store.parts().ofOrder(order)))
                .extracting(Part::serial)
                .containsExactly(IntStream.rangeClosed(1, 11)
                        .mapToObj(n -> order + "-" + n)
                        .toArray(String[]::new));
    }

    @Test
    void pagesFollowOneAnotherWithoutGapOrRepetition() {
        String organisation = Ids.next("org");
        List<String> ids = IntStream.range(0, 5)
                .mapToObj(i -> in(() -> store.designs()
                                .add(new Design(Ids.next("dsg"), "d", organisation, "anna", LATER, 0, 0)))
                        .id())
                .toList();
        Page<Design> first = in(() -> store.designs().page(new PageRequest(organisation, Map.of(), null, 2)));
        Page<Design> second = in(() -> store.designs().page(new PageRequest(organisation, Map.of(), first.next(), 2)));
        Page<Design> third = in(() -> store.designs().page(new PageRequest(organisation, Map.of(), second.next(), 2)));
        assertThat(third.next()).isNull();
        assertThat(IntStream.range(0, 3)
                        .mapToObj(List.of(first, second, third)::get)
                        .flatMap(p -> p.items().stream().map(Design::id)))
                .containsExactlyElementsOf(ids);
    }

    @Test
    void pagesAreCompleteHoweverTheDatabaseSortsText() {
        String organisation = Ids.next("org");
        List<String> ids = Stream.of("a-1", "A1", "a1", "a_1", "B", "b", "\u00e4", "z", "Z-", "a 1", "a.1")
                .map(name -> organisation + name)
                .toList();
        unit.run(() -> ids.forEach(id -> store.designs().add(new Design(id, "d", organisation, "anna", LATER, 0, 0))));
        List<String> found = new ArrayList<>();
        String after = null;
        do {
            PageRequest request = new PageRequest(organisation, Map.of(), after, 2);
            Page<Design> page = in(() -> store.designs().page(request));
            page.items().forEach(design -> found.add(design.id()));
            after = page.next();
        } while (after != null);
        assertThat(found).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void textThatADatabaseRefusesIsKeptWithAMark() {
        DeadLetters.DeadLetter letter = new DeadLetters.DeadLetter(
                Ids.next("dead"), "reports", "e\u00001", "", "{\u0000", "bad \u0000", 1, LATER, null, null, null);
        unit.run(() -> store.deadLetters().keep(letter));
        assertThat(in(() -> store.deadLetters().find(letter.id())))
                .get()
                .extracting(DeadLetters.DeadLetter::eventId, DeadLetters.DeadLetter::body)
                .containsExactly("e\uFFFD1", "{\uFFFD");
    }

    @Test
    void listIsFilteredOnlyByColumnsThatItKnows() {
        assertThatThrownBy(
                        () -> in(() -> store.orders().page(new PageRequest(null, Map.of("document", "x"), null, 10))))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
