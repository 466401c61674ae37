package io.amsphub.processors.api;

import io.amsphub.processors.design.DesignRevision;
import io.amsphub.processors.licence.DesignOffers;
import io.amsphub.processors.port.Quotes;
import io.amsphub.processors.port.Revisions;
import io.amsphub.processors.quote.BuildOrientationChoice;
import io.amsphub.processors.quote.Price;
import io.amsphub.processors.quote.Quote;
import io.amsphub.processors.quote.QuoteInputs;
import io.amsphub.processors.quote.QuoteReview;
import io.amsphub.processors.quote.QuoteState;
import io.amsphub.processors.quote.QuoteWishes;
import io.amsphub.processors.step.QuoteDesk;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Quotes: asked for here, priced at once when the model was measured, else by the quote stage. */
public final class QuoteResource implements ApiResource {

    private final Quotes quotes;
    private final Revisions revisions;
    private final DesignOffers offers;
    private final QuoteDesk desk;

    /** The resource over its stores and step. */
    public QuoteResource(Quotes quotes, Revisions revisions, DesignOffers offers, QuoteDesk desk) {
        this.quotes = quotes;
        this.revisions = revisions;
        this.offers = offers;
        this.desk = desk;
    }

    @Override
    public List<ApiOperation> operations() {
        return List.of(
                ApiOperation.of("createQuote", USERS, this::create),
                ApiOperation.of(
                        "listQuotes",
                        READERS,
                        r -> Views.page(quotes.page(r.page("state")), quote -> Views.quote(quote, r.who()))),
                ApiOperation.of("getQuote", READERS, r -> show(200, quote(r), r)),
                ApiOperation.of("verifyQuote", READERS, this::verify),
                ApiOperation.of("decideQuote", OPERATORS, this::decide));
    }

    private HttpReply create(ApiRequest request) {
        NewQuote wanted = request.body(NewQuote.class);
        DesignRevision revision = revisions.get(wanted.revision());
        Quote quote = desk.ask(
                offers.buyer(request.who(), revision),
                revision,
                wanted.material(),
                wanted.quantity(),
                wanted.amCentre(),
                wanted.wishes(),
                request.who());
        int status = quote.state() == QuoteState.REQUESTED ? 202 : 201;
        return show(status, quote, request).with("Location", "/api/v1/quotes/" + quote.id());
    }

    private HttpReply verify(ApiRequest request) {
        Quote quote = quote(request);
        Price again = desk.again(quote);
        QuoteInputs inputs = Objects.requireNonNull(quote.inputs());
        return HttpReply.json(200, new Verification(again.equals(quote.price()), inputs.rulesVersion(), inputs, again));
    }

    private HttpReply decide(ApiRequest request) {
        Quote quote = quote(request);
        request.requireVersion(quote.id(), quote.version());
        Decision decision = request.body(Decision.class);
        return show(
                200,
                desk.decide(
                        quote,
                        decision.decision(),
                        decision.reason(),
                        decision.net(),
                        decision.leadTimeDays(),
                        request.who()),
                request);
    }

    private Quote quote(ApiRequest request) {
        Quote quote = quotes.get(request.path("quoteId"));
        request.requireVisible(quote.id(), quote.organisation());
        return quote;
    }

    private static HttpReply show(int status, Quote quote, ApiRequest request) {
        return HttpReply.json(status, Views.quote(quote, request.who())).withVersion(quote.version());
    }

    /** The body of createQuote. */
    record NewQuote(
            String revision,
            String material,
            int quantity,
            @Nullable String amCentre,
            @Nullable String currency,
            @Nullable String leadTime,
            @Nullable String shipTo,
            @Nullable Boolean onRequest,
            @Nullable BuildOrientationChoice orientation) {

        QuoteWishes wishes() {
            return new QuoteWishes(
                    currency,
                    leadTime,
                    shipTo,
                    Boolean.TRUE.equals(onRequest),
                    orientation == null ? BuildOrientationChoice.AS_MODELLED : orientation);
        }
    }

    /** The body of decideQuote. */
    record Decision(
            QuoteReview.Decision decision,
            String reason,
            @Nullable BigDecimal net,
            @Nullable Integer leadTimeDays) {}

    /** What working the price out again gives. */
    record Verification(boolean same, String rulesVersion, QuoteInputs inputs, Price price) {}
}
