package io.amsphub.processors.port;

import io.amsphub.processors.order.LedgerEntry;
import java.util.List;

/** Where movements of money are kept. Only ever appended to. */
public interface Ledger extends Repository<LedgerEntry> {

    /** Returns those of an order, oldest first. */
    List<LedgerEntry> ofOrder(String orderId);
}
