package io.amsphub.config.broker;

import io.amsphub.processors.partner.PartnerInbox;
import io.amsphub.processors.partner.PartnerQueueNames;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQExceptionType;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerPlugin;
import org.apache.activemq.artemis.core.transaction.Transaction;

/** Refuses messages to the queues of partners that are far too long while they are sent, before they are kept. */
final class PartnerSizeLimit implements ActiveMQServerPlugin {

    /** Beyond the limit of the payload, which is answered with a problem: headers, and a little to be answered kindly. */
    private static final int ALLOWANCE = 256 << 10;

    @Override
    public void beforeSend(
            ServerSession session, Transaction tx, Message message, boolean direct, boolean noAutoCreateQueue)
            throws ActiveMQException {
        String address = message.getAddress();
        if (address != null
                && address.startsWith(PartnerQueueNames.ROOT)
                && address.endsWith(".in")
                && message.getWholeMessageSize() > PartnerInbox.MAX_BYTES + ALLOWANCE) {
            throw new ActiveMQException(
                    "AMSP-1009 The body is larger than the limit: a command has at most " + PartnerInbox.MAX_BYTES
                            + " bytes. Remedy: upload models by HTTP, or drop them as files.",
                    ActiveMQExceptionType.ILLEGAL_STATE);
        }
    }
}
