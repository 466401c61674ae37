package io.amsphub.config;

import io.amsphub.config.http.ApiHeaderFilter;
import io.amsphub.config.http.ApiServer;
import io.amsphub.config.http.HttpCallConverter;
import io.amsphub.config.operation.FlowMBeans;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.lifecycle.StageEvent;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.platform.http.PlatformHttpComponent;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.support.TypeConverterSupport;

/**
 * Completes the Camel context before the routes are added to it, and says that the hub has started
 * when all of them run.
 */
final class HubContext extends MainListenerSupport {

    private static final String STARTED = "/observe/health/started";

    private final ApiServer server;
    private final int managementPort;

    HubContext(ApiServer server, int managementPort) {
        this.server = server;
        this.managementPort = managementPort;
    }

    /** The third health group, beside live and ready; until now the port did not even answer. */
    void started(CamelContext context) {
        FlowMBeans.keepOnly(context);
        VertxPlatformHttpRouter router =
                VertxPlatformHttpRouter.lookup(context, VertxPlatformHttpRouter.getRouterNameFromPort(managementPort));
        router.get(STARTED).order(-1).handler(call -> call.response()
                .putHeader("Content-Type", "application/json")
                .end("{\"status\":\"UP\",\"checks\":[]}"));
    }

    @Override
    @SuppressWarnings("checkstyle:IllegalCatch") // that is what adding a service declares
    public void beforeConfigure(BaseMainSupport main) {
        CamelContext context = main.getCamelContext();
        HttpCallConverter.addTo(context);
        context.getTypeConverterRegistry().addTypeConverter(StageEvent.class, String.class, new StageEventConverter());
        PlatformHttpComponent http = context.getComponent("platform-http", PlatformHttpComponent.class);
        http.setHeaderFilterStrategy(new ApiHeaderFilter());
        server.setCamelContext(context);
        try {
            context.addService(server, true, true);
        } catch (Exception e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** Lets a step take the event of a stage message. */
    private static final class StageEventConverter extends TypeConverterSupport {

        @Override
        public <T> T convertTo(Class<T> type, Exchange exchange, Object value) {
            return type.cast(Json.read((String) value, StageEvent.class));
        }
    }
}
