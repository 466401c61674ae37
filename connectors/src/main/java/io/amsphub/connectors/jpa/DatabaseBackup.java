package io.amsphub.connectors.jpa;

import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import jakarta.persistence.EntityManager;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Copies of the embedded database of one moment, and what a copy must forget before it is used. */
public final class DatabaseBackup {

    private static final String EMBEDDED = "HSQL Database Engine";

    private final DataSource dataSource;

    /** Copies of a database. */
    public DatabaseBackup(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Writes the files of the database into a directory. Waits for transactions that are under way, and lets none begin
     * meanwhile.
     *
     * @throws HubException when it is not the embedded database, or the copy fails
     */
    public void writeTo(Path directory) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            if (!EMBEDDED.equals(connection.getMetaData().getDatabaseProductName())) {
                throw new HubException(
                        FailureCode.BACKUP_NOT_MADE,
                        "the database is " + connection.getMetaData().getDatabaseProductName()
                                + ", which the hub does not copy",
                        "hub.database.url",
                        "stop the hub, copy its database with the tools of the database (pg_dump for PostgreSQL) and"
                                + " its data directory, and start it again; docs/operation.md says how");
            }
            String place = directory.toAbsolutePath().toString().replace("'", "''");
            statement.execute("BACKUP DATABASE TO '" + place + "/' BLOCKING AS FILES");
        } catch (SQLException e) {
            throw (HubException) new HubException(
                            FailureCode.BACKUP_NOT_MADE,
                            "the database was not copied: " + e.getMessage(),
                            null,
                            "see that there is room on the disk of the data directory, and try again")
                    .initCause(e);
        }
    }

    /** Forgets, in the current unit of work, what was on its way to machines: they are asked instead. */
    static void forgetCommands(EntityManager entityManager) {
        entityManager
                .createQuery("delete from OutboxRow o where o.topic = true")
                .executeUpdate();
        entityManager.createQuery("delete from CommandRow c").executeUpdate();
    }
}
