package io.amsphub.config.identity;

import io.amsphub.config.partner.WholeHub;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.identity.Role;
import io.amsphub.routes.Flow;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.eclipse.paho.mqttv5.common.MqttException;

/** Everybody tries every kind of topic over MQTT and every kind of queue over AMQP. */
final class MessageWalk {

    private static final List<String> PUBLISHED = List.of(
            "am/demo/m2/report/state",
            "am/demo/m2/printer/own-words",
            "am/demo/m2/command/job",
            "am/demo/m3/report/state",
            "am/other/m2/report/state",
            "amsp/v1/demo/scanner/s2/state",
            "amsp/v1/demo/scanner/s2/scan/completed",
            "amsp/v1/demo/scanner/s2/cmd",
            "amsp/v1/demo/scanner/s3/state",
            "amsp/partner/p1/in",
            "mesh-detect",
            "dead-letter",
            "activemq/management");

    private static final List<String> SUBSCRIBED = List.of(
            "am/demo/m2/command/#",
            "am/demo/m2/moonraker/#",
            "am/demo/m2/report/#",
            "am/demo/m2/#",
            "am/demo/m3/command/#",
            "am/demo/+/command/#",
            "am/+/m2/command/#",
            "am/#",
            "#",
            "+/#",
            "$share/g/am/demo/m3/command/#",
            "$share/g/am/#",
            "$SYS/#",
            "amsp/v1/demo/scanner/s2/cmd",
            "amsp/v1/demo/scanner/s3/cmd",
            "amsp/v1/#",
            "amsp/partner/p1/out",
            "amsp/#",
            "activemq/notifications",
            "mesh-detect");

    private static final List<String> SENT = List.of(
            "mesh-detect",
            "dead-letter",
            "am.demo.m2.report.state",
            "am.demo.m2.command.job",
            "amsp.partner.p1.in",
            "amsp.partner.p1.out",
            "amsp.partner.p2.in",
            "activemq.management");

    private final WholeHub hub;
    private final Map<String, String> names = new LinkedHashMap<>();
    private final Map<String, String> secrets = new LinkedHashMap<>();
    private final Map<String, Set<String>> found = new TreeMap<>();

    MessageWalk(HubWithTenants tenants) throws IOException {
        hub = tenants.hub;
        actor("machine", "demo/m2", tenants.machine("demo", "m2"));
        tenants.machine("demo", "m3");
        actor("scanner", "demo/scanner/s2", tenants.scanner("demo", "s2"));
        tenants.scanner("demo", "s3");
        actor("partner", "partner.p1", hub.register(Map.of("name", "p1", "organisation", "acme")));
        hub.register(Map.of("name", "p2", "organisation", "other"));
        for (Role role : List.of(Role.USER, Role.DESIGNER, Role.AM_CENTRE, Role.AUDITOR, Role.OPERATOR)) {
            String name = "messages-" + role;
            actor(role.name(), name, tenants.secret(new Principal(name, "demo", Set.of(role))));
        }
    }

    private void actor(String kind, String name, String secret) {
        names.put(kind, name);
        secrets.put(kind, secret);
    }

    Map<String, Set<String>> topics() throws MqttException {
        found.clear();
        PUBLISHED.forEach(topic -> found.put("publish\t" + topic, new TreeSet<>(Set.of("-"))));
        SUBSCRIBED.forEach(filter -> found.put("subscribe\t" + filter, new TreeSet<>(Set.of("-"))));
        for (String kind : names.keySet()) {
            try (Mqtt mqtt = new Mqtt(hub.mqtt(), names.get(kind), secrets.get(kind))) {
                for (String topic : PUBLISHED) {
                    note("publish\t" + topic, kind, mqtt.publishes(topic));
                }
                for (String filter : SUBSCRIBED) {
                    note("subscribe\t" + filter, kind, mqtt.subscribes(filter));
                }
            } catch (MqttException e) {
                // is not let in at all: nothing is allowed
                note("connect\tMQTT", kind, false);
                continue;
            }
            note("connect\tMQTT", kind, true);
        }
        return new TreeMap<>(found);
    }

    Map<String, Set<String>> queues() {
        found.clear();
        List<String> read = new ArrayList<>(Flow.QUEUES);
        read.addAll(List.of(
                "dead-letter",
                "expired",
                "am.*.*.report.#::hub.reports",
                "amsp.v1.*.scanner.#::hub.scanners",
                "amsp.partner.p1.in",
                "amsp.partner.p1.out",
                "amsp.partner.p1.reply",
                "amsp.partner.p2.out",
                "amsp.partner.p2.reply"));
        for (String kind : names.keySet()) {
            try (Connection connection =
                    new JmsConnectionFactory(names.get(kind), secrets.get(kind), hub.amqp()).createConnection()) {
                connection.start();
                note("connect\tAMQP", kind, true);
                for (String queue : SENT) {
                    note("send\t" + queue, kind, tries(connection, queue, MessageWalk::send));
                }
                for (String queue : read) {
                    note("receive\t" + queue, kind, tries(connection, queue, MessageWalk::receive));
                    note("browse\t" + queue, kind, tries(connection, queue, MessageWalk::browse));
                }
            } catch (JMSException e) {
                note("connect\tAMQP", kind, false);
            }
        }
        return new TreeMap<>(found);
    }

    private void note(String what, String kind, boolean allowed) {
        Set<String> who = found.computeIfAbsent(what, key -> new TreeSet<>(Set.of("-")));
        if (allowed) {
            who.remove("-");
            who.add(kind);
        }
    }

    private static boolean tries(Connection connection, String name, Attempt attempt) throws JMSException {
        try (Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            attempt.on(session, session.createQueue(name));
            return true;
        } catch (JMSException refused) {
            return false;
        }
    }

    private static void send(Session session, Queue queue) throws JMSException {
        try (var producer = session.createProducer(queue)) {
            producer.send(session.createTextMessage("{}"));
        }
    }

    private static void receive(Session session, Queue queue) throws JMSException {
        session.createConsumer(queue, "JMSCorrelationID = 'none'").close();
    }

    private static void browse(Session session, Queue queue) throws JMSException {
        try (var browser = session.createBrowser(queue, "JMSCorrelationID = 'none'")) {
            browser.getEnumeration().hasMoreElements();
        }
    }

    /** Something tried on a queue. */
    @FunctionalInterface
    private interface Attempt {
        void on(Session session, Queue queue) throws JMSException;
    }
}
