package io.amsphub.config.simulator.protocol;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A command of the hub that could be read. */
public sealed interface Command {

    /** Id of the command; a repeated id is the same command. */
    String command();

    /** What it asks for. */
    Verb verb();

    /** The job that it is about, if any. */
    @Nullable
    String job();

    /**
     * Fetch a file and print it.
     *
     * @param command id of the command
     * @param job id of the job, used for one print in all time
     * @param part the part that the job makes
     * @param expires not to be started after this instant of the device clock
     * @param file what to fetch
     * @param material feedstock that must be loaded
     * @param sizeMm extent of the part as oriented
     * @param layers layers, where the hub knows them
     * @param expectedPrintTimeS print time that was quoted, in seconds
     */
    record Print(
            String command,
            String job,
            String part,
            Instant expires,
            PrintFile file,
            String material,
            SizeMm sizeMm,
            @Nullable Integer layers,
            double expectedPrintTimeS)
            implements Command {
        @Override
        public Verb verb() {
            return Verb.PRINT;
        }
    }

    /**
     * Pause, resume or cancel.
     *
     * @param verb which of the three
     * @param command id of the command
     * @param job the job that is meant; never "whatever is on the machine"
     * @param expires not to be obeyed after this instant of the device clock
     */
    record Control(Verb verb, String command, String job, Instant expires) implements Command {}

    /**
     * Send {@code report/state} now.
     *
     * @param command id of the command
     */
    record Report(String command) implements Command {
        @Override
        public Verb verb() {
            return Verb.REPORT;
        }

        @Override
        public @Nullable String job() {
            return null;
        }
    }

    /**
     * Somebody has cleared the platform.
     *
     * @param command id of the command
     * @param by who says so
     */
    record PlatformClear(String command, String by) implements Command {
        @Override
        public Verb verb() {
            return Verb.PLATFORM_CLEAR;
        }

        @Override
        public @Nullable String job() {
            return null;
        }
    }
}
