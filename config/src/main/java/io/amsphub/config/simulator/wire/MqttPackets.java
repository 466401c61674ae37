package io.amsphub.config.simulator.wire;

import io.amsphub.config.simulator.protocol.Native;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOutboundInvoker;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.BinaryProperty;
import io.netty.handler.codec.mqtt.MqttProperties.IntegerProperty;
import io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType;
import io.netty.handler.codec.mqtt.MqttProperties.StringProperty;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttPublishVariableHeader;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttReasonCodeAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttSubscribePayload;
import io.netty.handler.codec.mqtt.MqttSubscriptionOption;
import io.netty.handler.codec.mqtt.MqttSubscriptionOption.RetainedHandlingPolicy;
import io.netty.handler.codec.mqtt.MqttTopicSubscription;
import io.netty.handler.codec.mqtt.MqttVersion;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The packets of a native device. */
final class MqttPackets {

    /** Commands that may be on the way to the device at once. */
    static final int RECEIVE_MAXIMUM = 16;

    /** The largest packet the device takes: the largest payload and room for topic and properties. */
    static final int MAXIMUM_PACKET_BYTES = Native.MAX_PAYLOAD_BYTES + 4_096;

    private MqttPackets() {}

    static MqttConnectMessage connect(LinkSettings settings) {
        MqttProperties properties = new MqttProperties();
        properties.add(
                new IntegerProperty(MqttPropertyType.SESSION_EXPIRY_INTERVAL.value(), (int) Native.SESSION_EXPIRY_S));
        properties.add(new IntegerProperty(MqttPropertyType.RECEIVE_MAXIMUM.value(), RECEIVE_MAXIMUM));
        properties.add(new IntegerProperty(MqttPropertyType.MAXIMUM_PACKET_SIZE.value(), MAXIMUM_PACKET_BYTES));
        MqttMessageBuilders.ConnectBuilder builder = MqttMessageBuilders.connect()
                .protocolVersion(MqttVersion.MQTT_5)
                .clientId(settings.clientId())
                .cleanSession(false)
                .keepAlive(settings.keepAliveS())
                .properties(properties)
                .willFlag(true)
                .willTopic(settings.willTopic())
                .willMessage(settings.will())
                .willQoS(MqttQoS.AT_LEAST_ONCE)
                .willRetain(true)
                .username(settings.user());
        String password = settings.password();
        if (password != null) {
            builder.password(password.getBytes(StandardCharsets.UTF_8));
        }
        return builder.build();
    }

    /** QoS 1, and nothing that was retained: a command is not a state. */
    static MqttSubscribeMessage subscribe(int packetId, String filter) {
        MqttSubscriptionOption option = new MqttSubscriptionOption(
                MqttQoS.AT_LEAST_ONCE, false, false, RetainedHandlingPolicy.DONT_SEND_AT_SUBSCRIBE);
        return new MqttSubscribeMessage(
                new MqttFixedHeader(MqttMessageType.SUBSCRIBE, false, MqttQoS.AT_LEAST_ONCE, false, 0),
                MqttMessageIdVariableHeader.from(packetId),
                new MqttSubscribePayload(List.of(new MqttTopicSubscription(filter, option))));
    }

    static MqttPublishMessage publish(int packetId, boolean again, Outgoing message) {
        MqttProperties properties = new MqttProperties();
        byte[] correlation = message.correlation();
        if (correlation != null) {
            properties.add(new BinaryProperty(MqttPropertyType.CORRELATION_DATA.value(), correlation));
        }
        return new MqttPublishMessage(
                new MqttFixedHeader(MqttMessageType.PUBLISH, again, MqttQoS.AT_LEAST_ONCE, message.retain(), 0),
                new MqttPublishVariableHeader(message.topic(), packetId, properties),
                Unpooled.wrappedBuffer(message.payload()));
    }

    static MqttMessage puback(int packetId) {
        return MqttMessageBuilders.pubAck()
                .packetId(packetId)
                .reasonCode((byte) 0)
                .build();
    }

    static MqttMessage disconnect() {
        return new MqttMessage(
                new MqttFixedHeader(MqttMessageType.DISCONNECT, false, MqttQoS.AT_MOST_ONCE, false, 0),
                new MqttReasonCodeAndPropertiesVariableHeader((byte) 0, MqttProperties.NO_PROPERTIES));
    }

    /** Whether it worked is told by a PUBACK, or by the end of the channel. */
    static void write(ChannelOutboundInvoker to, MqttMessage packet) {
        ChannelFuture unused = to.write(packet);
    }

    static void send(ChannelOutboundInvoker to, MqttMessage packet) {
        ChannelFuture unused = to.writeAndFlush(packet);
    }

    static void close(ChannelOutboundInvoker which) {
        ChannelFuture unused = which.close();
    }

    static @Nullable String text(MqttProperties properties, MqttPropertyType type) {
        return properties.getProperty(type.value()) instanceof StringProperty property ? property.value() : null;
    }

    static byte @Nullable [] binary(MqttProperties properties, MqttPropertyType type) {
        return properties.getProperty(type.value()) instanceof BinaryProperty property ? property.value() : null;
    }

    static int number(MqttProperties properties, MqttPropertyType type, int otherwise) {
        return properties.getProperty(type.value()) instanceof IntegerProperty property ? property.value() : otherwise;
    }
}
