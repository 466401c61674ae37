package io.amsphub.processors.api;

import io.amsphub.processors.catalogue.Catalogue;
import io.amsphub.processors.design.DesignRevision;
import io.amsphub.processors.design.RevisionState;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.lifecycle.Ids;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.port.Intake;
import io.amsphub.processors.port.Quotes;
import io.amsphub.processors.port.Revisions;
import io.amsphub.processors.quote.Price;
import io.amsphub.processors.quote.Quote;
import io.amsphub.processors.quote.QuoteCalculation;
import io.amsphub.processors.quote.QuoteInputs;
import io.amsphub.processors.quote.QuoteState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Quotes: asked for here, priced by the quote stage. */
public final class QuoteResource implements ApiResource {

    private final Quotes quotes;
    private final Revisions revisions;
    private final Catalogue catalogue;
    private final Intake intake;
    private final Journal journal;
    private final QuoteCalculation calculation = new QuoteCalculation();

    /** The resource over its stores. */
    public QuoteResource(Quotes quotes, Revisions revisions, Catalogue catalogue, Intake intake, Journal journal) {
        this.quotes = quotes;
        this.revisions = revisions;
        this.catalogue = catalogue;
        this.intake = intake;
        this.journal = journal;
    }

    @Override
    public List<ApiOperation> operations() {
        return List.of(
                ApiOperation.of("createQuote", USERS, this::create),
                ApiOperation.of("listQuotes", READERS, r -> Views.page(quotes.page(r.page("state")), Views::quote)),
                ApiOperation.of("getQuote", READERS, r -> show(200, quote(r))),
                ApiOperation.of("verifyQuote", READERS, this::verify));
    }

    private HttpReply create(ApiRequest request) {
        NewQuote wanted = request.body(NewQuote.class);
        DesignRevision revision = revisions.get(wanted.revision());
        request.requireVisible(revision.id(), revision.organisation());
        if (revision.state() != RevisionState.READY) {
            throw new HubException(
                    FailureCode.MODEL_NOT_READY,
                    "revision " + revision.id() + " is " + revision.state(),
                    "/revision",
                    "quote a revision that is READY");
        }
        catalogue.material(wanted.material());
        if (wanted.amCentre() != null) {
            catalogue.centre(wanted.amCentre());
        }
        Quote quote = quotes.add(new Quote(
                Ids.next("quo"),
                revision.organisation(),
                revision.id(),
                wanted.material(),
                wanted.quantity(),
                wanted.amCentre(),
                QuoteState.REQUESTED,
                request.who().name(),
                journal.now(),
                null,
                null,
                null,
                null,
                0));
        journal.began(
                new Journal.Entry("quote", quote.id(), quote.organisation(), quote.id(), request.who(), "asked for"),
                quote.state());
        intake.quoteRequested(quote.id());
        return show(202, quote).with("Location", "/api/v1/quotes/" + quote.id());
    }

    private HttpReply verify(ApiRequest request) {
        Quote quote = quote(request);
        QuoteInputs inputs = quote.inputs();
        Price price = quote.price();
        if (inputs == null || price == null) {
            throw new HubException(
                    FailureCode.QUOTE_NOT_PRICED,
                    "quote " + quote.id() + " is " + quote.state(),
                    null,
                    "wait until it is PRICED");
        }
        Price again = calculation.calculate(inputs);
        return HttpReply.json(200, new Verification(again.equals(price), inputs, again));
    }

    private Quote quote(ApiRequest request) {
        Quote quote = quotes.get(request.path("quoteId"));
        request.requireVisible(quote.id(), quote.organisation());
        return quote;
    }

    private static HttpReply show(int status, Quote quote) {
        return HttpReply.json(status, Views.quote(quote)).withVersion(quote.version());
    }

    /** The body of createQuote. */
    record NewQuote(
            String revision,
            String material,
            int quantity,
            @Nullable String amCentre) {}

    /** What working the price out again gives. */
    record Verification(boolean same, QuoteInputs inputs, Price price) {}
}
