package io.amsphub.config;

import io.amsphub.connectors.jpa.AuditReader;
import io.amsphub.processors.audit.AuditCheckpoint;
import io.amsphub.processors.audit.AuditEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Consumer;

/** The audit in the database of a data directory whose hub does not run. */
public final class AuditStore implements AutoCloseable {

    private final Connection connection;
    private final AuditReader reader;
    private final boolean embedded;

    private AuditStore(Connection connection, boolean embedded) {
        this.connection = connection;
        this.embedded = embedded;
        reader = new AuditReader(connection);
    }

    /**
     * Opens the database that the settings of a directory name.
     *
     * @throws IOException when it cannot be opened
     */
    public static AuditStore open(Path directory) throws IOException {
        HubSettings.Database database = HubSettings.read(
                        directory, DataDirectory.properties(directory), System.getenv(), System.getProperties())
                .database();
        try {
            boolean embedded = database.url().startsWith("jdbc:hsqldb:file:");
            String url = embedded ? database.url() + ";ifexists=true" : database.url();
            return new AuditStore(DriverManager.getConnection(url, database.user(), database.password()), embedded);
        } catch (SQLException e) {
            throw new IOException("the database of " + directory + " cannot be opened: " + e.getMessage(), e);
        }
    }

    /** Returns the checkpoints. */
    public List<AuditCheckpoint> checkpoints() throws IOException {
        try {
            return reader.checkpoints();
        } catch (SQLException e) {
            throw new IOException("the checkpoints cannot be read: " + e.getMessage(), e);
        }
    }

    /** Hands over the entries in the order of the chain. */
    public void entries(Consumer<AuditEntry> to) throws IOException {
        try {
            reader.entries(to);
        } catch (SQLException e) {
            throw new IOException("the entries cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        try (connection) {
            if (embedded) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("SHUTDOWN");
                }
            }
        } catch (SQLException e) {
            throw new IOException("the database did not shut down: " + e.getMessage(), e);
        }
    }
}
