package io.amsphub.processors.step;

import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.order.CostCentre;
import io.amsphub.processors.order.Order;
import io.amsphub.processors.order.OrderAccount;
import io.amsphub.processors.order.OrderState;
import io.amsphub.processors.order.OrderTerms;
import io.amsphub.processors.port.CostCentres;
import io.amsphub.processors.port.Intake;
import io.amsphub.processors.port.OrderAccounts;
import io.amsphub.processors.port.Orders;
import io.amsphub.processors.production.Production;
import io.amsphub.processors.production.WorkItem;
import io.amsphub.processors.quote.Money;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Has cost centres pay for orders: what an order costs is spent when it is placed, and follows its price. Two orders
 * that would spend the same money collide at the row of the cost centre. Must be called in a unit of work.
 */
public final class CostCentreDesk {

    private final CostCentres centres;
    private final OrderAccounts accounts;
    private final Orders orders;
    private final Production production;
    private final Intake intake;
    private final Journal journal;

    /** Brings together what paying touches. */
    public CostCentreDesk(
            CostCentres centres,
            OrderAccounts accounts,
            Orders orders,
            Production production,
            Intake intake,
            Journal journal) {
        this.centres = centres;
        this.accounts = accounts;
        this.orders = orders;
        this.production = production;
        this.intake = intake;
        this.journal = journal;
    }

    /**
     * Opens the account of a new order; returns the order with why somebody has to approve it, if somebody has to.
     *
     * @throws HubException when there is no such cost centre, or it refuses what it does not cover
     */
    public Order commit(Order order) {
        Money nothing = Money.zero(order.total().currency());
        accounts.add(new OrderAccount(order.id(), order.organisation(), nothing, nothing, 0));
        CostCentre centre = of(order).orElse(null);
        if (centre == null) {
            return order;
        }
        requireCurrency(centre, order);
        CostCentre spending = centre.spending(order.total());
        String why = null;
        if (spending.exceeded()) {
            why = "cost centre " + centre.code() + " has spent " + centre.spent() + " of " + centre.budget();
            if (!centre.waitsWhenExceeded()) {
                throw exceeded(order, why);
            }
        } else if (order.total().amount().compareTo(centre.approvalFrom().amount()) >= 0) {
            why = "orders of cost centre " + centre.code() + " need approval from " + centre.approvalFrom() + " on";
        }
        centres.update(spending);
        accounts.update(accounts.get(order.id()).booking(order.total()));
        if (why != null) {
            production.ask(
                    WorkItem.Kind.APPROVE_ORDER,
                    order.id(),
                    order.organisation(),
                    "Approve or refuse order " + order.id() + " over " + order.total() + ": " + why);
        }
        return order.withTerms(order.terms().toBeApproved(why));
    }

    /**
     * Has the cost centre carry what an order is owed now.
     *
     * @throws HubException when the order became dearer than the cost centre covers, and nobody approved
     */
    public void follow(Order order) {
        OrderAccount account = accounts.find(order.id()).orElse(null);
        CostCentre centre = of(order).orElse(null);
        if (account == null || centre == null || account.booked().equals(order.owed())) {
            return;
        }
        Money more = new Money(
                order.owed().amount().subtract(account.booked().amount()),
                order.owed().currency());
        CostCentre spending = centre.spending(more);
        if (more.amount().signum() > 0) {
            boolean fromNow =
                    order.owed().amount().compareTo(centre.approvalFrom().amount()) >= 0
                            && order.terms().toApprove() == null;
            if ((spending.exceeded() && order.terms().approval() == null) || fromNow) {
                throw exceeded(
                        order,
                        "cost centre " + centre.code() + " would carry " + order.owed() + " of it without approval");
            }
        }
        centres.update(spending);
        accounts.update(account.booking(order.owed()));
    }

    /**
     * Says yes or no to an order. Two pairs of eyes: never who placed it.
     *
     * @throws HubException when it does not wait for that, or not for this principal
     */
    public Order approve(Order order, boolean granted, Principal who, String reason) {
        CostCentre centre = of(order).orElse(null);
        if (centre == null || !order.terms().awaitsApproval() || !order.state().beforeParts()) {
            throw new HubException(
                    FailureCode.ILLEGAL_TRANSITION,
                    "order " + order.id() + " is " + order.state() + " and waits for no approval",
                    null,
                    "GET /work-items?kind=APPROVE_ORDER lists what waits");
        }
        if (who.name().equals(order.createdBy()) || !centre.approvers().contains(who.name())) {
            throw new HubException(
                    FailureCode.FOUR_EYES,
                    who.name() + (who.name().equals(order.createdBy()) ? " has placed it" : " is no approver of it"),
                    null,
                    "one of " + centre.approvers() + " but " + order.createdBy() + " can approve");
        }
        OrderTerms.Approval said = new OrderTerms.Approval(who.name(), journal.now(), granted, reason);
        production.answered(WorkItem.Kind.APPROVE_ORDER, order.id(), who);
        journal.noted(
                new Journal.Entry(
                        "order",
                        order.id(),
                        order.organisation(),
                        order.id(),
                        who,
                        (granted ? "approved: " : "refused: ") + reason),
                order.state());
        Order kept = orders.update(order.withTerms(order.terms().approved(said)));
        if (granted && order.hold() == null) {
            intake.orderPlaced(order.id());
        }
        return kept;
    }

    /** Returns whether an order waits for an approver, or was refused by one. */
    public static boolean stops(Order order) {
        OrderTerms.Approval said = order.terms().approval();
        return order.state() != OrderState.CANCELLED
                && (order.terms().awaitsApproval() || (said != null && !said.granted()));
    }

    /** Returns the cost centre of an order. */
    private Optional<CostCentre> of(Order order) {
        @Nullable String code = order.terms().costCentre();
        return code == null ? Optional.empty() : Optional.of(centres.get(CostCentre.idOf(order.organisation(), code)));
    }

    private static void requireCurrency(CostCentre centre, Order order) {
        if (!centre.budget().currency().equals(order.total().currency())) {
            throw new HubException(
                    FailureCode.CURRENCY_UNKNOWN,
                    "cost centre " + centre.code() + " pays in "
                            + centre.budget().currency() + ", the order is in "
                            + order.total().currency(),
                    "/costCentre",
                    "ask for a quote in " + centre.budget().currency());
        }
    }

    private static HubException exceeded(Order order, String why) {
        return new HubException(
                FailureCode.BUDGET_EXCEEDED,
                "order " + order.id() + " over " + order.owed() + ": " + why,
                "/costCentre",
                "name another cost centre, or have its budget raised with PUT /cost-centres/{code}");
    }
}
