package io.amsphub.processors.api;

import io.amsphub.processors.order.Order;
import io.amsphub.processors.port.Orders;
import io.amsphub.processors.port.Quotes;
import io.amsphub.processors.production.Requirements;
import io.amsphub.processors.quote.Quote;
import io.amsphub.processors.step.OrderDesk;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Orders. */
public final class OrderResource implements ApiResource {

    private final Orders orders;
    private final Quotes quotes;
    private final OrderDesk desk;

    /** The resource over its stores and steps. */
    public OrderResource(Orders orders, Quotes quotes, OrderDesk desk) {
        this.orders = orders;
        this.quotes = quotes;
        this.desk = desk;
    }

    @Override
    public List<ApiOperation> operations() {
        return List.of(
                ApiOperation.of("createOrder", USERS, this::create),
                ApiOperation.of("listOrders", READERS, r -> Views.page(orders.page(r.page("state")), Views::order)),
                ApiOperation.of("getOrder", READERS, r -> show(200, order(r))),
                ApiOperation.of("cancelOrder", USERS, this::cancel),
                ApiOperation.of("confirmDelivery", USERS, this::confirmDelivery));
    }

    private HttpReply create(ApiRequest request) {
        NewOrder wanted = request.body(NewOrder.class);
        Quote quote = quotes.get(wanted.quote());
        request.requireVisible(quote.id(), quote.organisation());
        int usual = quote.inputs() == null ? 0 : quote.inputs().priority();
        int priority = wanted.priority() == null ? usual : wanted.priority();
        Order order = desk.place(
                quote,
                wanted.reference(),
                priority,
                Objects.requireNonNullElse(wanted.requirements(), Requirements.NONE),
                request.who());
        return show(201, order).with("Location", "/api/v1/orders/" + order.id());
    }

    private HttpReply cancel(ApiRequest request) {
        Order order = order(request);
        request.requireVersion(order.id(), order.version());
        return show(
                200,
                desk.cancel(order, request.who(), request.body(Reason.class).reason()));
    }

    private HttpReply confirmDelivery(ApiRequest request) {
        Order order = order(request);
        request.requireVersion(order.id(), order.version());
        return show(
                200,
                desk.confirmDelivery(
                        order, request.who(), request.body(Receipt.class).receivedBy()));
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
            String quote,
            @Nullable String reference,
            @Nullable Integer priority,
            @Nullable Requirements requirements) {}

    /** The body of cancelOrder and others. */
    record Reason(String reason) {}

    /** The body of confirmDelivery. */
    record Receipt(String receivedBy) {}
}
