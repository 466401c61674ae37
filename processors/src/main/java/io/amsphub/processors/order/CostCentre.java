package io.amsphub.processors.order;

import io.amsphub.processors.quote.Money;
import java.util.List;

/**
 * Who pays inside of an organisation: a budget, and who has to say yes to what.
 *
 * @param id {@code <organisation>/<code>}
 * @param organisation whose
 * @param code what orders name it by
 * @param name for people
 * @param budget what may be spent
 * @param spent what its orders cost, those that are under way among them
 * @param approvalFrom orders from this total on need an approver
 * @param waitsWhenExceeded whether an order over the budget waits for an approver, instead of being refused
 * @param approvers principals who may say yes, never to an order of their own
 * @param version for optimistic locking, which is what keeps two orders from spending the same money; 0 until stored
 */
public record CostCentre(
        String id,
        String organisation,
        String code,
        String name,
        Money budget,
        Money spent,
        Money approvalFrom,
        boolean waitsWhenExceeded,
        List<String> approvers,
        long version) {

    /** Copies the approvers. */
    public CostCentre {
        approvers = List.copyOf(approvers);
    }

    /** Returns the id of a cost centre of an organisation. */
    public static String idOf(String organisation, String code) {
        return organisation + "/" + code;
    }

    /** Returns whether more was spent than may be. */
    public boolean exceeded() {
        return spent.amount().compareTo(budget.amount()) > 0;
    }

    /** Returns the cost centre with more spent, or less when the amount is below 0. */
    public CostCentre spending(Money more) {
        return new CostCentre(
                id,
                organisation,
                code,
                name,
                budget,
                spent.plus(more),
                approvalFrom,
                waitsWhenExceeded,
                approvers,
                version);
    }

    /** Returns the cost centre as its owner describes it anew; what was spent stays. */
    public CostCentre described(
            String newName, Money newBudget, Money newApprovalFrom, boolean newWaits, List<String> newApprovers) {
        return new CostCentre(
                id, organisation, code, newName, newBudget, spent, newApprovalFrom, newWaits, newApprovers, version);
    }
}
