package io.amsphub.processors.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amsphub.processors.port.UnitOfWork;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class TurnsTest {

    private static final UnitOfWork PLAIN = new UnitOfWork() {
        @Override
        public <T> T call(Supplier<T> work) {
            return work.get();
        }
    };

    private final Turns turns = new Turns(PLAIN, 2);

    @Test
    void noMoreThanThatManyAreUnderWayAndAllHaveTheirTurn() throws Exception {
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch two = new CountDownLatch(2);
        ExecutorService users = Executors.newFixedThreadPool(10);
        try {
            List<Future<Integer>> all = new ArrayList<>();
            for (int user = 0; user < 10; user++) {
                int number = user;
                all.add(users.submit(() -> turns.call(() -> {
                    most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                    two.countDown();
                    await(two);
                    underWay.decrementAndGet();
                    return number;
                })));
            }
            for (int user = 0; user < 10; user++) {
                assertThat(all.get(user).get(10, TimeUnit.SECONDS)).isEqualTo(user);
            }
        } finally {
            users.shutdownNow();
        }
        assertThat(most).hasValue(2);
    }

    @Test
    void unitInsideAUnitNeedsNoTurnOfItsOwn() {
        Turns one = new Turns(PLAIN, 1);
        assertThat(one.call(() -> one.call(() -> one.call(() -> "done")))).isEqualTo("done");
        assertThat(one.call(() -> "and again")).isEqualTo("and again");
    }

    @Test
    void turnEndsWithAFailure() {
        for (int n = 0; n < 5; n++) {
            assertThatThrownBy(() -> turns.run(() -> {
                        throw new IllegalStateException("no");
                    }))
                    .isInstanceOf(IllegalStateException.class);
        }
        assertThat(turns.call(() -> 1)).isEqualTo(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
