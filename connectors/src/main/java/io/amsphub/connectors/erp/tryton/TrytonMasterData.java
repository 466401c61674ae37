package io.amsphub.connectors.erp.tryton;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.processors.erp.ErpDocument;
import io.amsphub.processors.erp.ErpException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Parties, products and what they need, in Tryton: looked for by code, made when there is none. */
final class TrytonMasterData {

    private static final List<List<String>> BY_ID = List.of(List.of("id", "ASC"));

    private final TrytonRpc rpc;
    private final boolean production;

    TrytonMasterData(TrytonRpc rpc, boolean production) {
        this.rpc = rpc;
        this.production = production;
    }

    /** Returns the party of a code; its first address has index 0. */
    int party(ErpDocument.Party party) {
        Optional<Integer> known = first("party.party", List.of(List.of("code", "=", party.code())));
        return known.orElseGet(() -> rpc.model(
                        "party.party.create",
                        List.of(Map.of(
                                "name",
                                party.name(),
                                "code",
                                party.code(),
                                "addresses",
                                List.of(List.of("create", List.of(Map.of()))))))
                .path(0)
                .asInt());
    }

    /** Returns an address of a party, if it has one. */
    @Nullable
    Integer address(int party) {
        return first("party.address", List.of(List.of("party", "=", party))).orElse(null);
    }

    /** Returns the product of a code. */
    int product(ErpDocument.Line line) {
        ErpDocument.Product product = line.product();
        Optional<Integer> known = first("product.product", List.of(List.of("code", "=", product.code())));
        return known.orElseGet(() -> createProduct(product, line.unitPrice()));
    }

    /** Returns whether Tryton lets a product be produced; somebody who sells an article there decides that. */
    boolean producible(int product) {
        return first("product.product", List.of(List.of("id", "=", product), List.of("producible", "=", true)))
                .isPresent();
    }

    private int createProduct(ErpDocument.Product product, BigDecimal price) {
        int unit = unit();
        Map<String, Object> template = new LinkedHashMap<>();
        template.put("name", product.name());
        template.put("code", product.code());
        template.put("type", "goods");
        template.put("default_uom", unit);
        template.put("sale_uom", unit);
        template.put("salable", true);
        if (production) {
            template.put("producible", true);
        }
        template.put("list_price", TrytonJson.decimal(price));
        template.put("cost_price_method", "fixed");
        template.put(
                "account_category",
                first("product.category", List.of(List.of("accounting", "=", true)))
                        .orElseThrow(() -> ErpException.refused(
                                "Tryton has no accounting category for products",
                                "product.category",
                                "make an accounting category with accounts for revenue and expense in Tryton")));
        template.put(
                "products",
                List.of(List.of(
                        "create",
                        List.of(Map.of(
                                "cost_price", TrytonJson.decimal(price), "description", product.description())))));
        int made =
                rpc.model("product.template.create", List.of(template)).path(0).asInt();
        return first("product.product", List.of(List.of("template", "=", made)))
                .orElseThrow(() -> ErpException.unintelligible("Tryton made a template without a product", null));
    }

    /** Returns the unit of pieces. */
    int unit() {
        return first("product.uom", List.of(List.of("symbol", "=", "u")))
                .orElseThrow(() -> ErpException.refused(
                        "Tryton has no unit with the symbol u", "product.uom", "make the unit of pieces in Tryton"));
    }

    /** Returns the terms of payment that come first, if there are any. */
    @Nullable
    Integer paymentTerm() {
        return first("account.invoice.payment_term", List.of()).orElse(null);
    }

    /** Returns a currency. */
    int currency(String code) {
        return first("currency.currency", List.of(List.of("code", "=", code)))
                .orElseThrow(() -> ErpException.refused(
                        "Tryton has no currency " + code,
                        "currency.currency",
                        "make the currency " + code + " with a rate in Tryton"));
    }

    private Optional<Integer> first(String model, List<?> domain) {
        JsonNode ids = rpc.model(model + ".search", domain, 0, 1, BY_ID);
        return ids.size() == 0 ? Optional.empty() : Optional.of(ids.get(0).asInt());
    }
}
