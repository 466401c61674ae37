package io.amsphub.processors.step;

import io.amsphub.processors.catalogue.Catalogue;
import io.amsphub.processors.catalogue.Material;
import io.amsphub.processors.design.DesignRevision;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.lifecycle.StageSubject;
import io.amsphub.processors.order.Order;
import io.amsphub.processors.order.OrderState;
import io.amsphub.processors.port.Orders;
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
 * Confirms an order: gives every part its serial number and its first job. The serial numbers follow
 * from the order's id, so that doing it twice cannot make a second set.
 */
public final class OrderConfirmation {

    private final Orders orders;
    private final Quotes quotes;
    private final Revisions revisions;
    private final Parts parts;
    private final Production production;
    private final Journal journal;
    private final Catalogue catalogue;

    /** Brings together what an order is made from. */
    public OrderConfirmation(
            Orders orders,
            Quotes quotes,
            Revisions revisions,
            Parts parts,
            Production production,
            Journal journal,
            Catalogue catalogue) {
        this.orders = orders;
        this.quotes = quotes;
        this.revisions = revisions;
        this.parts = parts;
        this.production = production;
        this.journal = journal;
        this.catalogue = catalogue;
    }

    /** Confirms the order that the event is about; an order that is past that is left alone. */
    public void confirm(StageSubject event) {
        Order order = orders.get(event.subject());
        if (order.state() != OrderState.CREATED) {
            return;
        }
        Quote quote = quotes.get(order.quoteId());
        DesignRevision revision = revisions.get(order.revisionId());
        Material material = catalogue.material(order.materialId());
        Price price = quote.price();
        if (price == null) {
            throw new HubException(
                    FailureCode.QUOTE_NOT_PRICED, "quote " + quote.id() + " has no price", null, "quote it first");
        }
        production.move(order, OrderState.CONFIRMED, Principal.HUB, order.quantity() + " part(s) planned");
        List<String> plan = Production.plan(material);
        for (int n = 1; n <= order.quantity(); n++) {
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
                    new Journal.Entry(
                            "part", part.serial(), part.organisation(), order.id(), Principal.HUB, "order confirmed"),
                    part.state());
            production.queue(job(order, part, revision, material, quote, price), Principal.HUB, "order confirmed");
        }
    }

    private Job job(Order order, Part part, DesignRevision revision, Material material, Quote quote, Price price) {
        QuoteInputs.TurnedSolid turned =
                quote.inputs() == null ? null : quote.inputs().turned();
        Job waiting = Job.waiting(
                part,
                order.amCentre(),
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
