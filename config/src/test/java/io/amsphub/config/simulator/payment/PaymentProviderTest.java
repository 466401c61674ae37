package io.amsphub.config.simulator.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.amsphub.config.simulator.gcode.HttpFront;
import io.amsphub.connectors.payment.HttpPaymentProvider;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.memory.Placed;
import io.amsphub.processors.memory.Samples;
import io.amsphub.processors.order.OrderState;
import io.amsphub.processors.order.OrderTerms;
import io.amsphub.processors.order.Payment;
import io.amsphub.processors.order.PaymentState;
import io.amsphub.processors.port.PaymentProvider;
import io.amsphub.processors.quote.Money;
import io.amsphub.processors.step.OrderSettlement;
import io.amsphub.processors.step.PaymentNews;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The hub's payments against the simulated provider, over sockets both ways. */
class PaymentProviderTest {

    private static final String SECRET = "whsec";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Placed placed =
            new Placed(4, new OrderTerms(OrderTerms.Payment.CARD, null, null, null, null, null), "a");

    @SuppressWarnings("NullAway.Init") // set before each
    private SimulatedProvider provider;

    @SuppressWarnings("NullAway.Init") // set before each
    private HttpFront hub;

    @SuppressWarnings("NullAway.Init") // set before each
    private OrderSettlement settlement;

    @BeforeEach
    void open() throws IOException {
        placed.hub.clock.run();
        hub = new HttpFront(0, this::takeNews);
        provider = new SimulatedProvider(0, "key", new Webhooks(hub.url(), SECRET));
        settlement = placed.hub.settlement(new HttpPaymentProvider(URI.create(provider.url()), "key"));
    }

    @AfterEach
    void close() {
        provider.close();
        hub.close();
    }

    private HttpFront.Reply takeNews(HttpFront.Request request) {
        PaymentNews news = new PaymentNews(
                placed.hub.payments,
                placed.hub.receipts,
                placed.hub.book,
                SECRET.getBytes(StandardCharsets.UTF_8),
                placed.hub.journal);
        try {
            news.requireGenuine(
                    request.header("webhook-id"),
                    request.header("webhook-timestamp"),
                    request.header("webhook-signature"),
                    request.body().text());
            PaymentNews.News told = Json.mapper().readValue(request.body().text(), PaymentNews.News.class);
            String outcome = placed.hub.unitOfWork.call(() -> news.take(request.header("webhook-id"), told));
            return HttpFront.Reply.json(200, "\"" + outcome + "\"");
        } catch (HubException e) {
            return HttpFront.Reply.json(
                    e.failureCode().status(), "\"" + e.failureCode().code() + "\"");
        } catch (JsonProcessingException e) {
            return HttpFront.Reply.json(400, "\"\"");
        }
    }

    private void settle() {
        settlement.settle(placed.hub.event(placed.order().id()));
    }

    private Payment payment() {
        List<Payment> all = placed.hub.payments.ofOrder(placed.order().id());
        return all.get(all.size() - 1);
    }

    private void payer(String what) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(payment().redirectUrl() + "/" + what))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
    }

    private void authorised() throws IOException, InterruptedException {
        placed.confirm();
        settle();
        payer("authorise");
        await().atMost(PATIENCE).until(() -> payment().state() == PaymentState.AUTHORISED);
        placed.confirm();
        assertThat(placed.order().state()).isEqualTo(OrderState.CONFIRMED);
    }

    private long owedMinor() {
        return placed.order().owed().amount().unscaledValue().longValueExact();
    }

    private void shipAll() {
        placed.release(1, 2, 3, 4);
        placed.hub.booking.handOver(placed.hub.event(placed.order().id()));
        settle();
    }

    @Test
    void amountIsHeldTakenOnHandingOverAndGivenBackInPart() throws Exception {
        authorised();
        shipAll();
        assertThat(provider.kept()).isEqualTo(owedMinor());
        placed.hub.complaintDesk.grant(placed.order(), new BigDecimal("1.50"), Principal.HUB, "late");
        settle();
        assertThat(provider.kept()).isEqualTo(owedMinor());
        assertThat(payment().refunded().amount()).isEqualByComparingTo("1.50");
    }

    @Test
    void lostAnswersDoNothingTwice() throws Exception {
        placed.confirm();
        provider.front().swallow(1);
        settle();
        assertThat(payment().asked()).isNotNull();
        settle();
        assertThat(provider.opened()).isEqualTo(1);
        authorised();
        provider.front().swallow(1);
        shipAll();
        assertThat(payment().asked()).as("taken, and the answer lost").isNotNull();
        provider.front().garbage(1);
        settle();
        settle();
        assertThat(provider.kept()).isEqualTo(owedMinor());
        assertThat(payment().kept()).isEqualByComparingTo(placed.order().owed().amount());
    }

    @Test
    void providerThatIsAwayDelaysAndLosesNothing() throws Exception {
        provider.front().away(true);
        placed.confirm();
        settle();
        settle();
        settlement.watch();
        assertThat(placed.hub.handedOn)
                .contains("settlementDue " + placed.order().id());
        provider.front().away(false);
        authorised();
        assertThat(provider.opened()).isEqualTo(1);
    }

    @Test
    void newsThatAreLateTwiceAndInTheWrongOrderEndWhereTheyShould() throws Exception {
        provider.webhooks().hold();
        provider.webhooks().twice();
        placed.confirm();
        settle();
        payer("authorise");
        placed.hub.cancellation.cancel(placed.order(), Samples.ANNA, "too slow");
        settle();
        assertThat(payment().state()).isEqualTo(PaymentState.VOIDED);
        provider.webhooks().flush(true);
        await().atMost(PATIENCE).until(() -> provider.webhooks().answers().size() >= 2);
        assertThat(payment().state()).isEqualTo(PaymentState.VOIDED);
        assertThat(placed.order().state()).isEqualTo(OrderState.CANCELLED);
        assertThat(provider.kept()).isZero();
    }

    @Test
    void forgedOldAndWrongNewsHoldNothing() {
        placed.confirm();
        settle();
        assertThat(provider.wrong("forge")).isEqualTo(401);
        assertThat(provider.wrong("old")).isEqualTo(401);
        assertThat(provider.wrong("amount")).isEqualTo(200);
        assertThat(payment().state()).isEqualTo(PaymentState.OPEN);
        assertThat(payment().problem()).isNotNull();
        assertThat(provider.webhooks().answers()).last().asString().contains("SET_ASIDE");
    }

    @Test
    void declinedPaymentMakesNothingAndIsAskedAgain() throws Exception {
        placed.confirm();
        settle();
        payer("decline");
        await().atMost(PATIENCE).until(() -> payment().state() == PaymentState.FAILED);
        placed.confirm();
        assertThat(placed.order().state()).isEqualTo(OrderState.AWAITING_PAYMENT);
        settlement.askAgain(placed.order());
        settle();
        authorised();
    }

    @Test
    void simulatorIsStrict() throws Exception {
        HttpPaymentProvider client = new HttpPaymentProvider(URI.create(provider.url()), "key");
        Money ten = new Money(BigDecimal.TEN, "EUR");
        PaymentProvider.Answer opened = client.create("k1", "ord-p1", ten, null);
        assertThat(client.create("k1", "ord-p1", ten, null)).isEqualTo(opened);
        assertThatThrownBy(() -> client.create("k1", "ord-p2", ten, null)).isInstanceOf(PaymentProvider.Refusal.class);
        assertThatThrownBy(() -> client.capture("k2", opened.reference(), ten))
                .isInstanceOf(PaymentProvider.Refusal.class);
        assertThatThrownBy(
                        () -> new HttpPaymentProvider(URI.create(provider.url()), "other").create("k3", "x", ten, null))
                .isInstanceOf(PaymentProvider.Refusal.class);
        assertThat(provider.opened()).isEqualTo(1);
    }
}
