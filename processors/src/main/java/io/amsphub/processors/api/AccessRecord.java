package io.amsphub.processors.api;

import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.Principal;

/** Writes down who was given the content of a design, and who was refused what. */
public interface AccessRecord {

    /** Nothing is written down. */
    AccessRecord NONE = new AccessRecord() {
        @Override
        public void given(String operationId, ApiRequest request) {
            // Nobody asks.
        }

        @Override
        public void refused(String operationId, HttpCall call, Principal who, HubException refusal) {
            // Nobody asks.
        }
    };

    /** Notes that the content was opened and is about to be sent; what cannot be noted is not sent. */
    void given(String operationId, ApiRequest request);

    /** Notes a refusal, when it is one of a kind that is noted. */
    void refused(String operationId, HttpCall call, Principal who, HubException refusal);
}
