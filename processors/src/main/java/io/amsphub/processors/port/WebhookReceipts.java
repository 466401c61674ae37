package io.amsphub.processors.port;

import io.amsphub.processors.order.WebhookReceipt;

/** Where it is kept which messages of the payment provider were taken in. */
public interface WebhookReceipts extends Repository<WebhookReceipt> {}
