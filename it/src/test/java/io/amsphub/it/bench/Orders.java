package io.amsphub.it.bench;

import io.amsphub.connectors.jpa.PostgresServer;
import io.amsphub.it.system.RunningHub;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** P2: orders that are placed, each one transaction with its outbox. */
final class Orders implements Scenario {

    private static final int ORDERS = 256;

    @Override
    public List<Row> run(Bench bench) throws Exception {
        List<Row> rows = new ArrayList<>();
        RunningHub embedded = bench.hub("orders", "1g");
        rows.addAll(measure(bench, embedded, "HSQLDB", new BareInserts(embedded(bench.empty("bare")), "sa")));
        if (bench.scale().full() && PostgresServer.isInstalled()) {
            try (PostgresServer server = PostgresServer.create()) {
                RunningHub hub = bench.hub(
                        "orders-postgresql",
                        "1g",
                        "hub.database.url",
                        server.url(),
                        "hub.database.user",
                        PostgresServer.USER);
                rows.addAll(measure(bench, hub, "PostgreSQL", new BareInserts(server.url(), PostgresServer.USER)));
                hub.close();
            }
        }
        return rows;
    }

    /** Returns the URL of an embedded database with the settings of the hub's. */
    static String embedded(Path directory) {
        return "jdbc:hsqldb:file:" + directory.resolve("hub").toAbsolutePath()
                + ";hsqldb.tx=mvcc;hsqldb.write_delay=false;hsqldb.default_table_type=cached"
                + ";sql.syntax_pgs=true;hsqldb.log_size=200";
    }

    private static List<Row> measure(Bench bench, RunningHub hub, String database, BareInserts bare) throws Exception {
        List<Row> rows = new ArrayList<>();
        try (OrderBook book = new OrderBook(hub, bench.empty("part"))) {
            String document = book.place(1, 1).bodies().get(0);
            int warmUps = bench.scale().warmUps();
            for (int clients : bench.scale().full() ? List.of(1, 8, 32, 64) : List.of(4)) {
                int orders = bench.scale().of(clients == 1 ? ORDERS / 2 : ORDERS, 20);
                Rounds rounds = Rounds.of(
                        bench.scale(),
                        warmUps,
                        bench.directory(),
                        () -> bare.run(orders, clients, document),
                        () -> place(hub, book, orders, clients));
                warmUps = Math.min(warmUps, 1);
                rows.add(Row.of(about(database, clients, document), rounds, Sample.RATE, Host.peakMib(hub.pid())));
            }
        }
        return rows;
    }

    private static Sample place(RunningHub hub, OrderBook book, int orders, int clients) throws Exception {
        Queue<Buffer> ordering = book.quoted(orders);
        Waiting.untilSettled(hub);
        double before = Host.cpuUs(hub.pid());
        HttpLoad.Result placed = book.send(ordering, clients);
        Waiting.untilSettled(hub);
        return Sample.timed(placed.rate(), placed.nanos(), (Host.cpuUs(hub.pid()) - before) / orders);
    }

    private static Row.About about(String database, int clients, String document) {
        return new Row.About(
                "P2 " + database + " " + clients,
                "POST /orders, " + clients + " at once; CPU with confirmation and planning; bare: one row of "
                        + document.length() + " characters inserted and committed by JDBC",
                "a second",
                "0.5",
                "0.8",
                database.equals("HSQLDB") ? Texts.P2 : Texts.P2_POSTGRESQL);
    }
}
