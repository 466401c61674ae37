package io.amsphub.processors.api;

import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.order.Complaint;
import io.amsphub.processors.order.Order;
import io.amsphub.processors.order.OrderChange;
import io.amsphub.processors.port.Complaints;
import io.amsphub.processors.port.OrderChanges;
import io.amsphub.processors.port.Orders;
import io.amsphub.processors.port.Parts;
import io.amsphub.processors.port.WorkItems;
import io.amsphub.processors.production.Part;
import io.amsphub.processors.production.WorkItem;
import io.amsphub.processors.step.ComplaintDesk;
import io.amsphub.processors.step.OrderCancellation;
import io.amsphub.processors.step.OrderChangeDesk;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What becomes otherwise of orders: changes, complaints, refunds, parts that cannot be made. */
public final class OrderChangeResource implements ApiResource {

    private final Orders orders;
    private final Parts parts;
    private final OrderChanges changes;
    private final Complaints complaints;
    private final OrderChangeDesk desk;
    private final ComplaintDesk complaintDesk;
    private final OrderCancellation cancellation;
    private final WorkItems workItems;
    private final Clock clock;

    /** The resource over its stores and steps. */
    public OrderChangeResource(
            Orders orders,
            Parts parts,
            OrderChanges changes,
            Complaints complaints,
            OrderChangeDesk desk,
            ComplaintDesk complaintDesk,
            OrderCancellation cancellation,
            WorkItems workItems,
            Clock clock) {
        this.orders = orders;
        this.parts = parts;
        this.changes = changes;
        this.complaints = complaints;
        this.desk = desk;
        this.complaintDesk = complaintDesk;
        this.cancellation = cancellation;
        this.workItems = workItems;
        this.clock = clock;
    }

    @Override
    public List<ApiOperation> operations() {
        return List.of(
                ApiOperation.of("proposeOrderChange", USERS, this::propose),
                ApiOperation.of(
                        "listOrderChanges",
                        READERS,
                        r -> PricingResource.list(changes.ofOrder(order(r).id()).stream()
                                .map(Views::plainly)
                                .toList())),
                ApiOperation.of("confirmOrderChange", USERS, this::confirm),
                ApiOperation.of("declineOrderChange", USERS, r -> show(200, desk.decline(change(r), r.who()))),
                ApiOperation.of("raiseComplaint", USERS, this::raise),
                ApiOperation.of(
                        "listComplaints",
                        READERS,
                        r -> Views.page(complaints.page(r.page("orderId", "serial", "state")), Views::plainly)),
                ApiOperation.of("getComplaint", READERS, r -> show(200, complaint(r))),
                ApiOperation.of("decideComplaint", OPERATORS, this::decide),
                ApiOperation.of("refundOrder", OPERATORS, this::refund),
                ApiOperation.of("failPart", FLOOR, this::fail),
                ApiOperation.of("closeWorkItem", OPERATORS, this::close));
    }

    /** Only what is to be known is closed by itself; all other work goes when it is done. */
    private HttpReply close(ApiRequest request) {
        WorkItem item = workItems.get(request.path("workItemId"));
        if (item.kind() != WorkItem.Kind.ORDER_SHORTENED || !item.open()) {
            throw new HubException(
                    FailureCode.ILLEGAL_TRANSITION,
                    "work item " + item.id() + " is " + item.kind() + (item.open() ? "" : ", and closed"),
                    null,
                    "do what it says: then it is closed");
        }
        return HttpReply.json(
                200, Views.workItem(workItems.update(item.done(request.who().name(), clock.instant()))));
    }

    private HttpReply propose(ApiRequest request) {
        Order order = order(request);
        request.requireVersion(order.id(), order.version());
        return show(201, desk.propose(order, request.body(OrderChange.Wish.class), request.who()));
    }

    private HttpReply confirm(ApiRequest request) {
        OrderChange change = change(request);
        request.requireVersion(change.id(), change.version());
        return show(200, desk.confirm(change, orders.get(change.orderId()), request.who()));
    }

    private HttpReply raise(ApiRequest request) {
        return show(
                201,
                complaintDesk.raise(
                        part(request),
                        request.who(),
                        request.body(OrderResource.Reason.class).reason()));
    }

    private HttpReply decide(ApiRequest request) {
        Decided said = request.body(Decided.class);
        return show(
                200,
                complaintDesk.decide(complaint(request), said.decision(), said.amount(), request.who(), said.reason()));
    }

    private HttpReply refund(ApiRequest request) {
        Order order = order(request);
        request.requireVersion(order.id(), order.version());
        Refund wanted = request.body(Refund.class);
        Order kept = complaintDesk.grant(order, wanted.amount(), request.who(), wanted.reason());
        return HttpReply.json(200, Views.order(kept)).withVersion(kept.version());
    }

    private HttpReply fail(ApiRequest request) {
        Part part = part(request);
        request.requireVersion(part.serial(), part.version());
        Order order = orders.find(part.orderId())
                .orElseThrow(() -> new HubException(
                        FailureCode.NOT_CANCELLABLE,
                        "part " + part.serial() + " is of no order",
                        null,
                        "cancel its job"));
        Order less = cancellation.failOne(
                order,
                part,
                request.who(),
                request.body(OrderResource.Reason.class).reason());
        return HttpReply.json(200, Views.order(less)).withVersion(less.version());
    }

    private Order order(ApiRequest request) {
        Order order = orders.get(request.path("orderId"));
        request.requireVisible(order.id(), order.organisation());
        return order;
    }

    private OrderChange change(ApiRequest request) {
        OrderChange change = changes.get(request.path("changeId"));
        request.requireVisible(change.id(), change.organisation());
        return change;
    }

    private Complaint complaint(ApiRequest request) {
        Complaint complaint = complaints.get(request.path("complaintId"));
        request.requireVisible(complaint.id(), complaint.organisation());
        return complaint;
    }

    private Part part(ApiRequest request) {
        Part part = parts.get(request.path("serial"));
        request.requireVisible(part.serial(), part.organisation());
        return part;
    }

    private static HttpReply show(int status, OrderChange change) {
        return HttpReply.json(status, Views.plainly(change)).withVersion(change.version());
    }

    private static HttpReply show(int status, Complaint complaint) {
        return HttpReply.json(status, Views.plainly(complaint)).withVersion(complaint.version());
    }

    /** The body of decideComplaint. */
    record Decided(
            ComplaintDesk.Decision decision,
            String reason,
            @Nullable BigDecimal amount) {}

    /** The body of refundOrder. */
    record Refund(String reason, @Nullable BigDecimal amount) {}
}
