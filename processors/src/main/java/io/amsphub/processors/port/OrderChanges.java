package io.amsphub.processors.port;

import io.amsphub.processors.order.OrderChange;
import java.util.List;

/** Where changes of orders are kept. */
public interface OrderChanges extends Repository<OrderChange> {

    /** Returns the changes of an order, oldest first. */
    List<OrderChange> ofOrder(String orderId);
}
