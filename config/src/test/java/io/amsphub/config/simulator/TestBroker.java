package io.amsphub.config.simulator;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/** An Artemis of the version that the hub embeds, with a journal, so that it can be restarted. */
final class TestBroker {

    private final Path directory;
    private final int port;
    private EmbeddedActiveMQ server;

    TestBroker(Path directory) throws Exception {
        this.directory = directory;
        this.port = freePort();
        this.server = start();
    }

    URI uri() {
        return URI.create("tcp://127.0.0.1:" + port);
    }

    void stop() throws Exception {
        server.stop();
    }

    void startAgain() throws Exception {
        server = start();
    }

    private EmbeddedActiveMQ start() throws Exception {
        Configuration configuration = new ConfigurationImpl()
                .setPersistenceEnabled(true)
                .setSecurityEnabled(false)
                .setJournalType(JournalType.NIO)
                .setJournalBufferTimeout_NIO(100_000)
                .setJournalDirectory(directory.resolve("journal").toString())
                .setBindingsDirectory(directory.resolve("bindings").toString())
                .setLargeMessagesDirectory(directory.resolve("large").toString())
                .setPagingDirectory(directory.resolve("paging").toString())
                .setMqttSessionScanInterval(200)
                .addAcceptorConfiguration("mqtt", uri() + "?protocols=MQTT")
                .addAddressSetting("#", new AddressSettings().setExpiryAddress(null));
        EmbeddedActiveMQ started = new EmbeddedActiveMQ().setConfiguration(configuration);
        started.start();
        return started;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
