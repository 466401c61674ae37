package io.amsphub.config.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;

/**
 * Stands before the API and answers what the contract does not have: 404 for a path, 405 for a method,
 * as problems like every other error. What the contract has and nobody answers is 503: the server listens before the
 * routes are there.
 */
public final class ContractGate implements Handler<RoutingContext> {

    private static final String SERVED = ContractGate.class.getName();

    private final OpenApiContract contract;

    /** A gate of a contract. */
    public ContractGate(OpenApiContract contract) {
        this.contract = contract;
    }

    @Override
    public void handle(RoutingContext context) {
        Set<String> methods = contract.methods(context.normalizedPath());
        if (methods.isEmpty()) {
            ProblemPage.NOT_FOUND.handle(context);
        } else if (!methods.contains(context.request().method().name())) {
            context.response().putHeader("Allow", String.join(", ", methods));
            ProblemPage.METHOD_NOT_ALLOWED.handle(context);
        } else {
            context.put(SERVED, true).next();
        }
    }

    /** Answers what no handler has answered. */
    static void unanswered(RoutingContext context) {
        ProblemPage page = context.get(SERVED) == null ? ProblemPage.NOT_FOUND : ProblemPage.NOT_YET;
        page.handle(context);
    }
}
