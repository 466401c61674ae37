package io.amsphub.config.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.config.client.HubClient;
import io.amsphub.config.http.OpenApiContract;
import io.amsphub.processors.identity.Role;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every operation of the contract with every role and with outsiders, and every kind of topic and queue with everybody,
 * over sockets against the whole hub, compared with {@code docs/authorisation.tsv}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@SuppressWarnings("NullAway") // JUnit sets the fields
class AuthorisationMatrixTest {

    private static final Pattern PLACE = Pattern.compile("\\{([A-Za-z]+)}");

    /** What says nothing of anybody: the offer, and who one is oneself. */
    private static final Set<String> OF_NOBODY = Set.of(
            "listMaterials",
            "getMaterial",
            "listAmCentres",
            "getAmCentre",
            "listTemplates",
            "getTemplate",
            "listEdits",
            "estimatePrice",
            "getSigningKey",
            "createDesign",
            "createFromTemplate",
            "getAccount",
            "changePassword",
            "beginSecondFactor",
            "activateSecondFactor",
            "removeSecondFactor",
            "signOut",
            "whoAmI");

    @TempDir
    static Path directory;

    private final OpenApiContract contract = OpenApiContract.load();
    private final Map<String, Operation> operations = operations();
    private HubWithTenants tenants;

    private record Operation(String id, String method, String path, JsonNode body, boolean open) {

        List<String> places() {
            List<String> names = new ArrayList<>();
            Matcher matcher = PLACE.matcher(path);
            while (matcher.find()) {
                names.add(matcher.group(1));
            }
            return names;
        }

        String path(Map<String, String> values) {
            return PLACE.matcher(path).replaceAll(m -> values.getOrDefault(m.group(1), "none"));
        }
    }

    private Map<String, Operation> operations() {
        Map<String, Operation> found = new TreeMap<>();
        contract.document().get("paths").properties().forEach(path -> path.getValue()
                .properties()
                .forEach(method -> {
                    String id = method.getValue().path("operationId").asText();
                    if (!id.isEmpty()) {
                        found.put(
                                id,
                                new Operation(
                                        id,
                                        method.getKey().toUpperCase(Locale.ROOT),
                                        path.getKey(),
                                        method.getValue().at("/requestBody/content/application~1json/schema"),
                                        method.getValue().has("security")));
                    }
                }));
        return found;
    }

    @BeforeAll
    void start() throws IOException {
        tenants = new HubWithTenants(directory);
        tenants.settleAcme();
    }

    @AfterAll
    void stop() {
        tenants.close();
    }

    @Test
    void everyOperationWithEveryRoleIsAsWritten() throws IOException {
        Map<Role, HubClient> people = new TreeMap<>();
        for (Role role : Role.values()) {
            people.put(role, tenants.person("walker-" + role, "walkers", role));
        }
        Map<String, Set<String>> found = new TreeMap<>();
        for (Operation operation : operations.values()) {
            Set<String> allowed = new TreeSet<>();
            for (Map.Entry<Role, HubClient> person : people.entrySet()) {
                HubClient.Answer answer = call(person.getValue(), operation, Map.of(), "{}");
                assertThat(answer.status())
                        .as(operation.id() + " " + answer.body())
                        .isNotEqualTo(500);
                if (operation.open()) {
                    allowed.add("own-credential");
                } else if (!denied(operation, answer)) {
                    allowed.add(person.getKey().name());
                }
            }
            found.put(operation.id() + "\t" + operation.method() + " " + operation.path(), allowed);
        }
        WrittenMatrix.found("operation", found);
        assertThat(found).isEqualTo(WrittenMatrix.of("operation"));
    }

    @Test
    void everyTopicAndQueueWithEverybodyIsAsWritten() throws Exception {
        MessageWalk walk = new MessageWalk(tenants);
        Map<String, Set<String>> topics = walk.topics();
        WrittenMatrix.found("topic", topics);
        assertThat(topics).isEqualTo(WrittenMatrix.of("topic"));
        Map<String, Set<String>> queues = walk.queues();
        WrittenMatrix.found("queue", queues);
        assertThat(queues).isEqualTo(WrittenMatrix.of("queue"));
    }

    @Test
    @Order(Integer.MAX_VALUE) // strangers from this address have to wait afterwards
    void whoHasNoRoleOrNoCredentialsMayNothing() throws IOException {
        HubClient without = tenants.person("nobody", "acme");
        HubClient unknown = tenants.hub.client("ghost", "guessed");
        Set<String> own = new TreeSet<>();
        for (Operation operation : operations.values()) {
            HubClient.Answer answer = call(without, operation, tenants.acme, "{}");
            if (operation.open()) {
                own.add(operation.id());
                continue;
            }
            assertThat(answer.status()).as(operation.id()).isEqualTo(403);
            assertThat(call(unknown, operation, tenants.acme, "{}").status())
                    .as(operation.id())
                    .isIn(401, 429);
        }
        assertThat(own)
                .containsExactlyInAnyOrder(
                        "answerInvitation",
                        "beginProviderSignIn",
                        "endProviderSignIn",
                        "getInvitation",
                        "getJobFile",
                        "listSignInProviders",
                        "signIn",
                        "takePaymentNews");
    }

    @Test
    void outsiderWithEveryRoleOfACustomerSeesAndChangesNothingOfAnother() throws IOException {
        walk(
                tenants.person("mallory", "other", Role.USER, Role.DESIGNER, Role.AM_CENTRE, Role.PARTNER),
                Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"));
    }

    @Test
    void auditorWhoIsAUserToChangesNothingOfAnother() throws IOException {
        walk(
                tenants.person("eve", "other", Role.USER, Role.DESIGNER, Role.AM_CENTRE, Role.AUDITOR),
                Set.of("POST", "PUT", "PATCH", "DELETE"));
    }

    private void walk(HubClient outsider, Set<String> methods) throws IOException {
        String before = tenants.snapshot();
        Map<String, Object> named = new HashMap<>(tenants.acme);
        named.putAll(Map.of(
                "revision", tenants.acme.get("revisionId"),
                "quote", tenants.acme.get("quoteId"),
                "jobs", List.of(tenants.acme.get("jobId")),
                "before", tenants.acme.get("jobId"),
                "reason", "because",
                "dueAt", "2099-01-01T00:00:00Z",
                "types", List.of("*"),
                "url", "http://127.0.0.1:9/",
                "priority", 5));
        SampleBody bodies = new SampleBody(contract.document(), named);
        List<String> holes = new ArrayList<>();
        List<String> without = new ArrayList<>();
        for (Operation operation : operations.values()) {
            if (OF_NOBODY.contains(operation.id()) || operation.open() || !methods.contains(operation.method())) {
                continue;
            }
            if (!tenants.acme.keySet().containsAll(operation.places())) {
                without.add(operation.id());
            }
            String body = operation.body().isMissingNode()
                    ? ""
                    : bodies.of(operation.body()).toString();
            HubClient.Answer answer = call(outsider, operation, tenants.acme, body);
            boolean refused = Set.of(401, 403, 404).contains(answer.status());
            boolean list =
                    operation.method().equals("GET") && operation.places().isEmpty();
            if (!refused && !(list && names(answer).isEmpty())) {
                holes.add(operation.id() + " " + body + ": " + answer.status() + " " + answer.body());
            }
        }
        assertThat(holes).isEmpty();
        assertThat(tenants.snapshot()).isEqualTo(before);
        assertThat(without)
                .as("operations that were tried without a thing of acme")
                .hasSizeLessThan(45);
    }

    /** Answers to a HEAD have no body that would say why. */
    private static boolean denied(Operation operation, HubClient.Answer answer) {
        return answer.status() == 403
                && (operation.method().equals("HEAD")
                        || answer.body().path("detail").asText().contains(" may not " + operation.id()));
    }

    /** What of acme an answer names. */
    private List<String> names(HubClient.Answer answer) {
        String text = answer.body().toString();
        return List.of("designId", "quoteId", "orderId", "jobId", "rfqId", "webhookId", "changeId").stream()
                .map(tenants.acme::get)
                .filter(text::contains)
                .toList();
    }

    private static HubClient.Answer call(HubClient client, Operation operation, Map<String, String> places, String json)
            throws IOException {
        BodyPublisher body = operation.body().isMissingNode() ? BodyPublishers.noBody() : BodyPublishers.ofString(json);
        List<String> headers = new ArrayList<>();
        if (!operation.body().isMissingNode()) {
            headers.addAll(List.of("Content-Type", "application/json"));
        }
        return client.send(operation.method(), operation.path(places), body, headers.toArray(String[]::new));
    }
}
