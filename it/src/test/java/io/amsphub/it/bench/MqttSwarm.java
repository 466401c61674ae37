package io.amsphub.it.bench;

import io.amsphub.it.bench.MqttFleet.Machine;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubscriptionOption;
import io.netty.handler.codec.mqtt.MqttVersion;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Connections of machines to a broker, all on one thread: sessions that stay, a last will, a subscription of the commands,
 * and states that are reported, as the native protocol has them.
 */
final class MqttSwarm implements AutoCloseable {

    /** As docs/native-protocol.md has it: a command that was retained must not be obeyed. */
    private static final MqttSubscriptionOption COMMANDS = new MqttSubscriptionOption(
            MqttQoS.AT_LEAST_ONCE, false, false, MqttSubscriptionOption.RetainedHandlingPolicy.DONT_SEND_AT_SUBSCRIBE);

    private static final int AT_ONCE = 200;
    private static final int PATIENCE_S = 180;
    private static final int PACKET_BYTES = 70_000;
    private static final int SESSION_S = 86_400;
    private static final String WILL = "{\"schema\":\"amsp-native/1\",\"state\":\"OFFLINE\"}";

    private final EventLoopGroup loop = new NioEventLoopGroup(1);
    private final InetSocketAddress broker;
    private final List<Machine> machines;
    private final Consumer<Conversation> commands;
    private final List<Conversation> conversations = new ArrayList<>();
    private final AtomicReference<@Nullable String> broken = new AtomicReference<>();
    private volatile CountDownLatch answers = new CountDownLatch(0);

    /**
     * Connections that are not open yet.
     *
     * @param commands hears what arrives
     */
    MqttSwarm(int port, List<Machine> machines, Consumer<Conversation> commands) {
        this.broker = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.machines = machines;
        this.commands = commands;
    }

    /** Opens all connections; returns the seconds until the last subscription was confirmed. */
    double connect() throws InterruptedException {
        broken.set(null);
        conversations.clear();
        CountDownLatch ready = new CountDownLatch(machines.size());
        Semaphore room = new Semaphore(AT_ONCE);
        long begun = System.nanoTime();
        for (Machine machine : machines) {
            room.acquire();
            Conversation one = new Conversation(machine, () -> {
                room.release();
                ready.countDown();
            });
            conversations.add(one);
            ChannelFuture unused = bootstrap(one).connect(broker).addListener(opened -> {
                if (!opened.isSuccess()) {
                    one.breaks(String.valueOf(opened.cause()));
                }
            });
        }
        await(ready);
        return Host.seconds(begun);
    }

    private Bootstrap bootstrap(Conversation one) {
        return new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(MqttEncoder.INSTANCE, new MqttDecoder(PACKET_BYTES), one);
                    }
                });
    }

    /** Breaks all connections off. */
    void drop() {
        for (Conversation one : conversations) {
            one.close();
        }
    }

    /** Has each machine report its state some times; returns when the broker has taken all of it. */
    void report(int each, MqttQoS qos) throws InterruptedException {
        boolean told = qos == MqttQoS.AT_LEAST_ONCE;
        CountDownLatch taken = expect(machines.size() * (told ? each : 1));
        for (Conversation one : conversations) {
            one.reportStates(each, qos);
        }
        await(taken);
    }

    /** Has the first machine publish something to any topic, and does not wait. */
    void publish(String topic, String payload) {
        conversations.get(0).publish(topic, payload, MqttQoS.AT_LEAST_ONCE, false);
    }

    /** Expects so many confirmations of the broker from now on; the returned waits for them. */
    CountDownLatch expect(int confirmations) {
        CountDownLatch expected = new CountDownLatch(confirmations);
        answers = expected;
        return expected;
    }

    /** Waits for what was expected. */
    void await(CountDownLatch latch) throws InterruptedException {
        for (int n = 0; n < PATIENCE_S; n++) {
            boolean over = latch.await(1, TimeUnit.SECONDS);
            String why = broken.get();
            if (why != null) {
                throw new IllegalStateException("a machine lost its broker: " + why);
            }
            if (over) {
                return;
            }
        }
        throw new IllegalStateException(latch.getCount() + " answers of the broker are missing");
    }

    @Override
    public void close() {
        drop();
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    /** One machine at the broker. */
    final class Conversation extends SimpleChannelInboundHandler<MqttMessage> {

        private final Machine machine;
        private final Runnable ready;
        private final String boot = UUID.randomUUID().toString();
        private final AtomicInteger packets = new AtomicInteger(1);
        private int seq;
        private volatile @Nullable Channel channel;
        private volatile boolean over;

        private Conversation(Machine machine, Runnable ready) {
            this.machine = machine;
            this.ready = ready;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            channel = context.channel();
            MqttProperties session = new MqttProperties();
            session.add(new MqttProperties.IntegerProperty(
                    MqttProperties.MqttPropertyType.SESSION_EXPIRY_INTERVAL.value(), SESSION_S));
            MqttProperties will = new MqttProperties();
            will.add(
                    new MqttProperties.IntegerProperty(MqttProperties.MqttPropertyType.WILL_DELAY_INTERVAL.value(), 1));
            send(MqttMessageBuilders.connect()
                    .protocolVersion(MqttVersion.MQTT_5)
                    .clientId(machine.name())
                    .cleanSession(false)
                    .keepAlive(600)
                    .properties(session)
                    .username(machine.name())
                    .password(machine.secret().getBytes(StandardCharsets.UTF_8))
                    .willFlag(true)
                    .willProperties(will)
                    .willQoS(MqttQoS.AT_LEAST_ONCE)
                    .willRetain(true)
                    .willTopic(machine.topic("report/state"))
                    .willMessage(WILL.getBytes(StandardCharsets.UTF_8))
                    .build());
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, MqttMessage packet) {
            switch (packet.fixedHeader().messageType()) {
                case CONNACK -> connected((MqttConnAckMessage) packet);
                case SUBACK -> ready.run();
                case PUBACK, PINGRESP -> answers.countDown();
                case PUBLISH -> command((MqttPublishMessage) packet);
                default -> breaks(packet.fixedHeader().messageType() + " came");
            }
        }

        private void connected(MqttConnAckMessage answer) {
            if (answer.variableHeader().connectReturnCode() != MqttConnectReturnCode.CONNECTION_ACCEPTED) {
                breaks("the broker answered " + answer.variableHeader().connectReturnCode());
            }
            send(MqttMessageBuilders.subscribe()
                    .messageId(packetId())
                    .addSubscription(machine.topic("command/+"), COMMANDS)
                    .build());
        }

        private void command(MqttPublishMessage packet) {
            commands.accept(this);
            send(MqttMessageBuilders.pubAck()
                    .packetId(packet.variableHeader().packetId())
                    .build());
        }

        private void reportStates(int count, MqttQoS qos) {
            for (int n = 0; n < count; n++) {
                seq++;
                publish(machine.topic("report/state"), state(boot, seq), qos, true);
            }
            if (qos == MqttQoS.AT_MOST_ONCE) {
                // what was sent before it has been read when it is answered
                send(new MqttMessage(
                        new MqttFixedHeader(MqttMessageType.PINGREQ, false, MqttQoS.AT_MOST_ONCE, false, 0)));
            }
        }

        /** Answers a command, as far as the broker is concerned. */
        void acknowledge() {
            seq++;
            publish(machine.topic("report/ack"), acknowledgement(boot, seq), MqttQoS.AT_LEAST_ONCE, false);
        }

        private void publish(String topic, String payload, MqttQoS qos, boolean retained) {
            send(MqttMessageBuilders.publish()
                    .topicName(topic)
                    .qos(qos)
                    .retained(retained)
                    .messageId(qos == MqttQoS.AT_MOST_ONCE ? 0 : packetId())
                    .payload(Unpooled.wrappedBuffer(payload.getBytes(StandardCharsets.UTF_8)))
                    .build());
        }

        private int packetId() {
            return 1 + packets.getAndIncrement() % 0xFFFE;
        }

        private void send(MqttMessage packet) {
            Channel open = channel;
            if (open != null) {
                ChannelFuture unused = open.writeAndFlush(packet);
            }
        }

        private void close() {
            over = true;
            Channel open = channel;
            if (open != null) {
                open.close().awaitUninterruptibly();
            }
        }

        private void breaks(String why) {
            if (!over) {
                broken.compareAndSet(null, machine.name() + ": " + why);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            breaks("the connection ended");
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            breaks(String.valueOf(cause));
        }
    }

    private static String acknowledgement(String boot, int seq) {
        return String.format(
                Locale.ROOT,
                "{\"schema\":\"amsp-native/1\",\"boot\":\"%s\",\"seq\":%d,\"time\":\"%s\",\"command\":\"cmd\","
                        + "\"verb\":\"platform-clear\",\"job\":null,\"accepted\":true,\"duplicate\":false,"
                        + "\"code\":null,\"reason\":null}",
                boot,
                seq,
                Instant.now());
    }

    private static String state(String boot, int seq) {
        return String.format(
                Locale.ROOT,
                "{\"schema\":\"amsp-native/1\",\"boot\":\"%s\",\"seq\":%d,\"time\":\"%s\",\"state\":\"IDLE\","
                        + "\"platformClear\":true,\"job\":null,\"progressPct\":null,\"layer\":null,\"layers\":null,"
                        + "\"temperaturesC\":{\"nozzle\":%.1f},\"recentJobs\":[],\"alarm\":null}",
                boot,
                seq,
                Instant.now(),
                20 + seq % 1000 / 10.0);
    }
}
