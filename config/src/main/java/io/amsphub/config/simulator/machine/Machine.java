package io.amsphub.config.simulator.machine;

import io.amsphub.config.simulator.protocol.Alarm;
import io.amsphub.config.simulator.protocol.Alarm.Severity;
import io.amsphub.config.simulator.protocol.Command;
import io.amsphub.config.simulator.protocol.MachineState;
import io.amsphub.config.simulator.protocol.Outcome;
import io.amsphub.config.simulator.protocol.RefusalCode;
import io.amsphub.config.simulator.protocol.Verb;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a strict AM machine between power-on and power-off.
 *
 * <p>Guarantees: a job id is printed at most once in the life of the {@link JobHistory}; a print command that was
 * refused stays refused; nothing starts on a platform that nobody declared clear, nor after its expiry. Not safe for
 * several threads.
 */
public final class Machine {

    private static final int ANSWERS_REMEMBERED = 32;

    private final MachineSpec spec;
    private final JobHistory history;
    private final Workmanship workmanship;
    private final Map<String, Answer> answers = new LinkedHashMap<>();
    private @Nullable Preparation preparation;
    private @Nullable PrintRun run;
    private @Nullable JobEnd last;
    private @Nullable Alarm alarm;
    private boolean paused;
    private boolean attention;
    private boolean refusing;
    private boolean failNext;
    private int printToken;
    private int harvestToken;

    /** A machine that is switched off; {@code history} is its own from now on. */
    public Machine(MachineSpec spec, JobHistory history, RandomGenerator random) {
        this.spec = spec;
        this.history = history;
        this.workmanship = new Workmanship(spec, random);
    }

    /** Comes up: what was printing when the power went has failed, and lies on the platform. */
    public List<Effect> powerOn() {
        List<Effect> out = new ArrayList<>();
        for (String job : history.open()) {
            history.ended(job, Outcome.FAILED);
            out.add(new Effect.JobEnded(JobEnd.unprinted(job, Outcome.FAILED, "POWER_LOSS"), true));
            alarm = new Alarm("POWER_LOSS", Severity.ERROR, "The power went while job " + job + " was printing");
        }
        if (!history.platformClear()) {
            harvestLater(out);
        }
        out.add(new Effect.StateChanged());
        return out;
    }

    /** Obeys or refuses a command. Every command is answered, a print command perhaps only after its file came. */
    public List<Effect> handle(Command command, Instant now) {
        List<Effect> out = new ArrayList<>();
        if (command instanceof Command.Print print) {
            print(print, now, out);
            return out;
        }
        Answer known = answers.get(command.command());
        if (known != null) {
            out.add(new Effect.Answered(known.again()));
        } else if (command instanceof Command.Control control) {
            control(control, now, out);
        } else if (command instanceof Command.PlatformClear clear) {
            platformClear(clear, out);
        } else {
            answer(Answer.yes(command, false), out);
            out.add(new Effect.StateChanged());
        }
        return out;
    }

    /** The file of print command {@code command} is here, or is not to be had. */
    public List<Effect> fileArrived(String command, FileCheck check, Instant now) {
        List<Effect> out = new ArrayList<>();
        Preparation prepared = preparation;
        if (prepared == null || !prepared.first().command().equals(command)) {
            return out;
        }
        preparation = null;
        RefusalCode failure = check.failure();
        if (failure != null) {
            prepared.commands().forEach(waiting -> refuse(waiting, failure, check.reason(), now, out));
        } else if (prepared.commands().stream().allMatch(waiting -> expired(waiting.expires(), now))) {
            prepared.commands()
                    .forEach(waiting ->
                            refuse(waiting, RefusalCode.EXPIRED, "expired while the file was fetched", now, out));
        } else {
            accept(prepared, true, out);
            PrintRun.Breakdown breakdown = failNext ? workmanship.breakdownAt(0.5) : workmanship.breakdown();
            failNext = false;
            run = new PrintRun(prepared.first(), spec, breakdown);
            settle(now, out);
        }
        out.add(new Effect.StateChanged());
        return out;
    }

    /** A {@link Effect.Wake} is due; one that has been overtaken by events does nothing. */
    public List<Effect> wake(Effect.Wake due, Instant now) {
        List<Effect> out = new ArrayList<>();
        PrintRun printing = run;
        if (due.clock() == Effect.Alarmclock.HARVESTER) {
            if (due.token() == harvestToken && !busy() && !history.platformClear()) {
                clear("harvester", out);
            }
        } else if (due.token() == printToken && printing != null && printing.running()) {
            printing.arrive(now);
            Alarm trouble = printing.broken();
            if (trouble != null) {
                breakDown(printing, trouble, now, out);
            } else if (printing.complete()) {
                end(printing, Outcome.FINISHED, null, now, out);
            } else {
                out.add(new Effect.Progressed());
                settle(now, out);
            }
        }
        return out;
    }

    /** The print under way breaks down now; without one, the next will, half-way. */
    public List<Effect> fail(Instant now) {
        List<Effect> out = new ArrayList<>();
        PrintRun printing = run;
        if (printing == null) {
            failNext = true;
        } else {
            breakDown(printing, workmanship.trouble(), now, out);
        }
        return out;
    }

    /** A person locks the machine: every print command is refused as BUSY while {@code on}. */
    public void refuse(boolean on) {
        refusing = on;
    }

    /** The machine needs a person; printing stands still while {@code on}. */
    public List<Effect> attention(boolean on, Instant now) {
        List<Effect> out = new ArrayList<>();
        attention = on;
        alarm = on ? new Alarm("FEEDSTOCK_LOW", Severity.WARNING, "Feedstock must be loaded") : null;
        settle(now, out);
        out.add(new Effect.StateChanged());
        return out;
    }

    /** A person clears the platform and says so at the operator panel; nothing while a job is on. */
    public List<Effect> clearedAtPanel() {
        List<Effect> out = new ArrayList<>();
        if (!busy() && !history.platformClear()) {
            clear("operator-panel", out);
        }
        return out;
    }

    /** How the machine stands. */
    public Snapshot snapshot(Instant now) {
        PrintRun printing = run;
        Preparation preparing = preparation;
        JobEnd ended = last;
        String job = printing != null
                ? printing.command().job()
                : preparing != null ? preparing.first().job() : null;
        Double progress = printing != null ? (Double) printing.progressPct(now) : null;
        if (job == null && ended != null) {
            job = ended.job();
            progress = ended.progressPct();
        }
        return new Snapshot(
                state(),
                history.platformClear(),
                job,
                progress,
                printing != null ? (Integer) printing.layer(now) : null,
                printing != null ? (Integer) printing.layers() : null,
                printing != null ? (Double) printing.remainingS(now) : null,
                Temperatures.of(spec.processCategory(), printing != null),
                history.recent(),
                alarm);
    }

    private MachineState state() {
        if (attention) {
            return MachineState.ATTENTION;
        }
        if (run != null) {
            return paused ? MachineState.PAUSED : MachineState.PRINTING;
        }
        if (preparation != null) {
            return MachineState.PREPARING;
        }
        if (last != null) {
            return MachineState.valueOf(last.outcome().name());
        }
        return history.platformClear() ? MachineState.IDLE : MachineState.NOT_READY;
    }

    private boolean busy() {
        return run != null || preparation != null;
    }

    private void print(Command.Print command, Instant now, List<Effect> out) {
        Preparation preparing = preparation;
        var refusal = history.refusalOf(command.command());
        if (history.outcomeOf(command.job()).isPresent()) {
            answer(Answer.yes(command, true), out);
        } else if (refusal.isPresent()) {
            out.add(new Effect.Answered(refusal.get().answer(command)));
        } else if (expired(command.expires(), now)) {
            refuse(command, RefusalCode.EXPIRED, "expired " + command.expires() + ", it is " + now, now, out);
        } else if (preparing != null && preparing.isFor(command.job())) {
            preparing.join(command);
        } else if (refusing || attention) {
            refuse(command, RefusalCode.BUSY, "a person has the machine", now, out);
        } else if (busy()) {
            refuse(command, RefusalCode.BUSY, "job " + snapshot(now).job() + " is on the machine", now, out);
        } else if (!history.platformClear()) {
            refuse(command, RefusalCode.PLATFORM_NOT_CLEAR, "nobody has cleared the platform", now, out);
        } else if (!spec.materials().contains(command.material())) {
            refuse(command, RefusalCode.MATERIAL_MISMATCH, "loaded: " + spec.materials(), now, out);
        } else if (!command.sizeMm().fitsInto(spec.buildVolumeMm())) {
            refuse(command, RefusalCode.TOO_LARGE, "build volume: " + spec.buildVolumeMm(), now, out);
        } else {
            preparation = new Preparation(command);
            out.add(new Effect.Fetch(command));
            out.add(new Effect.StateChanged());
        }
    }

    private void control(Command.Control command, Instant now, List<Effect> out) {
        PrintRun printing = run;
        Preparation preparing = preparation;
        if (expired(command.expires(), now)) {
            answer(Answer.no(command, RefusalCode.EXPIRED, "expired " + command.expires() + ", it is " + now), out);
        } else if (command.verb() == Verb.CANCEL && preparing != null && preparing.isFor(command.job())) {
            cancelPreparation(command, preparing, out);
        } else if (printing != null && printing.isFor(command.job())) {
            switch (command.verb()) {
                case PAUSE -> hold(command, now, out);
                case RESUME -> resume(command, now, out);
                default -> {
                    answer(Answer.yes(command, false), out);
                    end(printing, Outcome.CANCELLED, "CANCELLED_BY_COMMAND", now, out);
                }
            }
        } else {
            var outcome = history.outcomeOf(command.job());
            boolean done = command.verb() == Verb.CANCEL && outcome.equals(Optional.of(Outcome.CANCELLED));
            answer(
                    done
                            ? Answer.yes(command, true)
                            : Answer.no(
                                    command,
                                    RefusalCode.UNKNOWN_JOB,
                                    outcome.map(end -> "the job is " + end).orElse("the job is not on this machine")),
                    out);
        }
    }

    private void hold(Command.Control command, Instant now, List<Effect> out) {
        answer(Answer.yes(command, paused), out);
        if (!paused) {
            paused = true;
            settle(now, out);
            out.add(new Effect.StateChanged());
        }
    }

    private void resume(Command.Control command, Instant now, List<Effect> out) {
        if (attention) {
            answer(Answer.no(command, RefusalCode.BUSY, "the machine waits for a person"), out);
            return;
        }
        answer(Answer.yes(command, !paused), out);
        if (paused) {
            paused = false;
            settle(now, out);
            out.add(new Effect.StateChanged());
        }
    }

    /** The job id is used up although nothing was printed: whatever is still under way can never start it. */
    private void cancelPreparation(Command.Control command, Preparation preparing, List<Effect> out) {
        preparation = null;
        out.add(new Effect.AbandonFetch());
        accept(preparing, false, out);
        String job = preparing.first().job();
        history.ended(job, Outcome.CANCELLED);
        answer(Answer.yes(command, false), out);
        out.add(new Effect.JobEnded(JobEnd.unprinted(job, Outcome.CANCELLED, "CANCELLED_BEFORE_START"), false));
        out.add(new Effect.StateChanged());
    }

    private void accept(Preparation prepared, boolean starts, List<Effect> out) {
        history.accepted(prepared.first().job(), starts);
        out.add(new Effect.Accepted(prepared.first(), starts));
        last = null;
        alarm = attention ? alarm : null;
        paused = false;
        for (Command.Print command : prepared.commands()) {
            answer(
                    Answer.yes(
                            command, !command.command().equals(prepared.first().command())),
                    out);
        }
    }

    private void platformClear(Command.PlatformClear command, List<Effect> out) {
        if (busy()) {
            answer(Answer.no(command, RefusalCode.BUSY, "a job is on the machine"), out);
        } else if (history.platformClear()) {
            answer(Answer.yes(command, true), out);
        } else {
            history.platform(true);
            out.add(new Effect.PlatformCleared(null));
            answer(Answer.yes(command, false), out);
            tidy(out);
        }
    }

    private void clear(String by, List<Effect> out) {
        history.platform(true);
        out.add(new Effect.PlatformCleared(by));
        tidy(out);
    }

    private void tidy(List<Effect> out) {
        last = null;
        alarm = attention ? alarm : null;
        out.add(new Effect.StateChanged());
    }

    private void breakDown(PrintRun printing, Alarm trouble, Instant now, List<Effect> out) {
        alarm = trouble;
        end(printing, Outcome.FAILED, trouble.code(), now, out);
    }

    private void end(PrintRun printing, Outcome outcome, @Nullable String reason, Instant now, List<Effect> out) {
        boolean good = outcome == Outcome.FINISHED;
        JobEnd end = new JobEnd(
                printing.command().job(),
                outcome,
                reason,
                printing.progressPct(now),
                Math.round(10 * printing.doneAt(now)) / 10.0,
                printing.feedstockMm3(now),
                good ? workmanship.measured(printing.command().sizeMm()) : null);
        run = null;
        paused = false;
        printToken++;
        last = end;
        history.ended(end.job(), outcome);
        out.add(new Effect.JobEnded(end, true));
        out.add(new Effect.StateChanged());
        harvestLater(out);
    }

    /** Lets the print run or stand as the switches want it, and sets the clock for its next step. */
    private void settle(Instant now, List<Effect> out) {
        PrintRun printing = run;
        if (printing == null) {
            return;
        }
        printToken++;
        printing.hold(now);
        if (!paused && !attention) {
            printing.proceed(now);
            out.add(new Effect.Wake(Effect.Alarmclock.PRINT, printToken, printing.untilNext()));
        }
    }

    private void harvestLater(List<Effect> out) {
        harvestToken++;
        if (spec.harvestAfter() != null) {
            out.add(new Effect.Wake(Effect.Alarmclock.HARVESTER, harvestToken, spec.harvestAfter()));
        }
    }

    private void refuse(Command.Print command, RefusalCode code, String reason, Instant now, List<Effect> out) {
        if (!expired(command.expires(), now)) {
            Refusal refusal = new Refusal(command.command(), command.job(), code, reason, command.expires());
            history.refused(refusal, now);
            out.add(new Effect.Refused(refusal));
        }
        out.add(new Effect.Answered(Answer.no(command, code, reason)));
    }

    private void answer(Answer answer, List<Effect> out) {
        if (answers.size() >= ANSWERS_REMEMBERED) {
            answers.remove(answers.keySet().iterator().next());
        }
        if (answer.command() != null) {
            answers.put(answer.command(), answer);
        }
        out.add(new Effect.Answered(answer));
    }

    private static boolean expired(Instant expires, Instant now) {
        return !now.isBefore(expires);
    }
}
