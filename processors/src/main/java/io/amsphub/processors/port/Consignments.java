package io.amsphub.processors.port;

import io.amsphub.processors.order.Delivery;
import io.amsphub.processors.order.Order;
import java.util.List;

/** The carrier: takes a package and gives it a number. Asking twice for the same order, as it is, gives the same. */
public interface Consignments {

    /** Hands over the parts of an order. */
    Delivery handOver(Order order, List<String> serials);
}
