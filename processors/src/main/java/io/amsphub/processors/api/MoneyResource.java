package io.amsphub.processors.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.order.CostCentre;
import io.amsphub.processors.order.Invoice;
import io.amsphub.processors.order.Order;
import io.amsphub.processors.order.OrderAccount;
import io.amsphub.processors.order.Payment;
import io.amsphub.processors.order.SettlementRule;
import io.amsphub.processors.port.CostCentres;
import io.amsphub.processors.port.Invoices;
import io.amsphub.processors.port.Ledger;
import io.amsphub.processors.port.OrderAccounts;
import io.amsphub.processors.port.Orders;
import io.amsphub.processors.port.Payments;
import io.amsphub.processors.port.UnitOfWork;
import io.amsphub.processors.quote.Money;
import io.amsphub.processors.step.Invoicing;
import io.amsphub.processors.step.OrderSettlement;
import io.amsphub.processors.step.PaymentNews;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** The money of orders: accounts, payments, invoices, cost centres, and what the payment provider tells. */
public final class MoneyResource implements ApiResource {

    private static final int MAX_NEWS = 64 << 10;
    private static final int TRIES = 5;

    private final Orders orders;
    private final Payments payments;
    private final Ledger ledger;
    private final Invoices invoices;
    private final OrderAccounts accounts;
    private final CostCentres centres;
    private final OrderSettlement settlement;
    private final Invoicing invoicing;
    private final PaymentNews news;
    private final UnitOfWork unitOfWork;
    private final Clock clock;

    /** The resource over its stores and steps. */
    public MoneyResource(
            Orders orders,
            Payments payments,
            Ledger ledger,
            Invoices invoices,
            OrderAccounts accounts,
            CostCentres centres,
            OrderSettlement settlement,
            Invoicing invoicing,
            PaymentNews news,
            UnitOfWork unitOfWork,
            Clock clock) {
        this.orders = orders;
        this.payments = payments;
        this.ledger = ledger;
        this.invoices = invoices;
        this.accounts = accounts;
        this.centres = centres;
        this.settlement = settlement;
        this.invoicing = invoicing;
        this.news = news;
        this.unitOfWork = unitOfWork;
        this.clock = clock;
    }

    @Override
    public List<ApiOperation> operations() {
        return List.of(
                ApiOperation.of("getOrderAccount", READERS, this::account),
                ApiOperation.of("askPayment", USERS, this::askPayment),
                ApiOperation.of("retryPayment", OPERATORS, this::retry),
                ApiOperation.ownCredential("takePaymentNews", this::takeNews),
                ApiOperation.of(
                        "listInvoices",
                        READERS,
                        r -> Views.page(invoices.page(r.page("orderId", "state")), this::view)),
                ApiOperation.of("getInvoice", READERS, r -> HttpReply.json(200, view(invoice(r)))),
                ApiOperation.of("payInvoice", OPERATORS, this::payInvoice),
                ApiOperation.of("listCostCentres", READERS, r -> Views.page(centres.page(r.page()), Views::plainly)),
                ApiOperation.of("putCostCentre", OPERATORS, this::putCostCentre));
    }

    private HttpReply account(ApiRequest request) {
        Order order = order(request);
        Money nothing = Money.zero(order.total().currency());
        List<Payment> all = payments.ofOrder(order.id());
        ObjectNode view = Json.mapper().createObjectNode();
        view.put("order", order.id());
        view.putPOJO("total", order.total());
        view.putPOJO("owed", order.owed());
        view.putPOJO("due", new Money(SettlementRule.due(order), order.total().currency()));
        view.putPOJO("captured", all.stream().map(Payment::captured).reduce(nothing, Money::plus));
        view.putPOJO("refunded", all.stream().map(Payment::refunded).reduce(nothing, Money::plus));
        view.putPOJO(
                "invoiced",
                accounts.find(order.id()).map(OrderAccount::invoiced).orElse(nothing));
        view.putPOJO("payments", all.stream().map(Views::plainly).toList());
        view.putPOJO(
                "ledger",
                ledger.ofOrder(order.id()).stream().map(Views::plainly).toList());
        return HttpReply.json(200, view);
    }

    private HttpReply askPayment(ApiRequest request) {
        Order order = order(request);
        return HttpReply.json(202, Views.plainly(settlement.askAgain(order)));
    }

    private HttpReply retry(ApiRequest request) {
        Payment payment = payments.get(request.path("paymentId"));
        return HttpReply.json(202, Views.plainly(settlement.retry(payment)));
    }

    private HttpReply takeNews(ApiRequest request) throws IOException {
        String body;
        try (InputStream in = request.call().body()) {
            body = new String(in.readNBytes(MAX_NEWS), StandardCharsets.UTF_8);
        }
        String id = request.call().header("webhook-id").orElse("");
        news.requireGenuine(
                id,
                request.call().header("webhook-timestamp").orElse(""),
                request.call().header("webhook-signature").orElse(""),
                body);
        PaymentNews.News told = parsed(body);
        for (int attempt = 1; ; attempt++) {
            try {
                return HttpReply.json(200, Map.of("outcome", unitOfWork.call(() -> news.take(id, told))));
            } catch (HubException e) {
                if (e.failureCode() != FailureCode.CONCURRENT_CHANGE || attempt == TRIES) {
                    throw e;
                }
            }
        }
    }

    private static PaymentNews.News parsed(String body) {
        try {
            return Json.mapper().readValue(body, PaymentNews.News.class);
        } catch (JsonProcessingException e) {
            HubException refusal = new HubException(
                    FailureCode.MALFORMED_REQUEST, e.getOriginalMessage(), "/", "send news as the contract says");
            refusal.initCause(e);
            throw refusal;
        }
    }

    private Invoice invoice(ApiRequest request) {
        Invoice invoice = invoices.get(request.path("invoiceNumber"));
        request.requireVisible(invoice.id(), invoice.organisation());
        return invoice;
    }

    private ObjectNode view(Invoice invoice) {
        ObjectNode view = Views.plainly(invoice);
        view.put("overdue", invoice.overdue(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)));
        return view;
    }

    private HttpReply payInvoice(ApiRequest request) {
        Paid paid = request.body(Paid.class);
        return HttpReply.json(
                200, view(invoicing.paid(invoice(request), paid.amount(), paid.reference(), request.who())));
    }

    private HttpReply putCostCentre(ApiRequest request) {
        Description wanted = request.body(Description.class);
        String organisation = request.path("organisation");
        String code = request.path("code");
        String id = CostCentre.idOf(organisation, code);
        CostCentre now = centres.find(id)
                .map(known -> centres.update(known.described(
                        wanted.name(),
                        wanted.budget(),
                        wanted.approvalFrom(),
                        wanted.waitsWhenExceeded(),
                        wanted.approvers())))
                .orElseGet(() -> centres.add(new CostCentre(
                        id,
                        organisation,
                        code,
                        wanted.name(),
                        wanted.budget(),
                        Money.zero(wanted.budget().currency()),
                        wanted.approvalFrom(),
                        wanted.waitsWhenExceeded(),
                        wanted.approvers(),
                        0)));
        return HttpReply.json(200, Views.plainly(now)).withVersion(now.version());
    }

    private Order order(ApiRequest request) {
        Order order = orders.get(request.path("orderId"));
        request.requireVisible(order.id(), order.organisation());
        return order;
    }

    /** The body of payInvoice. */
    record Paid(BigDecimal amount, String reference) {}

    /** The body of putCostCentre. */
    record Description(
            String name, Money budget, Money approvalFrom, boolean waitsWhenExceeded, List<String> approvers) {}
}
