package io.amsphub.it.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Rows that are inserted and committed one by one by several at once, with JDBC and nothing else. */
final class BareInserts {

    private final String url;
    private final String user;

    /** Makes the table. */
    BareInserts(String url, String user) throws SQLException {
        this.url = url;
        this.user = user;
        try (Connection connection = DriverManager.getConnection(url, user, "");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE bare (id VARCHAR(60) PRIMARY KEY, document TEXT NOT NULL)");
        }
    }

    /** Inserts rows. */
    Sample run(int rows, int clients, String document) throws Exception {
        List<Connection> connections = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try {
            for (int n = 0; n < clients; n++) {
                Connection connection = DriverManager.getConnection(url, user, "");
                connection.setAutoCommit(false);
                connections.add(connection);
            }
            AtomicInteger left = new AtomicInteger(rows);
            long[] nanos = new long[rows];
            double before = Host.cpuUs(ProcessHandle.current().pid());
            long begun = System.nanoTime();
            List<Future<?>> all = new ArrayList<>();
            for (Connection connection : connections) {
                all.add(threads.submit(() -> insert(connection, left, nanos, document)));
            }
            for (Future<?> one : all) {
                one.get();
            }
            double seconds = Host.seconds(begun);
            double cpu = Host.cpuUs(ProcessHandle.current().pid()) - before;
            return Sample.timed(rows / seconds, nanos, cpu / rows);
        } finally {
            threads.shutdownNow();
            for (Connection connection : connections) {
                connection.close();
            }
        }
    }

    private static Void insert(Connection connection, AtomicInteger left, long[] nanos, String document)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO bare VALUES (?, ?)")) {
            for (int n = left.decrementAndGet(); n >= 0; n = left.decrementAndGet()) {
                long begun = System.nanoTime();
                insert.setString(1, UUID.randomUUID().toString());
                insert.setString(2, document);
                insert.executeUpdate();
                connection.commit();
                nanos[n] = System.nanoTime() - begun;
            }
        }
        return null;
    }
}
