package io.amsphub.it.bench;

import io.amsphub.connectors.jpa.DatabasePool;
import io.amsphub.connectors.jpa.JpaStore;
import io.amsphub.connectors.jpa.PostgresServer;
import io.amsphub.processors.lifecycle.HubEvent;
import io.amsphub.processors.lifecycle.Ids;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** P13: rows of events, by the hub's way of writing and by JDBC, many in one transaction. */
final class Writes implements Scenario {

    private static final int EACH = 500;
    private static final String INSERT = "INSERT INTO event (id, occurred_at, aggregate, subject, from_state, to_state,"
            + " who, why, organisation, correlation_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    @Override
    public List<Row> run(Bench bench) throws Exception {
        List<Row> rows = new ArrayList<>();
        rows.add(measure(bench, "HSQLDB", Orders.embedded(bench.empty("writes")), "sa"));
        if (bench.scale().full() && PostgresServer.isInstalled()) {
            try (PostgresServer server = PostgresServer.create()) {
                rows.add(measure(bench, "PostgreSQL", server.url(), PostgresServer.USER));
            }
        }
        return rows;
    }

    private static Row measure(Bench bench, String database, String url, String user) throws Exception {
        int transactions = bench.scale().of(30, 2);
        String jdbc = database.equals("PostgreSQL") ? url + "?reWriteBatchedInserts=true" : url;
        DatabasePool pool = new DatabasePool(url, user, "", 4, null);
        JpaStore store = JpaStore.open(pool, Clock.systemUTC());
        try (Connection connection = java.sql.DriverManager.getConnection(jdbc, user, "")) {
            connection.setAutoCommit(false);
            Rounds rounds = Rounds.of(
                    bench.scale(),
                    bench.directory(),
                    () -> timed(transactions, () -> bare(connection)),
                    () -> timed(transactions, () -> store.unitOfWork()
                            .run(() -> events().forEach(store.events()::append))));
            Row.About about = new Row.About(
                    "P13 " + database,
                    "rows of events, " + EACH + " in a transaction, by the hub's repositories; bare: a batch of JDBC",
                    "rows/s",
                    "0.5",
                    "0.7",
                    Texts.P13);
            return Row.of(
                    about,
                    rounds,
                    Sample.RATE,
                    Host.peakMib(ProcessHandle.current().pid()));
        } finally {
            store.close();
            pool.close();
        }
    }

    /** Some work on a database. */
    @FunctionalInterface
    private interface Work {
        void run() throws SQLException;
    }

    private static Sample timed(int transactions, Work work) throws SQLException {
        long pid = ProcessHandle.current().pid();
        double before = Host.cpuUs(pid);
        long begun = System.nanoTime();
        for (int n = 0; n < transactions; n++) {
            work.run();
        }
        int rows = transactions * EACH;
        return Sample.of(Sample.RATE, rows / Host.seconds(begun), (Host.cpuUs(pid) - before) / rows);
    }

    private static List<HubEvent> events() {
        List<HubEvent> events = new ArrayList<>();
        Instant now = Instant.now();
        for (int n = 0; n < EACH; n++) {
            events.add(new HubEvent(
                    0,
                    Ids.next("evt"),
                    now,
                    "order",
                    "ord_01m8ahv8eyj82wv7r7vbakrwab",
                    "CREATED",
                    "CONFIRMED",
                    "operator",
                    "because it was measured",
                    "demo",
                    "ord_01m8ahv8eyj82wv7r7vbakrwab"));
        }
        return events;
    }

    private static void bare(Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (HubEvent event : events()) {
                insert.setString(1, event.id());
                insert.setObject(2, event.time().atOffset(ZoneOffset.UTC));
                insert.setString(3, event.aggregate());
                insert.setString(4, event.subject());
                insert.setString(5, event.from());
                insert.setString(6, event.to());
                insert.setString(7, event.who());
                insert.setString(8, event.why());
                insert.setString(9, event.organisation());
                insert.setString(10, event.correlationId());
                insert.addBatch();
            }
            insert.executeBatch();
        }
        connection.commit();
    }
}
