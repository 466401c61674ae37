package io.amsphub.config.broker;

import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTUtil;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerPlugin;
import org.apache.activemq.artemis.core.transaction.Transaction;

/**
 * Gives what comes by MQTT, which knows no priorities, the usual one instead of the lowest, at which the broker leaves it. Of
 * messages of another priority than the usual one a client acknowledges each by itself, instead of many together.
 */
final class UsualPriority implements ActiveMQServerPlugin {

    private static final byte USUAL = (byte) jakarta.jms.Message.DEFAULT_PRIORITY;

    @Override
    public void beforeSend(
            ServerSession session, Transaction tx, Message message, boolean direct, boolean noAutoCreateQueue) {
        if (message.getPriority() != USUAL && message.containsProperty(MQTTUtil.MQTT_QOS_LEVEL_KEY)) {
            message.setPriority(USUAL);
        }
    }
}
