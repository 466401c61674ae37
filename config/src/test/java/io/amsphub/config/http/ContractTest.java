package io.amsphub.config.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.processors.api.AccessAudit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What holds for every operation of the published contract. */
class ContractTest {

    private static final Set<String> METHODS = Set.of("get", "head", "post", "put", "patch", "delete");
    private static final Set<String> SECRETS = Set.of(
            "registerDevice",
            "registerScanner",
            "issueCredential",
            "createWebhook",
            "rotateWebhookSecret",
            "registerPartner",
            "signIn",
            "beginSecondFactor",
            "activateSecondFactor",
            "addPerson",
            "resetPassword");

    /** What is handed in bears a number of its own, under which it is taken once. */
    private static final Set<String> NUMBERED = Set.of("postBusinessDocument", "takePaymentNews");

    private static final Pattern TEMPLATE = Pattern.compile("\\{([^}]+)}");

    private final OpenApiContract contract = OpenApiContract.load();
    private final JsonNode document = contract.document();
    private final Map<String, Operation> operations = operations();

    private record Operation(String method, String path, JsonNode node, List<JsonNode> parameters) {

        private List<String> names(String in) {
            return parameters.stream()
                    .filter(p -> p.path("in").asText().equals(in))
                    .map(p -> p.path("name").asText())
                    .toList();
        }
    }

    private Map<String, Operation> operations() {
        Map<String, Operation> found = new TreeMap<>();
        document.get("paths").properties().forEach(path -> path.getValue().properties().stream()
                .filter(method -> METHODS.contains(method.getKey()))
                .forEach(method -> {
                    List<JsonNode> parameters = new ArrayList<>();
                    path.getValue().path("parameters").forEach(p -> parameters.add(resolve(p)));
                    method.getValue().path("parameters").forEach(p -> parameters.add(resolve(p)));
                    String id = method.getValue().path("operationId").asText();
                    Operation before =
                            found.put(id, new Operation(method.getKey(), path.getKey(), method.getValue(), parameters));
                    assertThat(before).as("two operations are called " + id).isNull();
                }));
        return found;
    }

    private JsonNode resolve(JsonNode node) {
        String reference = node.path("$ref").asText("");
        return reference.isEmpty() ? node : document.at(reference.substring(1));
    }

    @Test
    void everyOperationIsReadByTheContract() {
        assertThat(operations).isNotEmpty().doesNotContainKey("");
        assertThat(contract.operations()).isEqualTo(operations.keySet());
    }

    @Test
    void everyOperationDeclaresTheProblemThatItAnswersWith() {
        assertThat(operations).allSatisfy((id, operation) -> {
            JsonNode problem = resolve(operation.node().at("/responses/default"));
            assertThat(problem.path("content").has("application/problem+json"))
                    .as(id)
                    .isTrue();
        });
    }

    @Test
    void everyOperationSaysInOneLineWhatItDoesAndUnderWhichHeading() {
        Set<String> headings = new TreeSet<>();
        document.get("tags").forEach(tag -> headings.add(tag.path("name").asText()));
        assertThat(operations).allSatisfy((id, operation) -> {
            assertThat(operation.node().path("summary").asText()).as(id).isNotBlank();
            assertThat(headings).as(id).contains(operation.node().at("/tags/0").asText());
        });
    }

    @Test
    void everyPostTakesAnIdempotencyKeyUnlessItsReplyIsASecretWhichIsNeverStored() {
        assertThat(operations).allSatisfy((id, operation) -> assertThat(
                        operation.names("header").contains("Idempotency-Key"))
                .as(id)
                .isEqualTo(operation.method().equals("post") && !SECRETS.contains(id) && !NUMBERED.contains(id)));
    }

    @Test
    void everyParameterHasASchemaWithABound() {
        assertThat(operations).allSatisfy((id, operation) -> assertThat(operation.parameters())
                .allSatisfy(parameter -> {
                    JsonNode schema = resolve(parameter.path("schema"));
                    assertThat(List.of("maxLength", "minimum", "pattern", "enum", "format"))
                            .as(id + " " + parameter.path("name").asText())
                            .anyMatch(schema::has);
                }));
    }

    @Test
    void placesInAPathAndItsParametersAreTheSame() {
        assertThat(operations).allSatisfy((id, operation) -> {
            List<String> places = new ArrayList<>();
            Matcher matcher = TEMPLATE.matcher(operation.path());
            while (matcher.find()) {
                places.add(matcher.group(1));
            }
            assertThat(operation.names("path")).as(id).containsExactlyInAnyOrderElementsOf(places);
        });
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        List<String> broken = new ArrayList<>();
        document.findValuesAsText("$ref").stream()
                .filter(r -> document.at(r.substring(1)).isMissingNode())
                .forEach(broken::add);
        assertThat(broken).isEmpty();
    }

    @Test
    void everyBodySchemaRefusesFieldsThatItDoesNotKnow() {
        assertThat(operations).allSatisfy((id, operation) -> {
            JsonNode body = operation.node().at("/requestBody/content/application~1json/schema");
            if (!body.isMissingNode()) {
                assertThat(resolve(body).path("additionalProperties").asText("missing"))
                        .as(id)
                        .isEqualTo("false");
            }
        });
    }

    @Test
    void examplesFitTheirSchemas() {
        document.at("/components/schemas").properties().forEach(schema -> {
            JsonNode example = schema.getValue().path("example");
            if (!example.isMissingNode()) {
                assertThat(contract.schema(schema.getValue()).validate(example))
                        .as(schema.getKey())
                        .isEmpty();
            }
        });
    }

    /** An operation that gives out bytes cannot be added without somebody saying whether it is in the audit. */
    @Test
    void everyOperationThatGivesOutContentIsInTheAudit() {
        Set<String> bytes = operations.entrySet().stream()
                .filter(operation -> operation.getValue().node().at("/responses/200/content").properties().stream()
                        .anyMatch(type ->
                                type.getValue().at("/schema/format").asText().equals("binary")))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(bytes).hasSizeGreaterThan(10).isEqualTo(new TreeSet<>(AccessAudit.CONTENT));
    }
}
