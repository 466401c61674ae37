package io.amsphub.processors.failure;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * There is no room on disk for what was to be kept. Neither the input nor the state is at fault, so nobody may decide
 * anything by it: the same is to be tried again later. Nothing of it was kept but the bytes of an upload that are told.
 */
public final class NoRoomException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Something did not fit; the reason is in words of the operating system. */
    public NoRoomException(String reason, @Nullable Throwable cause) {
        super(reason, cause);
    }

    /** Returns what a caller is told; where there is no room is for the log and for health. */
    public HubException refusal() {
        HubException refusal = refused();
        refusal.initCause(this);
        return refusal;
    }

    /** Returns the refusal of a change for which there is no room. */
    public static HubException refused() {
        return new HubException(
                FailureCode.STORAGE_FULL,
                "there is no room on the disk of the hub",
                null,
                "repeat the request later, a change under the same Idempotency-Key and an upload from its offset;"
                        + " operators free space, the health check hub-disk says where");
    }
}
