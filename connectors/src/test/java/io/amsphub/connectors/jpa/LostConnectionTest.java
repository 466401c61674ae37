package io.amsphub.connectors.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import io.amsphub.processors.failure.DatabaseAwayException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.transaction.CannotCreateTransactionException;

class LostConnectionTest {

    @ParameterizedTest
    @ValueSource(strings = {"08006", "53100", "57P01", "57P03", "58030"})
    void failureOfTheDatabaseIsFoundWhateverIsAroundIt(String state) {
        SQLException cause = new SQLException("gone", state);
        assertThat(LostConnection.behind(new IllegalStateException(new IllegalStateException(cause))))
                .get()
                .extracting(DatabaseAwayException::getMessage)
                .isEqualTo("the database cannot be reached: gone");
    }

    @Test
    void connectionThatNobodyGetsIsOne() {
        assertThat(LostConnection.behind(new CannotCreateTransactionException(
                        "no transaction", new SQLTransientConnectionException("timed out"))))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "22021", "25P02", "40001", "57014"})
    void failureOfWhatWasAskedIsNone(String state) {
        assertThat(LostConnection.behind(new IllegalStateException(new SQLException("no", state))))
                .isEmpty();
    }

    @Test
    void causeThatIsItsOwnIsNoEnd() {
        SQLException first = new SQLException("first");
        first.initCause(new SQLException("second", first));
        assertThat(LostConnection.behind(first)).isEmpty();
    }
}
