package io.amsphub.config.http;

import io.amsphub.processors.api.HttpProblem;
import io.amsphub.processors.api.HttpReply;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** What the server answers by itself, in the same form as the API. */
final class ProblemPage implements Handler<RoutingContext> {

    static final ProblemPage NOT_FOUND = new ProblemPage(
            FailureCode.NOT_FOUND,
            HttpRefusals.Kind.NOT_SERVED,
            "nothing is served under this path",
            "the API is described under /docs");
    static final ProblemPage NOT_YET = new ProblemPage(
            FailureCode.STARTING,
            null,
            "the hub begins or ends at this moment",
            "send the same request again in a moment");
    static final ProblemPage METHOD_NOT_ALLOWED = new ProblemPage(
            FailureCode.METHOD_NOT_ALLOWED,
            HttpRefusals.Kind.NOT_SERVED,
            "the path is served, with other methods",
            "see /docs");
    static final ProblemPage MALFORMED = new ProblemPage(
            FailureCode.MALFORMED_REQUEST,
            HttpRefusals.Kind.MALFORMED,
            "the request is not HTTP as it should be",
            "see /docs");
    static final ProblemPage FOREIGN_ORIGIN = new ProblemPage(
            FailureCode.CROSS_SITE,
            HttpRefusals.Kind.FOREIGN_ORIGIN,
            "a page of another site asked for this",
            "call the API from a program, or from pages of the hub itself");
    static final ProblemPage NO_WEBSOCKET = new ProblemPage(
            FailureCode.MALFORMED_REQUEST,
            HttpRefusals.Kind.WEBSOCKET,
            "no WebSocket is opened here",
            "GET /api/v1/events and /api/v1/devices are streams of server-sent events");

    private final HttpReply reply;
    private final HttpRefusals.@Nullable Kind kind;

    private ProblemPage(FailureCode code, HttpRefusals.@Nullable Kind kind, String detail, String remedy) {
        this.kind = kind;
        this.reply = HttpProblem.reply(new HubException(code, detail, null, remedy));
    }

    @Override
    public void handle(RoutingContext context) {
        if (kind != null) {
            HttpRefusals.note(context, kind);
        }
        context.response().setStatusCode(reply.status());
        reply.headers().forEach(context.response()::putHeader);
        context.response().end(reply.text());
    }
}
