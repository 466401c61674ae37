package io.amsphub.processors.failure;

import org.jspecify.annotations.Nullable;

/** The store of contents is away. Whether the last content was stored is not known; storing it again stores it once. */
public final class ContentsAwayException extends AwayException {

    private static final long serialVersionUID = 1L;

    /** The store is away, for a reason in words of the store or of its client. */
    public ContentsAwayException(@Nullable String reason, @Nullable Throwable cause) {
        super("the store of contents cannot be reached: " + reason, cause);
    }

    @Override
    public HubException refusal() {
        return refusal(
                FailureCode.CONTENTS_AWAY, "models and files cannot be read or stored at the moment", "hub-contents");
    }
}
