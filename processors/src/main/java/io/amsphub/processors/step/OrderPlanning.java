package io.amsphub.processors.step;

import io.amsphub.processors.catalogue.Catalogue;
import io.amsphub.processors.catalogue.Material;
import io.amsphub.processors.design.DesignRevision;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.order.Order;
import io.amsphub.processors.order.OrderLine;
import io.amsphub.processors.port.Parts;
import io.amsphub.processors.port.Quotes;
import io.amsphub.processors.port.Revisions;
import io.amsphub.processors.production.Job;
import io.amsphub.processors.production.Part;
import io.amsphub.processors.production.PartState;
import io.amsphub.processors.production.Production;
import io.amsphub.processors.quote.Price;
import io.amsphub.processors.quote.Quote;
import io.amsphub.processors.quote.QuoteInputs;
import java.util.List;

/**
 * Gives parts of an order their serial numbers and their first jobs. The serial numbers follow from the order's id, so
 * that doing it twice cannot make a second set. Must be called in a unit of work.
 */
public final class OrderPlanning {

    private final Quotes quotes;
    private final Revisions revisions;
    private final Parts parts;
    private final Production production;
    private final Journal journal;
    private final Catalogue catalogue;

    /** Brings together what parts are made from. */
    public OrderPlanning(
            Quotes quotes,
            Revisions revisions,
            Parts parts,
            Production production,
            Journal journal,
            Catalogue catalogue) {
        this.quotes = quotes;
        this.revisions = revisions;
        this.parts = parts;
        this.production = production;
        this.journal = journal;
        this.catalogue = catalogue;
    }

    /** Plans the next parts of a line; returns the order with the numbers that they were given, not stored. */
    public Order plan(Order order, int lineNumber, int count, Principal who, String why) {
        OrderLine line = order.line(lineNumber);
        Quote quote = quotes.get(line.quoteId());
        DesignRevision revision = revisions.get(line.revisionId());
        Material material = catalogue.material(line.materialId());
        Price price = quote.price();
        if (price == null) {
            throw new HubException(
                    FailureCode.QUOTE_NOT_PRICED, "quote " + quote.id() + " has no price", null, "quote it first");
        }
        int first = order.lastNumber() + 1;
        List<String> plan = Production.plan(material);
        for (int n = first; n < first + count; n++) {
            Part part = new Part(
                    Part.serialOf(order.id(), n),
                    order.id(),
                    order.organisation(),
                    PartState.PLANNED,
                    1,
                    plan,
                    List.of(),
                    null,
                    List.of(),
                    journal.now(),
                    0);
            parts.add(part);
            journal.began(
                    new Journal.Entry("part", part.serial(), part.organisation(), order.id(), who, why), part.state());
            production.queue(job(order, line, part, revision, material, quote, price), who, why);
        }
        return order.withLine(line.numbered(first, count));
    }

    private Job job(
            Order order,
            OrderLine line,
            Part part,
            DesignRevision revision,
            Material material,
            Quote quote,
            Price price) {
        QuoteInputs.TurnedSolid turned =
                quote.inputs() == null ? null : quote.inputs().turned();
        Job waiting = Job.waiting(
                part,
                line.amCentre(),
                new Job.Work(
                        material.processCategory(),
                        material.feedstock(),
                        turned == null ? revision.geometry().size() : turned.size(),
                        turned == null ? revision.solid() : turned.content(),
                        price.estimate().jobTimeS(),
                        price.estimate().layers()),
                order.priority(),
                journal.now());
        return waiting.asking(order.requirements());
    }
}
