package io.amsphub.config.operation;

import io.amsphub.routes.Flow;
import java.util.Set;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;

/**
 * Leaves the routes of the flow in JMX and takes those of the API out. There are four times as many of these, each a
 * straight line that the metrics count anyway, and a console asks about each operation of each MBean.
 */
public final class FlowMBeans {

    private static final String API = Flow.API + "-";

    private FlowMBeans() {}

    /** Takes the MBeans of the routes of the API away, and those of their processors. */
    public static void keepOnly(CamelContext context) {
        MBeanServer server =
                context.getManagementStrategy().getManagementAgent().getMBeanServer();
        try {
            for (String type : Set.of("routes", "processors")) {
                for (ObjectName name :
                        server.queryNames(new ObjectName("org.apache.camel:type=" + type + ",*"), null)) {
                    if (String.valueOf(server.getAttribute(name, "RouteId")).startsWith(API)) {
                        server.unregisterMBean(name);
                    }
                }
            }
        } catch (JMException e) {
            throw new IllegalStateException("the MBeans of the API cannot be taken out of JMX", e);
        }
    }
}
