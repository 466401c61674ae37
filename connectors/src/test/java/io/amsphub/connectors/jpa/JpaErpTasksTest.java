package io.amsphub.connectors.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import io.amsphub.processors.erp.ErpStage;
import io.amsphub.processors.erp.ErpTask;
import io.amsphub.processors.memory.Samples;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When an ERP hears of something. */
@SuppressWarnings("NullAway") // JUnit sets the field
class JpaErpTasksTest {

    @TempDir
    private Path directory;

    @Test
    void taskOfAClockThatWasAheadDoesNotWaitForThatHour() throws SQLException {
        Instant now = Samples.THEN;
        try (TestStore opened = new TestStore(directory)) {
            opened.store.unitOfWork().run(() -> {
                opened.store.erpTasks().add(task("ord_due", now));
                opened.store.erpTasks().add(task("ord_rests", now.plus(ErpTask.LONGEST_PAUSE)));
                opened.store.erpTasks().add(task("ord_ahead", now.plus(Duration.ofHours(1))));
            });
            opened.store.unitOfWork().run(() -> assertThat(
                            opened.store.erpTasks().due("erp", now, 10))
                    .extracting(ErpTask::subject)
                    .containsExactlyInAnyOrder("ord_due", "ord_ahead"));
        }
    }

    private static ErpTask task(String order, Instant due) {
        return ErpTask.due("erp", ErpTask.Kind.ORDER, order, "acme", ErpStage.IN_PRODUCTION, due);
    }
}
