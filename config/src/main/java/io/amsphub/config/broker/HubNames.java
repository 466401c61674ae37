package io.amsphub.config.broker;

import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.Interceptor;
import org.apache.activemq.artemis.core.protocol.core.Packet;
import org.apache.activemq.artemis.core.protocol.core.impl.wireformat.CreateSessionMessage;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;

/** By CORE, with which a broker is managed as well, come hubs and nobody else, whatever secret they have. */
final class HubNames implements Interceptor {

    private final BrokerSecurity security;

    HubNames(BrokerSecurity security) {
        this.security = security;
    }

    @Override
    public boolean intercept(Packet packet, RemotingConnection connection) throws ActiveMQException {
        if (!(packet instanceof CreateSessionMessage session) || security.comesByCore(session.getUsername())) {
            return true;
        }
        security.refusedCore(String.valueOf(session.getUsername()), connection);
        connection.fail(new ActiveMQException("only hubs come by CORE"));
        return false;
    }
}
