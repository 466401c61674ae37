package io.amsphub.config.cli;

import io.amsphub.config.BrokerSettings;
import io.amsphub.config.HubSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** Looks whether the ports of the hub are free before anything is started, and names all that are not. */
final class PortCheck {

    private PortCheck() {}

    /**
     * Returns when every port is free.
     *
     * @throws CommandFailure with each port that is taken, its setting and what to do
     */
    static void refuseTaken(HubSettings settings) {
        List<String> taken = new ArrayList<>();
        String loopback = InetAddress.getLoopbackAddress().getHostAddress();
        look("hub.http.port", settings.http().host(), settings.http().port(), taken);
        look("hub.management.port", loopback, settings.managementPort(), taken);
        if (!settings.broker().own().elsewhere()) {
            lookForBroker(settings, loopback, taken);
        }
        if (settings.limits().console()) {
            look("hub.console.port", loopback, settings.consolePort(), taken);
        }
        refuse("hub", taken);
    }

    /** The same of a broker without a hub, which listens when it serves only. */
    static void refuseTakenForBroker(HubSettings settings) {
        List<String> taken = new ArrayList<>();
        BrokerSettings own = settings.broker().own();
        String loopback = InetAddress.getLoopbackAddress().getHostAddress();
        look("hub.broker.port", own.host(), own.port(), taken);
        look("hub.management.port", loopback, settings.managementPort(), taken);
        lookForBroker(settings, loopback, taken);
        refuse("broker", taken);
    }

    private static void refuse(String what, List<String> taken) {
        if (!taken.isEmpty()) {
            throw new CommandFailure(
                    HubCommand.REFUSED, "the " + what + " does not start:\n  - " + String.join("\n  - ", taken));
        }
    }

    private static void lookForBroker(HubSettings settings, String loopback, List<String> taken) {
        look("hub.mqtt.port", settings.broker().mqttHost(), settings.broker().mqttPort(), taken);
        look("hub.amqp.port", loopback, settings.broker().amqpPort(), taken);
        if (settings.tls().on()) {
            look(
                    "hub.mqtt.tls-port",
                    settings.broker().mqttHost(),
                    settings.tls().mqttPort(),
                    taken);
            look(
                    "hub.amqp.tls-port",
                    settings.broker().mqttHost(),
                    settings.tls().amqpPort(),
                    taken);
        }
    }

    private static void look(String setting, String host, int port, List<String> taken) {
        if (port == 0) {
            return;
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, port));
        } catch (IOException e) {
            taken.add(setting + ": " + host + ":" + port + " cannot be listened on (" + e.getMessage()
                    + "); stop what uses it, or set another port");
        }
    }
}
