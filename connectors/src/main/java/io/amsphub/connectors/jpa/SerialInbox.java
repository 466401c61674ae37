package io.amsphub.connectors.jpa;

import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;

/**
 * An inbox that lets the nodes record what a stage has done one after the other, as the one consumer of a hub that is alone
 * does: what a stage looks at to decide does not change between the look and the commit by the same stage of another node.
 * Long work comes before the inbox and is not serialised.
 */
final class SerialInbox extends ServiceSupport implements IdempotentRepository {

    private final IdempotentRepository inbox;
    private final Consumer<String> turn;

    /**
     * An inbox before another.
     *
     * @param turn waits, within the current transaction, until no other node records the stage of that name
     */
    SerialInbox(IdempotentRepository inbox, Consumer<String> turn) {
        this.inbox = inbox;
        this.turn = turn;
    }

    @Override
    public boolean add(Exchange exchange, String key) {
        turn.accept(exchange.getFromRouteId());
        return inbox.add(exchange, key);
    }

    @Override
    public boolean contains(Exchange exchange, String key) {
        return inbox.contains(exchange, key);
    }

    @Override
    public boolean remove(Exchange exchange, String key) {
        return inbox.remove(exchange, key);
    }

    @Override
    public boolean confirm(Exchange exchange, String key) {
        return inbox.confirm(exchange, key);
    }

    @Override
    public boolean add(String key) {
        return inbox.add(key);
    }

    @Override
    public boolean contains(String key) {
        return inbox.contains(key);
    }

    @Override
    public boolean remove(String key) {
        return inbox.remove(key);
    }

    @Override
    public boolean confirm(String key) {
        return inbox.confirm(key);
    }

    @Override
    public void clear() {
        inbox.clear();
    }

    @Override
    protected void doStart() {
        inbox.start();
    }

    @Override
    protected void doStop() {
        inbox.stop();
    }
}
