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
        String path = context.normalizedPath();
        if (contract.operation(context.request().method().name(), path).isPresent()) {
            context.put(SERVED, true).next();
            return;
        }
        Set<String> methods = contract.methods(path);
        if (methods.isEmpty()) {
            ProblemPage.NOT_FOUND.handle(context);
        } else {
            context.response().putHeader("Allow", String.join(", ", methods));
            ProblemPage.METHOD_NOT_ALLOWED.handle(context);
        }
    }

    /** Answers what no handler has answered. */
    static void unanswered(RoutingContext context) {
        ProblemPage page = context.get(SERVED) == null ? ProblemPage.NOT_FOUND : ProblemPage.NOT_YET;
        page.handle(context);
    }
}
