package io.amsphub.connectors.erp.tryton;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.processors.erp.ErpDocument;
import io.amsphub.processors.erp.ErpStage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings changed quantities and prices into a sale of Tryton that the hub has made: a quotation is written anew, a sale
 * that is being processed is amended, which needs the module {@code sale_amendment}. What cannot be changed is left as
 * it is; the hub sees that the sale comes to something else.
 */
final class TrytonAmendments {

    private static final Logger LOG = LoggerFactory.getLogger(TrytonAmendments.class);
    private static final List<List<String>> BY_ID = List.of(List.of("id", "ASC"));
    private static final int ALL = 10_000;

    private final TrytonRpc rpc;
    private final TrytonSales sales;
    private volatile Optional<Boolean> canAmend = Optional.empty();

    TrytonAmendments(TrytonRpc rpc, TrytonSales sales) {
        this.rpc = rpc;
        this.sales = sales;
    }

    /** A line of a sale. */
    private record Line(int id, String product, BigDecimal quantity, BigDecimal unitPrice, JsonNode all) {

        boolean says(ErpDocument.Line wanted) {
            return quantity.compareTo(BigDecimal.valueOf(wanted.quantity())) == 0
                    && unitPrice.compareTo(wanted.unitPrice()) == 0;
        }
    }

    /** Has the lines of a sale say what the document says; the same again changes nothing. */
    void amend(int sale, ErpDocument document) {
        JsonNode read = rpc.model("sale.sale.read", List.of(sale), List.of("reference", "state"))
                .path(0);
        boolean ours = document.number().equals(read.path("reference").asText());
        if (!ours
                || document.stage() == ErpStage.CANCELLED
                || document.saleStage().reached(ErpStage.SHIPPED)) {
            return;
        }
        List<Line> there = lines(sale);
        Map<String, ErpDocument.Line> wanted = new LinkedHashMap<>();
        document.lines().forEach(line -> wanted.put(line.product().code(), line));
        if (agree(there, wanted)) {
            return;
        }
        switch (read.path("state").asText()) {
            case "draft", "quotation" -> rewrite(sale, there, document);
            case "processing" -> amend(sale, there, wanted, document);
            default -> {
                // confirmed for a moment only, or over: the hub is told what it comes to
            }
        }
    }

    private static boolean agree(List<Line> there, Map<String, ErpDocument.Line> wanted) {
        Map<String, ErpDocument.Line> missing = new HashMap<>(wanted);
        for (Line line : there) {
            ErpDocument.Line same = missing.remove(line.product());
            if (same == null ? line.quantity().signum() != 0 : !line.says(same)) {
                return false;
            }
        }
        return missing.isEmpty();
    }

    private List<Line> lines(int sale) {
        List<Line> lines = new ArrayList<>();
        List<?> domain = List.of(List.of("sale", "=", sale), List.of("type", "=", "line"));
        for (JsonNode line : rpc.model(
                "sale.line.search_read",
                domain,
                0,
                ALL,
                BY_ID,
                List.of("product", "product.code", "quantity", "unit", "unit_price", "description"))) {
            lines.add(new Line(
                    line.path("id").asInt(),
                    line.path("product.").path("code").asText(""),
                    new BigDecimal(line.path("quantity").asText("0")),
                    TrytonJson.decimal(line.path("unit_price")),
                    line));
        }
        return lines;
    }

    private void rewrite(int sale, List<Line> there, ErpDocument document) {
        rpc.model("sale.sale.draft", List.of(sale));
        List<Integer> old = there.stream().map(Line::id).toList();
        List<Map<String, Object>> lines =
                document.lines().stream().map(sales::written).toList();
        rpc.model(
                "sale.sale.write",
                List.of(sale),
                Map.of("lines", List.of(List.of("delete", old), List.of("create", lines))));
    }

    private void amend(int sale, List<Line> there, Map<String, ErpDocument.Line> wanted, ErpDocument document) {
        if (!canAmend()) {
            LOG.warn("sale {} for {} was changed in the hub; Tryton lacks sale_amendment", sale, document.number());
            return;
        }
        Map<String, ErpDocument.Line> left = new LinkedHashMap<>(wanted);
        List<Map<String, Object>> changes = new ArrayList<>();
        for (Line line : there) {
            ErpDocument.Line now = left.remove(line.product());
            if (now == null || !line.says(now)) {
                changes.add(change(line, now));
            }
        }
        // an amendment of Tryton changes lines and adds none
        if (!changes.isEmpty()) {
            takeBackDrafts(sale, document);
            int amendment = rpc.model(
                            "sale.amendment.create",
                            List.of(Map.of(
                                    "sale",
                                    sale,
                                    "description",
                                    document.number(),
                                    "lines",
                                    List.of(List.of("create", changes)))))
                    .path(0)
                    .asInt();
            rpc.model("sale.amendment.validate_amendment", List.of(amendment));
        }
    }

    /** One whose making was not answered was never validated. */
    private void takeBackDrafts(int sale, ErpDocument document) {
        List<?> domain = List.of(
                List.of("sale", "=", sale),
                List.of("state", "=", "draft"),
                List.of("description", "=", document.number()));
        List<Integer> drafts = new ArrayList<>();
        rpc.model("sale.amendment.search", domain, 0, ALL, BY_ID).forEach(id -> drafts.add(id.asInt()));
        if (!drafts.isEmpty()) {
            rpc.model("sale.amendment.delete", drafts);
        }
    }

    private static Map<String, Object> change(Line line, ErpDocument.@Nullable Line now) {
        Map<String, Object> change = new LinkedHashMap<>();
        change.put("action", "line");
        change.put("line", line.id());
        change.put("product", line.all().path("product").asInt());
        change.put("unit", line.all().path("unit").asInt());
        change.put("description", line.all().path("description").asText(""));
        change.put("quantity", now == null ? 0.0 : (double) now.quantity());
        change.put("unit_price", TrytonJson.decimal(now == null ? line.unitPrice() : now.unitPrice()));
        return change;
    }

    private boolean canAmend() {
        Optional<Boolean> known = canAmend;
        if (known.isEmpty()) {
            List<?> domain = List.of(List.of("name", "=", "sale_amendment"), List.of("state", "=", "activated"));
            known = Optional.of(
                    rpc.model("ir.module.search", domain, 0, 1, BY_ID).size() > 0);
            canAmend = known;
        }
        return known.get();
    }
}
