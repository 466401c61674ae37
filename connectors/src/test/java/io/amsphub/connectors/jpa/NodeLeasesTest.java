package io.amsphub.connectors.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.identity.Role;
import io.amsphub.processors.port.Leases;
import io.amsphub.processors.port.Nodes;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Nodes on a real PostgreSQL, each with a store of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NodeLeasesTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final List<String> WORK =
            IntStream.range(0, 30).mapToObj(n -> "work-" + n).toList();

    private final List<Hub> hubs = new ArrayList<>();

    @SuppressWarnings("NullAway.Init") // set before all
    private PostgresServer database;

    /** A hub of the test. */
    private final class Hub {

        private final DatabasePool pool = new DatabasePool(database.url(), PostgresServer.USER, "", 8, null);
        private final JpaStore store = JpaStore.open(pool, Clock.systemUTC());
        private final NodeLeases node;
        private boolean closed;

        Hub(String name, String broker) {
            node = store.nodeLeases(new NodeLeases.Self("id-of-" + name, name, "http://" + name, broker));
            hubs.add(this);
        }

        Hub begin() {
            node.join();
            node.ready();
            return this;
        }

        List<String> held() {
            return WORK.stream().filter(node::holds).toList();
        }

        /** Ends as if killed: without a farewell. */
        void die() {
            if (!closed) {
                closed = true;
                pool.close();
                assertThatThrownBy(node::close).isInstanceOf(RuntimeException.class);
                store.close();
            }
        }
    }

    @BeforeAll
    void startDatabase() throws IOException {
        Assumptions.assumeTrue(PostgresServer.isInstalled(), "PostgreSQL is not installed");
        database = PostgresServer.create();
    }

    @BeforeEach
    void forgetNodes() throws SQLException {
        new Hub("nobody", "b").die(); // brings the schema up to date
        sql("DELETE FROM hub_node");
        sql("DELETE FROM hub_lease");
    }

    @AfterEach
    void endHubs() {
        hubs.forEach(Hub::die);
        hubs.clear();
    }

    @AfterAll
    void stopDatabase() throws IOException {
        if (database != null) {
            database.close();
        }
    }

    private void sql(String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.url(), PostgresServer.USER, "");
                Statement one = connection.createStatement()) {
            one.execute(statement);
        }
    }

    private static void awaitSharedOut(Hub... among) {
        await().atMost(SOON).until(() -> {
            List<String> all = new ArrayList<>();
            boolean each = true;
            for (Hub hub : among) {
                List<String> held = hub.held();
                each &= !held.isEmpty();
                all.addAll(held);
            }
            return each && all.size() == WORK.size() && Set.copyOf(all).size() == WORK.size();
        });
    }

    @Test
    void leasesAreSharedOutAndMoveWhenNodesComeEndAndDie() {
        Hub one = new Hub("one", "b").begin();
        awaitSharedOut(one);
        Hub two = new Hub("two", "b").begin();
        Hub three = new Hub("three", "b").begin();
        awaitSharedOut(one, two, three);
        assertThat(one.node.known()).extracting(Nodes.Node::name).containsExactly("one", "three", "two");
        for (Nodes.Node node : one.node.known()) {
            assertThat(node.state()).as(node.name()).isEqualTo(Nodes.State.READY);
            assertThat(node.self()).as(node.name()).isEqualTo(node.name().equals("one"));
            assertThat(node.seenAt()).isAfterOrEqualTo(node.startedAt());
            assertThat(node.leases()).as(node.name()).isNotEmpty();
        }

        two.node.close();
        awaitSharedOut(one, three);

        one.die();
        await().atMost(NodeLeases.EXPIRY.plus(SOON)).until(() -> three.held().size() == WORK.size());
        assertThat(three.node.known())
                .as("who said farewell is not there, who did not is")
                .extracting(Nodes.Node::name, Nodes.Node::state, Nodes.Node::self)
                .containsExactly(tuple("one", Nodes.State.SILENT, false), tuple("three", Nodes.State.READY, true));
    }

    @Test
    void leaseStaysWhileWorkIsUnderWay() {
        Hub one = new Hub("one", "b").begin();
        awaitSharedOut(one);
        List<Leases.Hold> under =
                WORK.stream().map(name -> one.node.occupy(name).orElseThrow()).toList();
        Hub two = new Hub("two", "b").begin();
        await().atMost(SOON).until(() -> one.held().size() < WORK.size());
        await().during(Duration.ofSeconds(2)).atMost(SOON).until(() -> two.held()
                .isEmpty());
        List<String> went = new ArrayList<>();
        one.node.whenGoing(WORK.get(0), () -> went.add("no"));
        under.forEach(Leases.Hold::close);
        awaitSharedOut(one, two);
        assertThat(went.isEmpty()).isEqualTo(one.node.holds(WORK.get(0)));
    }

    @Test
    void whatIsDoneUnderALeaseThatWentElsewhereIsUndone() throws SQLException {
        Hub one = new Hub("one", "b").begin();
        awaitSharedOut(one);
        Leases.Hold hold = one.node.enter("work-1", Duration.ZERO).orElseThrow();
        try (hold) {
            note(one, "kept");
            sql("UPDATE hub_lease SET holder = 'another', epoch = epoch + 1 WHERE name = 'work-1'");
            one.store.unitOfWork().run(() -> one.store.eventCursors().position("kept", () -> 1)); // only reads
            assertThatThrownBy(() -> note(one, "undone"))
                    .isInstanceOfSatisfying(
                            HubException.class, e -> assertThat(e.failureCode()).isEqualTo(FailureCode.LEASE_LOST));
        }
        assertThat(position(one, "kept")).isEqualTo(7);
        assertThat(position(one, "undone")).isZero();
        // nobody lives by that name, so the node takes the lease anew, by a number of its own
        await().atMost(SOON)
                .ignoreExceptionsInstanceOf(HubException.class)
                .until(() -> one.node.within("work-1", () -> note(one, "anew")));
        assertThat(position(one, "anew")).isEqualTo(7);
    }

    private static long position(Hub hub, String reader) {
        return hub.store.unitOfWork().call(() -> hub.store.eventCursors().position(reader, () -> 0));
    }

    private static void note(Hub hub, String reader) {
        hub.store.unitOfWork().run(() -> hub.store.eventCursors().move(reader, 7));
    }

    @Test
    void nodeThatCannotDoItsWorkStandsAsideWhileAnotherCan() {
        Hub one = new Hub("one", "b").begin();
        Hub two = new Hub("two", "b").begin();
        awaitSharedOut(one, two);
        one.node.able(false);
        awaitSharedOut(two);
        assertThat(two.node.known())
                .extracting(Nodes.Node::name, Nodes.Node::state)
                .containsExactly(tuple("one", Nodes.State.ASIDE), tuple("two", Nodes.State.READY));

        two.node.able(false);
        await().during(Duration.ofSeconds(3))
                .atMost(SOON)
                .until(() -> one.held().isEmpty() && two.held().size() == WORK.size());
        one.node.able(true);
        awaitSharedOut(one);
        two.node.able(true);
        awaitSharedOut(one, two);
    }

    @Test
    void leaseUnderWhichASilentNodeHoldsALockTakesNothingFromTheOthers() throws SQLException {
        Hub one = new Hub("one", "b").begin();
        Hub two = new Hub("two", "b").begin();
        awaitSharedOut(one, two);
        String locked = one.held().get(0);
        try (Connection silent = DriverManager.getConnection(database.url(), PostgresServer.USER, "");
                Statement statement = silent.createStatement()) {
            silent.setAutoCommit(false);
            statement.execute("SELECT * FROM hub_lease WHERE name = '" + locked + "' FOR SHARE");
            one.die();
            await().atMost(NodeLeases.EXPIRY.plus(SOON))
                    .until(() -> two.held().size() == WORK.size() - 1 && two.node.lives());
            assertThat(two.held()).doesNotContain(locked);
        }
        await().atMost(SOON).until(() -> two.held().contains(locked));
    }

    @Test
    void transactionThatIsAbandonedEndsBeforeOthersGiveUpWaitingForIt() throws SQLException {
        Hub one = new Hub("one", "b");
        try (Connection pooled = one.pool.getConnection();
                Connection patient = one.pool.patient().getConnection()) {
            assertThat(abandonedAfter(pooled)).isEqualTo("20s");
            pooled.rollback();
            assertThat(abandonedAfter(pooled)).isEqualTo("20s");
            assertThat(abandonedAfter(patient)).isEqualTo("0");
        }
    }

    private static String abandonedAfter(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet shown = statement.executeQuery("SHOW idle_in_transaction_session_timeout")) {
            shown.next();
            return shown.getString(1);
        }
    }

    @Test
    void nodesThatCannotWorkTogetherDoNotBegin() {
        new Hub("one", "b").begin();
        assertThatThrownBy(() -> new Hub("two", "another broker").begin())
                .isInstanceOfSatisfying(
                        HubException.class, e -> assertThat(e.failureCode()).isEqualTo(FailureCode.NODES_APART));
        Hub twin = new Hub("two", "b");
        twin.begin();
        NodeLeases same = twin.store.nodeLeases(new NodeLeases.Self("other id", "two", "http://two", "b"));
        assertThatThrownBy(same::join).isInstanceOfSatisfying(HubException.class, e -> assertThat(e.failureCode())
                .isEqualTo(FailureCode.NODE_NAME_TAKEN));
    }

    @Test
    void nodeThatIsStartedAgainTakesItsPlaceAtOnceAndTheOneBeforeDoesNothingMore() {
        Hub before = new Hub("one", "b").begin();
        awaitSharedOut(before);
        Hub after = new Hub("one", "b").begin();
        await().atMost(SOON).until(() -> after.held().size() == WORK.size());
        await().atMost(SOON).until(() -> !before.node.lives());
        assertThat(before.held()).isEmpty();
    }

    @Test
    void stagesRecordOneAfterTheOther() throws Exception {
        List<Hub> both = List.of(new Hub("one", "b").begin(), new Hub("two", "b").begin());
        ExecutorService pool = Executors.newFixedThreadPool(4);
        List<Future<?>> adding = new ArrayList<>();
        for (int n = 0; n < 40; n++) {
            Hub hub = both.get(n % 2);
            adding.add(pool.submit(() -> hub.node.exclusively("counting", () -> {
                long now = hub.store.eventCursors().position("counter", () -> 0);
                hub.store.eventCursors().move("counter", now + 1);
                return now;
            })));
        }
        for (Future<?> one : adding) {
            one.get();
        }
        pool.shutdown();
        assertThat(position(both.get(0), "counter")).isEqualTo(40);
    }

    @Test
    void secretThatIsTakenAwayAtOneNodeEndsAtTheOther() {
        Hub one = new Hub("one", "b").begin();
        Hub two = new Hub("two", "b").begin();
        List<String> let = new ArrayList<>();
        for (Hub hub : List.of(one, two)) {
            hub.store.shareEndings(hub.node);
        }
        two.store.credentials().whenEnded(let::add);
        String secret = one.store.credentials().issue(new Principal("who", "org", Set.of(Role.USER)));
        assertThat(two.store.credentials().byToken(secret)).isPresent();
        one.store.credentials().revoke("who");
        await().atMost(SOON).until(() -> two.store.credentials().byToken(secret).isEmpty());
        assertThat(let).containsExactly("who");
    }
}
