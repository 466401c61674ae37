package io.amsphub.config.simulator.wire;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType;
import io.netty.handler.codec.mqtt.MqttPubReplyMessageVariableHeader;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttReasonCodeAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttSubAckMessage;
import io.netty.handler.timeout.IdleState;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The packets of one connection, from CONNECT to its end. */
final class MqttConversation extends SimpleChannelInboundHandler<MqttMessage> {

    private static final Logger LOG = LoggerFactory.getLogger(MqttConversation.class);
    private static final int HANDSHAKE_TIMEOUT_S = 120;
    private static final int FIRST_FAILURE_CODE = 0x80;
    private static final int SESSION_TAKEN_OVER = 0x8e;

    private final LinkSettings settings;
    private final SendWindow window;
    private final MqttLink.Events events;
    private boolean subscribed;
    private String end = "closed by the broker";

    MqttConversation(LinkSettings settings, SendWindow window, MqttLink.Events events) {
        super(MqttMessage.class);
        this.settings = settings;
        this.window = window;
        this.events = events;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        MqttPackets.send(context, MqttPackets.connect(settings));
        var unused = context.executor()
                .schedule(
                        () -> {
                            if (!subscribed) {
                                close(context, "no answer to CONNECT and SUBSCRIBE");
                            }
                        },
                        HANDSHAKE_TIMEOUT_S,
                        TimeUnit.SECONDS);
        context.fireChannelActive();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, MqttMessage message) {
        if (message.decoderResult().isFailure()) {
            close(context, "not MQTT: " + message.decoderResult().cause());
            return;
        }
        switch (message.fixedHeader().messageType()) {
            case CONNACK -> connected(context, (MqttConnAckMessage) message);
            case SUBACK -> subscribed(context, (MqttSubAckMessage) message);
            case PUBLISH -> arrived(context, (MqttPublishMessage) message);
            case PUBACK -> acknowledged((MqttMessageIdVariableHeader) message.variableHeader());
            case DISCONNECT -> disconnected(context, message);
            case PINGRESP -> LOG.trace("{}: ping", settings.clientId());
            default -> close(context, "unexpected " + message.fixedHeader().messageType());
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof IdleStateEvent idle) {
            if (idle.state() == IdleState.WRITER_IDLE) {
                MqttPackets.send(context, MqttMessage.PINGREQ);
            } else {
                close(context, "the broker is silent");
            }
        } else {
            context.fireUserEventTriggered(event);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        events.closed(end);
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        close(context, cause.toString());
    }

    private void connected(ChannelHandlerContext context, MqttConnAckMessage message) {
        MqttConnectReturnCode code = message.variableHeader().connectReturnCode();
        if (code != MqttConnectReturnCode.CONNECTION_ACCEPTED) {
            LOG.warn("{}: the broker refuses the connection: {}", settings.clientId(), code);
            close(context, "CONNACK " + code);
            return;
        }
        MqttProperties properties = message.variableHeader().properties();
        keepAlive(context, MqttPackets.number(properties, MqttPropertyType.SERVER_KEEP_ALIVE, settings.keepAliveS()));
        window.resume(
                MqttPackets.number(properties, MqttPropertyType.RECEIVE_MAXIMUM, 65_535),
                message.variableHeader().isSessionPresent(),
                packet -> MqttPackets.write(context, packet));
        MqttPackets.send(context, MqttPackets.subscribe(window.nextPacketId(), settings.filter()));
    }

    /** A ping after three quarters of the keep alive; a broker that stays silent for one and a half is gone. */
    private static void keepAlive(ChannelHandlerContext context, int seconds) {
        if (seconds > 0) {
            context.pipeline()
                    .addBefore(
                            context.name(),
                            "keep-alive",
                            new IdleStateHandler(seconds * 3 / 2 + 1, Math.max(1, seconds * 3 / 4), 0));
        }
    }

    private void subscribed(ChannelHandlerContext context, MqttSubAckMessage message) {
        int code = message.payload().reasonCodes().get(0);
        if (code >= FIRST_FAILURE_CODE) {
            LOG.warn("{}: the broker refuses the subscription: 0x{}", settings.clientId(), Integer.toHexString(code));
            close(context, "SUBACK " + code);
            return;
        }
        subscribed = true;
        events.online();
    }

    private void arrived(ChannelHandlerContext context, MqttPublishMessage message) {
        int packetId = message.variableHeader().packetId();
        boolean wantsAck = message.fixedHeader().qosLevel() != MqttQoS.AT_MOST_ONCE;
        Runnable done = () -> context.executor().execute(() -> {
            if (wantsAck && context.channel().isActive()) {
                MqttPackets.send(context, MqttPackets.puback(packetId));
            }
        });
        if (message.fixedHeader().isRetain()) {
            LOG.warn("{}: a retained command is not obeyed", settings.clientId());
            done.run();
            return;
        }
        MqttProperties properties = message.variableHeader().properties();
        events.arrived(new Delivery(
                message.variableHeader().topicName(),
                ByteBufUtil.getBytes(message.payload()),
                MqttPackets.text(properties, MqttPropertyType.RESPONSE_TOPIC),
                MqttPackets.binary(properties, MqttPropertyType.CORRELATION_DATA),
                done));
    }

    private void acknowledged(MqttMessageIdVariableHeader header) {
        int code = header instanceof MqttPubReplyMessageVariableHeader reply ? reply.reasonCode() & 0xff : 0;
        window.acknowledged(header.messageId(), code);
        events.acknowledged();
    }

    private void disconnected(ChannelHandlerContext context, MqttMessage message) {
        int reason = message.variableHeader() instanceof MqttReasonCodeAndPropertiesVariableHeader header
                ? header.reasonCode() & 0xff
                : 0;
        if (reason == SESSION_TAKEN_OVER) {
            LOG.warn("{}: another client uses this client identifier", settings.clientId());
        }
        close(context, "DISCONNECT, reason 0x" + Integer.toHexString(reason));
    }

    private void close(ChannelHandlerContext context, String why) {
        end = why;
        MqttPackets.close(context);
    }
}
