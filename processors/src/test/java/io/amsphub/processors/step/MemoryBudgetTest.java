package io.amsphub.processors.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryBudgetTest {

    private static final long MIB = 1 << 20;
    private final MemoryBudget budget = new MemoryBudget(8 * MIB);

    @Test
    void shareIsRoundedUpToWholeMebibytes() {
        try (MemoryBudget.Share share = budget.take(MIB + 1)) {
            assertThat(share.bytes()).isEqualTo(2 * MIB);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {8 * MIB + 1, 1L << 40, Long.MAX_VALUE - 1, Long.MAX_VALUE})
    void whatCouldNeverFitIsRefusedWithBothFigures(long bytes) {
        assertThatThrownBy(() -> budget.take(bytes)).isInstanceOfSatisfying(HubException.class, e -> {
            assertThat(e.failureCode()).isEqualTo(FailureCode.MODEL_TOO_LARGE);
            assertThat(e.problem().detail()).contains("MiB of memory, the hub has 8 MiB");
            assertThat(e.problem().remedy()).contains("HUB_HEAP");
        });
    }

    @Test
    void wholeBudgetCanBeTakenAgainAfterItWasGivenBack() {
        for (int i = 0; i < 3; i++) {
            try (MemoryBudget.Share share = budget.take(8 * MIB)) {
                assertThat(share.bytes()).isEqualTo(budget.bytes());
            }
        }
    }

    @Test
    void modelWaitsForItsTurn() throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            CountDownLatch begun = new CountDownLatch(1);
            MemoryBudget.Share first = budget.take(5 * MIB);
            Future<Long> second = other.submit(() -> {
                begun.countDown();
                try (MemoryBudget.Share share = budget.take(5 * MIB)) {
                    return share.bytes();
                }
            });
            begun.await();
            assertThat(second.isDone()).isFalse();
            first.close();
            assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo(5 * MIB);
        } finally {
            other.shutdownNow();
        }
    }

    @Test
    void callerWaitsOnlySoLongAndIsToldToComeAgain() {
        try (MemoryBudget.Share share = budget.take(5 * MIB)) {
            assertThat(share.bytes()).isEqualTo(5 * MIB);
            assertThatThrownBy(() -> budget.take(5 * MIB, Duration.ofMillis(20)))
                    .isInstanceOfSatisfying(HubException.class, e -> {
                        assertThat(e.failureCode()).isEqualTo(FailureCode.TOO_BUSY);
                        assertThat(e.problem().detail()).contains("5 MiB are needed, 3 of 8 MiB are free");
                    });
            budget.take(3 * MIB, Duration.ofMillis(20)).close();
        }
        budget.take(8 * MIB, Duration.ofMillis(20)).close();
    }
}
