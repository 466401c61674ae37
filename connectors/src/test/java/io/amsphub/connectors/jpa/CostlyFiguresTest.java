package io.amsphub.connectors.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CostlyFiguresTest {

    private final AtomicLong clock = new AtomicLong();
    private final AtomicLong truth = new AtomicLong(1);
    private final CostlyFigures<Long> figures = new CostlyFigures<>(clock::get);

    private long found(String name) {
        clock.addAndGet(10);
        return truth.get();
    }

    @Test
    void rememberedForTwentyTimesAsLongAsItTook() {
        assertThat(figures.get("demo", this::found)).isEqualTo(1);
        truth.set(2);
        clock.addAndGet(199);
        assertThat(figures.get("demo", this::found)).isEqualTo(1);
        clock.addAndGet(1);
        assertThat(figures.get("demo", this::found)).isEqualTo(2);
    }

    @Test
    void eachNameHasItsOwn() {
        assertThat(figures.get("demo", this::found)).isEqualTo(1);
        truth.set(2);
        assertThat(figures.get("north", this::found)).isEqualTo(2);
    }

    @Test
    void failureIsNotRememberedAndTheNextAsksAgain() {
        assertThat(figures.get("demo", this::found)).isEqualTo(1);
        clock.addAndGet(1000);
        assertThatThrownBy(() -> figures.get("demo", name -> {
                    throw new IllegalStateException("away");
                }))
                .hasMessage("away");
        truth.set(3);
        assertThat(figures.get("demo", this::found)).isEqualTo(3);
    }

    @Test
    void whileOneFindsOutOthersAreToldTheOneBefore() throws InterruptedException {
        assertThat(figures.get("demo", this::found)).isEqualTo(1);
        clock.addAndGet(1000);
        CountDownLatch asking = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        CompletableFuture<Long> first = CompletableFuture.supplyAsync(() -> figures.get("demo", name -> {
            asking.countDown();
            try {
                answer.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            clock.addAndGet(10);
            return 5L;
        }));
        asking.await();
        assertThat(figures.get("demo", this::found)).isEqualTo(1);
        answer.countDown();
        assertThat(first.join()).isEqualTo(5);
        assertThat(figures.get("demo", this::found)).isEqualTo(5);
    }
}
