package io.amsphub.processors.erp;

import io.amsphub.processors.quote.Money;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sale or quotation as the ERP has it.
 *
 * @param id the ERP's own id
 * @param number the reference that it bears: the hub's number when it came from the hub
 * @param erpNumber the number that the ERP gave it, for people
 * @param stage how far it is there
 * @param draft whether it counts as nothing yet, and may be deleted
 * @param net what it comes to before tax; null when the ERP does not say
 * @param party name of who buys
 * @param lines its lines that sell a product
 */
public record ErpSale(
        String id,
        @Nullable String number,
        @Nullable String erpNumber,
        ErpStage stage,
        boolean draft,
        @Nullable Money net,
        String party,
        List<Line> lines) {

    /** Copies the lines. */
    public ErpSale {
        lines = List.copyOf(lines);
    }

    /**
     * A line.
     *
     * @param id the ERP's own id
     * @param product article number
     * @param quantity how many
     */
    public record Line(String id, String product, BigDecimal quantity) {}

    /** Returns the number that people know it by. */
    public String called() {
        return erpNumber == null ? id : erpNumber;
    }
}
