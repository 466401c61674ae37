package io.amsphub.processors.port;

import io.amsphub.processors.order.Payment;
import io.amsphub.processors.quote.Money;
import java.util.List;

/** Where payments by the provider are kept. */
public interface Payments extends Repository<Payment> {

    /** Returns the payments for an order, oldest first. */
    List<Payment> ofOrder(String orderId);

    /** Returns payments about which the provider is asked something, by id. */
    List<Payment> asked(int limit);

    /** Returns what the provider holds or has taken for an order. */
    default Money secured(String orderId, String currency) {
        return ofOrder(orderId).stream()
                .map(p -> new Money(p.held().add(p.kept()), p.amount().currency()))
                .reduce(Money.zero(currency), Money::plus);
    }
}
