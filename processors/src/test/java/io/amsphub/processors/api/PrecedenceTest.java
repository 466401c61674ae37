package io.amsphub.processors.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PrecedenceTest {

    private static final long WITHIN_THE_TIME_OF_REQUESTS = TimeUnit.MILLISECONDS.toNanos(1020);
    private static final long AFTER_IT = TimeUnit.MILLISECONDS.toNanos(1160);

    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicLong now = new AtomicLong(WITHIN_THE_TIME_OF_REQUESTS);
    private final CountDownLatch looks = new CountDownLatch(3);
    private final Precedence precedence = new Precedence(underWay::get, 2, this::look);

    private long look() {
        looks.countDown();
        return now.get();
    }

    private CompletableFuture<Void> work() {
        return CompletableFuture.runAsync(precedence::giveWay);
    }

    @Test
    void workGoesOnWhileRequestsLeaveAProcessor() {
        underWay.set(2);
        precedence.giveWay();
        assertThat(work()).succeedsWithin(5, TimeUnit.SECONDS);
    }

    @Test
    void workStandsBackUntilFewerRequestsAreUnderWay() throws InterruptedException {
        underWay.set(3);
        CompletableFuture<Void> work = work();
        assertThat(looks.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(work).isNotDone();
        underWay.set(0);
        assertThat(work).succeedsWithin(5, TimeUnit.SECONDS);
    }

    @Test
    void requestsWithoutEndDoNotStopIt() {
        underWay.set(Integer.MAX_VALUE);
        CompletableFuture<Void> work = work();
        now.set(AFTER_IT);
        assertThat(work).succeedsWithin(5, TimeUnit.SECONDS);
    }

    @Test
    void whoIsInterruptedStandsBackNoLonger() {
        underWay.set(3);
        Thread.currentThread().interrupt();
        precedence.giveWay();
        assertThat(Thread.interrupted()).isTrue();
    }
}
