package io.amsphub.processors.api;

import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.Access;
import io.amsphub.processors.order.Address;
import io.amsphub.processors.order.Order;
import io.amsphub.processors.order.OrderTerms;
import io.amsphub.processors.port.Orders;
import io.amsphub.processors.port.Quotes;
import io.amsphub.processors.production.Part;
import io.amsphub.processors.production.Requirements;
import io.amsphub.processors.quote.Quote;
import io.amsphub.processors.quote.QuoteInputs;
import io.amsphub.processors.step.CostCentreDesk;
import io.amsphub.processors.step.DeliveryBooking;
import io.amsphub.processors.step.OrderCancellation;
import io.amsphub.processors.step.OrderDesk;
import io.amsphub.processors.step.OrderHold;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Orders: placed, taken back, held, handed over. */
public final class OrderResource implements ApiResource {

    private final Orders orders;
    private final Quotes quotes;
    private final OrderDesk desk;
    private final OrderCancellation cancellation;
    private final OrderHold holds;
    private final DeliveryBooking booking;
    private final CostCentreDesk costs;
    private final boolean provider;

    /**
     * The resource over its stores and steps.
     *
     * @param provider whether there is a payment provider
     */
    public OrderResource(
            Orders orders,
            Quotes quotes,
            OrderDesk desk,
            OrderCancellation cancellation,
            OrderHold holds,
            DeliveryBooking booking,
            CostCentreDesk costs,
            boolean provider) {
        this.orders = orders;
        this.quotes = quotes;
        this.desk = desk;
        this.cancellation = cancellation;
        this.holds = holds;
        this.booking = booking;
        this.costs = costs;
        this.provider = provider;
    }

    @Override
    public List<ApiOperation> operations() {
        return List.of(
                ApiOperation.of("createOrder", USERS, this::create),
                ApiOperation.of("listOrders", READERS, r -> Views.page(orders.page(r.page("state")), Views::order)),
                ApiOperation.of("getOrder", READERS, r -> show(200, order(r))),
                ApiOperation.of(
                        "cancelOrder", USERS, r -> show(200, cancellation.cancel(fresh(r), r.who(), reason(r)))),
                ApiOperation.of("cancelOrderLine", USERS, this::cancelLine),
                ApiOperation.of("cancelOrderParts", USERS, this::cancelParts),
                ApiOperation.of("holdOrder", SENDERS, r -> show(200, holds.hold(fresh(r), r.who(), reason(r)))),
                ApiOperation.of("releaseOrder", SENDERS, r -> show(200, holds.release(fresh(r), r.who(), reason(r)))),
                ApiOperation.of("approveOrder", USERS, this::approve),
                ApiOperation.of("shipParts", FLOOR, this::ship),
                ApiOperation.of("confirmDelivery", USERS, this::confirmDelivery));
    }

    private HttpReply create(ApiRequest request) {
        NewOrder wanted = request.body(NewOrder.class);
        List<String> named = new ArrayList<>(Objects.requireNonNullElse(wanted.quotes(), List.of()));
        if (wanted.quote() != null) {
            named.add(0, wanted.quote());
        }
        OrderTerms.Payment payment = Objects.requireNonNullElse(wanted.payment(), OrderTerms.Payment.INVOICE);
        if (named.isEmpty() || (payment != OrderTerms.Payment.INVOICE && !provider)) {
            throw new HubException(
                    FailureCode.CONTRACT_VIOLATED,
                    named.isEmpty() ? "no quote is named" : "there is no payment provider here",
                    named.isEmpty() ? "/quote" : "/payment",
                    named.isEmpty() ? "name a quote, or several as quotes" : "order on invoice");
        }
        List<Quote> offers = new ArrayList<>();
        for (String id : named) {
            Quote quote = quotes.get(id);
            request.requireVisible(quote.id(), quote.organisation());
            offers.add(quote);
        }
        QuoteInputs inputs = offers.get(0).inputs();
        int usual = inputs == null ? 0 : inputs.priority();
        Order order = desk.place(
                offers,
                wanted.reference(),
                wanted.priority() == null ? usual : wanted.priority(),
                Objects.requireNonNullElse(wanted.requirements(), Requirements.NONE),
                new OrderTerms(payment, wanted.costCentre(), wanted.deliverTo(), null, null, wanted.returnUrl()),
                request.who());
        return show(201, order).with("Location", "/api/v1/orders/" + order.id());
    }

    private HttpReply cancelLine(ApiRequest request) {
        int line = Integer.parseInt(request.path("line"));
        return show(200, cancellation.cancelLine(fresh(request), line, request.who(), reason(request)));
    }

    private HttpReply cancelParts(ApiRequest request) {
        PartsAndReason body = request.body(PartsAndReason.class);
        return show(
                200,
                cancellation.cancelParts(
                        fresh(request), new LinkedHashSet<>(body.parts()), request.who(), body.reason()));
    }

    private HttpReply approve(ApiRequest request) {
        Approval said = request.body(Approval.class);
        Order order = costs.approve(fresh(request), said.granted(), request.who(), said.reason());
        return show(200, said.granted() ? order : cancellation.cancel(order, request.who(), said.reason()));
    }

    /** Somebody of the AM centre hands over what was made there, and does not see the order. */
    private HttpReply ship(ApiRequest request) {
        Order order = orders.get(request.path("orderId"));
        List<String> serials = request.body(Shipment.class).parts();
        boolean sees = Access.reaches(request.who(), order.organisation(), true);
        Set<String> own = order.lines().stream()
                .filter(line -> Access.worksAt(request.who(), line.amCentre(), false))
                .flatMap(line -> line.parts().stream())
                .map(number -> Part.serialOf(order.id(), number))
                .collect(Collectors.toSet());
        boolean made = !serials.isEmpty() && own.containsAll(serials);
        if (!made) {
            request.requireVisible(order.id(), order.organisation());
        }
        Access.requireGroup(request.who(), "a consignment", List.of());
        request.requireVersion(order.id(), order.version());
        Order shipped = booking.handOver(order, serials, request.who());
        return sees ? show(200, shipped) : HttpReply.empty(204);
    }

    private HttpReply confirmDelivery(ApiRequest request) {
        Receipt receipt = request.body(Receipt.class);
        return show(200, booking.confirm(fresh(request), receipt.consignment(), receipt.receivedBy(), request.who()));
    }

    private static String reason(ApiRequest request) {
        return request.body(Reason.class).reason();
    }

    private Order fresh(ApiRequest request) {
        Order order = order(request);
        request.requireVersion(order.id(), order.version());
        return order;
    }

    private Order order(ApiRequest request) {
        Order order = orders.get(request.path("orderId"));
        request.requireVisible(order.id(), order.organisation());
        return order;
    }

    private static HttpReply show(int status, Order order) {
        return HttpReply.json(status, Views.order(order)).withVersion(order.version());
    }

    /** The body of createOrder. */
    record NewOrder(
            @Nullable String quote,
            @Nullable List<String> quotes,
            @Nullable String reference,
            @Nullable Integer priority,
            @Nullable Requirements requirements,
            OrderTerms.@Nullable Payment payment,
            @Nullable String costCentre,
            @Nullable Address deliverTo,
            @Nullable String returnUrl) {}

    /** The body of cancelOrder and others. */
    record Reason(String reason) {}

    /** The body of cancelOrderParts. */
    record PartsAndReason(List<String> parts, String reason) {}

    /** The body of approveOrder. */
    record Approval(boolean granted, String reason) {}

    /** The body of shipParts. */
    record Shipment(List<String> parts) {}

    /** The body of confirmDelivery. */
    record Receipt(String receivedBy, @Nullable String consignment) {}
}
