package io.amsphub.routes;

import io.amsphub.processors.failure.HubException;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;

/**
 * Whether an attempt failed because of what the message says, so that trying again cannot help. Any
 * other refusal (a collision, a transition that is not allowed now) undoes the transaction.
 */
final class InvalidInput implements Predicate {

    static final InvalidInput INSTANCE = new InvalidInput();

    private InvalidInput() {}

    @Override
    public boolean matches(Exchange exchange) {
        return exchange.getProperty(Exchange.EXCEPTION_CAUGHT) instanceof HubException refusal
                && refusal.failureCode().invalidContent();
    }
}
