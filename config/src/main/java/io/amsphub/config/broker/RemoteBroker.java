package io.amsphub.config.broker;

import io.amsphub.config.BrokerSettings;
import io.amsphub.connectors.jms.ArchivedMessage;
import io.amsphub.connectors.mqtt.BrokerAddress;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.partner.PartnerQueueNames;
import jakarta.jms.ConnectionFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A broker, or a pair of them, that is started by {@code ./hub broker} and used by any number of hubs. All that is asked of
 * it goes over the wire, and is answered with AMSP-1020 while it is away.
 */
public final class RemoteBroker implements Broker {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final BrokerSettings settings;
    private final RemoteConnections connections;
    private final BrokerLine line;
    private final Set<String> ensured = ConcurrentHashMap.newKeySet();

    /** A broker that is reached when it is first needed. */
    public RemoteBroker(BrokerSettings settings) {
        this.settings = settings;
        this.connections = RemoteConnections.to(settings);
        this.line =
                new BrokerLine(RemoteConnections.to(settings).getServerLocator(), settings.user(), settings.password());
    }

    @Override
    public ConnectionFactory connectionFactory() {
        return connections;
    }

    @Override
    public BrokerAddress sessionAddress() {
        return new BrokerAddress(String.join(",", settings.mqtt()), BrokerSecurity.SESSIONS_USER, settings.password());
    }

    @Override
    public Optional<Trouble> trouble() {
        try {
            BrokerFigures unused = ask("");
            return Optional.empty();
        } catch (HubException e) {
            return Optional.of(new Trouble(
                    "the broker is away: " + line.reason(),
                    "start './hub broker' at one of hub.broker.url; orders are taken meanwhile, and go on then"));
        } catch (IllegalStateException e) {
            return Optional.of(new Trouble(
                    String.valueOf(e.getMessage()), "only './hub broker' of this version is a broker for hubs"));
        }
    }

    @Override
    public Optional<BrokerFigures> figures(List<String> queues) {
        try {
            return Optional.of(ask(String.join(",", queues)));
        } catch (HubException e) {
            return Optional.empty();
        }
    }

    @Override
    public long waiting(String queue) {
        return ask(queue).waiting().getOrDefault(queue, 0L);
    }

    /** Makes queues that are not there; those that were there once are durable and not asked for again. */
    @Override
    public void ensure(PartnerQueueNames queues) {
        if (!ensured.contains(queues.in())) {
            String name = queues.in()
                    .substring(PartnerQueueNames.ROOT.length(), queues.in().lastIndexOf('.'));
            String unused = line.ask(PATIENCE, "ensure", name);
            ensured.add(queues.in());
        }
    }

    @Override
    public void disconnect(String userName) {
        String unused = line.ask(PATIENCE, "ended", userName);
    }

    /** Refuses: its messages are many hubs', and its database is copied by other tools anyway. */
    @Override
    public List<ArchivedMessage> ownMessages() {
        throw new HubException(
                FailureCode.BACKUP_NOT_MADE,
                "the messages lie in a broker of its own",
                null,
                "stop hubs and brokers, and copy the database with its tools, the data directory and hub.broker.store");
    }

    /** Gives back what stages have fetched and takes nothing more, or goes on. */
    public void rest(boolean now) {
        connections.rest(now);
    }

    private BrokerFigures ask(String queues) {
        String answer = line.ask(PATIENCE, "figures", queues);
        if (answer == null) {
            throw new IllegalStateException("the broker says nothing of its queues");
        }
        return Json.read(answer, BrokerFigures.class);
    }

    @Override
    public void close() {
        line.close();
        connections.close();
    }
}
