package io.amsphub.config;

import io.amsphub.config.broker.BrokerControl;
import io.amsphub.config.broker.BrokerHealth;
import io.amsphub.config.broker.BrokerSecurity;
import io.amsphub.config.broker.HubBroker;
import io.amsphub.config.broker.OpenConnections;
import io.amsphub.config.tls.HubTls;
import io.amsphub.connectors.jpa.DatabasePool;
import io.amsphub.connectors.jpa.JpaStore;
import io.amsphub.processors.api.AccessAudit;
import io.amsphub.processors.identity.FailedLogins;
import io.amsphub.processors.production.Secrets;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The broker as a process of its own: what is in the hub otherwise, with the identities and the audit of the hub's
 * database, and a port for hubs.
 */
public final class BrokerServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerServer.class);

    /** Looks at identities are remembered, and writes are few. */
    private static final int CONNECTIONS = 8;

    private final HubSettings settings;
    private final Deque<Runnable> stops = new ArrayDeque<>();
    private @Nullable HubBroker broker;

    /** A broker that is not started. */
    public BrokerServer(HubSettings settings) {
        this.settings = settings;
    }

    /**
     * Starts the broker; it serves when it has the store.
     *
     * @throws SettingsException when what it needs is not set
     * @throws IOException when the data directory cannot be used
     * @throws IllegalStateException when a part does not start, with the reason
     */
    public void start() throws IOException {
        require();
        Clock clock = Clock.systemUTC();
        HubSettings.Database database = settings.database();
        DatabasePool pool = new DatabasePool(database.url(), database.user(), database.password(), CONNECTIONS, null);
        stops.push(pool::close);
        JpaStore store = JpaStore.open(pool, clock);
        stops.push(store::close);
        AccessAudit refusals = new AccessAudit(store.auditTrail(), store.unitOfWork(), store.independentUnit(), clock);
        BrokerSettings own = settings.broker().own();
        BrokerSecurity security = new BrokerSecurity(
                store.credentials(),
                new FailedLogins(System::nanoTime),
                refusals::refused,
                new BrokerSecurity.HubLogin(own.user(), Secrets.sha256(own.password())));
        HubTls tls = settings.tls().on()
                ? HubTls.open(
                        settings.tls(),
                        settings.dataDirectory(),
                        List.of(own.host(), settings.broker().mqttHost()))
                : null;
        HubBroker starting = HubBroker.alone(
                settings.broker(), settings.tls(), tls, settings.limits().diskReserveBytes(), security);
        broker = starting;
        starting.answer(new BrokerControl(starting, store.credentials()::changedElsewhere));
        stops.push(starting::close);
        starting.start();
        OpenConnections connections = new OpenConnections(security::ended, starting::disconnect, clock);
        stops.push(connections::close);
        store.credentials().whenEnded(connections::end);
        connections.start(store::keepLastUse, () -> cutNameless(starting), () -> {});
        stops.push(new BrokerHealth(starting, settings.managementPort())::close);
    }

    private static void cutNameless(HubBroker broker) {
        if (broker.trouble().isEmpty()) {
            broker.cutNameless();
        }
    }

    private void require() {
        if (settings.database().embedded()) {
            throw new SettingsException(
                    List.of(
                            HubSettings.DATABASE_URL.key()
                                    + ": a broker of its own shares a database server with its hubs; write jdbc:postgresql://host/name"));
        }
        if (settings.broker().own().password().isEmpty()) {
            throw new SettingsException(List.of(BrokerKeys.PASSWORD_FILE.key()
                    + ": hubs need a secret to come in; make a file with 'openssl rand -hex 24', the same for all"));
        }
    }

    /** Returns whether the broker serves, or waits until it can; a broker that lost its store does neither. */
    public boolean alive() {
        HubBroker started = broker;
        return started != null && started.alive();
    }

    /** Stops everything that was started, the last first; another broker that waits takes over. */
    @Override
    public void close() {
        while (!stops.isEmpty()) {
            Runnable stop = stops.pop();
            try {
                stop.run();
            } catch (RuntimeException e) {
                LOG.warn("a part of the broker did not stop cleanly", e);
            }
        }
    }
}
