package io.amsphub.connectors.jpa;

import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Set;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;

/** The migrations of the schema, which is brought up to date at the start, one after the other. */
final class Migrations {

    private static final Set<MigrationState> OF_THE_FUTURE =
            Set.of(MigrationState.FUTURE_SUCCESS, MigrationState.FUTURE_FAILED);

    private static final Set<String> UNREACHABLE = Set.of("08", "28", "3D", "53", "57");

    private Migrations() {}

    /**
     * Brings the schema up to date.
     *
     * @throws HubException {@code AMSP-1017} when a newer hub has worked on the database: then nothing is changed, because
     *     this hub does not know what the rows mean; {@code AMSP-1018} when it cannot be brought up to date;
     *     {@code AMSP-1019} when it cannot be reached
     */
    static void bringUpToDate(DataSource dataSource) {
        Flyway flyway = Flyway.configure()
                .dataSource(dataSource)
                .javaMigrations(new FleetInMemory())
                .load();
        try {
            refuseNewer(flyway);
            flyway.migrate();
        } catch (FlywayException e) {
            String said = String.valueOf(e.getMessage()).strip().replaceAll("\\s+", " ");
            if (isUnreachable(e)) {
                throw refusal(
                        FailureCode.DATABASE_AWAY,
                        said,
                        "see that it runs and that hub.database.url, user and password are right");
            }
            throw refusal(
                    FailureCode.DATABASE_SCHEMA,
                    said,
                    "start the hub that was used before, on a copy of the data directory from before the upgrade, and"
                            + " report this message");
        }
    }

    /** By the class of the SQL state: no connection, or no leave to have one. */
    private static boolean isUnreachable(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException refused && refused.getSQLState() != null) {
                return UNREACHABLE.contains(refused.getSQLState().substring(0, 2));
            }
        }
        return false;
    }

    private static void refuseNewer(Flyway flyway) {
        MigrationInfo[] known = flyway.info().all();
        MigrationInfo newest = Arrays.stream(known)
                .filter(one -> OF_THE_FUTURE.contains(one.getState()))
                .reduce((first, second) -> second)
                .orElse(null);
        if (newest != null) {
            String own = Arrays.stream(known)
                    .filter(one -> !OF_THE_FUTURE.contains(one.getState()))
                    .reduce((first, second) -> second)
                    .map(one -> String.valueOf(one.getVersion()))
                    .orElse("none");
            throw refusal(
                    FailureCode.DATABASE_NEWER,
                    "the database has schema " + newest.getVersion() + " (" + newest.getDescription()
                            + "), this hub knows schemas up to " + own,
                    "start the hub that was used last, or a newer one; nothing was changed");
        }
    }

    private static HubException refusal(FailureCode code, String what, String remedy) {
        return new HubException(code, what, "database", remedy);
    }
}
