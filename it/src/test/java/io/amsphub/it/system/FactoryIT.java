package io.amsphub.it.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amsphub.config.FirstCredentials;
import io.amsphub.config.client.HubClient;
import io.amsphub.config.simulator.memory.LedgerAudit;
import io.amsphub.config.simulator.memory.PrintLedger;
import io.amsphub.config.simulator.moonraker.MoonrakerMain;
import io.amsphub.config.simulator.octoprint.OctoPrintMain;
import io.amsphub.config.simulator.sparkplug.SparkplugMain;
import io.amsphub.connectors.erp.tryton.TrytonServer;
import io.amsphub.processors.exchange.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Use case 4 of Annex A: a factory with machines of four dialects, each a process of its own, and a real Tryton as its
 * master. Sales are typed into Tryton only; people on the floor clear platforms, remove supports and measure.
 */
class FactoryIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** An article that Tryton sells and does not produce. */
    private static final String BOUGHT_IN = "CLIP-ASA";

    private static final Map<String, Object> SIZE = Map.of("x", 30.0, "y", 20.0, "z", 6.0);
    private static final List<String> TENDED = List.of("klipper", "octo", "spark");

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    @SuppressWarnings("NullAway.Init") // set before each
    private TrytonServer tryton;

    @SuppressWarnings("NullAway.Init") // set before each
    private RunningHub hub;

    @SuppressWarnings("NullAway.Init") // set before each
    private HubClient client;

    @SuppressWarnings("NullAway.Init") // set before each
    private PrinterFarm farm;

    private final Map<String, SimulatorProcess> machines = new TreeMap<>();
    private final Set<String> taken = new HashSet<>();

    @BeforeEach
    void prepare() throws IOException {
        assumeTrue(TrytonServer.installed(), "Debian's tryton-server, its modules and tryton-proteus are not there");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/prusa-slicer")), "PrusaSlicer is not installed");
        tryton = new TrytonServer(Files.createDirectories(directory.resolve("tryton")));
        tryton.create();
        tryton.start();
        hub = new RunningHub(directory.resolve("data"))
                .with("hub.erp.systems", "tryton")
                .with("hub.erp.tryton.url", tryton.url().toString())
                .with("hub.erp.tryton.user", TrytonServer.USER)
                .with("hub.erp.tryton.password", TrytonServer.PASSWORD)
                .with("hub.erp.poll", "PT1S");
        Path profiles = Files.createDirectories(hub.data().resolve("profiles/demo"));
        Files.writeString(profiles.resolve("klipper.ini"), "layer_height = 0.3\n");
        Files.writeString(profiles.resolve("octo.ini"), "layer_height = 0.3\n");
        Files.writeString(hub.data().resolve("catalogue.json"), Json.write(catalogue()));
        client = hub.start().client();
        farm = new PrinterFarm(directory.resolve("farm"), hub.broker());
    }

    @AfterEach
    void stop() {
        machines.values().forEach(SimulatorProcess::close);
        if (farm != null) {
            farm.close();
            hub.close();
            tryton.close();
        }
    }

    /** The catalogue that ships, with two more materials that the factory works. */
    private static JsonNode catalogue() throws IOException {
        try (InputStream in = Objects.requireNonNull(RunningHub.class.getResourceAsStream("/catalogue.json"))) {
            JsonNode catalogue = Json.mapper().readTree(in);
            for (String feedstock : List.of("TPU", "ASA")) {
                ObjectNode material = catalogue.at("/materials/0").deepCopy();
                String id = "mex-" + feedstock.toLowerCase(Locale.ROOT);
                material.put("id", id).put("name", feedstock).put("feedstock", feedstock);
                ((ArrayNode) catalogue.get("materials")).add(material);
                ((ArrayNode) catalogue.at("/centres/0/capabilities/0/materials")).add(id);
            }
            return catalogue;
        }
    }

    @Test
    void factoryRunsItsMixedFleetWithItsErpAsMaster() throws IOException {
        startMachines();
        Path model = Models.write(directory.resolve("clip.stl"), Models.box(30, 20, 6));
        JsonNode clip = new Customer(client).ready(model);
        Map<String, String> fleetOf = Map.of(
                "CLIP-PLA",
                "demo/press-",
                "CLIP-PETG",
                "demo/klipper",
                "CLIP-TPU",
                "demo/spark",
                "CLIP-ASA",
                "demo/octo");
        for (String article : fleetOf.keySet()) {
            putArticle(article, clip);
        }
        int party = tryton.act(
                        "party.party.create",
                        List.of(Map.of(
                                "name",
                                "Garden Tools Ltd",
                                "addresses",
                                List.of(List.of("create", List.of(Map.of()))))))
                .get(0)
                .asInt();
        List<Integer> sales = List.of(
                sell(party, "PO-1", Map.of("CLIP-PLA", 3, "CLIP-PETG", 2)),
                sell(party, "PO-2", Map.of("CLIP-TPU", 2)),
                sell(party, "PO-3", Map.of("CLIP-ASA", 1)));

        Map<String, String> orders = await().atMost(PATIENCE).until(this::ordersByArticle, o -> o.size() == 4);
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).until(() -> {
            work();
            return states(orders, "SHIPPED");
        });

        everyPartWasPrintedOnceByAMachineThatFits(orders, fleetOf);
        for (int sale : sales) {
            await().atMost(PATIENCE).until(() -> shipmentStates(sale), states -> states.equals(Set.of("packed")));
        }
        orders.forEach((article, order) -> {
            JsonNode production =
                    tryton.find("production", List.of(List.of("reference", "=", order)), "state", "product.code");
            if (article.equals(BOUGHT_IN)) {
                assertThat(production).as("Tryton does not produce it").isEmpty();
                return;
            }
            assertThat(production).as(article).hasSize(1);
            assertThat(Customer.state(production.get(0))).as(article).isEqualTo("done");
            assertThat(production.get(0).at("/product./code").asText()).isEqualTo(article);
        });
        for (int sale : sales) {
            tryton.act("stock.shipment.out.done", shipments(sale));
        }
        await().atMost(PATIENCE).until(() -> states(orders, "DELIVERED"));
        JsonNode compared = RunningHub.ok(client.post("/erp/reconciliations", Map.of()));
        assertThat(compared.findValuesAsText("kind")).as(compared.toString()).isEmpty();
        assertThat(RunningHub.ok(client.get("/orders")).path("items")).hasSize(4);
    }

    private void startMachines() throws IOException {
        farm.add(client, "press-1", e -> {}).add(client, "press-2", e -> {}).start();
        List<Integer> ports = RunningHub.freePorts(2);
        visited("klipper", "moonraker", "PETG", MoonrakerMain.class, "--instance", ports.get(0));
        visited("octo", "octoprint", "ASA", OctoPrintMain.class, "--base", ports.get(1));
        register("spark", "sparkplug", "TPU", Map.of("topicRoot", "spBv1.0/AMSP/cell-1/spark"));
        machines.put(
                "spark",
                new SimulatorProcess(
                        SparkplugMain.class,
                        directory.resolve("spark.log"),
                        "--broker",
                        hub.broker(),
                        "--user",
                        FirstCredentials.OPERATOR,
                        "--password",
                        hub.secret(),
                        "--printers",
                        "spark",
                        "--materials",
                        "TPU",
                        "--speed",
                        "20000",
                        "--state",
                        directory.resolve("spark").toString()));
        for (String machine : TENDED) {
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(live(machine)).as(machine).endsWith("ONLINE"));
            RunningHub.ok(client.post("/devices/demo/" + machine + "/platform-clear", Map.of()));
        }
    }

    /** A machine that the hub goes to over HTTP, and that says over MQTT how it is. */
    private void visited(String machine, String dialect, String material, Class<?> program, String root, int port)
            throws IOException {
        JsonNode registered = register(
                machine, dialect, material, Map.of("url", "http://127.0.0.1:" + port, "apiKey", "key-of-" + machine));
        machines.put(
                machine,
                new SimulatorProcess(
                        program,
                        directory.resolve(machine + ".log"),
                        "--broker",
                        hub.broker(),
                        "--user",
                        registered.path("userName").asText(),
                        "--password",
                        registered.path("secret").asText(),
                        "--api-key",
                        "key-of-" + machine,
                        root,
                        "am/demo/" + machine,
                        "--http-port",
                        Integer.toString(port),
                        "--print-time",
                        "PT1S"));
    }

    private JsonNode register(String machine, String dialect, String material, Map<String, String> connection)
            throws IOException {
        return RunningHub.ok(client.post(
                "/devices",
                Map.of(
                        "amCentre",
                        "demo",
                        "machine",
                        machine,
                        "dialect",
                        dialect,
                        "processCategory",
                        "MEX",
                        "buildVolumeMm",
                        Map.of("x", 250, "y", 210, "z", 220),
                        "materials",
                        List.of(material),
                        "place",
                        Map.of("groups", List.of("hall-1"), "labels", Map.of()),
                        "connection",
                        connection)));
    }

    private String live(String machine) throws IOException {
        JsonNode device = RunningHub.ok(client.get("/devices/demo/" + machine)).path("live");
        return device.path("state").asText() + " " + device.path("availability").asText();
    }

    /** An article of Tryton, and what the hub makes for it. */
    private void putArticle(String code, JsonNode revision) throws IOException {
        int unit = tryton.find("product.uom", List.of(List.of("symbol", "=", "u")), "id")
                .at("/0/id")
                .asInt();
        int category = tryton.find("product.category", List.of(List.of("accounting", "=", true)), "id")
                .at("/0/id")
                .asInt();
        Map<String, Object> price = Map.of("__class__", "Decimal", "decimal", "4.20");
        Map<String, Object> template = new TreeMap<>(Map.of(
                "name", code, "code", code, "type", "goods", "default_uom", unit, "sale_uom", unit, "salable", true));
        template.putAll(Map.of(
                "producible",
                !code.equals(BOUGHT_IN),
                "list_price",
                price,
                "cost_price_method",
                "fixed",
                "account_category",
                category,
                "products",
                List.of(List.of("create", List.of(Map.of("cost_price", price))))));
        tryton.act("product.template.create", List.of(template));
        String material = "mex-" + code.substring(code.indexOf('-') + 1).toLowerCase(Locale.ROOT);
        RunningHub.ok(client.send(
                "PUT",
                "/erp/articles/" + code,
                BodyPublishers.ofString(Json.write(
                        Map.of("revision", revision.path("id").asText(), "material", material, "amCentre", "demo"))),
                "Content-Type",
                "application/json"));
    }

    /** What a person in sales types into Tryton; returns the sale. */
    private int sell(int party, String reference, Map<String, Integer> articles) {
        int address = tryton.find("party.address", List.of(List.of("party", "=", party)), "id")
                .at("/0/id")
                .asInt();
        List<Object> lines = new ArrayList<>();
        new TreeMap<>(articles).forEach((code, quantity) -> {
            JsonNode product = tryton.find("product.product", List.of(List.of("code", "=", code)), "default_uom");
            lines.add(Map.of(
                    "type",
                    "line",
                    "product",
                    product.at("/0/id").asInt(),
                    "quantity",
                    (double) quantity,
                    "unit",
                    product.at("/0/default_uom").asInt(),
                    "unit_price",
                    Map.of("__class__", "Decimal", "decimal", "4.20")));
        });
        Map<String, Object> sale = Map.of(
                "party",
                party,
                "invoice_address",
                address,
                "shipment_address",
                address,
                "reference",
                reference,
                "lines",
                List.of(List.of("create", lines)));
        List<Integer> made =
                List.of(tryton.act("sale.sale.create", List.of(sale)).get(0).asInt());
        tryton.act("sale.sale.quote", made);
        tryton.act("sale.sale.confirm", made);
        return made.get(0);
    }

    private Map<String, String> ordersByArticle() throws IOException {
        Map<String, String> orders = new TreeMap<>();
        RunningHub.ok(client.get("/erp/sale-lines")).path("items").forEach(line -> {
            if (line.hasNonNull("orderId")) {
                orders.put(line.path("product").asText(), line.path("orderId").asText());
            }
        });
        return orders;
    }

    private boolean states(Map<String, String> orders, String state) throws IOException {
        for (String order : orders.values()) {
            if (!Customer.state(RunningHub.ok(client.get("/orders/" + order))).equals(state)) {
                return false;
            }
        }
        return true;
    }

    /** People on the floor: they take finished parts off the platforms, and do what the work list asks for. */
    private void work() throws IOException {
        for (JsonNode job :
                RunningHub.ok(client.get("/jobs?limit=100&state=FINISHED")).path("items")) {
            String id = job.path("id").asText();
            String device = job.at("/assignment/device").asText();
            if (TENDED.contains(device.substring(device.indexOf('/') + 1)) && !taken.contains(id)) {
                RunningHub.ok(client.post("/devices/" + device + "/platform-clear", Map.of()));
                taken.add(id);
            }
        }
        for (JsonNode item :
                RunningHub.ok(client.get("/work-items?state=OPEN&limit=100")).path("items")) {
            String part = "/parts/" + item.path("subject").asText();
            switch (item.path("kind").asText()) {
                case "POST_PROCESS" -> client.post(part + "/step-confirmation", Map.of());
                case "INSPECT" -> client.post(part + "/measurement", Map.of("measuredMm", SIZE));
                default -> throw new AssertionError(item.toString());
            }
        }
    }

    private void everyPartWasPrintedOnceByAMachineThatFits(Map<String, String> orders, Map<String, String> fleetOf)
            throws IOException {
        Map<String, String> printed = farm.prints("FINISHED");
        PrintLedger.read(directory.resolve("spark")).stream()
                .filter(line -> line.event().equals("FINISHED"))
                .forEach(line ->
                        assertThat(printed.put(line.job(), "demo/spark")).isNull());
        for (String machine : List.of("klipper", "octo")) {
            Objects.requireNonNull(machines.get(machine)).tell("prints");
            await().until(() -> machines.get(machine).said().contains("ok"));
            for (String line : machines.get(machine).said()) {
                if (line.startsWith("print ")) {
                    assertThat(line).contains(" COMPLETE ");
                    String file = line.substring(line.lastIndexOf('/') + 1);
                    assertThat(printed.put(file.substring(0, file.indexOf(".gcode")), "demo/" + machine))
                            .isNull();
                }
            }
        }
        Map<String, Integer> quantities = Map.of("CLIP-PLA", 3, "CLIP-PETG", 2, "CLIP-TPU", 2, "CLIP-ASA", 1);
        quantities.forEach((article, quantity) -> assertThat(printed.entrySet().stream()
                        .filter(print -> print.getKey().startsWith(orders.get(article) + "-")))
                .as(article)
                .hasSize(quantity)
                .allMatch(print -> print.getValue().startsWith(Objects.requireNonNull(fleetOf.get(article)))));
        assertThat(printed).hasSize(8);
        assertThat(farm.starts().values()).containsOnly(1);
        assertThat(Stream.of(farm.audit(), LedgerAudit.of(PrintLedger.read(directory.resolve("spark"))))
                        .flatMap(audit -> audit.crimes().stream()))
                .isEmpty();
    }

    private List<Integer> shipments(int sale) {
        List<Integer> ids = new ArrayList<>();
        tryton.find("sale.sale", List.of(List.of("id", "=", sale)), "shipments")
                .at("/0/shipments")
                .forEach(id -> ids.add(id.asInt()));
        return ids;
    }

    private Set<String> shipmentStates(int sale) {
        Set<String> states = new HashSet<>();
        tryton.find("stock.shipment.out", List.of(List.of("id", "in", shipments(sale))), "state")
                .forEach(shipment -> states.add(Customer.state(shipment)));
        return states;
    }
}
