package io.amsphub.config.identity;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.config.client.HubClient;
import io.amsphub.config.partner.WholeHub;
import io.amsphub.processors.identity.Grant;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.identity.Role;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** A whole hub with things of an organisation {@code acme}, and people of others who should not reach them. */
final class HubWithTenants implements AutoCloseable {

    final WholeHub hub;

    /** Ids of things of acme, by the name that the contract gives to their place in a path. */
    final Map<String, String> acme = new TreeMap<>();

    private final Path directory;

    private HubWithTenants(WholeHub hub, Path directory) {
        this.hub = hub;
        this.directory = directory;
    }

    /** On a hub that runs, and is closed by whoever started it. */
    static HubWithTenants of(WholeHub hub, Path directory) {
        return new HubWithTenants(hub, directory);
    }

    HubWithTenants(Path directory) throws IOException {
        this.directory = directory;
        hub = new WholeHub(directory.resolve("data"))
                .with("hub.audit.refusals-each", "PT0.2S") // tests wait for each entry
                .with("hub.webhook.allow-http", "true")
                .with("hub.webhook.ports", "1-65535")
                .with("hub.webhook.allowed-networks", "127.0.0.1")
                .start();
    }

    /** Returns a client of somebody with roles. */
    HubClient person(String name, String organisation, Role... roles) {
        return hub.client(name, secret(new Principal(name, organisation, Set.of(roles))));
    }

    HubClient person(String name, String organisation, Grant grant, Role... roles) {
        return hub.client(name, secret(new Principal(name, organisation, Set.of(roles), grant)));
    }

    String secret(Principal principal) {
        return hub.server().store().credentials().issue(principal);
    }

    /** Returns the secret of a machine that nobody registered; enough to connect. */
    String secretOfMachine(String id) {
        return secret(new Principal(id, id.substring(0, id.indexOf('/')), Set.of(Role.DEVICE)));
    }

    /** Registers a machine; returns its secret. */
    String machine(String amCentre, String machine) throws IOException {
        return WholeHub.ok(hub.operator().post("/devices", machineBody(amCentre, machine)))
                .path("secret")
                .asText();
    }

    static Map<String, ?> machineBody(String amCentre, String machine) {
        return Map.of(
                "amCentre",
                amCentre,
                "machine",
                machine,
                "dialect",
                "amsp-native",
                "processCategory",
                "MEX",
                "buildVolumeMm",
                Map.of("x", 200, "y", 200, "z", 200),
                "materials",
                List.of("PLA"));
    }

    /** Registers a scanner; returns its secret. */
    String scanner(String amCentre, String scanner) throws IOException {
        return WholeHub.ok(hub.operator().post("/scanners", Map.of("amCentre", amCentre, "scanner", scanner)))
                .path("secret")
                .asText();
    }

    /** Makes one of everything that can be made without a machine that prints. */
    void settleAcme() throws IOException {
        HubClient user = person("anna", "acme", Role.USER, Role.DESIGNER);
        HubClient operator = hub.operator();
        machine("demo", "m1");
        scanner("demo", "s1");
        acme.putAll(Map.of("amCentre", "demo", "machine", "m1", "scanner", "s1"));
        String revision = WholeHub.readyRevision(user, directory);
        acme.put("designId", revision.substring(0, revision.indexOf('.')));
        acme.put("revision", "1");
        acme.put("revisionId", revision);
        acme.put("uploadId", upload(user));
        String quote = id(user.post("/quotes", Map.of("revision", revision, "material", "mex-pla", "quantity", 2)));
        Awaitility.await().atMost(WholeHub.PATIENCE).until(() -> state(user, "/quotes/" + quote)
                .equals("PRICED"));
        acme.put("quoteId", quote);
        String order = id(user.post("/orders", Map.of("quote", quote)));
        acme.put("orderId", order);
        acme.put("line", "1");
        Awaitility.await()
                .atMost(WholeHub.PATIENCE)
                .until(() -> WholeHub.ok(operator.get("/jobs?orderId=" + order))
                                .path("items")
                                .size()
                        > 0);
        JsonNode job = WholeHub.ok(operator.get("/jobs?orderId=" + order)).at("/items/0");
        acme.put("jobId", job.path("id").asText());
        acme.put("serial", job.path("serial").asText());
        others(user, operator, revision, order);
    }

    private void others(HubClient user, HubClient operator, String revision, String order) throws IOException {
        acme.put(
                "rfqId",
                id(user.post(
                        "/requests-for-quotation",
                        Map.of("revision", revision, "material", "mex-pla", "quantity", 1, "choice", "BY_HAND"))));
        String webhook = id(user.post("/webhooks", Map.of("url", "http://127.0.0.1:9/", "types", List.of("*"))));
        acme.put("webhookId", webhook);
        acme.put("deliveryId", id(user.post("/webhooks/" + webhook + "/test", Map.of())));
        acme.put("changeId", id(user.post("/orders/" + order + "/changes", Map.of("dueAt", "2099-01-01T00:00:00Z"))));
        WholeHub.ok(operator.send(
                "PUT", "/cost-centres/acme/lab", BodyPublishers.ofString("""
                        {"name":"lab","budget":{"amount":100,"currency":"EUR"},
                         "approvalFrom":{"amount":50,"currency":"EUR"},"waitsWhenExceeded":true,"approvers":["anna"]}
                        """), "Content-Type", "application/json"));
        acme.put("organisation", "acme");
        acme.put("code", "lab");
        acme.put("invoiceNumber", "2026-000001");
    }

    private static String upload(HubClient user) throws IOException {
        String design = id(user.post("/designs", Map.of("name", "half an upload")));
        String url = WholeHub.ok(
                        user.post("/designs/" + design + "/revisions", Map.of("fileName", "half.stl", "bytes", 1000)))
                .path("uploadUrl")
                .asText();
        return url.substring(url.lastIndexOf('/') + 1);
    }

    static String state(HubClient client, String path) throws IOException {
        return WholeHub.ok(client.get(path)).path("state").asText();
    }

    static String id(HubClient.Answer answer) {
        return WholeHub.ok(answer).path("id").asText();
    }

    /** Returns all that an operator sees of the things of acme, to be compared with later. */
    String snapshot() throws IOException {
        HubClient operator = hub.operator();
        StringBuilder all = new StringBuilder();
        for (String path : List.of(
                "/designs/{designId}",
                "/designs/{designId}/revisions/1",
                "/uploads/{uploadId}",
                "/quotes/{quoteId}",
                "/orders/{orderId}",
                "/jobs/{jobId}",
                "/parts/{serial}",
                "/requests-for-quotation/{rfqId}",
                "/webhooks/{webhookId}",
                "/orders/{orderId}/changes",
                "/cost-centres",
                "/devices/{amCentre}/{machine}",
                "/scanners/{amCentre}/{scanner}",
                "/queues/{amCentre}",
                "/builds")) {
            HubClient.Answer answer = operator.get(filled(path));
            all.append(answer.status()).append(' ').append(answer.body()).append('\n');
        }
        // what the hub itself moves on meanwhile: calls of a target that is not there, and forecasts by the clock
        return all.toString().replaceAll("\"(?:target|job)\":\\{[^}]*}|\"expected[A-Za-z]*\":\"[^\"]*\"", "");
    }

    private String filled(String path) {
        return Arrays.stream(path.split("(?=\\{)|(?<=})", -1))
                .map(word -> word.startsWith("{") ? acme.get(word.substring(1, word.length() - 1)) : word)
                .collect(Collectors.joining());
    }

    @Override
    public void close() {
        hub.close();
    }
}
