package io.amsphub.processors.port;

import io.amsphub.processors.order.Order;

/** Where orders are kept. */
public interface Orders extends Repository<Order> {}
