package io.amsphub.config.simulator.wire;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One device's MQTT 5 connection that is kept up for ever. Clean start is false and the session outlives the
 * connection, so that commands wait for a device that is briefly away. All methods may be called from any thread and
 * return at once; all state lives on one event loop.
 */
public final class MqttLink {

    private static final Logger LOG = LoggerFactory.getLogger(MqttLink.class);
    private static final int CONNECT_TIMEOUT_MS = 10_000;

    private final LinkSettings settings;
    private final EventLoop loop;
    private final LinkListener listener;
    private final RandomGenerator random;
    private final SendWindow window = new SendWindow();
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private @Nullable Channel channel;
    private @Nullable Future<?> nextAttempt;
    private boolean online;
    private boolean resting = true;
    private boolean stopping;
    private int failures;
    private int turn;

    /** A link that waits for {@link #start}. */
    public MqttLink(LinkSettings settings, EventLoop loop, LinkListener listener, RandomGenerator random) {
        this.settings = settings;
        this.loop = loop;
        this.listener = listener;
        this.random = random;
    }

    /** Connects after a while and keeps connecting until {@link #stop}. */
    public void start(Duration after) {
        loop.execute(() -> {
            resting = false;
            attemptAfter(after);
        });
    }

    /** Publishes now, or on the next connection if the message is to be kept; otherwise drops it. */
    public void publish(Outgoing message) {
        loop.execute(() -> {
            if (online || message.keep()) {
                window.offer(message);
                pump();
            }
        });
    }

    /** Drops the TCP connection without a word, so that the broker publishes the will, and comes back after a while. */
    public void vanish(Duration away) {
        loop.execute(() -> {
            cut();
            attemptAfter(away);
        });
    }

    /** The power goes: the connection is dropped, what was queued is forgotten, and the link rests. */
    public void powerCut() {
        loop.execute(() -> {
            resting = true;
            cut();
            window.clear();
        });
    }

    /**
     * Sends what is queued, and then disconnects in good order: no will. What cannot be sent in a while is given up, and
     * the connection with it, so that the broker tells the will.
     */
    public CompletableFuture<Void> stop(Duration patience) {
        loop.execute(() -> {
            stopping = true;
            cancelAttempt();
            if (!online || window.idle()) {
                disconnect();
            } else {
                var unused = loop.schedule(this::giveUp, patience.toMillis(), TimeUnit.MILLISECONDS);
            }
        });
        return stopped;
    }

    private void pump() {
        Channel wire = channel;
        if (online && wire != null) {
            window.pump(packet -> MqttPackets.write(wire, packet));
            wire.flush();
        }
        if (stopping && window.idle()) {
            disconnect();
        }
    }

    private void attemptAfter(Duration delay) {
        cancelAttempt();
        if (!stopping && !resting) {
            nextAttempt = loop.schedule(this::attempt, delay.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void cancelAttempt() {
        if (nextAttempt != null) {
            nextAttempt.cancel(false);
            nextAttempt = null;
        }
    }

    private void attempt() {
        SslContext tls = settings.tls();
        InetSocketAddress broker =
                settings.brokers().get(turn % settings.brokers().size());
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MS)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel raw) {
                        if (tls != null) {
                            raw.pipeline()
                                    .addLast(tls.newHandler(raw.alloc(), broker.getHostString(), broker.getPort()));
                        }
                        raw.pipeline()
                                .addLast(MqttEncoder.INSTANCE)
                                .addLast(new MqttDecoder(2 * MqttPackets.MAXIMUM_PACKET_BYTES))
                                .addLast(new MqttConversation(settings, window, new Events(raw)));
                    }
                });
        ChannelFuture connecting = bootstrap.connect(broker);
        channel = connecting.channel();
        connecting.addListener(done -> {
            if (!done.isSuccess()) {
                lost(connecting.channel(), String.valueOf(done.cause()));
            }
        });
    }

    private void lost(Channel which, String why) {
        if (which != channel) {
            return;
        }
        channel = null;
        boolean wasOnline = online;
        online = false;
        if (wasOnline) {
            failures = 0;
            listener.down();
        } else {
            turn++;
        }
        if (stopping) {
            stopped.complete(null);
            return;
        }
        Duration delay = settings.backOff().delay(failures++, random);
        LOG.debug("{}: no connection ({}), again in {} ms", settings.clientId(), why, delay.toMillis());
        attemptAfter(delay);
    }

    private void cut() {
        cancelAttempt();
        Channel old = channel;
        channel = null;
        if (old != null) {
            old.config().setOption(ChannelOption.SO_LINGER, 0);
            MqttPackets.close(old);
        }
        if (online) {
            online = false;
            listener.down();
        }
    }

    private void giveUp() {
        if (window.idle()) {
            disconnect();
        } else {
            cut();
            stopped.complete(null);
        }
    }

    private void disconnect() {
        Channel old = channel;
        if (old == null) {
            stopped.complete(null);
        } else {
            if (online) {
                MqttPackets.send(old, MqttPackets.disconnect());
            }
            MqttPackets.close(old);
        }
    }

    /** What a conversation says about its connection; word from a connection that is over is ignored. */
    final class Events {
        private final Channel from;

        private Events(Channel from) {
            this.from = from;
        }

        void online() {
            if (from == channel) {
                online = true;
                failures = 0;
                pump();
                listener.up();
            }
        }

        void arrived(Delivery delivery) {
            if (from == channel) {
                listener.arrived(delivery);
            }
        }

        void acknowledged() {
            if (from == channel) {
                pump();
            }
        }

        void closed(String why) {
            lost(from, why);
        }
    }
}
