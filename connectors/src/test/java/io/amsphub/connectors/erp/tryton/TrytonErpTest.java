package io.amsphub.connectors.erp.tryton;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.connectors.erp.ErpRig;
import io.amsphub.connectors.erp.Swallower;
import io.amsphub.processors.erp.ErpLink;
import io.amsphub.processors.erp.ErpSaleLine;
import io.amsphub.processors.erp.ErpStage;
import io.amsphub.processors.erp.ErpTask;
import io.amsphub.processors.erp.Reconciliation;
import io.amsphub.processors.memory.Samples;
import io.amsphub.processors.order.Order;
import io.amsphub.processors.order.OrderState;
import io.amsphub.processors.port.PageRequest;
import io.amsphub.processors.production.WorkItem;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hub and a real Tryton: what one has, the other has, once, whatever stands still or breaks. */
class TrytonErpTest {

    /** Where connections break: at some of the calls, or with {@code -Derp.calls=all} at each. */
    private static final List<String> CALLS = "all".equals(System.getProperty("erp.calls"))
            ? List.of(
                    "party.party.search",
                    "product.template.create",
                    "sale.sale.create",
                    "sale.sale.quote",
                    "sale.sale.confirm",
                    "production.create",
                    "stock.shipment.out.pack")
            : List.of("sale.sale.create", "production.create");

    private static final List<List<String>> BY_ID = List.of(List.of("id", "ASC"));

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    static Path shared;

    private static @Nullable TrytonServer server;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path directory;

    @SuppressWarnings("NullAway.Init") // set before each
    private TrytonServer tryton;

    @SuppressWarnings("NullAway.Init") // set before each
    private Swallower between;

    @SuppressWarnings("NullAway.Init") // set before each
    private ErpRig rig;

    @BeforeAll
    static void create() throws IOException {
        assumeTrue(TrytonServer.installed(), "Debian's tryton-server, its modules and tryton-proteus are not there");
        server = new TrytonServer(shared);
        server.create();
        server.start();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void begin() throws IOException {
        tryton = requireNonNull(server);
        between = new Swallower(tryton.port);
        rig = new ErpRig(directory, new TrytonErp(tryton.settings(between.port())));
    }

    @AfterEach
    void end() throws IOException, SQLException {
        rig.close();
        between.close();
    }

    private JsonNode sales(String number) {
        return tryton.rpc()
                .model(
                        "sale.sale.search_read",
                        List.of(List.of("reference", "=", number)),
                        0,
                        50,
                        BY_ID,
                        List.of("state", "shipment_state", "untaxed_amount", "shipments", "number"));
    }

    private ErpLink link(Order order) {
        return rig.inOne(() -> rig.store.erpLinks().get(ErpLink.idOf("tryton", order.id())));
    }

    private List<ErpTask> open(Order order) {
        return rig.inOne(() -> rig.store.erpTasks().open("tryton", order.id()));
    }

    @Test
    void orderAppearsInTrytonAndGoesOnThereToShipment() {
        Order order = rig.order(4, "PO 4711");
        rig.tell();
        assertThat(sales(order.id())).hasSize(1);
        JsonNode sale = sales(order.id()).get(0);
        assertThat(sale.path("state").asText()).isEqualTo("processing");
        BigDecimal net = requireNonNull(rig.hub.quotes.get(order.quoteId()).price())
                .net()
                .amount();
        assertThat(TrytonJson.decimal(sale.path("untaxed_amount"))).isEqualByComparingTo(net);
        assertThat(link(order).erpNumber()).isEqualTo(sale.path("number").asText());

        rig.bring(order.id(), OrderState.IN_PRODUCTION);
        rig.tell();
        assertThat(open(order)).isEmpty();
        assertThat(link(order).seen()).isEqualTo(ErpStage.IN_PRODUCTION);
        rig.bring(order.id(), OrderState.SHIPPED);
        rig.tell();
        assertThat(link(order).seen()).isEqualTo(ErpStage.SHIPPED);
        int shipment = sale.path("shipments").get(0).asInt();
        assertThat(shipmentState(shipment)).isEqualTo("packed");

        // the warehouse of the ERP hands it out: that is receipt for the hub
        tryton.rpc().model("stock.shipment.out.done", List.of(shipment));
        rig.poll();
        assertThat(rig.hub.orders.get(order.id()).state()).isEqualTo(OrderState.DELIVERED);
        rig.tell();
        assertThat(sales(order.id()).get(0).path("shipment_state").asText()).isEqualTo("sent");
        assertThat(open(order)).isEmpty();
    }

    private String shipmentState(int shipment) {
        return tryton.rpc()
                .model("stock.shipment.out.read", List.of(shipment), List.of("state"))
                .path(0)
                .path("state")
                .asText();
    }

    @Test
    void ordersThatArePlacedWhileTrytonIsDownAreAllThereOnceAfterwards() throws Exception {
        tryton.stop();
        List<Order> placed = new ArrayList<>();
        for (int n = 0; n < 3; n++) {
            placed.add(rig.order(1 + n, null));
            rig.tell();
        }
        assertThat(rig.system.condition().up()).isFalse();
        assertThat(open(placed.get(0)).get(0).problem())
                .satisfies(p -> assertThat(String.valueOf(p)).contains("AMSP-7301"));
        tryton.start();
        rig.tell();
        placed.forEach(order -> assertThat(sales(order.id())).hasSize(1));
        placed.forEach(order -> assertThat(open(order)).isEmpty());
        assertThat(rig.system.condition().up()).isTrue();
    }

    @Test
    void answersThatAreLostMakeNoSecondSaleWhereverTheConnectionBreaks() {
        for (String call : CALLS) {
            Order order = rig.order(2, null);
            rig.bring(order.id(), OrderState.SHIPPED);
            int before = between.swallowed();
            between.swallow("\"model." + call + "\"");
            rig.tell();
            rig.tell();
            rig.tell();
            assertThat(between.swallowed() - before)
                    .as(call + " is called, unless there is nothing to make")
                    .isEqualTo(call.startsWith("product.") && !firstProduct() ? 0 : 1);
            between.swallow("nothing");
            assertThat(sales(order.id())).as(call).hasSize(1);
            assertThat(link(order).seen()).as(call).isEqualTo(ErpStage.SHIPPED);
            assertThat(tryton.rpc()
                            .model("production.search", List.of(List.of("reference", "=", order.id())), 0, 9, BY_ID))
                    .as(call)
                    .hasSize(1);
        }
    }

    /** Whether the product of the sample was made in this test; another test may have come first. */
    private boolean firstProduct() {
        return between.swallowed() > 1;
    }

    @Test
    void saleThatIsEnteredInTrytonIsAnOrderOfTheHubOnce() {
        Order first = rig.order(1, null);
        rig.tell();
        int product = tryton.rpc()
                .model("product.product.search", List.of(List.of("code", "=", "dsg_1.1-pla")), 0, 1, BY_ID)
                .get(0)
                .asInt();
        int sale = enter(product, "PO-99", 3);
        rig.poll();
        rig.poll();
        List<ErpSaleLine> lines = rig
                .inOne(() -> rig.store.erpSaleLines().page(new PageRequest(null, Map.of("state", "ORDERED"), null, 50)))
                .items()
                .stream()
                .filter(line -> line.saleId().equals(Integer.toString(sale)))
                .toList();
        assertThat(lines).hasSize(1);
        Order order = rig.hub.orders.get(String.valueOf(lines.get(0).orderId()));
        assertThat(order.quantity()).isEqualTo(3);
        assertThat(order.organisation()).isEqualTo(Samples.ANNA.organisation());
        assertThat(order.id()).isNotEqualTo(first.id());
        assertThat(rig.hub.handedOn).contains("orderPlaced " + order.id());

        rig.bring(order.id(), OrderState.SHIPPED);
        rig.tell();
        assertThat(sales(order.id())).as("it is the sale that was there").isEmpty();
        assertThat(link(order).seen()).isEqualTo(ErpStage.SHIPPED);
        assertThat(rig.reconcile().differences()).noneMatch(d -> d.subject().equals(order.id()));
    }

    private int enter(int product, String reference, int quantity) {
        TrytonRpc person = tryton.rpc();
        int party = person.model("party.party.search", List.of(List.of("code", "=", "acme")), 0, 1, BY_ID)
                .get(0)
                .asInt();
        int address = person.model("party.address.search", List.of(List.of("party", "=", party)), 0, 1, BY_ID)
                .get(0)
                .asInt();
        int sale = person.model(
                        "sale.sale.create",
                        List.of(Map.of(
                                "party",
                                party,
                                "invoice_address",
                                address,
                                "shipment_address",
                                address,
                                "reference",
                                reference,
                                "lines",
                                List.of(List.of(
                                        "create",
                                        List.of(Map.of(
                                                "type",
                                                "line",
                                                "product",
                                                product,
                                                "quantity",
                                                (double) quantity,
                                                "unit",
                                                1,
                                                "unit_price",
                                                TrytonJson.decimal(BigDecimal.TEN))))))))
                .get(0)
                .asInt();
        rig.poll();
        person.model("sale.sale.quote", List.of(sale));
        person.model("sale.sale.confirm", List.of(sale));
        return sale;
    }

    @Test
    void reconciliationFindsWhatOneSideLacksHealsItAndAsksAboutTheRest() {
        Order lost = rig.order(1, null);
        rig.tell();
        Order dear = rig.order(2, null);
        rig.tell();
        TrytonRpc person = tryton.rpc();
        // somebody frees the number of one order, and changes the price of another one
        int sale = sales(lost.id()).get(0).path("id").asInt();
        person.model("sale.sale.write", List.of(sale), Map.of("reference", "ord_stranger"));
        rig.inOne(() -> {
            ErpLink link = rig.store.erpLinks().get(ErpLink.idOf("tryton", lost.id()));
            return rig.store
                    .erpLinks()
                    .update(new ErpLink(
                            link.id(),
                            link.organisation(),
                            link.system(),
                            link.subject(),
                            "999999",
                            null,
                            false,
                            link.told(),
                            link.seen(),
                            link.changedAt(),
                            link.version()));
        });
        person.model(
                "sale.sale.write",
                List.of(sales(dear.id()).get(0).path("id").asInt()),
                Map.of("untaxed_amount_cache", TrytonJson.decimal(new BigDecimal("999"))));

        Reconciliation found = rig.reconcile();
        assertThat(found.problem()).isNull();
        assertThat(found.differences())
                .anyMatch(d -> d.kind() == Reconciliation.Kind.MISSING_IN_ERP
                        && d.subject().equals(lost.id())
                        && d.healed())
                .anyMatch(d -> d.kind() == Reconciliation.Kind.UNKNOWN_IN_HUB
                        && d.subject().equals("ord_stranger"))
                .anyMatch(d ->
                        d.kind() == Reconciliation.Kind.AMOUNT && d.subject().equals(dear.id()));
        assertThat(rig.hub.asked(WorkItem.Kind.RESOLVE_ERP, dear.id())).isTrue();
        rig.tell();
        assertThat(sales(lost.id())).hasSize(1);
        assertThat(rig.reconcile().differences()).noneMatch(d -> d.subject().equals(lost.id()));
    }

    @Test
    void cancelledOrderIsCancelledThereAndTheOtherWayRound() {
        Order here = rig.order(1, null);
        rig.tell();
        rig.inOne(() -> rig.cancellation.cancel(rig.hub.orders.get(here.id()), Samples.ANNA, "changed my mind"));
        rig.tell();
        assertThat(link(here).seen()).isEqualTo(ErpStage.CANCELLED);
        Order there = rig.order(1, null);
        rig.tell();
        TrytonRpc person = tryton.rpc();
        person.model(
                "stock.shipment.out.cancel",
                List.of(sales(there.id()).get(0).path("shipments").get(0).asInt()));
        rig.poll();
        assertThat(rig.hub.orders.get(there.id()).state()).isEqualTo(OrderState.CANCELLED);
    }

    @Test
    void quantityThatIsChangedHereIsChangedThereAndAPriceOfTheirsIsLeftAlone() {
        Order order = rig.order(4, null);
        rig.tell();
        rig.change(order.id(), 6);
        rig.tell();
        rig.tell();
        JsonNode sale = sales(order.id()).get(0);
        assertThat(lines(sale)).hasSize(1);
        assertThat(lines(sale).get(0).path("quantity").asInt()).isEqualTo(6);
        assertThat(rig.hub.asked(WorkItem.Kind.RESOLVE_ERP, order.id())).isFalse();
        rig.bring(order.id(), OrderState.SHIPPED);
        rig.tell();
        assertThat(link(order).seen()).isEqualTo(ErpStage.SHIPPED);
        int shipment = sales(order.id()).get(0).path("shipments").get(0).asInt();
        JsonNode moves = tryton.find(
                "stock.move",
                List.of(
                        List.of("shipment", "=", "stock.shipment.out," + shipment),
                        List.of("state", "!=", "cancelled")),
                "quantity");
        assertThat(moves).isNotEmpty();
        moves.forEach(move -> assertThat(move.path("quantity").asInt()).isEqualTo(6));
    }

    @Test
    void saleThatSomebodyMadeCheaperStaysSoAndIsAskedAboutAtOnce() {
        Order order = rig.order(4, null);
        rig.tell();
        int sale = sales(order.id()).get(0).path("id").asInt();
        JsonNode dear = lines(sales(order.id()).get(0)).get(0).path("unit_price");
        tryton.act(
                "sale.sale.write", List.of(sale), Map.of("untaxed_amount_cache", TrytonJson.decimal(BigDecimal.ONE)));
        rig.bring(order.id(), OrderState.IN_PRODUCTION);
        rig.tell();
        assertThat(TrytonJson.decimal(sales(order.id()).get(0).path("untaxed_amount")))
                .isEqualByComparingTo("1");
        assertThat(lines(sales(order.id()).get(0)).get(0).path("unit_price")).isEqualTo(dear);
        assertThat(rig.hub.asked(WorkItem.Kind.RESOLVE_ERP, order.id())).isTrue();
    }

    private JsonNode lines(JsonNode sale) {
        return tryton.find(
                "sale.line", List.of(List.of("sale", "=", sale.path("id").asInt())), "quantity", "unit_price");
    }
}
