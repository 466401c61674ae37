package io.amsphub.routes;

import io.amsphub.processors.api.HttpProblem;
import io.amsphub.processors.api.HttpReply;
import io.amsphub.processors.failure.AwayException;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.failure.NoRoomException;
import io.amsphub.processors.lifecycle.Ids;
import java.io.UncheckedIOException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers with a problem (RFC 9457). What the hub understands is told in full; what it does not is
 * logged under an id, and only the id is told.
 */
final class ProblemReply implements Processor {

    static final ProblemReply INSTANCE = new ProblemReply();

    private static final Logger LOG = LoggerFactory.getLogger(ProblemReply.class);

    private ProblemReply() {}

    @Override
    public void process(Exchange exchange) {
        Exception cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        HttpReply reply;
        if (cause instanceof HubException refusal) {
            reply = HttpProblem.reply(refusal);
        } else if (cause instanceof AwayException away) {
            LOG.debug("{} was not answered", exchange.getFromRouteId(), away);
            reply = HttpProblem.reply(away.refusal());
        } else if (noRoom(cause) instanceof NoRoomException full) {
            LOG.warn("{} was not answered: {}", exchange.getFromRouteId(), full.getMessage());
            reply = HttpProblem.reply(full.refusal());
        } else {
            String id = Ids.next("err");
            LOG.error("{} failed: {}", exchange.getFromRouteId(), id, cause);
            reply = HttpProblem.reply(new HubException(
                    FailureCode.INTERNAL,
                    "the hub failed in a way that it does not understand",
                    null,
                    "try again; if it stays, tell the operator the id " + id));
        }
        ReplyWriter.write(exchange, reply);
    }

    /** A unit of work lets no checked exception through. */
    private static @Nullable Throwable noRoom(@Nullable Exception failure) {
        return failure instanceof UncheckedIOException unchecked ? unchecked.getCause() : failure;
    }
}
