package io.amsphub.routes;

import io.amsphub.processors.api.Api;
import java.util.Locale;
import org.apache.camel.builder.endpoint.EndpointRouteBuilder;

/**
 * Access: the operations of the contract. The contract is the source; the hub does not start when it
 * has an operation without a route.
 */
public final class ApiRoutes extends EndpointRouteBuilder {

    private static final String CONTRACT = "openapi.yaml";

    private final Api api;

    /** A route for each operation of an API. */
    public ApiRoutes(Api api) {
        this.api = api;
    }

    @Override
    public void configure() {
        restConfiguration()
            .component("platform-http")
            .endpointProperty("useBodyHandler", "false");

        rest()
            .openApi()
                .specification(CONTRACT)
                .missingOperation("fail");

        for (String operation : api.operations()) {
            from(direct(operation))
                .routeId(routeId(operation))
                .routeDescription("Answers the operation " + operation)
                .routeConfigurationId(ErrorPolicies.PROBLEM)
                .process(new ApiGateway(api, operation));
        }
    }

    /** Returns the id of the route of an operation: {@code api-create-design} of createDesign. */
    static String routeId(String operation) {
        return Flow.API + "-" + operation.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
