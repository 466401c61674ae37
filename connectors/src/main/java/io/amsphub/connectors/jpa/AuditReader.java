package io.amsphub.connectors.jpa;

import io.amsphub.processors.audit.AuditCheckpoint;
import io.amsphub.processors.audit.AuditEntry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Reads the audit of a database that no hub has open, as it is: nothing is migrated, nothing is written. */
public final class AuditReader {

    private static final int BATCH = 1000;

    private final Connection connection;

    /** A reader of a database. */
    public AuditReader(Connection connection) {
        this.connection = connection;
    }

    /** Returns the checkpoints that the database has. */
    public List<AuditCheckpoint> checkpoints() throws SQLException {
        List<AuditCheckpoint> all = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT entries, head, signed_at, key_id, signature"
                        + " FROM audit_checkpoint ORDER BY entries")) {
            while (row.next()) {
                all.add(new AuditCheckpoint(
                        row.getLong(1),
                        row.getString(2),
                        row.getObject(3, OffsetDateTime.class).toInstant(),
                        row.getString(4),
                        row.getString(5)));
            }
        }
        return all;
    }

    /** Hands over the entries in the order of the chain, some at a time. */
    public void entries(Consumer<AuditEntry> to) throws SQLException {
        long after = 0;
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT position, id, occurred_at, action, subject, organisation, who,"
                        + " person, outcome, origin, detail, salt, commitment, previous_hash, entry_hash"
                        + " FROM audit_entry WHERE position > ? ORDER BY position FETCH FIRST " + BATCH
                        + " ROWS ONLY")) {
            int read = BATCH;
            while (read == BATCH) {
                statement.setLong(1, after);
                read = 0;
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        AuditEntry entry = entry(row);
                        after = entry.sequence();
                        to.accept(entry);
                        read++;
                    }
                }
            }
        }
    }

    private static AuditEntry entry(ResultSet row) throws SQLException {
        return new AuditEntry(
                row.getLong(1),
                row.getString(2),
                row.getObject(3, OffsetDateTime.class).toInstant(),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getString(9),
                row.getString(10),
                row.getString(11),
                row.getString(12),
                row.getString(13),
                row.getString(14),
                row.getString(15));
    }
}
