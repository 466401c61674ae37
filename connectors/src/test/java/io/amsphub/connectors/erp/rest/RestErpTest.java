package io.amsphub.connectors.erp.rest;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.connectors.erp.ErpRig;
import io.amsphub.processors.erp.ErpLink;
import io.amsphub.processors.erp.ErpSaleLine;
import io.amsphub.processors.erp.ErpStage;
import io.amsphub.processors.erp.ErpTask;
import io.amsphub.processors.erp.Reconciliation;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.order.Order;
import io.amsphub.processors.order.OrderState;
import io.amsphub.processors.port.PageRequest;
import io.amsphub.processors.production.WorkItem;
import io.amsphub.processors.step.ErpDelivery;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hub and an ERP with OData 4, by a mapping file: the simulator is a process of its own. */
class RestErpTest {

    private static final String CUSTOMER = "acme";

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path directory;

    @SuppressWarnings("NullAway.Init") // set before each
    private Process simulator;

    @SuppressWarnings("NullAway.Init") // set before each
    private URI url;

    @SuppressWarnings("NullAway.Init") // set before each
    private ErpRig rig;

    private final HttpClient person = HttpClient.newHttpClient();

    private static Path mapping() throws URISyntaxException {
        return Path.of(
                requireNonNull(RestErpTest.class.getResource("odata-erp.yaml")).toURI());
    }

    @BeforeEach
    void begin() throws IOException, URISyntaxException {
        simulator = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ODataSimulator.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader said =
                new BufferedReader(new InputStreamReader(simulator.getInputStream(), StandardCharsets.UTF_8));
        url = URI.create("http://127.0.0.1:" + said.readLine() + "/odata/");
        rig = new ErpRig(directory, erp(ODataSimulator.PASSWORD));
    }

    private RestErp erp(String password) throws URISyntaxException {
        return new RestErp(
                new RestSettings(url, ODataSimulator.USER, password, Duration.ofSeconds(20)),
                RestMapping.read(mapping()));
    }

    @AfterEach
    void end() throws SQLException {
        rig.close();
        simulator.destroyForcibly();
    }

    private JsonNode http(String method, String path, Object body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url.resolve(path))
                .header("Content-Type", "application/json")
                .header(
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString((ODataSimulator.USER + ":" + ODataSimulator.PASSWORD)
                                                .getBytes(StandardCharsets.UTF_8)));
        if (headers.length > 0) {
            request.headers(headers);
        }
        String answer = person.send(
                        request.method(method, HttpRequest.BodyPublishers.ofString(Json.write(body)))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        return Json.mapper().readTree(answer);
    }

    private void fault(String kind, int times) throws IOException, InterruptedException {
        http("POST", "/fault/" + kind + "/" + times, Map.of());
    }

    private JsonNode sales(String number) throws IOException, InterruptedException {
        return http("GET", "SalesOrders?$filter=ExternalReference%20eq%20'" + number + "'", Map.of())
                .path("value");
    }

    private ErpLink link(Order order) {
        return rig.inOne(() -> rig.store.erpLinks().get(ErpLink.idOf("odata", order.id())));
    }

    @Test
    void orderIsPutOnceAndBroughtOnThoughAnswersAreLostAndTheErpIsBusy() throws Exception {
        Order order = rig.order(3, "it's ours");
        fault("busy", 1);
        rig.tell();
        assertThat(rig.system.condition().up()).isFalse();
        fault("swallow", 3);
        for (int n = 0; n < 6; n++) {
            rig.tell();
        }
        assertThat(sales(order.id())).hasSize(1);
        assertThat(link(order).seen()).isEqualTo(ErpStage.ORDERED);
        assertThat(sales(order.id()).get(0).path("CustomerReference").asText()).isEqualTo("it's ours");
        rig.bring(order.id(), OrderState.SHIPPED);
        fault("swallow", 1);
        rig.tell();
        rig.tell();
        assertThat(link(order).seen()).isEqualTo(ErpStage.SHIPPED);
        assertThat(rig.reconcile().differences()).isEmpty();
    }

    @Test
    void listOfManyPagesIsReadToItsEndAndChangesOfOthersAreKept() throws Exception {
        for (int n = 0; n < 5; n++) {
            rig.order(1 + n, null);
        }
        rig.tell();
        assertThat(rig.reconcile().sales()).isEqualTo(5);
        Order order = rig.order(1, null);
        rig.tell();
        JsonNode sale = sales(order.id()).get(0);
        http(
                "PATCH",
                "SalesOrders(" + sale.path("ID").asInt() + ")",
                Map.of("Status", "stocked"),
                "If-Match",
                sale.path("@odata.etag").asText());
        rig.bring(order.id(), OrderState.IN_PRODUCTION);
        rig.tell();
        assertThat(link(order).seen()).as("what is further is left alone").isEqualTo(ErpStage.INSPECTED);
        Reconciliation found = rig.reconcile();
        assertThat(found.differences()).singleElement().satisfies(d -> {
            assertThat(d.kind()).isEqualTo(Reconciliation.Kind.HUB_BEHIND);
            assertThat(d.subject()).isEqualTo(order.id());
        });
    }

    @Test
    void saleThatIsEnteredThereIsAnOrderOnceAndOddOnesAreForAPerson() throws Exception {
        rig.order(1, null);
        rig.tell();
        enter("PO-1", "dsg_1.1-pla", 2, "open");
        enter("PO-2", "dsg_1.1-pla", 1.5, "open");
        enter("PO-3", "dsg_1.1-pla", 4, "draft");
        rig.poll();
        rig.poll();
        List<ErpSaleLine> lines = rig.inOne(
                        () -> rig.store.erpSaleLines().page(new PageRequest(null, Map.of(), null, 50)))
                .items();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0).state()).isEqualTo(ErpSaleLine.State.ORDERED);
        assertThat(rig.hub.orders.get(String.valueOf(lines.get(0).orderId())).quantity())
                .isEqualTo(2);
        assertThat(lines.get(1).state()).isEqualTo(ErpSaleLine.State.STOPPED);
        assertThat(rig.hub.asked(WorkItem.Kind.RESOLVE_ERP, lines.get(1).id())).isTrue();
    }

    private void enter(String reference, String product, double quantity, String status) throws Exception {
        http(
                "POST",
                "SalesOrders",
                Map.of(
                        "ExternalReference",
                        reference,
                        "Customer",
                        CUSTOMER,
                        "Currency",
                        "EUR",
                        "Status",
                        status,
                        "Items",
                        List.of(Map.of("Product", product, "Quantity", quantity, "UnitPrice", 10))));
    }

    @Test
    void whatTheErpRefusesIsTriedAFewTimesAndThenForAPerson() throws Exception {
        Order order = rig.order(1, null);
        rig.tell();
        JsonNode sale = sales(order.id()).get(0);
        http(
                "PATCH",
                "SalesOrders(" + sale.path("ID").asInt() + ")",
                Map.of("Status", "cancelled"),
                "If-Match",
                sale.path("@odata.etag").asText());
        rig.bring(order.id(), OrderState.IN_PRODUCTION);
        for (int n = 0; n < 10 * ErpDelivery.ATTEMPTS; n++) {
            rig.tell();
        }
        List<ErpTask> open = rig.inOne(() -> rig.store.erpTasks().open("odata", order.id()));
        assertThat(open).isNotEmpty().allSatisfy(task -> assertThat(task.state())
                .isEqualTo(ErpTask.State.STOPPED));
        assertThat(String.valueOf(open.get(0).problem())).contains("AMSP-7303").contains("cancelled");
        assertThat(rig.hub.asked(WorkItem.Kind.RESOLVE_ERP, order.id())).isTrue();
        rig.poll();
        assertThat(rig.hub.orders.get(order.id()).state()).isEqualTo(OrderState.CANCELLED);
        rig.tell();
        assertThat(rig.inOne(() -> rig.store.erpTasks().open("odata", order.id())))
                .isEmpty();
        assertThat(rig.hub.asked(WorkItem.Kind.RESOLVE_ERP, order.id())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"broken", "unwritable"})
    void erpThatFailsForHoursIsNoReasonToGiveUpAnOrder(String fault) throws Exception {
        List<Order> orders = new ArrayList<>(List.of(rig.order(1, null), rig.order(2, null)));
        fault(fault, 10_000);
        rig.tell();
        assertThat(rig.system.condition().up()).isFalse();
        assertThat(String.valueOf(rig.system.condition().problem())).contains("AMSP-7307");
        for (int n = 0; n < 10 * ErpDelivery.ATTEMPTS; n++) {
            rig.poll();
            rig.tell();
        }
        orders.add(rig.order(3, null));
        fault(fault, 0);
        rig.poll();
        assertThat(rig.system.condition().up()).isTrue();
        for (int n = 0; n < 6; n++) {
            rig.tell();
        }
        for (Order order : orders) {
            assertThat(sales(order.id())).hasSize(1);
            assertThat(rig.hub.asked(WorkItem.Kind.RESOLVE_ERP, order.id())).isFalse();
        }
    }

    @Test
    void orderThatTheErpFailsAtIsForAPersonAndHoldsNobodyUp() throws Exception {
        Order bad = rig.order(1, ODataSimulator.BREAKS);
        Order good = rig.order(2, null);
        rig.tell();
        rig.tell();
        assertThat(sales(good.id())).as("made though the other came first").hasSize(1);
        for (int n = 0; n < 10 * ErpDelivery.ATTEMPTS; n++) {
            rig.poll();
            rig.tell();
        }
        assertThat(rig.inOne(() -> rig.store.erpTasks().open("odata", bad.id())))
                .singleElement()
                .satisfies(task -> assertThat(task.state()).isEqualTo(ErpTask.State.STOPPED));
        assertThat(rig.hub.asked(WorkItem.Kind.RESOLVE_ERP, bad.id())).isTrue();
        assertThat(rig.system.condition().up()).isTrue();
    }

    @Test
    void wrongPasswordKeepsEverythingWaitingAndSaysSo() throws Exception {
        rig.close();
        rig = new ErpRig(directory.resolve("other"), erp("wrong"));
        Order order = rig.order(1, null);
        rig.tell();
        assertThat(String.valueOf(rig.system.condition().problem()))
                .contains("AMSP-7302")
                .doesNotContain("wrong");
        assertThat(rig.inOne(() -> rig.store.erpTasks().open("odata", order.id())))
                .allSatisfy(task -> assertThat(task.state()).isEqualTo(ErpTask.State.WAITING));
    }

    @Test
    void mappingThatIsNotCompleteIsRefusedWithThePlace() throws Exception {
        Path half = directory.resolve("half.yaml");
        Files.writeString(half, Files.readString(mapping()).replace("  SHIPPED: [shipped]\n", ""));
        assertThatThrownBy(() -> RestMapping.read(half)).hasMessageContaining("SHIPPED");
        Files.writeString(half, Files.readString(mapping()).replace("erpNumber:", "erpNumbre:"));
        assertThatThrownBy(() -> RestMapping.read(half)).hasMessageContaining("erpNumbre");
    }

    @Test
    void quantityThatTheErpCannotBeToldOfIsAskedAboutAtOnce() {
        Order order = rig.order(2, null);
        rig.tell();
        assertThat(rig.hub.asked(WorkItem.Kind.RESOLVE_ERP, order.id())).isFalse();
        rig.change(order.id(), 5);
        rig.tell();
        assertThat(rig.hub.asked(WorkItem.Kind.RESOLVE_ERP, order.id())).isTrue();
    }
}
