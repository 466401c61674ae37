package io.amsphub.processors.step;

import io.amsphub.processors.erp.ErpDocument;
import io.amsphub.processors.erp.ErpSale;
import io.amsphub.processors.erp.ErpStage;
import io.amsphub.processors.erp.Reconciliation.Difference;
import io.amsphub.processors.erp.Reconciliation.Kind;
import io.amsphub.processors.quote.Money;
import java.math.BigDecimal;
import java.util.Optional;

/** Compares what an order comes to on both sides. */
final class ErpAmounts {

    private ErpAmounts() {}

    /** Returns how a sale and a document differ; empty when they agree, but for rounding, or the ERP does not say. */
    static Optional<Difference> difference(String system, ErpDocument document, ErpSale sale) {
        Money there = sale.net();
        if (there == null || sale.stage() == ErpStage.CANCELLED) {
            return Optional.empty();
        }
        BigDecimal off = there.amount().subtract(document.net().amount()).abs();
        boolean same = there.currency().equals(document.net().currency());
        if (same && off.compareTo(document.roundingSlack()) <= 0) {
            return Optional.empty();
        }
        return Optional.of(new Difference(
                Kind.AMOUNT,
                document.number(),
                sale.called() + " comes to " + there + " in " + system + ", the order to " + document.net(),
                false,
                "agree with the buyer on one of the two, and correct the sale in the ERP"));
    }

    /** Returns the words of a work item about a difference. */
    static String words(Difference difference) {
        return difference.detail() + ". Remedy: " + difference.remedy() + ".";
    }
}
