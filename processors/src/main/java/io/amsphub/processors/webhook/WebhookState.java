package io.amsphub.processors.webhook;

import io.amsphub.processors.lifecycle.Transitions;

/** Whether a subscription is served. */
public enum WebhookState {
    /** Events are delivered. */
    ACTIVE,
    /** Its owner wants no calls for a while; events are kept for it. */
    PAUSED,
    /** The hub has given its target up; events are not kept for it. */
    DISABLED,
    /** Gone. */
    DELETED;

    /** What may follow what. */
    public static final Transitions<WebhookState> TRANSITIONS = Transitions.of("webhook", WebhookState.class)
            .from(ACTIVE, PAUSED, DISABLED, DELETED)
            .from(PAUSED, ACTIVE, DELETED)
            .from(DISABLED, ACTIVE, DELETED)
            .build();
}
