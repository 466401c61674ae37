package io.amsphub.processors.step;

import io.amsphub.processors.erp.ErpArticle;
import io.amsphub.processors.erp.ErpException;
import io.amsphub.processors.erp.ErpLink;
import io.amsphub.processors.erp.ErpSale;
import io.amsphub.processors.erp.ErpSaleLine;
import io.amsphub.processors.erp.ErpStage;
import io.amsphub.processors.erp.ErpSystem;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.failure.Problem;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.identity.Role;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.order.Order;
import io.amsphub.processors.port.ErpArticles;
import io.amsphub.processors.port.ErpLinks;
import io.amsphub.processors.port.ErpSaleLines;
import io.amsphub.processors.port.Quotes;
import io.amsphub.processors.port.Revisions;
import io.amsphub.processors.port.UnitOfWork;
import io.amsphub.processors.production.Production;
import io.amsphub.processors.production.WorkItem;
import io.amsphub.processors.quote.Quote;
import io.amsphub.processors.quote.QuoteWishes;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in what happens in ERPs: sales of articles that the hub makes become quotes and then orders, each line once;
 * what ERPs say of orders that the hub has moves them.
 */
public final class ErpIntake {

    private static final Logger LOG = LoggerFactory.getLogger(ErpIntake.class);

    /** What the names of principals begin with that act for an ERP. */
    public static final String PRINCIPAL = "erp ";

    /** What changes while an ERP is asked is asked for again. */
    private static final Duration OVERLAP = Duration.ofMinutes(2);

    private static final BigDecimal MOST_PARTS = BigDecimal.valueOf(100_000);

    private final List<ErpSystem> systems;
    private final ErpArticles articles;
    private final ErpSaleLines lines;
    private final ErpLinks links;
    private final Quotes quotes;
    private final Revisions revisions;
    private final QuoteDesk quoteDesk;
    private final ErpOrderMoves moves;
    private final ErpStatus status;
    private final Production production;
    private final UnitOfWork unitOfWork;
    private final Journal journal;
    private final Map<String, Instant> askedSince = new ConcurrentHashMap<>();

    /** Brings together what sales become. */
    public ErpIntake(
            List<ErpSystem> systems,
            ErpArticles articles,
            ErpSaleLines lines,
            ErpLinks links,
            Quotes quotes,
            Revisions revisions,
            QuoteDesk quoteDesk,
            ErpOrderMoves moves,
            ErpStatus status,
            Production production,
            UnitOfWork unitOfWork,
            Journal journal) {
        this.systems = List.copyOf(systems);
        this.articles = articles;
        this.lines = lines;
        this.links = links;
        this.quotes = quotes;
        this.revisions = revisions;
        this.quoteDesk = quoteDesk;
        this.moves = moves;
        this.status = status;
        this.production = production;
        this.unitOfWork = unitOfWork;
        this.journal = journal;
    }

    /** Asks every ERP that can be had what has changed, and goes on with the lines that were taken in. */
    public void poll() {
        for (ErpSystem system : systems) {
            if (system.mayTry(journal.now())) {
                ask(system);
            }
            unitOfWork.call(() -> lines.quoting(system.name())).forEach(line -> goOn(system.name(), line.id()));
        }
    }

    private void ask(ErpSystem system) {
        Instant began = journal.now();
        Set<String> codes = unitOfWork.call(articles::codes);
        List<ErpSale> sales;
        try {
            sales = system.erp().changes(askedSince.getOrDefault(system.name(), Instant.EPOCH), codes);
            system.reached(journal.now());
        } catch (ErpException e) {
            system.failed(e, journal.now());
            return;
        }
        boolean all = true;
        for (ErpSale sale : sales) {
            all &= taken(system.name(), sale);
        }
        if (all) {
            askedSince.put(system.name(), began.minus(OVERLAP));
        }
    }

    /** One sale that cannot be taken in does not hold up the others; it is asked for again. */
    private boolean taken(String system, ErpSale sale) {
        try {
            take(system, sale);
            return true;
        } catch (HubException e) {
            LOG.warn("{} of {} was not taken in: {}", sale.called(), system, e.getMessage());
            return false;
        }
    }

    /** Takes in what an ERP says of a sale. The same again changes nothing. */
    public void take(String system, ErpSale sale) {
        if (unitOfWork.call(() -> status.take(system, sale))) {
            return;
        }
        if (sale.stage() == ErpStage.QUOTED || sale.stage() == ErpStage.CANCELLED || isOfHub(sale)) {
            return;
        }
        for (ErpSale.Line line : sale.lines()) {
            unitOfWork.run(() -> begin(system, sale, line));
        }
    }

    /** Whether a sale bears a number that only the hub gives; reconciliation deals with those that it does not know. */
    static boolean isOfHub(ErpSale sale) {
        String number = sale.number();
        return number != null && (number.startsWith("ord_") || number.startsWith("quo_"));
    }

    private void begin(String system, ErpSale sale, ErpSale.Line line) {
        String id = ErpSaleLine.idOf(system, sale, line);
        Optional<ErpArticle> article = articles.find(line.product());
        if (article.isEmpty() || lines.find(id).isPresent()) {
            return;
        }
        boolean whole = line.quantity().signum() > 0
                && line.quantity().compareTo(MOST_PARTS) <= 0
                && line.quantity().stripTrailingZeros().scale() <= 0;
        ErpSaleLine fresh = new ErpSaleLine(
                id,
                article.get().organisation(),
                system,
                sale.id(),
                sale.called(),
                line.product(),
                whole ? line.quantity().intValueExact() : 0,
                ErpSaleLine.State.QUOTING,
                null,
                null,
                null,
                journal.now(),
                0);
        if (whole) {
            lines.add(quoted(fresh, article.get()));
        } else {
            lines.add(stopped(
                    fresh,
                    Problem.of(
                            FailureCode.ERP_SALE_NOT_TAKEN,
                            line.quantity().toPlainString() + " of " + line.product() + " were sold",
                            "/quantity",
                            "correct the line: parts are made in whole numbers")));
        }
    }

    /** Asks for the quote of a line that has none, after it was seen or when a person says so. */
    ErpSaleLine quoted(ErpSaleLine line, ErpArticle article) {
        try {
            Quote quote = quoteDesk.ask(
                    revisions.get(article.revisionId()),
                    article.materialId(),
                    line.quantity(),
                    article.amCentre(),
                    QuoteWishes.NONE,
                    who(line));
            return line.quoting(quote.id());
        } catch (HubException e) {
            return stopped(line, e.problem());
        }
    }

    private void goOn(String system, String lineId) {
        try {
            unitOfWork.run(() -> goOnInOne(system, lines.get(lineId)));
        } catch (HubException e) {
            if (e.failureCode() != FailureCode.CONCURRENT_CHANGE) {
                unitOfWork.run(() -> lines.update(stopped(lines.get(lineId), e.problem())));
            }
        }
    }

    private void goOnInOne(String system, ErpSaleLine line) {
        String quoteId = line.quoteId();
        if (line.state() != ErpSaleLine.State.QUOTING || quoteId == null) {
            return;
        }
        Quote quote = quotes.get(quoteId);
        switch (quote.state()) {
            case PRICED -> order(system, line, quote);
            case REFUSED, EXPIRED -> lines.update(stopped(line, reason(quote)));
            default -> {
                // it waits for its measures, or for a person
            }
        }
    }

    private void order(String system, ErpSaleLine line, Quote quote) {
        Instant until = quote.expiresAt();
        if (until != null && !until.isAfter(journal.now())) {
            lines.update(stopped(line, reason(quote)));
            return;
        }
        Order order = moves.place(quote, line.saleNumber(), who(line));
        ErpSale sale = new ErpSale(
                line.saleId(), null, line.saleNumber(), ErpStage.ORDERED, false, null, line.organisation(), List.of());
        links.add(ErpLink.to(sale, system, order.id(), order.organisation(), true, ErpStage.ORDERED, journal.now()));
        lines.update(line.ordered(order.id()));
        production.answered(WorkItem.Kind.RESOLVE_ERP, line.id(), Principal.HUB);
    }

    private ErpSaleLine stopped(ErpSaleLine line, Problem why) {
        production.askAnew(
                WorkItem.Kind.RESOLVE_ERP,
                line.id(),
                line.organisation(),
                "sale " + line.saleNumber() + " of " + line.system() + ", " + line.quantity() + " x "
                        + line.product() + ", cannot be ordered: " + why.detail() + ". " + why.remedy()
                        + ". Then POST /erp/sale-lines/" + line.id() + "/retry.");
        return line.stopped(why);
    }

    private static Problem reason(Quote quote) {
        Problem why = quote.problem();
        return why != null
                ? why
                : Problem.of(
                        FailureCode.QUOTE_EXPIRED,
                        "quote " + quote.id() + " was valid until " + quote.expiresAt(),
                        null,
                        "have it quoted anew");
    }

    private static Principal who(ErpSaleLine line) {
        return new Principal(PRINCIPAL + line.system(), line.organisation(), Set.of(Role.USER));
    }

    /** Has a line that cannot be ordered tried again. */
    public ErpSaleLine again(ErpSaleLine line) {
        @Nullable ErpArticle article = articles.find(line.product()).orElse(null);
        if (line.state() != ErpSaleLine.State.STOPPED || article == null || line.quantity() == 0) {
            throw new HubException(
                    FailureCode.ILLEGAL_TRANSITION,
                    "line " + line.id() + " is " + line.state(),
                    null,
                    "lines that are STOPPED, of a known article and a whole number of parts, can be tried again");
        }
        return lines.update(quoted(line, article));
    }
}
