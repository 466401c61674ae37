package io.amsphub.processors.port;

import io.amsphub.processors.order.Invoice;
import java.util.List;

/** Where invoices are kept. */
public interface Invoices extends Repository<Invoice> {

    /** Returns those of an order, oldest first. */
    List<Invoice> ofOrder(String orderId);
}
