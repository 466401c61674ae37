package io.amsphub.config.simulator.machine;

import io.amsphub.config.simulator.protocol.RefusalCode;
import org.jspecify.annotations.Nullable;

/**
 * What came of fetching a file.
 *
 * @param failure null when every byte arrived and the SHA-256 is the announced one
 * @param reason for people, empty on success
 */
public record FileCheck(@Nullable RefusalCode failure, String reason) {

    /** The file is here and is the announced one. */
    public static FileCheck good() {
        return new FileCheck(null, "");
    }

    /** Something else arrived. */
    public static FileCheck mismatch(String reason) {
        return new FileCheck(RefusalCode.FILE_MISMATCH, reason);
    }

    /** Nothing, or not enough, arrived. */
    public static FileCheck unreachable(String reason) {
        return new FileCheck(RefusalCode.FILE_UNREACHABLE, reason);
    }
}
