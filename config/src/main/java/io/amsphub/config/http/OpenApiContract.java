package io.amsphub.config.http;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.oas.OpenApi30;
import io.amsphub.processors.api.Contract;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.failure.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The contract as {@code openapi.yaml} states it. Schemas are compiled when they are first used. */
public final class OpenApiContract implements Contract {

    private static final Set<String> METHODS = Set.of("get", "head", "post", "put", "patch", "delete");
    private static final Pattern TEMPLATE = Pattern.compile("\\{([A-Za-z]+)}");
    private static final String REMEDY = "see the description of the operation under /docs";

    private final ObjectNode document;
    private final String base;
    private final Map<String, Operation> operations = new TreeMap<>();
    private final Map<Integer, List<Operation>> byDepth = new HashMap<>();
    private final JsonSchemaFactory schemas;
    private final SchemaValidatorsConfig config =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

    private OpenApiContract(ObjectNode document) {
        this.document = document;
        this.base = document.at("/servers/0/url").asText();
        this.schemas = JsonSchemaFactory.builder(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4))
                .defaultMetaSchemaIri(OpenApi30.getInstance().getIri())
                .metaSchema(OpenApi30.getInstance())
                .build();
        document.get("paths").properties().forEach(path -> path.getValue().properties().stream()
                .filter(method -> METHODS.contains(method.getKey()))
                .forEach(method -> add(path.getKey(), path.getValue(), method.getKey(), method.getValue())));
        operations.values().forEach(operation -> byDepth.computeIfAbsent(
                        depth(operation.template()), depth -> new ArrayList<>())
                .add(operation));
    }

    /** Reads the contract from the class path. */
    public static OpenApiContract load() {
        try (InputStream in = OpenApiContract.class.getResourceAsStream("/openapi.yaml")) {
            // of two parts with one name the later would silently take the place of the other
            YAMLFactory strict = YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build();
            ObjectNode document = (ObjectNode) new ObjectMapper(strict).readTree(in);
            return new OpenApiContract(document);
        } catch (IOException e) {
            throw new IllegalStateException("openapi.yaml cannot be read", e);
        }
    }

    /** Returns the document. */
    public JsonNode document() {
        return document;
    }

    /** Returns the HTTP methods that a path has, in capitals; none when nothing is served under it. */
    Set<String> methods(String path) {
        Set<String> methods = new TreeSet<>();
        for (Operation operation : atDepth(path)) {
            if (operation.matches(path)) {
                methods.add(operation.method());
            }
        }
        return methods;
    }

    /** Returns the operations whose paths have as many segments as one, in the order of their ids. */
    private List<Operation> atDepth(String path) {
        return byDepth.getOrDefault(depth(path), List.of());
    }

    private static int depth(String path) {
        int depth = 0;
        for (int at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) {
            depth++;
        }
        return depth;
    }

    private void add(String path, JsonNode item, String method, JsonNode operation) {
        String id = operation.path("operationId").asText();
        List<JsonNode> parameters = new ArrayList<>();
        item.path("parameters").forEach(p -> parameters.add(resolve(p)));
        operation.path("parameters").forEach(p -> parameters.add(resolve(p)));
        JsonNode body = operation.at("/requestBody/content/application~1json/schema");
        List<String> names = new ArrayList<>();
        Matcher matcher = TEMPLATE.matcher(path);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        Pattern pattern =
                Pattern.compile(Pattern.quote(base) + TEMPLATE.matcher(path).replaceAll("(?<$1>[^/]+)"));
        JsonSchema compiled = body.isMissingNode() ? null : schema(body);
        operations.put(
                id,
                new Operation(
                        id,
                        method.toUpperCase(Locale.ROOT),
                        operation.at("/tags/0").asText(),
                        base + path,
                        pattern,
                        names,
                        parameters,
                        compiled));
    }

    private JsonNode resolve(JsonNode node) {
        String reference = node.path("$ref").asText("");
        return reference.isEmpty() ? node : document.at(reference.substring(1));
    }

    /** Compiles a schema that may refer to the components of the document. */
    public JsonSchema schema(JsonNode schema) {
        ObjectNode whole = document.objectNode();
        whole.putArray("allOf").add(schema);
        whole.set("components", document.get("components"));
        return schemas.getSchema(whole, config);
    }

    @Override
    public Set<String> operations() {
        return operations.keySet();
    }

    @Override
    public Optional<String> operation(String method, String path) {
        for (Operation operation : atDepth(path)) {
            if (operation.method().equals(method) && operation.matches(path)) {
                return Optional.of(operation.id());
            }
        }
        return Optional.empty();
    }

    @Override
    public String method(String operationId) {
        return operation(operationId).method();
    }

    @Override
    public String heading(String operationId) {
        return operation(operationId).heading();
    }

    @Override
    public String path(String operationId, List<String> values) {
        Operation operation = operation(operationId);
        List<String> names = operation.names();
        if (values.size() != names.size() || values.stream().anyMatch(String::isEmpty)) {
            throw new HubException(
                    FailureCode.CONTRACT_VIOLATED,
                    operationId + " takes " + names.size() + " parameters " + names + ", not " + values,
                    "subject",
                    REMEDY);
        }
        String path = operation.template();
        for (int i = 0; i < names.size(); i++) {
            path = path.replace("{" + names.get(i) + "}", values.get(i));
        }
        return path;
    }

    @Override
    public Map<String, String> pathParameters(String operationId, String path) {
        Operation operation = operation(operationId);
        Matcher matcher = operation.pattern().matcher(path);
        if (!matcher.matches()) {
            throw new HubException(FailureCode.NOT_FOUND, "nothing is served under " + path, null, REMEDY);
        }
        Map<String, String> values = new TreeMap<>();
        List<Problem> problems = new ArrayList<>();
        for (String name : operation.names()) {
            String value = matcher.group(name);
            values.put(name, value);
            check(operation, "path", name, value, problems);
        }
        refuse(problems);
        return values;
    }

    @Override
    public boolean takesJson(String operationId) {
        return operation(operationId).body() != null;
    }

    @Override
    public void checkQuery(String operationId, Map<String, List<String>> query) {
        Operation operation = operation(operationId);
        List<Problem> problems = new ArrayList<>();
        query.forEach((name, values) -> {
            if (operation.parameter("query", name) == null) {
                problems.add(problem("there is no parameter " + name, "query " + name));
            } else if (values.size() != 1) {
                problems.add(problem("it came " + values.size() + " times", "query " + name));
            } else {
                check(operation, "query", name, values.get(0), problems);
            }
        });
        refuse(problems);
    }

    @Override
    public void checkBody(String operationId, JsonNode body) {
        JsonSchema schema = operation(operationId).body();
        if (schema == null) {
            return;
        }
        refuse(schema.validate(body).stream().map(OpenApiContract::problem).toList());
    }

    private void check(Operation operation, String in, String name, String value, List<Problem> problems) {
        JsonNode parameter = operation.parameter(in, name);
        if (parameter == null) {
            return;
        }
        JsonNode type = resolve(parameter.get("schema"));
        JsonNode json = document.textNode(value);
        if (type.path("type").asText().equals("integer")) {
            try {
                json = document.numberNode(Long.parseLong(value));
            } catch (NumberFormatException e) {
                problems.add(problem("'" + value + "' is not a whole number", in + " " + name));
                return;
            }
        }
        operation
                .schemas()
                .computeIfAbsent(in + " " + name, key -> schema(parameter.get("schema")))
                .validate(json)
                .forEach(message -> problems.add(problem(message.getError(), in + " " + name)));
    }

    private static void refuse(List<Problem> problems) {
        if (!problems.isEmpty()) {
            Problem first = problems.get(0);
            throw new HubException(
                    FailureCode.CONTRACT_VIOLATED,
                    problems.size() == 1 ? first.detail() : problems.size() + " things are wrong: " + first.detail(),
                    first.where(),
                    REMEDY,
                    problems);
        }
    }

    private static Problem problem(ValidationMessage message) {
        String where = message.getInstanceLocation().toString();
        String property = message.getProperty();
        return problem(message.getError(), property == null ? (where.isEmpty() ? "/" : where) : where + "/" + property);
    }

    private static Problem problem(String detail, String where) {
        return Problem.of(FailureCode.CONTRACT_VIOLATED, detail, where, REMEDY);
    }

    private Operation operation(String id) {
        Operation operation = operations.get(id);
        if (operation == null) {
            throw new IllegalArgumentException("the contract has no operation " + id);
        }
        return operation;
    }

    private record Operation(
            String id,
            String method,
            String heading,
            String template,
            String beginning,
            Pattern pattern,
            List<String> names,
            List<JsonNode> parameters,
            @Nullable JsonSchema body,
            Map<String, JsonSchema> schemas) {

        private Operation(
                String id,
                String method,
                String heading,
                String template,
                Pattern pattern,
                List<String> names,
                List<JsonNode> parameters,
                @Nullable JsonSchema body) {
            this(
                    id,
                    method,
                    heading,
                    template,
                    beginning(template),
                    pattern,
                    names,
                    parameters,
                    body,
                    new ConcurrentHashMap<>());
        }

        private static String beginning(String template) {
            int parameter = template.indexOf('{');
            return parameter < 0 ? template : template.substring(0, parameter);
        }

        /** Returns whether a path is of this operation; most are not by their beginning already. */
        private boolean matches(String path) {
            return path.startsWith(beginning)
                    && (names.isEmpty()
                            ? path.length() == beginning.length()
                            : pattern.matcher(path).matches());
        }

        private @Nullable JsonNode parameter(String in, String name) {
            return parameters.stream()
                    .filter(p -> p.path("in").asText().equals(in)
                            && p.path("name").asText().equals(name))
                    .findFirst()
                    .orElse(null);
        }
    }
}
