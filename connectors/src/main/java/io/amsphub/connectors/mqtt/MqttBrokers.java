package io.amsphub.connectors.mqtt;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The brokers that sessions use: one connection for each broker and user, opened with the first session
 * and closed with the last; and one more for each role that the hub plays there. Safe for all threads.
 */
public final class MqttBrokers implements AutoCloseable {

    private final String hub;
    private final String node;
    private final BrokerAddress own;
    private final Map<BrokerAddress, BrokerClient> clients = new HashMap<>();
    private final Map<Post, Played> roles = new HashMap<>();
    private boolean closed;

    /**
     * No broker yet.
     *
     * @param hub distinguishes this hub from others at the same broker
     */
    public MqttBrokers(String hub) {
        this(hub, "", new BrokerAddress("", null, null));
    }

    /**
     * No broker yet.
     *
     * @param hub distinguishes this hub from others at the same broker; the nodes of one hub have it in common
     * @param node distinguishes this node from the others at the hub's own broker, where each is a client
     * @param own the hub's own broker
     */
    public MqttBrokers(String hub, String node, BrokerAddress own) {
        this.hub = hub;
        this.node = node;
        this.own = own;
    }

    /**
     * Listens below a topic root until the subscription is closed; reconnects by itself. Who listens to a root
     * anew takes the place of who did before, and nothing that is said in between is lost. With a broker that is
     * not in use yet nothing happens until {@link #connect}.
     *
     * @param root where the topics of the machine begin
     * @param filters topic filters below the root
     * @param qos 0 or 1
     */
    public synchronized AutoCloseable listen(
            BrokerAddress address, String root, List<String> filters, int qos, BrokerListener listener) {
        if (closed) {
            throw new IllegalStateException("the hub stops");
        }
        BrokerClient client = clients.computeIfAbsent(address, a -> new BrokerClient(a, clientId(a)));
        BrokerClient.Topics topics = new BrokerClient.Topics(filters, qos, listener);
        client.add(root, topics);
        return () -> leave(address, root, topics);
    }

    private String clientId(BrokerAddress address) {
        String usual = address.clientId(hub);
        return address.equals(own) && !node.isEmpty() ? usual + "-" + node : usual;
    }

    /**
     * Joins the role that this hub plays at a broker: whoever is the first makes it, and it ends with the last
     * who leaves. With a role that is new nothing happens until {@link #connect}.
     *
     * @param kind which role
     * @param make makes it
     */
    public synchronized <R extends BrokerRole> R join(
            BrokerAddress address, Class<R> kind, Function<BrokerSeat, R> make) {
        if (closed) {
            throw new IllegalStateException("the hub stops");
        }
        Played played = roles.computeIfAbsent(new Post(address, kind), post -> {
            BrokerClient client = new BrokerClient(address, address.clientId(hub, kind.getSimpleName()));
            BrokerRole role = make.apply(new Seat(client));
            client.play(role);
            return new Played(client, role);
        });
        played.members++;
        return kind.cast(played.role);
    }

    /** Leaves a role; leaving one that has ended with the hub's connections does nothing. */
    public void leave(BrokerAddress address, Class<? extends BrokerRole> kind) {
        Played over = null;
        synchronized (this) {
            Post post = new Post(address, kind);
            Played played = roles.get(post);
            if (played != null && --played.members == 0) {
                over = roles.remove(post);
            }
        }
        // Not under the lock: the farewell waits for the broker.
        if (over != null) {
            over.end();
        }
    }

    /** Connects to the brokers that somebody listens to by now and that are not connected to yet. */
    public synchronized void connect() {
        clients.values().forEach(BrokerClient::begin);
        roles.values().forEach(played -> played.client.begin());
    }

    private synchronized void leave(BrokerAddress address, String root, BrokerClient.Topics topics) {
        BrokerClient client = clients.get(address);
        if (client != null && client.remove(root, topics)) {
            clients.remove(address);
            client.close();
        }
    }

    /**
     * Publishes at QoS 1, not retained, and waits until the broker has it.
     *
     * @throws IOException when the broker did not take it, as far as is known
     */
    public void publish(BrokerAddress address, Publication publication) throws IOException {
        BrokerClient client;
        synchronized (this) {
            client = clients.get(address);
        }
        if (client == null) {
            throw new IOException("nobody listens at " + address);
        }
        client.publish(publication);
    }

    /**
     * A message to a broker.
     *
     * @param topic whole topic name
     * @param payload what it says
     * @param expiryS after so many seconds it is not delivered any more; 0 for never
     * @param responseTopic where an answer is expected
     * @param correlationId goes with the answer
     */
    public record Publication(
            String topic,
            String payload,
            long expiryS,
            @Nullable String responseTopic,
            @Nullable String correlationId) {}

    /** Ends the connections; the brokers keep the subscriptions and what comes for them. */
    @Override
    public synchronized void close() {
        closed = true;
        clients.values().forEach(BrokerClient::close);
        clients.clear();
        roles.values().forEach(Played::end);
        roles.clear();
    }

    /** Where a role is played. */
    private record Post(BrokerAddress address, Class<?> kind) {}

    /** A role that is played, and by how many. */
    private static final class Played {

        private final BrokerClient client;
        private final BrokerRole role;
        private int members;

        Played(BrokerClient client, BrokerRole role) {
            this.client = client;
            this.role = role;
        }

        void end() {
            client.close();
            role.close();
        }
    }

    private final class Seat implements BrokerSeat {

        private final BrokerClient client;

        Seat(BrokerClient client) {
            this.client = client;
        }

        @Override
        public String hub() {
            return hub;
        }

        @Override
        public void send(BrokerMessage message) throws IOException {
            client.send(message);
        }
    }
}
