package io.amsphub.connectors.erp.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.connectors.erp.ErpHttp;
import io.amsphub.processors.erp.ErpDocument;
import io.amsphub.processors.erp.ErpException;
import io.amsphub.processors.erp.ErpSale;
import io.amsphub.processors.erp.ErpStage;
import io.amsphub.processors.port.Erp;
import io.amsphub.processors.quote.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@link Erp} over a REST or OData interface, as a {@link RestMapping} describes it. Before an order is made its
 * number is looked for; a change carries the entity tag that was read, and is made anew on what somebody else
 * changed meanwhile. Thread-safe.
 */
public final class RestErp implements Erp {

    private static final int CHANGES = 4;

    private final RestMapping mapping;
    private final RestMapping.OrderEntity order;
    private final RestClient client;

    /** An adapter; nothing is sent yet. */
    public RestErp(RestSettings settings, RestMapping mapping) {
        this.mapping = mapping;
        this.order = mapping.order();
        client = new RestClient(settings, mapping);
    }

    @Override
    public String name() {
        return mapping.name();
    }

    @Override
    public Optional<ErpSale> put(ErpDocument document) {
        JsonNode known = find(document);
        if (known == null) {
            if (document.stage() == ErpStage.CANCELLED) {
                return Optional.empty();
            }
            known = create(document);
        }
        return Optional.of(sale(brought(known, document)));
    }

    private @Nullable JsonNode find(ErpDocument document) {
        String erpId = document.erpId();
        if (erpId != null) {
            return client.get(Template.address(order.one(), Map.of("id", erpId)));
        }
        List<JsonNode> found = client.list(Template.address(order.find(), Map.of("number", document.number())));
        return found.isEmpty() ? null : found.get(0);
    }

    private JsonNode create(ErpDocument document) {
        Map<String, Object> buyer = new HashMap<>(values(document));
        buyer.put("code", document.party().code());
        buyer.put("name", document.party().name());
        ensure(mapping.party(), document.party().code(), buyer);
        document.lines()
                .forEach(line -> ensure(mapping.product(), line.product().code(), values(line)));
        List<Map<String, Object>> lines =
                document.lines().stream().map(RestErp::values).toList();
        ErpHttp.Answer answer =
                client.send("POST", order.create(), Template.json(order.body(), values(document), lines), null);
        if (!answer.ok() && answer.status() != RestClient.CONFLICT) {
            throw client.refusal("POST", answer);
        }
        // found by its number, also when it was made by an attempt whose answer was lost
        JsonNode made = find(document);
        if (made == null) {
            throw answer.ok()
                    ? ErpException.unintelligible(mapping.name() + " does not find what it has made", null)
                    : client.refusal("POST", answer);
        }
        return made;
    }

    private void ensure(RestMapping.@Nullable Entity entity, String code, Map<String, Object> values) {
        if (entity == null
                || !client.list(Template.address(entity.find(), Map.of("code", code)))
                        .isEmpty()) {
            return;
        }
        ErpHttp.Answer answer =
                client.send("POST", entity.create(), Template.json(entity.body(), values, List.of()), null);
        if (!answer.ok() && answer.status() != RestClient.CONFLICT) {
            throw client.refusal("POST", answer);
        }
    }

    private JsonNode brought(JsonNode known, ErpDocument document) {
        ErpStage goal = document.stage() == ErpStage.CANCELLED ? ErpStage.CANCELLED : document.saleStage();
        JsonNode current = known;
        for (int n = 0; n < CHANGES; n++) {
            ErpStage there = stage(current);
            if (there.reached(goal)) {
                return current;
            }
            if (there == ErpStage.CANCELLED) {
                throw ErpException.refused(
                        document.number() + " is cancelled in " + mapping.name() + ", and " + goal + " in the hub",
                        order.status(),
                        "cancel the order in the hub, or enter it anew in the ERP");
            }
            String path = Template.address(order.one(), Map.of("id", id(current)));
            Map<String, Object> values = new HashMap<>(values(document));
            values.put("status", mapping.status(goal));
            ErpHttp.Answer answer = client.send(
                    order.method(),
                    path,
                    Template.json(order.update(), values, List.of()),
                    current.path(mapping.etag()).asText(null));
            if (!answer.ok() && answer.status() != RestClient.STALE) {
                throw client.refusal(order.method(), answer);
            }
            current = client.get(path);
        }
        throw ErpException.refused(
                document.number() + " does not become " + goal + " in " + mapping.name(),
                order.status(),
                "find out who changes it there all the time");
    }

    @Override
    public List<ErpSale> changes(Instant since, Set<String> products) {
        return client.list(Template.address(order.changed(), Map.of("since", since.toString()))).stream()
                .map(this::sale)
                .filter(sale -> sale.number() != null
                        || sale.lines().stream().anyMatch(line -> products.contains(line.product())))
                .toList();
    }

    private ErpSale sale(JsonNode entity) {
        List<ErpSale.Line> lines = new ArrayList<>();
        entity.path(order.lines())
                .forEach(line -> lines.add(new ErpSale.Line(
                        line.path(order.lineId()).asText(),
                        line.path(order.lineProduct()).asText(),
                        new BigDecimal(line.path(order.lineQuantity()).asText("0")))));
        String number = entity.path(order.number()).asText("");
        return new ErpSale(
                id(entity),
                number.isEmpty() ? null : number,
                entity.path(order.erpNumber()).asText(null),
                stage(entity),
                false,
                net(entity),
                entity.path(order.party()).asText(""),
                lines);
    }

    private @Nullable Money net(JsonNode entity) {
        JsonNode amount = entity.path(order.net());
        String currency = entity.path(order.currency()).asText("");
        try {
            return amount.isValueNode() && !amount.isNull()
                    ? new Money(new BigDecimal(amount.asText()), currency)
                    : null;
        } catch (IllegalArgumentException e) {
            throw ErpException.unintelligible(
                    mapping.name() + " has an amount of '" + amount.asText() + " " + currency + "'", e);
        }
    }

    private String id(JsonNode entity) {
        String id = entity.path(order.id()).asText("");
        if (id.isEmpty()) {
            throw ErpException.unintelligible(mapping.name() + " has an order without " + order.id(), null);
        }
        return id;
    }

    private ErpStage stage(JsonNode entity) {
        String status = entity.path(order.status()).asText("");
        return mapping.stage(status)
                .orElseThrow(() -> ErpException.refused(
                        "the status '" + status + "' of " + mapping.name() + " is in no mapping",
                        order.status(),
                        "add it to the statuses of the mapping"));
    }

    private static Map<String, Object> values(ErpDocument document) {
        Map<String, Object> values = new HashMap<>();
        values.put("number", document.number());
        values.put("party.code", document.party().code());
        values.put("party.name", document.party().name());
        values.put("reference", Objects.requireNonNullElse(document.reference(), ""));
        values.put("date", document.date().toString());
        values.put("net", document.net().amount());
        values.put("currency", document.net().currency());
        values.put("consignment", Objects.requireNonNullElse(document.consignment(), ""));
        return values;
    }

    private static Map<String, Object> values(ErpDocument.Line line) {
        return Map.of(
                "code",
                line.product().code(),
                "name",
                line.product().name(),
                "description",
                line.product().description(),
                "quantity",
                line.quantity(),
                "unitPrice",
                line.unitPrice(),
                "net",
                line.net().amount(),
                "currency",
                line.net().currency());
    }
}
