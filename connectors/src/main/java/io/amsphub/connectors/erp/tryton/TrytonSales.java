package io.amsphub.connectors.erp.tryton;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.processors.erp.ErpDocument;
import io.amsphub.processors.erp.ErpSale;
import io.amsphub.processors.erp.ErpStage;
import io.amsphub.processors.quote.Money;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sales in Tryton. Its field {@code reference}, which is not unique there, bears the hub's number; that there is one
 * sale of a number is kept by asking before making, and by taking away drafts of the same number.
 */
final class TrytonSales {

    private static final int PAGE = 200;
    private static final int MOST_CODES = 500;
    private static final Duration OVERLAP = Duration.ofMinutes(2);
    private static final int ALL = 1_000_000;
    private static final List<List<String>> BY_ID = List.of(List.of("id", "ASC"));
    private static final List<String> FIELDS = List.of(
            "reference",
            "number",
            "state",
            "untaxed_amount",
            "currency.code",
            "party.name",
            "shipments",
            "write_date",
            "create_date");

    private final TrytonRpc rpc;
    private final TrytonMasterData masterData;
    private final boolean production;
    private volatile Instant newest = Instant.EPOCH;

    TrytonSales(TrytonRpc rpc, TrytonMasterData masterData, boolean production) {
        this.rpc = rpc;
        this.masterData = masterData;
        this.production = production;
    }

    /** Returns the one sale of a document; makes no new one, but leaves no second one. */
    Optional<Integer> theOne(ErpDocument document) {
        Set<Integer> found = new LinkedHashSet<>();
        if (document.erpId() != null) {
            search(List.of(List.of("id", "=", Integer.parseInt(document.erpId()))))
                    .forEach(found::add);
        }
        found.addAll(search(List.of(List.of("reference", "=", document.number()))));
        if (found.isEmpty() && document.quoteNumber() != null) {
            List<Integer> quoted = search(
                    List.of(List.of("reference", "=", document.quoteNumber()), List.of("state", "!=", "cancelled")));
            if (!quoted.isEmpty()) {
                rpc.model("sale.sale.write", quoted.subList(0, 1), Map.of("reference", document.number()));
                found.add(quoted.get(0));
            }
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(tidied(List.copyOf(found)));
    }

    /** Makes a sale, as a draft; when another one of its number has come meanwhile, the first one counts. */
    int create(ErpDocument document) {
        int party = masterData.party(document.party());
        Integer address = masterData.address(party);
        Map<String, Object> sale = new LinkedHashMap<>();
        sale.put("party", party);
        putUnlessNull(sale, "invoice_address", address);
        putUnlessNull(sale, "shipment_address", address);
        putUnlessNull(sale, "payment_term", masterData.paymentTerm());
        putUnlessNull(sale, "description", document.reference());
        sale.put("reference", document.number());
        sale.put("currency", masterData.currency(document.net().currency()));
        sale.put("sale_date", TrytonJson.date(document.date()));
        sale.put(
                "lines",
                List.of(List.of(
                        "create", document.lines().stream().map(this::written).toList())));
        rpc.model("sale.sale.create", List.of(sale));
        return tidied(search(List.of(List.of("reference", "=", document.number()))));
    }

    /** Returns a line as Tryton has it when it makes one. */
    Map<String, Object> written(ErpDocument.Line line) {
        return Map.of(
                "type",
                "line",
                "product",
                masterData.product(line),
                "quantity",
                (double) line.quantity(),
                "unit",
                masterData.unit(),
                "unit_price",
                TrytonJson.decimal(line.unitPrice()),
                "description",
                line.product().description());
    }

    private static void putUnlessNull(Map<String, Object> to, String field, @Nullable Object value) {
        if (value != null) {
            to.put(field, value);
        }
    }

    /** Keeps the sale that has gone furthest, of drafts the oldest, and takes the other drafts away. */
    private int tidied(List<Integer> ids) {
        if (ids.size() == 1) {
            return ids.get(0);
        }
        List<Integer> drafts = new ArrayList<>();
        Integer kept = null;
        for (JsonNode sale : rpc.model("sale.sale.read", ids, List.of("state"))) {
            String state = sale.path("state").asText();
            if (state.equals("draft")) {
                drafts.add(sale.path("id").asInt());
            } else if (kept == null && !state.equals("cancelled")) {
                kept = sale.path("id").asInt();
            }
        }
        drafts.sort(null);
        if (kept == null) {
            kept = drafts.isEmpty() ? ids.get(0) : drafts.remove(0);
        }
        if (!drafts.isEmpty()) {
            rpc.model("sale.sale.cancel", drafts);
            rpc.model("sale.sale.delete", drafts);
        }
        return kept;
    }

    private List<Integer> search(List<?> domain) {
        List<Integer> ids = new ArrayList<>();
        rpc.model("sale.sale.search", domain, 0, PAGE, BY_ID).forEach(id -> ids.add(id.asInt()));
        return ids;
    }

    /** Returns a sale. */
    ErpSale read(int id) {
        return sales(rpc.model("sale.sale.read", List.of(id), FIELDS)).get(0);
    }

    /** Returns the sales that bear a number of the hub or sell certain products, and have changed. */
    List<ErpSale> changes(Instant since, Set<String> products) {
        List<Object> ours = new ArrayList<>(List.of(
                "OR", List.of(List.of("reference", "like", "ord_%")), List.of(List.of("reference", "like", "quo_%"))));
        if (!products.isEmpty()) {
            ours.add(List.of(List.of("lines.product.code", "in", products)));
        }
        // so many articles are sooner looked for in what has changed than asked for
        List<Object> domain = products.size() > MOST_CODES ? new ArrayList<>() : new ArrayList<>(List.of(ours));
        if (since.isAfter(Instant.EPOCH) && newest.isAfter(Instant.EPOCH)) {
            // by the clock of Tryton: what it has said last, not what the hub's clock says
            Map<String, Object> from = TrytonJson.moment(newest.minus(OVERLAP));
            domain.add(List.of(
                    "OR", List.of(List.of("write_date", ">=", from)), List.of(List.of("create_date", ">=", from))));
        }
        List<ErpSale> all = new ArrayList<>();
        JsonNode page;
        int offset = 0;
        do {
            page = rpc.model("sale.sale.search_read", domain, offset, PAGE, BY_ID, FIELDS);
            all.addAll(sales(page));
            offset += PAGE;
        } while (page.size() == PAGE);
        return all;
    }

    private List<ErpSale> sales(JsonNode read) {
        List<Integer> ids = new ArrayList<>();
        List<Integer> shipments = new ArrayList<>();
        List<String> numbers = new ArrayList<>();
        for (JsonNode sale : read) {
            ids.add(sale.path("id").asInt());
            sale.path("shipments").forEach(shipment -> shipments.add(shipment.asInt()));
            if (sale.hasNonNull("reference")) {
                numbers.add(sale.path("reference").asText());
            }
            TrytonJson.moment(sale.path("write_date"))
                    .or(() -> TrytonJson.moment(sale.path("create_date")))
                    .ifPresent(this::saw);
        }
        if (ids.isEmpty()) {
            return List.of();
        }
        Map<Integer, List<ErpSale.Line>> lines = lines(ids);
        Map<Integer, String> shipmentStates = shipmentStates(shipments);
        Map<String, List<String>> productions = productionStates(numbers);
        List<ErpSale> sales = new ArrayList<>();
        for (JsonNode sale : read) {
            sales.add(sale(sale, lines, shipmentStates, productions));
        }
        return sales;
    }

    private synchronized void saw(Instant moment) {
        newest = moment.isAfter(newest) ? moment : newest;
    }

    private static ErpSale sale(
            JsonNode sale,
            Map<Integer, List<ErpSale.Line>> lines,
            Map<Integer, String> shipmentStates,
            Map<String, List<String>> productions) {
        String state = sale.path("state").asText();
        String number = sale.path("reference").asText(null);
        List<String> shipped = new ArrayList<>();
        sale.path("shipments").forEach(s -> shipped.add(shipmentStates.getOrDefault(s.asInt(), "")));
        BigDecimal net = TrytonJson.decimal(sale.path("untaxed_amount"));
        return new ErpSale(
                sale.path("id").asText(),
                number,
                sale.path("number").asText(null),
                stage(state, shipped, productions.getOrDefault(number == null ? "" : number, List.of())),
                state.equals("draft"),
                new Money(net, sale.path("currency.").path("code").asText("EUR")),
                sale.path("party.").path("name").asText(""),
                lines.getOrDefault(sale.path("id").asInt(), List.of()));
    }

    static ErpStage stage(String sale, List<String> shipments, List<String> productions) {
        List<String> live =
                shipments.stream().filter(state -> !state.equals("cancelled")).toList();
        if (sale.equals("cancelled") || (!shipments.isEmpty() && live.isEmpty())) {
            return ErpStage.CANCELLED;
        }
        if (sale.equals("draft") || sale.equals("quotation")) {
            return ErpStage.QUOTED;
        }
        if (live.isEmpty() ? sale.equals("done") : live.stream().allMatch("done"::equals)) {
            return ErpStage.DELIVERED;
        }
        if (!live.isEmpty() && live.stream().allMatch(Set.of("packed", "done")::contains)) {
            return ErpStage.SHIPPED;
        }
        if (!productions.isEmpty() && productions.stream().allMatch("done"::equals)) {
            return ErpStage.INSPECTED;
        }
        return productions.stream().anyMatch(Set.of("running", "done")::contains)
                ? ErpStage.IN_PRODUCTION
                : ErpStage.ORDERED;
    }

    private Map<Integer, List<ErpSale.Line>> lines(List<Integer> sales) {
        Map<Integer, List<ErpSale.Line>> lines = new HashMap<>();
        List<?> domain = List.of(List.of("sale", "in", sales), List.of("type", "=", "line"));
        for (JsonNode line : rpc.model(
                "sale.line.search_read", domain, 0, ALL, BY_ID, List.of("sale", "product.code", "quantity"))) {
            String code = line.path("product.").path("code").asText("");
            if (!code.isEmpty()) {
                lines.computeIfAbsent(line.path("sale").asInt(), id -> new ArrayList<>())
                        .add(new ErpSale.Line(
                                line.path("id").asText(),
                                code,
                                new BigDecimal(line.path("quantity").asText("0"))));
            }
        }
        return lines;
    }

    private Map<Integer, String> shipmentStates(List<Integer> ids) {
        Map<Integer, String> states = new HashMap<>();
        if (!ids.isEmpty()) {
            rpc.model("stock.shipment.out.read", ids, List.of("state"))
                    .forEach(s ->
                            states.put(s.path("id").asInt(), s.path("state").asText()));
        }
        return states;
    }

    private Map<String, List<String>> productionStates(List<String> numbers) {
        Map<String, List<String>> states = new HashMap<>();
        if (production && !numbers.isEmpty()) {
            List<?> domain = List.of(List.of("reference", "in", numbers), List.of("state", "!=", "cancelled"));
            rpc.model("production.search_read", domain, 0, ALL, BY_ID, List.of("reference", "state"))
                    .forEach(p -> states.computeIfAbsent(p.path("reference").asText(), n -> new ArrayList<>())
                            .add(p.path("state").asText()));
        }
        return states;
    }
}
