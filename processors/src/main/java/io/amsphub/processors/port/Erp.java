package io.amsphub.processors.port;

import io.amsphub.processors.erp.ErpDocument;
import io.amsphub.processors.erp.ErpException;
import io.amsphub.processors.erp.ErpSale;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An enterprise resource planning system. Every call goes over the network and is made outside of a transaction;
 * each throws {@link ErpException}.
 */
public interface Erp {

    /** Returns its name: lower case letters, digits and hyphens. */
    String name();

    /**
     * Brings the ERP to what the document says: party, product, quotation or order, and its stage. Asks for the
     * number before it makes anything, so that the same document again, after whatever became of the last
     * attempt, leads to one sale. What the ERP has gone beyond is left alone. When the document says
     * that its lines have changed they are changed there, if the ERP allows it; the sale that is returned says what it comes to now.
     *
     * @return the sale; empty when there is none and the document is given up
     * @throws ErpException when the ERP cannot be reached or refuses
     */
    Optional<ErpSale> put(ErpDocument document);

    /**
     * Returns the sales that may concern the hub and have changed since a moment: those that bear a number of the
     * hub, and those of certain products.
     *
     * @param since at least what changed from then on is returned; {@link Instant#EPOCH} for all
     * @param products article numbers
     * @throws ErpException when the ERP cannot be reached or its answer has no meaning
     */
    List<ErpSale> changes(Instant since, Set<String> products);
}
