package io.amsphub.it.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.config.client.HubClient;
import io.amsphub.connectors.erp.tryton.TrytonServer;
import io.amsphub.mesh.compose.DemoBracket;
import io.amsphub.mesh.io.BinaryStlWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub, a Tryton and printers, each a process of its own: what is sold on either side is made once and on both. */
class ErpIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    @SuppressWarnings("NullAway.Init") // set before each
    private TrytonServer tryton;

    @SuppressWarnings("NullAway.Init") // set before each
    private RunningHub hub;

    @SuppressWarnings("NullAway.Init") // set before each
    private PrinterFarm farm;

    @BeforeEach
    void prepare() throws IOException {
        assumeTrue(TrytonServer.installed(), "Debian's tryton-server, its modules and tryton-proteus are not there");
        tryton = new TrytonServer(Files.createDirectories(directory.resolve("tryton")));
        tryton.create();
        tryton.start();
        hub = new RunningHub(directory.resolve("data"))
                .with("hub.erp.systems", "tryton")
                .with("hub.erp.tryton.url", tryton.url().toString())
                .with("hub.erp.tryton.user", TrytonServer.USER)
                .with("hub.erp.tryton.password", TrytonServer.PASSWORD)
                .with("hub.erp.tryton.production", "true")
                .with("hub.erp.quotes", "true")
                .with("hub.erp.poll", "PT1S");
        farm = new PrinterFarm(directory.resolve("farm"), hub.broker());
    }

    @AfterEach
    void stop() {
        if (farm != null) {
            farm.close();
            hub.close();
            tryton.close();
        }
    }

    @Test
    void whatIsSoldOnEitherSideIsMadeOnceAndIsOnBoth() throws Exception {
        HubClient client = hub.start().client();
        farm.addFast(client, 2).start();
        JsonNode revision = new Customer(client).ready(model());
        String order = orderedInTheHub(client, revision);
        soldInTryton(client, revision, order);
        orderedWhileTrytonIsAway(client, revision);

        JsonNode compared = RunningHub.ok(hub.client().post("/erp/reconciliations", Map.of()));
        assertThat(compared.findValuesAsText("kind")).as(compared.toString()).isEmpty();
        assertThat(farm.starts().values().stream().mapToInt(n -> n).sum()).isEqualTo(6);
        assertThat(farm.audit().crimes()).isEmpty();
    }

    private String orderedInTheHub(HubClient client, JsonNode revision) throws IOException {
        JsonNode quote = new Customer(client).quote(revision, 2);
        await().atMost(PATIENCE)
                .until(
                        () -> sales(quote.path("id").asText()),
                        s -> s.size() == 1 && Customer.state(s.get(0)).equals("quotation"));
        String order = new Customer(client).order(quote).path("id").asText();
        new Customer(client).await(order, PATIENCE, "SHIPPED");
        JsonNode sale = await().atMost(PATIENCE)
                .until(
                        () -> sales(order),
                        s -> s.size() == 1
                                && s.get(0).path("shipments").size() == 1
                                && shipmentState(s.get(0)).equals("packed"))
                .get(0);
        assertThat(new BigDecimal(sale.at("/untaxed_amount/decimal").asText()))
                .as("the price that was quoted, four decimals for each part")
                .isCloseTo(
                        new BigDecimal(quote.at("/price/net/amount").asText()), Offset.offset(new BigDecimal("0.02")));
        assertThat(sales(quote.path("id").asText()))
                .as("the quotation became the sale")
                .isEmpty();
        assertThat(Customer.state(productions(order).get(0))).isEqualTo("done");
        tryton.act(
                "stock.shipment.out.done", List.of(sale.path("shipments").get(0).asInt()));
        new Customer(client).await(order, PATIENCE, "DELIVERED");
        return order;
    }

    private void soldInTryton(HubClient client, JsonNode revision, String order) throws IOException {
        enter(revision.path("id").asText() + "-mex-pla", "PO-99", 3);
        JsonNode entered = await().atMost(PATIENCE)
                .until(() -> RunningHub.ok(client.get("/orders")).path("items"), orders -> orders.size() == 2);
        String other = entered.get(0).path("id").asText().equals(order)
                ? entered.get(1).path("id").asText()
                : entered.get(0).path("id").asText();
        JsonNode made = new Customer(client).await(other, PATIENCE, "SHIPPED");
        assertThat(made.path("quantity").asInt()).isEqualTo(3);
    }

    private void orderedWhileTrytonIsAway(HubClient client, JsonNode revision) throws Exception {
        tryton.stop();
        String late = new Customer(client)
                .order(new Customer(client).quote(revision, 1))
                .path("id")
                .asText();
        await().atMost(PATIENCE)
                .until(
                        () -> RunningHub.ok(client.get("/erp/systems"))
                                .findPath("code")
                                .asText(),
                        "AMSP-7301"::equals);
        hub.kill();
        HubClient again = hub.start().client();
        new Customer(again).await(late, PATIENCE, "SHIPPED");
        tryton.start();
        await().atMost(PATIENCE)
                .until(
                        () -> sales(late),
                        s -> s.size() == 1
                                && s.get(0).path("shipments").size() == 1
                                && shipmentState(s.get(0)).equals("packed"));
    }

    private Path model() throws IOException {
        Path model = directory.resolve("bracket.stl");
        try (OutputStream out = Files.newOutputStream(model)) {
            BinaryStlWriter.write(DemoBracket.sound(), out);
        }
        return model;
    }

    private JsonNode sales(String number) {
        return tryton.find(
                "sale.sale", List.of(List.of("reference", "=", number)), "state", "untaxed_amount", "shipments");
    }

    private JsonNode productions(String number) {
        return tryton.find("production", List.of(List.of("reference", "=", number)), "state");
    }

    private String shipmentState(JsonNode sale) {
        int shipment = sale.path("shipments").get(0).asInt();
        return Customer.state(tryton.find("stock.shipment.out", List.of(List.of("id", "=", shipment)), "state")
                .get(0));
    }

    /** What a person in sales types into Tryton. */
    private void enter(String article, String reference, int quantity) {
        JsonNode product = tryton.find("product.product", List.of(List.of("code", "=", article)), "id");
        JsonNode party = tryton.find("party.party", List.of(List.of("code", "!=", "1")), "addresses", "name")
                .get(0);
        int address = party.path("addresses").get(0).asInt();
        Map<String, Object> line = Map.of(
                "type",
                "line",
                "product",
                product.get(0).path("id").asInt(),
                "quantity",
                (double) quantity,
                "unit",
                1,
                "unit_price",
                Map.of("__class__", "Decimal", "decimal", "10"));
        Map<String, Object> sale = Map.of(
                "party",
                party.path("id").asInt(),
                "invoice_address",
                address,
                "shipment_address",
                address,
                "reference",
                reference,
                "lines",
                List.of(List.of("create", List.of(line))));
        List<Integer> made =
                List.of(tryton.act("sale.sale.create", List.of(sale)).get(0).asInt());
        tryton.act("sale.sale.quote", made);
        tryton.act("sale.sale.confirm", made);
    }
}
