package io.amsphub.connectors.jpa;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;

/**
 * Has HSQLDB keep machines and credentials in memory: they are few, and change with every word of a machine. Of a table on
 * disk each step through an index takes the lock of the cache of the whole database. They are as durable as before, by
 * the log of the database. Other databases have caches of their own.
 */
final class FleetInMemory implements JavaMigration {

    private static final List<String> TABLES = List.of("device", "credential");

    @Override
    public MigrationVersion getVersion() {
        return MigrationVersion.fromVersion("111");
    }

    @Override
    public String getDescription() {
        return "fleet in memory";
    }

    @Override
    public @Nullable Integer getChecksum() {
        return null;
    }

    @Override
    public boolean canExecuteInTransaction() {
        return true;
    }

    @Override
    public void migrate(Context context) throws SQLException {
        Connection connection = context.getConnection();
        if (!connection.getMetaData().getDatabaseProductName().startsWith("HSQL")) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                statement.execute("SET TABLE " + table + " TYPE MEMORY");
            }
        }
    }
}
