package io.amsphub.config.simulator.bambu;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/**
 * The broker inside a machine: MQTT 3.1.1 over TLS, for one user, with no sessions, no retained messages, and reports
 * at QoS 0. Who listens to the requests of others is thrown out.
 */
final class InnerBroker implements AutoCloseable {

    private static final int LARGEST = 64 * 1024;

    private final Manner manner;
    private final NioEventLoopGroup loops = new NioEventLoopGroup(1, new DefaultThreadFactory("printer-broker", true));
    private final ChannelGroup all = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Set<Channel> listening = ConcurrentHashMap.newKeySet();
    private final Channel door;
    private volatile SslContext tls;
    private volatile boolean away;

    /** What the machine does with those who come. */
    interface Manner {

        /** Returns whether somebody is let in. */
        boolean letsIn(String user, String password);

        /** Returns whether somebody may listen to a topic. */
        boolean mayHear(String filter);

        /** Somebody listens who did not before. */
        void joined();

        /** Somebody says something. */
        void heard(String topic, byte[] payload);
    }

    InnerBroker(int port, MachineIdentity identity, Manner manner) throws IOException {
        this.manner = manner;
        this.tls = tls(identity);
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        if (away) {
                            var unused = channel.close();
                            return;
                        }
                        all.add(channel);
                        channel.pipeline()
                                .addLast(
                                        tls.newHandler(channel.alloc()),
                                        new MqttDecoder(LARGEST),
                                        MqttEncoder.INSTANCE,
                                        new Conversation());
                    }
                });
        door = bootstrap
                .bind(InetAddress.getLoopbackAddress(), port)
                .syncUninterruptibly()
                .channel();
    }

    private static SslContext tls(MachineIdentity identity) throws SSLException {
        return SslContextBuilder.forServer(identity.keyManagers()).build();
    }

    int port() {
        return ((InetSocketAddress) door.localAddress()).getPort();
    }

    /** Has another identity from the next connection on. */
    void identity(MachineIdentity next) throws SSLException {
        tls = tls(next);
        dropAll();
    }

    /** Drops all connections, and takes no new ones while it is away. */
    void away(boolean on) {
        away = on;
        dropAll();
    }

    void dropAll() {
        var unused = all.close();
    }

    /** Says something to all who listen. */
    void say(String topic, byte[] payload) {
        for (Channel channel : listening) {
            var unused = channel.writeAndFlush(MqttMessageBuilders.publish()
                    .topicName(topic)
                    .qos(MqttQoS.AT_MOST_ONCE)
                    .retained(false)
                    .payload(Unpooled.copiedBuffer(payload))
                    .build());
        }
    }

    @Override
    public void close() {
        var unused = door.close();
        dropAll();
        var unusedToo = loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    private final class Conversation extends SimpleChannelInboundHandler<MqttMessage> {

        private boolean letIn;

        private void send(ChannelHandlerContext context, MqttMessage message) {
            var unused = context.writeAndFlush(message);
        }

        private void end(ChannelHandlerContext context) {
            var unused = context.close();
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, MqttMessage message) {
            if (message.decoderResult().isFailure()) {
                end(context);
                return;
            }
            switch (message.fixedHeader().messageType()) {
                case CONNECT -> connect(context, (MqttConnectMessage) message);
                case SUBSCRIBE -> subscribe(context, (MqttSubscribeMessage) message);
                case UNSUBSCRIBE ->
                    send(
                            context,
                            MqttMessageBuilders.unsubAck()
                                    .packetId(((MqttUnsubscribeMessage) message)
                                            .variableHeader()
                                            .messageId())
                                    .build());
                case PUBLISH -> publish(context, (MqttPublishMessage) message);
                case PINGREQ ->
                    send(
                            context,
                            new MqttMessage(new MqttFixedHeader(
                                    MqttMessageType.PINGRESP, false, MqttQoS.AT_MOST_ONCE, false, 0)));
                default -> end(context);
            }
        }

        private void connect(ChannelHandlerContext context, MqttConnectMessage message) {
            byte[] password = message.payload().passwordInBytes();
            boolean old = message.variableHeader().version() == 4;
            letIn = old
                    && manner.letsIn(
                            String.valueOf(message.payload().userName()),
                            password == null ? "" : new String(password, StandardCharsets.UTF_8));
            MqttConnectReturnCode refused = old
                    ? MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED
                    : MqttConnectReturnCode.CONNECTION_REFUSED_UNACCEPTABLE_PROTOCOL_VERSION;
            send(
                    context,
                    MqttMessageBuilders.connAck()
                            .returnCode(letIn ? MqttConnectReturnCode.CONNECTION_ACCEPTED : refused)
                            .build());
            if (!letIn) {
                end(context);
            }
        }

        private void subscribe(ChannelHandlerContext context, MqttSubscribeMessage message) {
            String filter = message.payload().topicSubscriptions().get(0).topicFilter();
            if (!letIn || !manner.mayHear(filter)) {
                end(context);
                return;
            }
            send(
                    context,
                    MqttMessageBuilders.subAck()
                            .packetId(message.variableHeader().messageId())
                            .addGrantedQos(MqttQoS.AT_MOST_ONCE)
                            .build());
            listening.add(context.channel());
            manner.joined();
        }

        private void publish(ChannelHandlerContext context, MqttPublishMessage message) {
            if (!letIn) {
                end(context);
                return;
            }
            manner.heard(message.variableHeader().topicName(), ByteBufUtil.getBytes(message.payload()));
            if (message.fixedHeader().qosLevel() == MqttQoS.AT_LEAST_ONCE) {
                send(
                        context,
                        MqttMessageBuilders.pubAck()
                                .packetId(message.variableHeader().packetId())
                                .build());
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            listening.remove(context.channel());
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            end(context);
        }
    }
}
