package io.amsphub.connectors.cad;

import io.amsphub.connectors.process.ProcessEnd;
import io.amsphub.connectors.process.ProcessLimits;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a conversion that did not succeed means to the user. */
final class ConversionFailure {

    private static final int KILLED = 128;

    private ConversionFailure() {}

    /** Returns why nothing can be converted at all. */
    static HubException missing(String tool, String package_, String setting) {
        return new HubException(
                FailureCode.CAD_NOT_AVAILABLE,
                tool + " is not installed where the hub looks for it",
                null,
                "upload STL or 3MF, or ask the operator to install " + package_ + " or to set " + setting);
    }

    /**
     * Returns what to say of a program that hung, died or was out of memory.
     *
     * @param tool its name
     * @return null when it ended by itself, in good order
     */
    static @Nullable HubException ofLimits(String tool, ProcessEnd end, ProcessLimits limits) {
        if (end.kind() == ProcessEnd.Kind.TIMED_OUT) {
            return new HubException(
                    FailureCode.CAD_LIMIT,
                    "the file could not be converted in " + limits.time().toSeconds() + " s",
                    null,
                    "simplify the design, or export STL or 3MF from the CAD system and upload that");
        }
        if (end.exitCode() >= KILLED || outOfMemory(end.output())) {
            return new HubException(
                    FailureCode.CAD_LIMIT,
                    tool + " broke down on this file (exit code " + end.exitCode() + "); it may use "
                            + (limits.memoryBytes() >> 20) + " MB",
                    null,
                    "simplify the design, or export STL or 3MF from the CAD system and upload that");
        }
        return null;
    }

    private static boolean outOfMemory(String output) {
        String text = output.toLowerCase(Locale.ROOT);
        return text.contains("bad_alloc") || text.contains("memoryerror") || text.contains("out of memory");
    }
}
