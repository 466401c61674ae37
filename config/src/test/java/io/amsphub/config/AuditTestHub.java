package io.amsphub.config;

import io.amsphub.connectors.jpa.DatabasePool;
import io.amsphub.connectors.jpa.JpaStore;
import io.amsphub.processors.audit.AuditChain;
import io.amsphub.processors.audit.AuditLines;
import io.amsphub.processors.audit.AuditNote;
import io.amsphub.processors.audit.AuditSeal;
import io.amsphub.processors.lifecycle.Ids;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Properties;

/** Leaves a data directory with an audit, as a hub that was stopped does. */
public final class AuditTestHub {

    private AuditTestHub() {}

    private static HubSettings.Database database(Path data) {
        return HubSettings.read(data, new Properties(), Map.of(), new Properties())
                .database();
    }

    /** Leaves so many entries, and an export of them. */
    public static void leave(Path data, int entries, Path export) throws Exception {
        Clock clock = Clock.systemUTC();
        DatabasePool source = new DatabasePool(database(data).url(), "sa", "", 10, null);
        JpaStore store = JpaStore.open(source, clock);
        AuditChain chain = new AuditChain(
                store.events(),
                store.eventCursors(),
                store.auditTrail(),
                new AuditSeal(KeyFile.of(data, KeyFile.PERSONS)),
                SigningKey.of(data),
                new CheckpointFile(data),
                Duration.ofMinutes(1),
                store.unitOfWork(),
                clock);
        for (int n = 1; n <= entries; n++) {
            AuditNote note = new AuditNote(
                    Ids.next("aud"),
                    clock.instant().truncatedTo(ChronoUnit.MILLIS),
                    "getContent",
                    "dsg_" + n,
                    "acme",
                    "anna",
                    AuditNote.GIVEN,
                    "192.0.2.1",
                    "GET /x");
            store.unitOfWork().run(() -> store.auditTrail().note(note));
        }
        chain.extend();
        try (InputStream lines = new AuditLines(store.auditTrail(), store.unitOfWork(), 0)) {
            Files.copy(lines, export);
        }
        store.close();
        source.close();
        try (Connection connection = connection(data);
                Statement statement = connection.createStatement()) {
            statement.execute("SHUTDOWN");
        }
    }

    private static Connection connection(Path data) throws SQLException {
        return DriverManager.getConnection(database(data).url(), "sa", "");
    }

    /** Changes the database behind the back of the hub. */
    public static void sql(Path data, String change) throws SQLException {
        try (Connection connection = connection(data);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(change);
            statement.execute("SHUTDOWN");
        }
    }
}
