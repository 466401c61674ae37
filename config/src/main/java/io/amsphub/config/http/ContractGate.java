package io.amsphub.config.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;

/**
 * Stands before the API and answers what the contract does not have: 404 for a path, 405 for a method,
 * as problems like every other error.
 */
public final class ContractGate implements Handler<RoutingContext> {

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
            context.next();
        }
    }
}
