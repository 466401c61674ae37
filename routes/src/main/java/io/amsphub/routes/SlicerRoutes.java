package io.amsphub.routes;

import io.amsphub.processors.octoprint.OctoPrintApi;
import org.apache.camel.builder.endpoint.EndpointRouteBuilder;

/** Slicers: what they ask an OctoPrint for is answered by the hub. Its contract is OctoPrint's, not the hub's. */
public final class SlicerRoutes extends EndpointRouteBuilder {

    private static final String PREFIX = "/octoprint";

    private final OctoPrintApi octoPrint;

    /** A route over the interface for slicers. */
    public SlicerRoutes(OctoPrintApi octoPrint) {
        this.octoPrint = octoPrint;
    }

    @Override
    public void configure() {
        from(platformHttp(PREFIX).matchOnUriPrefix(true).advanced().useBodyHandler(false))
            .routeId(Flow.SLICER_INTAKE)
            .routeDescription("Answers slicers in OctoPrint's words")
            .routeConfigurationId(ErrorPolicies.PROBLEM)
            .process(new SlicerGateway(octoPrint));
    }
}
