package io.amsphub.connectors.erp.rest;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.amsphub.processors.erp.ErpStage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How an ERP with a REST or OData interface is spoken to. Read from YAML, of which JSON is a part. What it leaves
 * out has the value of OData 4.
 *
 * @param name name of the ERP for the hub: lower case letters, digits and hyphens
 * @param items field of an answer that holds the list
 * @param next field of an answer with the address of the next page
 * @param etag field of an entity with its entity tag
 * @param headers sent with every request, for example to choose a company
 * @param authorization header with its template, in which {@code {user}}, {@code {password}} and {@code {basic}} stand
 *     for what the settings have
 * @param party where parties are; null when the order itself names them
 * @param product where products are; null when the order itself names them
 * @param order where orders are
 * @param statuses the words of the ERP for each stage; the first one is written, all are read
 */
public record RestMapping(
        String name,
        String items,
        String next,
        String etag,
        Map<String, String> headers,
        Header authorization,
        @Nullable Entity party,
        @Nullable Entity product,
        OrderEntity order,
        Map<ErpStage, List<String>> statuses) {

    private static final ObjectMapper YAML =
            new ObjectMapper(new YAMLFactory()).enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /** A header. */
    public record Header(String name, String template) {}

    /**
     * Where entities of a kind are.
     *
     * @param find path and query that finds them by code, with {@code {code}}
     * @param create path that makes one
     * @param body what is sent to make one
     */
    public record Entity(String find, String create, JsonNode body) {}

    /**
     * Where orders are.
     *
     * @param find path and query that finds them by the hub's number, with {@code {number}}
     * @param changed path and query that finds what has changed, with {@code {since}}
     * @param one path of one, with {@code {id}}
     * @param create path that makes one
     * @param body what is sent to make one; an object {@code {"lines": ...}} in an array stands for one entry for
     *     each line
     * @param method how one is changed, PATCH when nothing is said
     * @param update what is sent to bring one to another stage, with {@code {status}}
     * @param id field with the ERP's own id
     * @param number field with the hub's number
     * @param erpNumber field with the number for people
     * @param status field with the status
     * @param net field with the amount before tax
     * @param currency field with its currency
     * @param party field with the name of the buyer
     * @param lines field with the lines
     * @param lineId field of a line with its id
     * @param lineProduct field of a line with the article number
     * @param lineQuantity field of a line with the quantity
     */
    public record OrderEntity(
            String find,
            String changed,
            String one,
            String create,
            JsonNode body,
            String method,
            JsonNode update,
            String id,
            String number,
            String erpNumber,
            String status,
            String net,
            String currency,
            String party,
            String lines,
            String lineId,
            String lineProduct,
            String lineQuantity) {

        /** Fills in what is left out. */
        public OrderEntity {
            method = Objects.requireNonNullElse(method, "PATCH");
            lines = Objects.requireNonNullElse(lines, "lines");
        }
    }

    /** Fills in what is left out, and checks the rest. */
    public RestMapping {
        items = Objects.requireNonNullElse(items, "value");
        next = Objects.requireNonNullElse(next, "@odata.nextLink");
        etag = Objects.requireNonNullElse(etag, "@odata.etag");
        headers = headers == null ? Map.of() : Map.copyOf(headers);
        authorization = Objects.requireNonNullElse(authorization, new Header("Authorization", "Basic {basic}"));
        statuses = statuses == null ? Map.of() : Map.copyOf(statuses);
        if (name == null || !name.matches("[a-z0-9-]{1,40}")) {
            throw new IllegalArgumentException("name: lower case letters, digits and hyphens are needed");
        }
        if (order == null) {
            throw new IllegalArgumentException("order: it has to be said where orders are");
        }
        for (ErpStage stage : ErpStage.values()) {
            if (statuses.getOrDefault(stage, List.of()).isEmpty()) {
                throw new IllegalArgumentException("statuses: the ERP's words for " + stage + " are missing");
            }
        }
    }

    /**
     * Reads a mapping file.
     *
     * @throws IllegalArgumentException when it is not one, with the place
     */
    public static RestMapping read(Path file) {
        try {
            return YAML.readValue(Files.readString(file), RestMapping.class);
        } catch (IOException e) {
            throw new IllegalArgumentException("the mapping " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Returns the stage that a word of the ERP stands for, if it is known. */
    Optional<ErpStage> stage(String status) {
        return statuses.entrySet().stream()
                .filter(entry -> entry.getValue().contains(status))
                .map(Map.Entry::getKey)
                .min(ErpStage::compareTo);
    }

    /** Returns the word of the ERP for a stage. */
    String status(ErpStage stage) {
        return Objects.requireNonNull(statuses.get(stage)).get(0);
    }
}
