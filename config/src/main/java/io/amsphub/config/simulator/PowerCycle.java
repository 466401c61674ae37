package io.amsphub.config.simulator;

import io.amsphub.config.simulator.machine.Answer;
import io.amsphub.config.simulator.machine.Effect;
import io.amsphub.config.simulator.machine.JobEnd;
import io.amsphub.config.simulator.machine.Machine;
import io.amsphub.config.simulator.memory.FileMemory;
import io.amsphub.config.simulator.memory.PendingReport;
import io.amsphub.config.simulator.memory.PrintLedger;
import io.amsphub.config.simulator.protocol.Command;
import io.amsphub.config.simulator.protocol.CommandReader;
import io.amsphub.config.simulator.protocol.MachineState;
import io.amsphub.config.simulator.protocol.UnreadableCommandException;
import io.amsphub.config.simulator.wire.Delivery;
import io.amsphub.config.simulator.wire.Outgoing;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A printer from power-on to the next power cut: carries out what its {@link Machine} wants. Everything in here is
 * lost with the power; what must not be lost is in the {@link FileMemory} before anything that depends on it is said.
 * All methods are called in the printer's turns.
 */
final class PowerCycle {

    private static final Logger LOG = LoggerFactory.getLogger(PowerCycle.class);
    private static final int FIRST_FAILURE_CODE = 0x80;
    private static final Duration RETRY_REFUSED_REPORT = Duration.ofSeconds(10);
    private static final int LONGEST_VERB = 64;

    private final PrinterConfig config;
    private final Surroundings around;
    private final Clock clock;
    private final RandomGenerator random;
    private final FileMemory memory;
    private final Machine machine;
    private final Voice voice;
    private final BiConsumer<PowerCycle, Runnable> planner;
    private final Reporter reporter;
    private final Map<String, List<Delivery>> unanswered = new HashMap<>();
    private final Map<String, String> partOfJob = new HashMap<>();
    private FileFetcher.@Nullable Download download;

    PowerCycle(
            PrinterConfig config,
            Surroundings around,
            Clock clock,
            RandomGenerator random,
            FileMemory memory,
            Voice voice,
            BiConsumer<PowerCycle, Runnable> planner) {
        this.config = config;
        this.around = around;
        this.clock = clock;
        this.random = random;
        this.memory = memory;
        this.machine = new Machine(config.spec(), memory.history(), random);
        this.voice = voice;
        this.planner = planner;
        this.reporter = new Reporter(config);
    }

    Machine machine() {
        return machine;
    }

    int unsentReports() {
        return memory.pending().size();
    }

    void wakeUp() {
        memory.pending().forEach(this::send);
        carryOut(machine.powerOn());
        beat(Duration.ofMillis(
                (long) (random.nextDouble() * config.stateInterval().toMillis())));
    }

    void greet() {
        sayState();
        voice.say(Outgoing.of(topic("identity"), reporter.identity(), true));
    }

    /** The report with which a printer says goodbye. */
    Outgoing farewell() {
        Instant now = clock.instant();
        return Outgoing.of(topic("state"), reporter.state(machine.snapshot(now), MachineState.OFFLINE, now), true);
    }

    void obey(Delivery delivery) {
        String word = delivery.topic().substring(delivery.topic().lastIndexOf('/') + 1);
        try {
            Command command = CommandReader.read(word, delivery.payload());
            unanswered
                    .computeIfAbsent(command.command(), id -> new ArrayList<>())
                    .add(delivery);
            carryOut(machine.handle(command, clock.instant()));
        } catch (UnreadableCommandException e) {
            String id = e.command() == null ? idFromCorrelation(delivery) : e.command();
            String verb = word.substring(0, Math.min(word.length(), LONGEST_VERB));
            reply(delivery, new Answer(id, verb, e.job(), false, false, e.code(), e.getMessage()));
            delivery.done().run();
        }
    }

    void carryOut(List<Effect> effects) {
        effects.forEach(this::carryOut);
    }

    void abandonFetch() {
        FileFetcher.Download running = download;
        download = null;
        if (running != null) {
            running.abandon();
        }
    }

    private void carryOut(Effect effect) {
        if (effect instanceof Effect.Fetch fetch) {
            fetch(fetch.command());
        } else if (effect instanceof Effect.AbandonFetch) {
            abandonFetch();
        } else if (effect instanceof Effect.Accepted accepted) {
            accepted(accepted.command(), accepted.starts());
        } else if (effect instanceof Effect.Refused refused) {
            memory.refused(refused.refusal());
        } else if (effect instanceof Effect.Answered answered) {
            answered(answered.answer());
        } else if (effect instanceof Effect.StateChanged) {
            sayState();
        } else if (effect instanceof Effect.Progressed) {
            Instant now = clock.instant();
            voice.say(Outgoing.of(topic("progress"), reporter.progress(machine.snapshot(now), now), false));
        } else if (effect instanceof Effect.JobEnded ended) {
            ended(ended.end(), ended.printed());
        } else if (effect instanceof Effect.PlatformCleared cleared) {
            platformCleared(cleared.reportedBy());
        } else if (effect instanceof Effect.Wake wake) {
            later(wake.after(), () -> carryOut(machine.wake(wake, clock.instant())));
        }
    }

    private void sayState() {
        Instant now = clock.instant();
        var snapshot = machine.snapshot(now);
        voice.say(Outgoing.of(topic("state"), reporter.state(snapshot, snapshot.state(), now), true));
    }

    private void accepted(Command.Print command, boolean starts) {
        memory.accepted(command.job(), starts);
        if (starts) {
            partOfJob.put(command.job(), command.part());
            enter(command.job(), "START");
        }
    }

    private void ended(JobEnd end, boolean printed) {
        PendingReport report = reporter.job(end, clock.instant());
        memory.ended(end.job(), end.outcome(), report);
        if (printed) {
            enter(end.job(), end.outcome().name());
        }
        partOfJob.remove(end.job());
        send(report);
    }

    private void platformCleared(@Nullable String reportedBy) {
        PendingReport report = reportedBy == null ? null : reporter.platform(reportedBy, clock.instant());
        memory.platformCleared(report);
        if (report != null) {
            send(report);
        }
    }

    /** Into the ledger, by the clock of the computer: the ledger compares machines. */
    private void enter(String job, String event) {
        around.ledger()
                .append(new PrintLedger.Line(
                        Instant.now(), config.address().name(), job, event, partOfJob.getOrDefault(job, "")));
    }

    private void fetch(Command.Print command) {
        FileFetcher.Download started = around.fetcher().fetch(command.file());
        download = started;
        var unused = started.check()
                .thenAccept(check -> planner.accept(this, () -> {
                    if (started.equals(download)) {
                        download = null;
                        carryOut(machine.fileArrived(command.command(), check, clock.instant()));
                    }
                }));
    }

    private void answered(Answer answer) {
        List<Delivery> waiting = answer.command() == null ? null : unanswered.remove(answer.command());
        if (waiting != null) {
            reply(waiting.get(waiting.size() - 1), answer);
            waiting.forEach(delivery -> delivery.done().run());
        }
    }

    /** To the response topic of the command, or to {@code report/ack} when there is none or the broker refuses it. */
    private void reply(Delivery to, Answer answer) {
        byte[] correlation = to.correlation();
        if (answer.command() == null && correlation == null) {
            LOG.warn("{}: nobody to answer to about a command: {}", config.address(), answer.reason());
            return;
        }
        byte[] payload = reporter.acknowledgement(answer, clock.instant());
        String usual = topic("ack");
        String wanted = to.responseTopic();
        if (wanted == null || wanted.isEmpty() || wanted.contains("#") || wanted.contains("+")) {
            wanted = usual;
        }
        boolean elsewhere = !wanted.equals(usual);
        voice.say(new Outgoing(wanted, payload, false, true, correlation, code -> {
            if (code >= FIRST_FAILURE_CODE && elsewhere) {
                voice.say(new Outgoing(usual, payload, false, true, correlation, Outgoing.CARELESS));
            }
        }));
    }

    /** Sends until the broker has it. */
    private void send(PendingReport report) {
        byte[] payload = report.payload().getBytes(StandardCharsets.UTF_8);
        voice.say(new Outgoing(topic(report.noun()), payload, false, true, null, code -> {
            if (code < FIRST_FAILURE_CODE) {
                planner.accept(this, () -> memory.delivered(report));
            } else {
                LOG.warn("{}: the broker refuses {}: 0x{}", config.address(), report, Integer.toHexString(code));
                later(RETRY_REFUSED_REPORT, () -> send(report));
            }
        }));
    }

    private void beat(Duration after) {
        later(after, () -> {
            sayState();
            beat(config.stateInterval());
        });
    }

    private void later(Duration delay, Runnable turn) {
        around.after(delay, () -> planner.accept(this, turn));
    }

    private String topic(String noun) {
        return config.address().reportTopic(noun);
    }

    private static @Nullable String idFromCorrelation(Delivery delivery) {
        byte[] correlation = delivery.correlation();
        String id = correlation == null ? "" : new String(correlation, StandardCharsets.UTF_8);
        return CommandReader.isId(id) ? id : null;
    }
}
