package io.amsphub.processors.api;

import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.Principal;

/** How often somebody may ask (Throttler). Thread safe. */
@FunctionalInterface
public interface Admission {

    /**
     * Counts a request.
     *
     * @throws HubException with {@link io.amsphub.processors.failure.FailureCode#QUOTA_EXCEEDED}, and the time to wait
     */
    void admit(Principal who);

    /** Returns whether the requests of somebody are counted at all. */
    default boolean counts(Principal who) {
        return true;
    }
}
