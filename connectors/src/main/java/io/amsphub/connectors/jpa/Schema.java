package io.amsphub.connectors.jpa;

import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import java.util.Arrays;
import java.util.Set;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;

/** The schema of the database, which is brought up to date at the start, one migration after the other. */
final class Schema {

    private static final Set<MigrationState> OF_THE_FUTURE =
            Set.of(MigrationState.FUTURE_SUCCESS, MigrationState.FUTURE_FAILED);

    private Schema() {}

    /**
     * Brings the schema up to date.
     *
     * @throws HubException {@code AMSP-1017} when a newer hub has worked on the database: then nothing is changed, because
     *     this hub does not know what the rows mean; {@code AMSP-1018} when it cannot be brought up to date
     */
    static void bringUpToDate(DataSource dataSource) {
        Flyway flyway = Flyway.configure().dataSource(dataSource).load();
        try {
            refuseNewer(flyway);
            flyway.migrate();
        } catch (FlywayException e) {
            throw refusal(
                    FailureCode.DATABASE_SCHEMA,
                    String.valueOf(e.getMessage()).strip().replaceAll("\\s+", " "),
                    "start the hub that was used before, on a copy of the data directory from before the upgrade, and"
                            + " report this message");
        }
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
