package io.amsphub.processors.step;

import io.amsphub.processors.erp.ErpLink;
import io.amsphub.processors.erp.ErpSale;
import io.amsphub.processors.erp.ErpStage;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.identity.Role;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.order.Order;
import io.amsphub.processors.order.OrderState;
import io.amsphub.processors.port.ErpLinks;
import io.amsphub.processors.port.Orders;
import io.amsphub.processors.production.Production;
import io.amsphub.processors.production.WorkItem;
import java.util.List;
import java.util.Set;

/**
 * Takes over what an ERP says of orders that the hub has: receipt of what was shipped, and cancellation of what can
 * still be cancelled. The rest is for a person. Must be called in a unit of work.
 */
public final class ErpStatus {

    private final ErpLinks links;
    private final Orders orders;
    private final ErpOrderMoves moves;
    private final Production production;
    private final Journal journal;

    /** Brings together what a status changes. */
    public ErpStatus(ErpLinks links, Orders orders, ErpOrderMoves moves, Production production, Journal journal) {
        this.links = links;
        this.orders = orders;
        this.moves = moves;
        this.production = production;
        this.journal = journal;
    }

    /** Takes over what an ERP says of a sale; returns false when the hub has nothing that it belongs to. */
    public boolean take(String system, ErpSale sale) {
        List<ErpLink> known = links.ofSale(system, sale.id());
        for (ErpLink link : known) {
            if (link.seen() != sale.stage()) {
                orders.find(link.subject()).ifPresent(order -> follow(system, sale, order));
                links.update(link.seen(sale, journal.now()));
            }
        }
        return !known.isEmpty();
    }

    private void follow(String system, ErpSale sale, Order order) {
        Principal who = new Principal(ErpIntake.PRINCIPAL + system, order.organisation(), Set.of(Role.USER));
        String said = sale.called() + " is " + sale.stage() + " in " + system;
        ErpStage own = ErpStage.ofState(order.state().name());
        if (own.reached(sale.stage())) {
            return;
        }
        if (sale.stage() == ErpStage.DELIVERED && order.state() == OrderState.SHIPPED) {
            moves.confirmDelivery(order, who, said);
        } else if (sale.stage() == ErpStage.CANCELLED
                && OrderState.TRANSITIONS.allows(order.state(), OrderState.CANCELLED)) {
            moves.cancel(order, who, said);
        } else if (own != ErpStage.CANCELLED && sale.stage() != ErpStage.QUOTED) {
            production.askAnew(
                    WorkItem.Kind.RESOLVE_ERP,
                    order.id(),
                    order.organisation(),
                    said + ", but order " + order.id() + " is " + order.state()
                            + ". Find out which is right, and bring the other one there.");
        }
    }
}
