package io.amsphub.config.broker;

import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectPayload;
import io.netty.handler.codec.mqtt.MqttMessage;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTInterceptor;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;

/**
 * Whoever connects has its own name as its client identifier. It is looked at in each CONNECT: {@link BrokerSecurity} is
 * not asked while the broker remembers that name and secret are right, and would not see that the identifier is another's.
 */
final class ClientIdentifiers implements MQTTInterceptor {

    private final BrokerSecurity security;

    ClientIdentifiers(BrokerSecurity security) {
        this.security = security;
    }

    @Override
    public boolean intercept(MqttMessage packet, RemotingConnection connection) throws ActiveMQException {
        if (!(packet instanceof MqttConnectMessage connect)) {
            return true;
        }
        MqttConnectPayload shown = connect.payload();
        String user = shown.userName();
        if (user == null || BrokerSecurity.isHub(user) || user.equals(shown.clientIdentifier())) {
            return true;
        }
        connection.fail(new ActiveMQException("the client identifier is not the name"));
        security.refusedIdentifier(user, shown.clientIdentifier(), connection);
        return false;
    }
}
