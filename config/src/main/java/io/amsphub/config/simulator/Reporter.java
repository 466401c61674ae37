package io.amsphub.config.simulator;

import io.amsphub.config.simulator.machine.Answer;
import io.amsphub.config.simulator.machine.JobEnd;
import io.amsphub.config.simulator.machine.Snapshot;
import io.amsphub.config.simulator.memory.PendingReport;
import io.amsphub.config.simulator.protocol.Acknowledgement;
import io.amsphub.config.simulator.protocol.IdentityReport;
import io.amsphub.config.simulator.protocol.JobReport;
import io.amsphub.config.simulator.protocol.MachineState;
import io.amsphub.config.simulator.protocol.Native;
import io.amsphub.config.simulator.protocol.Payloads;
import io.amsphub.config.simulator.protocol.PlatformReport;
import io.amsphub.config.simulator.protocol.ProgressReport;
import io.amsphub.config.simulator.protocol.StateReport;
import io.amsphub.config.simulator.protocol.Verb;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Words the reports of one boot and numbers them. Not safe for several threads. */
final class Reporter {

    private final PrinterConfig config;
    private final String boot = UUID.randomUUID().toString();
    private long seq;

    Reporter(PrinterConfig config) {
        this.config = config;
    }

    byte[] state(Snapshot now, MachineState state, Instant time) {
        return Payloads.bytes(new StateReport(
                Native.SCHEMA,
                boot,
                ++seq,
                text(time),
                state,
                now.platformClear(),
                now.job(),
                now.progressPct(),
                now.layer(),
                now.layers(),
                now.temperaturesC(),
                now.recentJobs(),
                now.alarm()));
    }

    byte[] identity() {
        return Payloads.bytes(new IdentityReport(
                Native.SCHEMA,
                boot,
                ++seq,
                config.manufacturer(),
                config.model(),
                config.serial(),
                config.firmware(),
                config.spec().processCategory(),
                config.spec().buildVolumeMm(),
                config.spec().materials(),
                config.nozzleMm(),
                Verb.words()));
    }

    byte[] progress(Snapshot now, Instant time) {
        return Payloads.bytes(new ProgressReport(
                Native.SCHEMA,
                boot,
                ++seq,
                text(time),
                String.valueOf(now.job()),
                or0(now.progressPct()),
                (int) or0(now.layer()),
                (int) or0(now.layers()),
                now.temperaturesC(),
                Math.round(10 * or0(now.remainingS())) / 10.0));
    }

    PendingReport job(JobEnd end, Instant time) {
        return pending(
                "job",
                new JobReport(
                        Native.SCHEMA,
                        boot,
                        ++seq,
                        text(time),
                        end.job(),
                        end.outcome(),
                        end.reason(),
                        end.printTimeS(),
                        end.feedstockMm3(),
                        end.measuredMm()));
    }

    PendingReport platform(String by, Instant time) {
        return pending("platform", new PlatformReport(Native.SCHEMA, boot, ++seq, text(time), true, by));
    }

    byte[] acknowledgement(Answer answer, Instant time) {
        return Payloads.bytes(new Acknowledgement(
                Native.SCHEMA,
                boot,
                ++seq,
                text(time),
                answer.command(),
                answer.verb(),
                answer.job(),
                answer.accepted(),
                answer.duplicate(),
                answer.code(),
                answer.reason()));
    }

    private PendingReport pending(String noun, Object payload) {
        return new PendingReport(noun, boot, seq, new String(Payloads.bytes(payload), StandardCharsets.UTF_8));
    }

    private static double or0(@Nullable Number value) {
        return value == null ? 0 : value.doubleValue();
    }

    private static String text(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
