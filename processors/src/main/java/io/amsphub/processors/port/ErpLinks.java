package io.amsphub.processors.port;

import io.amsphub.processors.erp.ErpLink;
import java.util.List;

/** Which orders and quotes of the hub are which sales of an ERP. */
public interface ErpLinks extends Repository<ErpLink> {

    /** Returns the links to a sale. */
    List<ErpLink> ofSale(String system, String erpId);
}
