package io.amsphub.processors.port;

import io.amsphub.processors.erp.ErpSaleLine;
import java.util.List;

/** Lines of sales that came from an ERP. */
public interface ErpSaleLines extends Repository<ErpSaleLine> {

    /** Returns the lines of a system that wait for their quote. */
    List<ErpSaleLine> quoting(String system);

    /** Returns the lines of one sale; {@code saleId} is the ERP's own id. */
    List<ErpSaleLine> ofSale(String system, String saleId);
}
