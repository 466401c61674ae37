package io.amsphub.config.simulator;

import io.amsphub.config.simulator.machine.Effect;
import io.amsphub.config.simulator.machine.Machine;
import io.amsphub.config.simulator.memory.FileMemory;
import io.amsphub.config.simulator.protocol.Payloads;
import io.amsphub.config.simulator.protocol.WillReport;
import io.amsphub.config.simulator.wire.Delivery;
import io.amsphub.config.simulator.wire.LinkListener;
import io.amsphub.config.simulator.wire.LinkSettings;
import io.amsphub.config.simulator.wire.MqttLink;
import io.amsphub.config.simulator.wire.Outgoing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A whole simulated printer: carries out what its {@link Machine} wants, in turns that never overlap. What is written
 * to the non-volatile memory is on the disk before anything that depends on it is said; a printer whose memory fails
 * goes dark instead.
 */
final class Printer implements LinkListener {

    private static final Logger LOG = LoggerFactory.getLogger(Printer.class);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final PrinterConfig config;
    private final Surroundings around;
    private final SerialExecutor turns;
    private final Random random;
    private final Clock clock;
    private final MqttLink link;
    private final Voice voice;
    private final String stateTopic;
    private volatile boolean connected;
    private @Nullable PowerCycle cycle;
    private boolean shutDown;

    Printer(PrinterConfig config, Surroundings around) {
        this.config = config;
        this.around = around;
        this.turns = new SerialExecutor(around.workers());
        this.random = new Random(around.seed() ^ config.address().name().hashCode());
        this.clock = Clock.offset(Clock.systemUTC(), config.clockOffset());
        this.stateTopic = config.address().reportTopic("state");
        LinkSettings settings = new LinkSettings(
                around.brokers(),
                around.tls(),
                config.clientId(),
                config.user(),
                config.password(),
                config.keepAliveS(),
                stateTopic,
                Payloads.bytes(WillReport.create()),
                config.address().commandFilter(),
                around.backOff());
        this.link = new MqttLink(settings, around.loops().next(), this, new Random(random.nextLong()));
        this.voice = new Voice(link, around, new Random(random.nextLong()));
    }

    PrinterConfig config() {
        return config;
    }

    boolean connected() {
        return connected;
    }

    Voice voice() {
        return voice;
    }

    @Override
    public void up() {
        connected = true;
        inTurn(PowerCycle::greet);
    }

    @Override
    public void down() {
        connected = false;
    }

    @Override
    public void arrived(Delivery delivery) {
        inTurn(present -> present.obey(delivery));
    }

    void powerOn(Duration connectAfter) {
        turns.execute(() -> {
            if (cycle != null || shutDown) {
                return;
            }
            try {
                Path file = around.stateDirectory()
                        .resolve(config.address().centre())
                        .resolve(config.address().machine() + ".memory");
                PowerCycle fresh = new PowerCycle(
                        config, around, clock, random, FileMemory.open(file, clock.instant()), voice, this::turnOf);
                cycle = fresh;
                link.start(connectAfter);
                fresh.wakeUp();
            } catch (IOException | UncheckedIOException e) {
                LOG.error("{} does not come up: its memory cannot be used", config.address(), e);
                goDark();
            }
        });
    }

    /** The power goes, and comes back after a while. */
    void reboot(Duration darkness) {
        turns.execute(() -> {
            goDark();
            around.after(darkness, () -> powerOn(Duration.ZERO));
        });
    }

    void vanish(Duration away) {
        link.vanish(away);
    }

    /** Lets something happen to the machine, if it is on. */
    void happen(BiFunction<Machine, Instant, List<Effect>> event) {
        inTurn(present -> present.carryOut(event.apply(present.machine(), clock.instant())));
    }

    /** Publishes what no printer should: text that is not JSON, JSON that is not a report, too many bytes. */
    void garbage() {
        String[] nouns = {"state", "job", "progress", "platform", "nonsense"};
        for (String noun : nouns) {
            link.publish(Outgoing.of(config.address().reportTopic(noun), bytes("<<not json \u0000\uffff"), false));
        }
        link.publish(Outgoing.of(stateTopic, bytes("{\"schema\":\"amsp-native/1\",\"state\":42}"), false));
        link.publish(Outgoing.of(config.address().reportTopic("job"), bytes("[1,2,3]"), false));
        link.publish(Outgoing.of(config.address().reportTopic("progress"), bytes("x".repeat(70_000)), false));
        link.publish(Outgoing.of(config.address().reportTopic("ack"), new byte[0], false));
    }

    /** Says goodbye and stops for good. */
    CompletableFuture<Void> shutDown() {
        return CompletableFuture.runAsync(this::sayGoodbye, turns).thenCompose(said -> link.stop(PATIENCE));
    }

    /** One line for people. */
    CompletableFuture<String> describe() {
        return CompletableFuture.supplyAsync(
                () -> {
                    PowerCycle present = cycle;
                    if (present == null) {
                        return config.address() + "\tdark";
                    }
                    return config.address() + "\t"
                            + present.machine().snapshot(clock.instant()).state()
                            + (connected ? "" : " (not connected)") + "\tunsent reports: " + present.unsentReports();
                },
                turns);
    }

    private void sayGoodbye() {
        shutDown = true;
        PowerCycle present = cycle;
        if (present != null && connected) {
            link.publish(present.farewell());
        }
        cycle = null;
    }

    private void goDark() {
        PowerCycle old = cycle;
        cycle = null;
        if (old != null) {
            old.abandonFetch();
        }
        link.powerCut();
    }

    private void inTurn(Consumer<PowerCycle> turn) {
        turns.execute(() -> {
            PowerCycle present = cycle;
            if (present != null) {
                orGoDark(() -> turn.accept(present));
            }
        });
    }

    /** Plans a turn of {@code planner}, which is void when the power has gone by then. */
    private void turnOf(PowerCycle planner, Runnable turn) {
        turns.execute(() -> {
            if (cycle == planner) {
                orGoDark(turn);
            }
        });
    }

    private void orGoDark(Runnable turn) {
        try {
            turn.run();
        } catch (UncheckedIOException e) {
            LOG.error("{} goes dark: it cannot remember", config.address(), e);
            goDark();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
