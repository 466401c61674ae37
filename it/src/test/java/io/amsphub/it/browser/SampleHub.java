package io.amsphub.it.browser;

import io.amsphub.config.console.ConsoleAudit;
import io.amsphub.config.console.ConsoleServer;
import io.amsphub.config.console.ConsoleSettings;
import io.amsphub.config.console.ConsoleUsers;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.impl.DefaultCamelContext;

/** Enough of a hub for the console to show: a broker with queues, routes at work, two MBeans. */
final class SampleHub {

    static final String PASSWORD = "a password for one test";

    private static final List<String> STAGES =
            List.of("mesh-detect", "mesh-correct", "quote-calculate", "order-dispatch", "part-inspect");

    private final EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
    private final CamelContext camel = new DefaultCamelContext();
    private final ConsoleServer console;
    private final Map<String, StandardMBean> mbeans;

    /** The machines. */
    public interface FleetMBean {
        int getMachines();

        int getPrinting();

        int getSilent();
    }

    /** The orders. */
    public interface OrdersMBean {
        long getAccepted();

        long getDelivered();

        String getOldestOpen();
    }

    private record Fleet(int machines, int printing, int silent) implements FleetMBean {
        @Override
        public int getMachines() {
            return machines;
        }

        @Override
        public int getPrinting() {
            return printing;
        }

        @Override
        public int getSilent() {
            return silent;
        }
    }

    private record Orders(long accepted, long delivered, String oldestOpen) implements OrdersMBean {
        @Override
        public long getAccepted() {
            return accepted;
        }

        @Override
        public long getDelivered() {
            return delivered;
        }

        @Override
        public String getOldestOpen() {
            return oldestOpen;
        }
    }

    private SampleHub(Path webApp) throws Exception {
        mbeans = Map.of(
                "io.amsphub:type=Fleet", new StandardMBean(new Fleet(20, 14, 1), FleetMBean.class),
                "io.amsphub:type=Orders", new StandardMBean(new Orders(1000, 986, "PT4M"), OrdersMBean.class));
        console = new ConsoleServer(ConsoleSettings.loopback(0, webApp), SampleHub::authenticate, ConsoleAudit.toLog());
    }

    static SampleHub start(Path webApp) throws Exception {
        SampleHub hub = new SampleHub(webApp);
        hub.startBroker();
        hub.camel.getCamelContextExtension().setName("amsp-hub");
        hub.camel.addComponent("jms", JmsComponent.jmsComponent(new ActiveMQConnectionFactory("vm://0")));
        hub.camel.addRoutes(new Stages());
        hub.camel.start();
        for (Map.Entry<String, StandardMBean> mbean : hub.mbeans.entrySet()) {
            ManagementFactory.getPlatformMBeanServer().registerMBean(mbean.getValue(), new ObjectName(mbean.getKey()));
        }
        hub.console.start();
        return hub;
    }

    private void startBroker() throws Exception {
        ConfigurationImpl configuration = new ConfigurationImpl();
        configuration.setName("hub");
        configuration.setPersistenceEnabled(false);
        configuration.setSecurityEnabled(false);
        configuration.setJMXManagementEnabled(true);
        configuration.addAcceptorConfiguration("in-vm", "vm://0");
        broker.setConfiguration(configuration);
        broker.start();
        for (String stage : STAGES) {
            broker.getActiveMQServer()
                    .createQueue(QueueConfiguration.of(queue(stage)).setRoutingType(RoutingType.ANYCAST));
        }
    }

    private static String queue(String stage) {
        return "hub." + stage.replace('-', '.');
    }

    /** Each stage takes from its queue; the last queue fills, so that there is something to see. */
    private static final class Stages extends RouteBuilder {
        @Override
        public void configure() {
            from("timer:uploads?period=200")
                    .routeId("design-upload")
                    .setBody(simple("design ${random(1000,9999)}"))
                    .to("jms:queue:" + queue("mesh-detect"));
            from("jms:queue:" + queue("mesh-detect"))
                    .routeId("mesh-detect")
                    .choice()
                    .when(simple("${random(0,4)} == 0"))
                    .to("jms:queue:" + queue("mesh-correct"))
                    .otherwise()
                    .to("jms:queue:" + queue("quote-calculate"))
                    .end();
            from("jms:queue:" + queue("mesh-correct"))
                    .routeId("mesh-correct")
                    .log("corrected ${body}")
                    .to("jms:queue:" + queue("quote-calculate"));
            from("jms:queue:" + queue("quote-calculate"))
                    .routeId("quote-calculate")
                    .multicast()
                    .to("jms:queue:" + queue("order-dispatch"), "log:quoted?level=DEBUG");
            from("jms:queue:" + queue("order-dispatch"))
                    .routeId("order-dispatch")
                    .to("jms:queue:" + queue("part-inspect"));
        }
    }

    private static Optional<Set<String>> authenticate(String user, char[] password) {
        Map<String, Set<String>> users =
                Map.of("olga", Set.of(ConsoleUsers.OPERATOR), "anna", Set.of(ConsoleUsers.AUDITOR));
        return users.containsKey(user) && Arrays.equals(password, PASSWORD.toCharArray())
                ? Optional.of(users.get(user))
                : Optional.empty();
    }

    URI console() {
        return console.url();
    }

    String routeState(String route) {
        return camel.getRouteController().getRouteStatus(route).name();
    }

    void stop() throws Exception {
        console.close();
        for (String name : mbeans.keySet()) {
            ManagementFactory.getPlatformMBeanServer().unregisterMBean(new ObjectName(name));
        }
        camel.stop();
        broker.stop();
    }
}
