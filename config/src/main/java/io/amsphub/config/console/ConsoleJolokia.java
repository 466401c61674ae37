package io.amsphub.config.console;

import jakarta.servlet.ServletConfig;
import java.util.Map;
import org.jolokia.server.core.http.AgentServlet;
import org.jolokia.server.core.request.JolokiaRequest;
import org.jolokia.server.core.service.api.JolokiaServiceManager;
import org.jolokia.server.core.service.request.AbstractRequestHandler;
import org.jolokia.server.core.util.RequestType;

/**
 * Jolokia under the console's policy. It reads none of the {@code jolokia.*} system properties, and
 * refuses two kinds of requests that Jolokia asks no policy about: notifications, and those for
 * another JVM (which it would answer from this one).
 */
final class ConsoleJolokia extends AgentServlet {

    static final Map<String, String> PARAMETERS = Map.of(
            "allowErrorDetails", "false",
            "includeStackTrace", "false",
            "mbeanQualifier", "qualifier=amsp-hub",
            "maxDepth", "12",
            "historyMaxEntries", "1",
            "discoveryEnabled", "false");

    ConsoleJolokia(ConsolePolicy policy) {
        super(policy);
    }

    @Override
    protected void initServices(ServletConfig servletConfig, JolokiaServiceManager services) {
        super.initServices(servletConfig, services);
        services.addService(new Refusal());
        services.addService(new AlikeMBeans());
    }

    /** Comes before all other handlers, takes what is not allowed, and answers 403. */
    private static final class Refusal extends AbstractRequestHandler {

        Refusal() {
            super("refusal", 1);
        }

        @Override
        public boolean canHandle(JolokiaRequest request) {
            return request.getType() == RequestType.NOTIFICATION || request.getOption("target") != null;
        }

        @Override
        public <R extends JolokiaRequest> Object handleRequest(R request, Object previousResult) {
            throw new SecurityException("the console takes neither notifications nor targets");
        }
    }
}
