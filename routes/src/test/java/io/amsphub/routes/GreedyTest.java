package io.amsphub.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class GreedyTest {

    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicInteger waiting = new AtomicInteger();

    private int look() {
        looks.incrementAndGet();
        return waiting.getAndUpdate(n -> Math.max(0, n - 1));
    }

    private boolean tick(Greedy greedy) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        greedy.process(exchange);
        return exchange.getProperty(Exchange.SCHEDULER_POLLED_MESSAGES, Boolean.class);
    }

    private int looksOf(int ticks, Greedy greedy) {
        int before = looks.get();
        for (int n = 0; n < ticks; n++) {
            tick(greedy);
        }
        return looks.get() - before;
    }

    @Test
    void comesBackAsLongAsThereIsWork() {
        waiting.set(2);
        Greedy greedy = new Greedy(this::look);
        assertThat(tick(greedy)).isTrue();
        assertThat(tick(greedy)).isTrue();
        assertThat(tick(greedy)).isFalse();
        assertThat(looksOf(500, greedy)).isEqualTo(500);
    }

    @Test
    void looksAtEveryFourthTickAfterASecondWithoutWorkUntilThereIsSome() {
        Greedy greedy = Greedy.sparing(100, this::look);
        assertThat(looksOf(10, greedy)).isEqualTo(10);
        assertThat(looksOf(400, greedy)).isEqualTo(100);
        waiting.set(1);
        assertThat(looksOf(4, greedy)).as("at the fourth at the latest").isPositive();
        assertThat(waiting).hasValue(0);
        assertThat(looksOf(8, greedy)).as("at full pace again").isEqualTo(8);
    }

    @Test
    void lookedAtInGathersComesBackAtOnceOnlyWhenMuchWasFound() {
        Greedy greedy = Greedy.gathering(100, 3, () -> waiting.getAndSet(0));
        waiting.set(2);
        assertThat(tick(greedy)).as("little waits for the next tick").isFalse();
        waiting.set(3);
        assertThat(tick(greedy)).isTrue();
    }
}
