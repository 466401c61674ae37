package io.amsphub.processors.step;

import io.amsphub.processors.catalogue.Catalogue;
import io.amsphub.processors.design.DesignRevision;
import io.amsphub.processors.erp.ErpArticle;
import io.amsphub.processors.erp.ErpDocument;
import io.amsphub.processors.erp.ErpLink;
import io.amsphub.processors.erp.ErpSaleLine;
import io.amsphub.processors.erp.ErpStage;
import io.amsphub.processors.order.Delivery;
import io.amsphub.processors.order.Order;
import io.amsphub.processors.order.OrderLine;
import io.amsphub.processors.port.Designs;
import io.amsphub.processors.port.ErpArticles;
import io.amsphub.processors.port.ErpLinks;
import io.amsphub.processors.port.ErpSaleLines;
import io.amsphub.processors.port.Orders;
import io.amsphub.processors.port.Quotes;
import io.amsphub.processors.port.Revisions;
import io.amsphub.processors.quote.Money;
import io.amsphub.processors.quote.Price;
import io.amsphub.processors.quote.Quote;
import io.amsphub.processors.quote.QuoteState;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes quotes and orders as ERPs are told of them. Reads only; must be called in a unit of work. */
public final class ErpDocuments {

    private final Orders orders;
    private final Quotes quotes;
    private final Revisions revisions;
    private final Designs designs;
    private final ErpLinks links;
    private final ErpArticles articles;
    private final ErpSaleLines saleLines;
    private final Catalogue catalogue;

    /** Brings together what a document is made from. */
    public ErpDocuments(
            Orders orders,
            Quotes quotes,
            Revisions revisions,
            Designs designs,
            ErpLinks links,
            ErpArticles articles,
            ErpSaleLines saleLines,
            Catalogue catalogue) {
        this.orders = orders;
        this.quotes = quotes;
        this.revisions = revisions;
        this.designs = designs;
        this.links = links;
        this.articles = articles;
        this.saleLines = saleLines;
        this.catalogue = catalogue;
    }

    /** Returns an order as it stands now; {@code changed} when the ERP has not heard yet of a change of its lines. */
    public ErpDocument ofOrder(Order order, @Nullable ErpLink link, boolean changed) {
        List<OrderLine> wanted =
                order.lines().stream().filter(line -> line.quantity() > 0).toList();
        ErpStage stage = ErpStage.ofState(order.state().name());
        Delivery delivery = order.delivery();
        Map<String, String> sold = sold(order, link);
        return new ErpDocument(
                order.id(),
                order.quoteId(),
                link == null ? null : link.erpId(),
                party(order.organisation()),
                (wanted.isEmpty() ? order.lines() : wanted)
                        .stream().map(line -> line(line, sold)).toList(),
                order.reference(),
                LocalDate.ofInstant(order.createdAt(), ZoneOffset.UTC),
                stage,
                link == null ? stage : saleStage(link, stage),
                delivery == null ? null : delivery.consignment(),
                changed);
    }

    /** The article numbers that a sale of the ERP names, by the quotes that its lines became orders on. */
    private Map<String, String> sold(Order order, @Nullable ErpLink link) {
        Map<String, String> sold = new HashMap<>();
        if (link != null && link.fromErp()) {
            for (ErpSaleLine line : saleLines.ofSale(link.system(), link.erpId())) {
                if (line.quoteId() != null && order.id().equals(line.orderId())) {
                    sold.put(line.quoteId(), line.product());
                }
            }
        }
        return sold;
    }

    private ErpDocument.Line line(OrderLine line, Map<String, String> sold) {
        Price price = quotes.get(line.quoteId()).price();
        if (price == null) {
            throw new IllegalStateException("a line is on quote " + line.quoteId() + ", which has no price");
        }
        ErpDocument.Product made = product(line.revisionId(), line.materialId());
        String code = sold.getOrDefault(line.quoteId(), made.code());
        return new ErpDocument.Line(
                new ErpDocument.Product(code, made.name(), made.description()),
                line.quantity(),
                net(price, line.total()));
    }

    /** The net share of what a line costs is that of the price that it was offered at. */
    private static Money net(Price offered, Money total) {
        BigDecimal whole = offered.total().amount();
        if (total.equals(offered.total()) || whole.signum() == 0) {
            return offered.net();
        }
        BigDecimal share = total.amount()
                .multiply(offered.net().amount())
                .divide(whole, offered.net().amount().scale(), RoundingMode.HALF_UP);
        return new Money(share, offered.net().currency());
    }

    /** Returns a quote as it stands now; empty when an ERP has nothing to hear of it. */
    public Optional<ErpDocument> ofQuote(Quote quote, @Nullable ErpLink link) {
        Price price = quote.price();
        boolean said = quote.state() == QuoteState.PRICED
                || quote.state() == QuoteState.EXPIRED
                || quote.state() == QuoteState.REFUSED;
        if (price == null || !said || quote.createdBy().startsWith(ErpIntake.PRINCIPAL)) {
            return Optional.empty();
        }
        ErpStage stage = ErpStage.ofState(quote.state().name());
        return Optional.of(new ErpDocument(
                quote.id(),
                null,
                link == null ? null : link.erpId(),
                party(quote.organisation()),
                List.of(new ErpDocument.Line(
                        product(quote.revisionId(), quote.materialId()), quote.quantity(), price.net())),
                null,
                LocalDate.ofInstant(quote.createdAt(), ZoneOffset.UTC),
                stage,
                stage,
                null,
                false));
    }

    /** Notes what the article number of an order stands for, so that the ERP can order the same again. */
    public void keepArticle(Order order) {
        for (OrderLine line : order.lines()) {
            String code = ErpArticle.codeOf(line.revisionId(), line.materialId());
            if (articles.find(code).isEmpty()) {
                articles.add(new ErpArticle(code, order.organisation(), line.revisionId(), line.materialId(), null, 0));
            }
        }
    }

    private static ErpDocument.Party party(String organisation) {
        return new ErpDocument.Party(organisation, organisation);
    }

    private ErpDocument.Product product(String revisionId, String materialId) {
        DesignRevision revision = revisions.get(revisionId);
        String design = designs.find(revision.designId()).map(d -> d.name()).orElse(revision.designId());
        String material = catalogue.material(materialId).name();
        return new ErpDocument.Product(
                ErpArticle.codeOf(revisionId, materialId),
                design + ", " + material,
                design + ", revision " + revision.number() + ", " + material);
    }

    /** The sale of an ERP with several lines is as far as the least of its orders. */
    private ErpStage saleStage(ErpLink link, ErpStage own) {
        List<ErpLink> siblings = links.ofSale(link.system(), link.erpId());
        return siblings.stream()
                .map(sibling -> orders.find(sibling.subject())
                        .map(order -> ErpStage.ofState(order.state().name()))
                        .orElse(own))
                .filter(stage -> stage != ErpStage.CANCELLED)
                .min(Comparator.naturalOrder())
                .orElse(own);
    }
}
