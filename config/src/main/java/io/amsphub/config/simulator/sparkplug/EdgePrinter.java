package io.amsphub.config.simulator.sparkplug;

import io.amsphub.config.simulator.FileFetcher;
import io.amsphub.config.simulator.machine.Answer;
import io.amsphub.config.simulator.machine.Effect;
import io.amsphub.config.simulator.machine.JobEnd;
import io.amsphub.config.simulator.machine.Machine;
import io.amsphub.config.simulator.machine.MachineSpec;
import io.amsphub.config.simulator.machine.Snapshot;
import io.amsphub.config.simulator.memory.FileMemory;
import io.amsphub.config.simulator.memory.PendingReport;
import io.amsphub.config.simulator.memory.PrintLedger;
import io.amsphub.config.simulator.protocol.Alarm;
import io.amsphub.config.simulator.protocol.Command;
import io.amsphub.config.simulator.protocol.CommandReader;
import io.amsphub.config.simulator.protocol.Payloads;
import io.amsphub.config.simulator.protocol.RefusalCode;
import io.amsphub.config.simulator.protocol.UnreadableCommandException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * One printer behind an edge node: carries out what its {@link Machine} wants and says how it stands in metrics. What
 * must not be lost with the power is in its {@link FileMemory} before it is said. All methods are called in the edge
 * node's turns.
 */
final class EdgePrinter {

    private final Settings settings;
    private final FileMemory memory;
    private final Machine machine;
    private FileFetcher.@Nullable Download download;
    private String lastId = "";
    private String lastResult = "";
    private long reports;

    /**
     * Where a printer stands and what it uses.
     *
     * @param name its name at the edge node
     * @param spec how it is built
     * @param monitorOnly whether it has no commands
     * @param state directory of its memory
     */
    record Settings(
            String name,
            MachineSpec spec,
            boolean monitorOnly,
            Path state,
            PrintLedger ledger,
            FileFetcher fetcher,
            Turns turns) {}

    /** When tasks run. */
    interface Turns {

        /** Runs a task in a turn of the edge node after a while, and has it say what has changed. */
        void after(Duration delay, Runnable task);
    }

    EdgePrinter(Settings settings) throws IOException {
        this.settings = settings;
        this.memory = FileMemory.open(settings.state().resolve(settings.name() + ".memory"), Instant.now());
        this.machine = new Machine(
                settings.spec(), memory.history(), new Random(settings.name().hashCode()));
        carryOut(machine.powerOn());
    }

    String name() {
        return settings.name();
    }

    /** Returns every metric of its birth with its value of now; the order is that of the aliases. */
    Map<String, Object> metrics() {
        Snapshot now = machine.snapshot(Instant.now());
        Map<String, Object> metrics = new LinkedHashMap<>();
        String job = now.job();
        Double progress = now.progressPct();
        Alarm alarm = now.alarm();
        metrics.put("Job/Id", job == null ? "" : job);
        metrics.put("Job/State", now.state().name());
        metrics.put("Job/Progress", progress == null ? 0.0 : Math.floor(progress));
        metrics.put("Job/Recent", new String(Payloads.bytes(now.recentJobs()), StandardCharsets.UTF_8));
        metrics.put("Platform/Clear", now.platformClear());
        now.temperaturesC().forEach((place, degrees) -> metrics.put("Temperature/" + place, degrees));
        metrics.put("Alarm/Code", alarm == null ? "" : alarm.code());
        metrics.put("Alarm/Severity", alarm == null ? "" : alarm.severity().name());
        metrics.put("Alarm/Text", alarm == null ? "" : alarm.message());
        metrics.put("Properties/Model", "simulated");
        if (!settings.monitorOnly()) {
            metrics.put("Job/Command", "");
            metrics.put("Job/CommandId", "");
            metrics.put("Job/LastCommandId", lastId);
            metrics.put("Job/LastCommandResult", lastResult);
        }
        return metrics;
    }

    /** Obeys or refuses what was written to the command metrics. */
    void obey(String id, String text) {
        if (settings.monitorOnly()) {
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try {
            String verb = Payloads.mapper().readTree(bytes).path("verb").asText();
            Command command = CommandReader.read(verb, bytes);
            if (!command.command().equals(id)) {
                refuse(id, RefusalCode.MALFORMED, "the text has another id than the metric");
                return;
            }
            carryOut(machine.handle(command, Instant.now()));
        } catch (UnreadableCommandException e) {
            refuse(id, e.code(), String.valueOf(e.getMessage()));
        } catch (IOException e) {
            refuse(id, RefusalCode.MALFORMED, "the text is not JSON");
        }
    }

    private void refuse(String id, RefusalCode code, String reason) {
        answered(new Answer(id, "", null, false, false, code, reason));
    }

    void happen(BiFunction<Machine, Instant, List<Effect>> event) {
        carryOut(event.apply(machine, Instant.now()));
    }

    private void carryOut(List<Effect> effects) {
        effects.forEach(this::carryOut);
    }

    private void carryOut(Effect effect) {
        if (effect instanceof Effect.Fetch fetch) {
            fetch(fetch.command());
        } else if (effect instanceof Effect.AbandonFetch) {
            abandonFetch();
        } else if (effect instanceof Effect.Accepted accepted) {
            String job = accepted.command().job();
            memory.accepted(job, accepted.starts());
            if (accepted.starts()) {
                enter(job, "START", accepted.command().part());
            }
        } else if (effect instanceof Effect.Refused refused) {
            memory.refused(refused.refusal());
        } else if (effect instanceof Effect.Answered answered) {
            answered(answered.answer());
        } else if (effect instanceof Effect.JobEnded ended) {
            ended(ended.end(), ended.printed());
        } else if (effect instanceof Effect.PlatformCleared) {
            memory.platformCleared(null);
        } else if (effect instanceof Effect.Wake wake) {
            settings.turns().after(wake.after(), () -> carryOut(machine.wake(wake, Instant.now())));
        }
    }

    private void answered(Answer answer) {
        String command = answer.command();
        if (command == null) {
            return;
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("accepted", answer.accepted());
        result.put("duplicate", answer.duplicate());
        result.put("code", answer.code() == null ? "" : answer.code().name());
        result.put("reason", answer.reason() == null ? "" : answer.reason());
        lastId = command;
        lastResult = new String(Payloads.bytes(result), StandardCharsets.UTF_8);
    }

    private void ended(JobEnd end, boolean printed) {
        // The record of jobs is a metric of every birth, so no report has to be kept until somebody has it.
        PendingReport report = new PendingReport(
                "job", UUID.randomUUID().toString(), ++reports, end.outcome().name());
        memory.ended(end.job(), end.outcome(), report);
        memory.delivered(report);
        if (printed) {
            enter(end.job(), end.outcome().name(), "");
        }
    }

    private void enter(String job, String event, String part) {
        settings.ledger().append(new PrintLedger.Line(Instant.now(), settings.name(), job, event, part));
    }

    private void fetch(Command.Print command) {
        FileFetcher.Download started = settings.fetcher().fetch(command.file());
        download = started;
        var unused = started.check().thenAccept(check -> settings.turns().after(Duration.ZERO, () -> {
            if (started.equals(download)) {
                download = null;
                carryOut(machine.fileArrived(command.command(), check, Instant.now()));
            }
        }));
    }

    /** The power goes. */
    void abandonFetch() {
        FileFetcher.Download running = download;
        download = null;
        if (running != null) {
            running.abandon();
        }
    }
}
