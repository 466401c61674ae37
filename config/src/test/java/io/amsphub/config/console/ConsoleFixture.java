package io.amsphub.config.console;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.management.ObjectName;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.impl.DefaultCamelContext;

/** A small hub to look at: a real broker, a real Camel context with two routes, one own MBean, the console. */
final class ConsoleFixture {

    static final Path WEB_APP = Path.of("target", "console");
    static final String PASSWORD = "correct horse battery staple";
    static final String STORE_PASSWORD = "the password of a key store";
    static final String FLEET = "io.amsphub:type=Fleet";

    final List<String> audited = new CopyOnWriteArrayList<>();
    final AtomicInteger passwordsChecked = new AtomicInteger();
    final ConsoleServer console;
    private final EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
    private final CamelContext camel = new DefaultCamelContext();

    /** What the hub shows of itself. */
    public interface FleetMBean {
        int getMachines();

        void dismiss();
    }

    private static final class Fleet implements FleetMBean {
        @Override
        public int getMachines() {
            return 20;
        }

        @Override
        public void dismiss() {
            throw new IllegalStateException("nobody may call this through the console");
        }
    }

    ConsoleFixture(ConsoleSettings settings) throws Exception {
        startBroker();
        startRoutes();
        ManagementFactory.getPlatformMBeanServer()
                .registerMBean(
                        new javax.management.StandardMBean(new Fleet(), FleetMBean.class), new ObjectName(FLEET));
        console = new ConsoleServer(
                settings,
                this::authenticate,
                (user, mbean, operation, allowed) ->
                        audited.add(user + " " + (allowed ? "ran " : "denied ") + operation + " on " + mbean));
        console.start();
    }

    private void startBroker() throws Exception {
        ConfigurationImpl configuration = new ConfigurationImpl();
        configuration.setName("hub");
        configuration.setPersistenceEnabled(false);
        configuration.setSecurityEnabled(false);
        configuration.setJMXManagementEnabled(true);
        configuration.addAcceptorConfiguration("in-vm", "vm://0");
        configuration.addConnectorConfiguration(
                "partner", "tcp://192.0.2.1:5671?sslEnabled=true;trustStorePassword=" + STORE_PASSWORD);
        configuration.addAddressSetting(
                "#",
                new AddressSettings()
                        .setDeadLetterAddress(SimpleString.of("hub.dead"))
                        .setAutoCreateAddresses(true)
                        .setAutoCreateQueues(true));
        broker.setConfiguration(configuration);
        broker.start();
        for (String queue : List.of("hub.mesh.detect", "hub.order.quote", "hub.dead")) {
            broker.getActiveMQServer().createQueue(QueueConfiguration.of(queue).setRoutingType(RoutingType.ANYCAST));
        }
    }

    private void startRoutes() throws Exception {
        camel.getCamelContextExtension().setName("amsp-hub");
        camel.addComponent("jms", JmsComponent.jmsComponent(new ActiveMQConnectionFactory("vm://0")));
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("timer:uploads?period=100")
                        .routeId("upload-take")
                        .setBody(constant("a model"))
                        .to("jms:queue:hub.mesh.detect");
                from("jms:queue:hub.mesh.detect")
                        .routeId("mesh-detect")
                        .choice()
                        .when(header("broken"))
                        .to("log:repair?level=DEBUG")
                        .otherwise()
                        .to("jms:queue:hub.order.quote")
                        .end();
            }
        });
        camel.start();
    }

    private Optional<Set<String>> authenticate(String user, char[] password) {
        passwordsChecked.incrementAndGet();
        Map<String, Set<String>> users = Map.of(
                "olga", Set.of(ConsoleUsers.OPERATOR),
                "anna", Set.of(ConsoleUsers.AUDITOR),
                "dora", Set.of("DESIGNER"));
        return users.containsKey(user) && Arrays.equals(password, PASSWORD.toCharArray())
                ? Optional.of(users.get(user))
                : Optional.empty();
    }

    static String basic(String user, String password) {
        byte[] credentials = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + java.util.Base64.getEncoder().encodeToString(credentials);
    }

    void stop() throws Exception {
        console.close();
        ManagementFactory.getPlatformMBeanServer().unregisterMBean(new ObjectName(FLEET));
        camel.stop();
        broker.stop();
    }
}
