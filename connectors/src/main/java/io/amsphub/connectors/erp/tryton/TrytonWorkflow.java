package io.amsphub.connectors.erp.tryton;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.processors.erp.ErpDocument;
import io.amsphub.processors.erp.ErpException;
import io.amsphub.processors.erp.ErpStage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Brings a sale in Tryton, its production and its shipment to a stage. Tryton passes over transitions that its
 * workflow does not allow without a word, so the state is read again after each.
 */
final class TrytonWorkflow {

    private static final int ALL = 1_000_000;
    private static final List<List<String>> BY_ID = List.of(List.of("id", "ASC"));
    private static final Map<String, String> SALE_STEPS =
            Map.of("draft", "quote", "quotation", "confirm", "confirmed", "process");
    private static final Map<String, String> PRODUCTION_STEPS =
            Map.of("request", "draft", "draft", "wait", "waiting", "assign_try", "assigned", "run", "running", "done");
    private static final List<String> NOT_BEGUN = List.of("request", "draft", "waiting", "assigned");
    private static final Map<String, String> SHIPMENT_STEPS =
            Map.of("draft", "wait", "waiting", "assign_try", "assigned", "pick", "picked", "pack", "packed", "done");

    private final TrytonRpc rpc;
    private final TrytonMasterData masterData;
    private final boolean production;

    TrytonWorkflow(TrytonRpc rpc, TrytonMasterData masterData, boolean production) {
        this.rpc = rpc;
        this.masterData = masterData;
        this.production = production;
    }

    /** Brings a sale to where a document says that it is; what is further is left alone. */
    void bring(int sale, ErpDocument document) {
        if (document.stage() == ErpStage.CANCELLED) {
            cancel(sale, document);
            return;
        }
        if (document.stage() == ErpStage.QUOTED) {
            if (state("sale.sale", sale).equals("draft")) {
                rpc.model("sale.sale.quote", List.of(sale));
            }
            return;
        }
        step("sale.sale", sale, SALE_STEPS, List.of("processing", "done"), document);
        if (production && document.stage().reached(ErpStage.IN_PRODUCTION)) {
            boolean made = document.stage().reached(ErpStage.INSPECTED);
            for (ErpDocument.Line line : document.lines()) {
                int product = masterData.product(line);
                if (!masterData.producible(product)) {
                    continue;
                }
                step(
                        "production",
                        production(document, line, product),
                        PRODUCTION_STEPS,
                        made ? List.of("done") : List.of("running", "done"),
                        document);
            }
        }
        if (document.saleStage().reached(ErpStage.SHIPPED)) {
            boolean received = document.saleStage() == ErpStage.DELIVERED;
            for (int shipment : shipments(sale)) {
                step(
                        "stock.shipment.out",
                        shipment,
                        SHIPMENT_STEPS,
                        received ? List.of("done", "cancelled") : List.of("packed", "done", "cancelled"),
                        document);
            }
        }
    }

    private void step(String model, int id, Map<String, String> steps, List<String> goal, ErpDocument document) {
        String state = state(model, id);
        while (!goal.contains(state)) {
            String verb = steps.get(state);
            if (verb == null) {
                throw stuck(model, id, state, document);
            }
            JsonNode done = rpc.model(model + "." + verb, List.of(id));
            if (verb.equals("assign_try") && !done.asBoolean(true)) {
                // nothing in stock: the parts are there, whatever Tryton was told of their making
                rpc.model(model + ".assign_force", List.of(id));
            }
            String next = state(model, id);
            if (next.equals(state)) {
                throw stuck(model, id, state, document);
            }
            state = next;
        }
    }

    private static ErpException stuck(String model, int id, String state, ErpDocument document) {
        return ErpException.refused(
                model + " " + id + " for " + document.number() + " is " + state
                        + " in Tryton and does not go on to where the hub is, " + document.stage(),
                model,
                "bring it on in Tryton, or cancel the order in the hub");
    }

    private String state(String model, int id) {
        return rpc.model(model + ".read", List.of(id), List.of("state"))
                .path(0)
                .path("state")
                .asText();
    }

    private List<Integer> shipments(int sale) {
        List<Integer> ids = new ArrayList<>();
        rpc.model("sale.sale.read", List.of(sale), List.of("shipments"))
                .path(0)
                .path("shipments")
                .forEach(id -> ids.add(id.asInt()));
        return ids;
    }

    /** Returns the production of a line, which bears the number of the order; makes it when there is none. */
    private int production(ErpDocument document, ErpDocument.Line line, int product) {
        List<?> domain = List.of(
                List.of("reference", "=", document.number()),
                List.of("product", "=", product),
                List.of("state", "!=", "cancelled"));
        for (JsonNode known :
                rpc.model("production.search_read", domain, 0, ALL, BY_ID, List.of("quantity", "state"))) {
            int id = known.path("id").asInt();
            if (known.path("quantity").asDouble() == line.quantity()
                    || !NOT_BEGUN.contains(known.path("state").asText())) {
                return id;
            }
            // of another number of parts, since the order was changed
            cancelAll("production", List.of(id), NOT_BEGUN);
        }
        JsonNode warehouse = rpc.model(
                        "stock.location.search_read",
                        List.of(List.of("type", "=", "warehouse")),
                        0,
                        1,
                        BY_ID,
                        List.of("production_location", "storage_location"))
                .path(0);
        if (!warehouse.hasNonNull("production_location")) {
            throw ErpException.refused(
                    "the first warehouse of Tryton has no location for production",
                    "stock.location",
                    "give it one, or set hub.erp.tryton.production=false");
        }
        int from = warehouse.path("production_location").asInt();
        Map<String, Object> output = goods(product, line);
        output.put("from_location", from);
        output.put("to_location", warehouse.path("storage_location").asInt());
        output.put("unit_price", TrytonJson.decimal(line.unitPrice()));
        output.put("currency", masterData.currency(document.net().currency()));
        Map<String, Object> made = goods(product, line);
        made.put("reference", document.number());
        made.put("warehouse", warehouse.path("id").asInt());
        made.put("location", from);
        made.put("planned_date", TrytonJson.date(document.date()));
        made.put("planned_start_date", TrytonJson.date(document.date()));
        made.put("outputs", List.of(List.of("create", List.of(output))));
        return rpc.model("production.create", List.of(made)).path(0).asInt();
    }

    private Map<String, Object> goods(int product, ErpDocument.Line line) {
        Map<String, Object> goods = new LinkedHashMap<>();
        goods.put("product", product);
        goods.put("quantity", (double) line.quantity());
        goods.put("uom", masterData.unit());
        return goods;
    }

    /** Gives a sale up; of one that is being processed, the shipments, its productions, and drafts of invoices. */
    private void cancel(int sale, ErpDocument document) {
        String state = state("sale.sale", sale);
        if (state.equals("confirmed")) {
            rpc.model("sale.sale.draft", List.of(sale));
        }
        if (state.equals("processing")) {
            cancelAll("production", productionsOf(document), NOT_BEGUN);
            cancelAll("stock.shipment.out", shipments(sale), List.of("draft", "waiting", "assigned"));
            if (shipments(sale).stream()
                    .allMatch(id -> state("stock.shipment.out", id).equals("cancelled"))) {
                return;
            }
        } else if (!state.equals("cancelled")) {
            rpc.model("sale.sale.cancel", List.of(sale));
            if (state("sale.sale", sale).equals("cancelled")) {
                return;
            }
        } else {
            return;
        }
        throw ErpException.refused(
                "sale " + sale + " for " + document.number() + ", which was cancelled, is " + state + " in Tryton",
                "sale.sale",
                "take back in Tryton what was shipped or invoiced of it");
    }

    private List<Integer> productionsOf(ErpDocument document) {
        List<Integer> ids = new ArrayList<>();
        if (production) {
            rpc.model("production.search", List.of(List.of("reference", "=", document.number())), 0, ALL, BY_ID)
                    .forEach(id -> ids.add(id.asInt()));
        }
        return ids;
    }

    private void cancelAll(String model, List<Integer> ids, List<String> whileIn) {
        for (int id : ids) {
            if (whileIn.contains(state(model, id))) {
                rpc.model(model + ".cancel", List.of(id));
            }
        }
    }
}
