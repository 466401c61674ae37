package io.amsphub.processors.order;

import io.amsphub.processors.quote.Money;

/**
 * What is booked of an order.
 *
 * @param id of the order
 * @param organisation whose order
 * @param booked what its cost centre, when it has one, carries of it
 * @param invoiced what was invoiced, less what was credited by credit notes
 * @param version for optimistic locking; 0 until stored
 */
public record OrderAccount(String id, String organisation, Money booked, Money invoiced, long version) {

    /** Returns the account with another amount carried by the cost centre. */
    public OrderAccount booking(Money amount) {
        return new OrderAccount(id, organisation, amount, invoiced, version);
    }

    /** Returns the account with another amount invoiced. */
    public OrderAccount invoicing(Money amount) {
        return new OrderAccount(id, organisation, booked, amount, version);
    }
}
