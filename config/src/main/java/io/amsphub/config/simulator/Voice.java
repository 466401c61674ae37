package io.amsphub.config.simulator;

import io.amsphub.config.simulator.wire.MqttLink;
import io.amsphub.config.simulator.wire.Outgoing;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** Where reports leave a printer, and where a bad network is simulated: twice, late, out of order. */
final class Voice {

    private final MqttLink link;
    private final Surroundings around;
    private final RandomGenerator random;
    private volatile boolean twice;
    private volatile Duration late = Duration.ZERO;
    private volatile Duration shuffle = Duration.ZERO;

    Voice(MqttLink link, Surroundings around, RandomGenerator random) {
        this.link = link;
        this.around = around;
        this.random = random;
    }

    void say(Outgoing message) {
        send(message);
        if (twice) {
            send(new Outgoing(
                    message.topic(),
                    message.payload(),
                    message.retain(),
                    message.keep(),
                    message.correlation(),
                    Outgoing.CARELESS));
        }
    }

    void twice(boolean on) {
        twice = on;
    }

    /** Every report from now on is late by this. */
    void late(Duration by) {
        late = by;
    }

    /** Every report from now on is late by up to this, each by another time: they overtake each other. */
    void shuffle(Duration upTo) {
        shuffle = upTo;
    }

    private void send(Outgoing message) {
        long delayMs = late.toMillis() + Math.round(random.nextDouble() * shuffle.toMillis());
        if (delayMs == 0) {
            link.publish(message);
        } else {
            around.after(Duration.ofMillis(delayMs), () -> link.publish(message));
        }
    }
}
