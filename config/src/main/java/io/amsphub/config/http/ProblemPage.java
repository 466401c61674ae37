package io.amsphub.config.http;

import io.amsphub.processors.api.HttpProblem;
import io.amsphub.processors.api.HttpReply;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** What the server answers by itself, in the same form as the API. */
final class ProblemPage implements Handler<RoutingContext> {

    static final ProblemPage NOT_FOUND = new ProblemPage(
            FailureCode.NOT_FOUND, "nothing is served under this path", "the API is described under /docs");
    static final ProblemPage METHOD_NOT_ALLOWED =
            new ProblemPage(FailureCode.METHOD_NOT_ALLOWED, "the path is served, with other methods", "see /docs");
    static final ProblemPage MALFORMED =
            new ProblemPage(FailureCode.MALFORMED_REQUEST, "the request is not HTTP as it should be", "see /docs");

    private final HttpReply reply;

    private ProblemPage(FailureCode code, String detail, String remedy) {
        this.reply = HttpProblem.reply(new HubException(code, detail, null, remedy));
    }

    @Override
    public void handle(RoutingContext context) {
        context.response().setStatusCode(reply.status());
        reply.headers().forEach(context.response()::putHeader);
        context.response().end(reply.text());
    }
}
