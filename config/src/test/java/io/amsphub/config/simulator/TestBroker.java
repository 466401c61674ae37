package io.amsphub.config.simulator;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Set;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;
import org.jspecify.annotations.Nullable;

/** An Artemis of the version that the hub embeds, with a journal, so that it can be restarted. */
public final class TestBroker {

    static final String USER = "c1/p1";
    static final String PASSWORD = "secret";

    private final Path directory;
    private final int port;
    private final @Nullable Path keyStore;
    private EmbeddedActiveMQ server;

    public TestBroker(Path directory) throws Exception {
        this(directory, null);
    }

    /** With a key store: TLS, and a login that knows {@link #USER} only. */
    TestBroker(Path directory, @Nullable Path keyStore) throws Exception {
        this.directory = directory;
        this.keyStore = keyStore;
        this.port = freePort();
        this.server = start();
    }

    public URI uri() {
        return URI.create((keyStore == null ? "tcp" : "ssl") + "://127.0.0.1:" + port);
    }

    public void stop() throws Exception {
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
                .addAcceptorConfiguration("mqtt", "tcp://127.0.0.1:" + port + "?protocols=MQTT" + tls())
                .addAddressSetting("#", new AddressSettings().setExpiryAddress(null));
        EmbeddedActiveMQ started = new EmbeddedActiveMQ().setConfiguration(configuration);
        if (keyStore != null) {
            SecurityConfiguration users = new SecurityConfiguration();
            users.addUser(USER, PASSWORD);
            users.addRole(USER, "device");
            configuration
                    .setSecurityEnabled(true)
                    .putSecurityRoles(
                            "#",
                            Set.of(new Role(
                                    "device", true, true, true, true, true, true, false, true, true, true, false,
                                    false)));
            started.setSecurityManager(new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), users));
        }
        started.start();
        return started;
    }

    private String tls() {
        return keyStore == null
                ? ""
                : ";sslEnabled=true;keyStoreType=PKCS12;keyStorePassword=" + PASSWORD + ";keyStorePath=" + keyStore;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
