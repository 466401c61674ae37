package io.amsphub.processors.port;

import io.amsphub.processors.order.OrderAccount;

/** Where the accounts of orders are kept. */
public interface OrderAccounts extends Repository<OrderAccount> {}
