package io.amsphub.connectors.erp.tryton;

import io.amsphub.processors.erp.ErpDocument;
import io.amsphub.processors.erp.ErpSale;
import io.amsphub.processors.erp.ErpStage;
import io.amsphub.processors.port.Erp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@link Erp} over a Tryton 6.0 with the modules sale and, unless it is switched off, production. An order is a sale
 * that bears the hub's number as reference; production of it is a production there, whose goods come into stock;
 * shipped is a shipment that is packed, and receipt one that is done. Thread-safe.
 */
public final class TrytonErp implements Erp {

    /** Its name. */
    public static final String NAME = "tryton";

    private final TrytonSales sales;
    private final TrytonAmendments amendments;
    private final TrytonWorkflow workflow;

    /** An adapter; the first call logs in. */
    public TrytonErp(TrytonSettings settings) {
        TrytonRpc rpc = new TrytonRpc(settings);
        TrytonMasterData masterData = new TrytonMasterData(rpc, settings.production());
        sales = new TrytonSales(rpc, masterData, settings.production());
        amendments = new TrytonAmendments(rpc, sales);
        workflow = new TrytonWorkflow(rpc, masterData, settings.production());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<ErpSale> put(ErpDocument document) {
        Optional<Integer> known = sales.theOne(document);
        if (known.isEmpty() && document.stage() == ErpStage.CANCELLED) {
            return Optional.empty();
        }
        if (document.changed()) {
            known.ifPresent(id -> amendments.amend(id, document));
        }
        int sale = known.orElseGet(() -> sales.create(document));
        workflow.bring(sale, document);
        return Optional.of(sales.read(sale));
    }

    @Override
    public List<ErpSale> changes(Instant since, Set<String> products) {
        return sales.changes(since, products);
    }
}
