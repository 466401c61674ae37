package io.amsphub.processors.device;

import io.amsphub.processors.catalogue.SizeMm;
import io.amsphub.processors.design.BlobRef;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the hub tells a machine, in canonical words; a dialect writes it in its own. */
public sealed interface DeviceCommand {

    /** Returns the unique id of the command: its correlation data and duplicate-detection id. */
    String id();

    /** Returns until when it may be taken up, or null when it does not matter. */
    @Nullable
    Instant expiresAt();

    /**
     * Print a job, once.
     *
     * @param id of the command
     * @param expiresAt until when it may be taken up
     * @param job id of the job, which the machine never prints twice
     * @param part serial number, or the id of a build
     * @param parts serial numbers of all parts that the content holds: of one, or of those of a build
     * @param content what to print
     * @param fileToken the bearer token that fetches it
     * @param feedstock what must be loaded
     * @param size of the part, mm
     * @param layers estimate
     * @param expectedPrintTimeS estimate
     */
    record Print(
            String id,
            Instant expiresAt,
            String job,
            String part,
            List<String> parts,
            BlobRef content,
            String fileToken,
            String feedstock,
            SizeMm size,
            int layers,
            long expectedPrintTimeS)
            implements DeviceCommand {

        /** Copies the list; commands of an older hub are about one part. */
        public Print {
            parts = parts == null ? List.of(part) : List.copyOf(parts);
        }

        /** Prints one part. */
        public Print(
                String id,
                Instant expiresAt,
                String job,
                String part,
                BlobRef content,
                String fileToken,
                String feedstock,
                SizeMm size,
                int layers,
                long expectedPrintTimeS) {
            this(
                    id,
                    expiresAt,
                    job,
                    part,
                    List.of(part),
                    content,
                    fileToken,
                    feedstock,
                    size,
                    layers,
                    expectedPrintTimeS);
        }

        /** Returns whether it is a build, whose content has its place on the platform already. */
        public boolean holdsBuild() {
            return !parts.equals(List.of(part));
        }
    }

    /** Pause, resume or cancel a job. */
    record Control(String id, Instant expiresAt, Verb verb, String job) implements DeviceCommand {}

    /** Say how you are. */
    record Report(String id) implements DeviceCommand {

        @Override
        public @Nullable Instant expiresAt() {
            return null;
        }
    }

    /** Somebody cleared the build platform. */
    record ClearPlatform(String id, String by) implements DeviceCommand {

        @Override
        public @Nullable Instant expiresAt() {
            return null;
        }
    }

    /** What can be done with a job on a machine. */
    enum Verb {
        PAUSE,
        RESUME,
        CANCEL
    }
}
