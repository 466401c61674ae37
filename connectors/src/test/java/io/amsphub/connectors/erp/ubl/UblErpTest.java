package io.amsphub.connectors.erp.ubl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amsphub.connectors.erp.ErpRig;
import io.amsphub.processors.erp.ErpSaleLine;
import io.amsphub.processors.order.Order;
import io.amsphub.processors.order.OrderState;
import io.amsphub.processors.port.PageRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Orders come and answers go as files, checked against the schemas of UBL 2.1. */
class UblErpTest {

    private static final String ARTICLE = "dsg_1.1-pla";

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path directory;

    @SuppressWarnings("NullAway.Init") // set before each
    private UblErp ubl;

    @SuppressWarnings("NullAway.Init") // set before each
    private ErpRig rig;

    @BeforeEach
    void begin() {
        Clock clock = Clock.fixed(Instant.parse("2026-11-03T10:00:00Z"), ZoneOffset.UTC);
        ubl = new UblErp(folder(), "North AM", clock);
        rig = new ErpRig(directory.resolve("db"), ubl);
        rig.order(1, null);
        rig.tell();
    }

    @AfterEach
    void end() throws SQLException {
        rig.close();
    }

    private Path folder() {
        return directory.resolve("ubl");
    }

    static String order(String number, String article, String quantity) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <Order xmlns="urn:oasis:names:specification:ubl:schema:xsd:Order-2"
                  xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
                  xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
                  <cbc:ID>%s</cbc:ID>
                  <cbc:IssueDate>2026-11-03</cbc:IssueDate>
                  <cac:BuyerCustomerParty><cac:Party><cac:PartyName><cbc:Name>Aero</cbc:Name></cac:PartyName></cac:Party>
                  </cac:BuyerCustomerParty>
                  <cac:SellerSupplierParty><cac:Party><cac:PartyName><cbc:Name>North AM</cbc:Name></cac:PartyName></cac:Party>
                  </cac:SellerSupplierParty>
                  <cac:OrderLine><cac:LineItem>
                    <cbc:ID>10</cbc:ID><cbc:Quantity unitCode="C62">%s</cbc:Quantity>
                    <cac:Item><cbc:Name>Bracket</cbc:Name>
                      <cac:SellersItemIdentification><cbc:ID>%s</cbc:ID></cac:SellersItemIdentification></cac:Item>
                  </cac:LineItem></cac:OrderLine>
                </Order>
                """.formatted(number, quantity, article);
    }

    private void drop(String name, String content) throws IOException {
        Files.writeString(folder().resolve("in").resolve(name), content);
    }

    private List<String> files(String place) throws IOException {
        try (Stream<Path> all = Files.list(folder().resolve(place))) {
            return all.map(path -> String.valueOf(path.getFileName())).sorted().toList();
        }
    }

    private String reason() throws IOException {
        try (Stream<Path> all = Files.list(folder().resolve("quarantine"))) {
            return all.filter(path -> path.toString().endsWith(".reason.txt"))
                    .map(UblErpTest::text)
                    .collect(Collectors.joining("\n"));
        }
    }

    private static String text(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<ErpSaleLine> lines() {
        return rig.inOne(() -> rig.store.erpSaleLines().page(new PageRequest(null, Map.of(), null, 50)))
                .items();
    }

    @Test
    void orderDocumentIsAnOrderAndIsAnsweredDespatchedAndInvoicedOnce() throws Exception {
        drop("a.xml", order("PO-1", ARTICLE, "3"));
        rig.poll();
        rig.poll();
        assertThat(lines()).singleElement().satisfies(line -> assertThat(line.state())
                .isEqualTo(ErpSaleLine.State.ORDERED));
        Order order = rig.hub.orders.get(String.valueOf(lines().get(0).orderId()));
        assertThat(order.quantity()).isEqualTo(3);
        rig.tell();
        assertThat(files("in")).isEmpty();
        String response = "OrderResponse-" + lines().get(0).saleId() + ".xml";
        assertThat(files("out")).contains(response);
        assertThat(text(folder().resolve("out").resolve(response)))
                .contains("<cbc:ID>PO-1</cbc:ID>", "<cbc:OrderResponseCode>AP</cbc:OrderResponseCode>");

        Files.delete(folder().resolve("out").resolve(response));
        drop("again.xml", order("PO-1", ARTICLE, "3"));
        rig.poll();
        rig.tell();
        assertThat(lines()).hasSize(1);
        assertThat(files("out")).as("answered once").doesNotContain(response);

        rig.bring(order.id(), OrderState.SHIPPED);
        rig.tell();
        rig.tell();
        assertThat(files("out")).contains("DespatchAdvice-" + order.id() + ".xml", "Invoice-" + order.id() + ".xml");
        assertThat(rig.reconcile().differences()).isEmpty();
    }

    @Test
    void sameNumberWithOtherContentIsPutAside() throws Exception {
        drop("a.xml", order("PO-1", ARTICLE, "3"));
        rig.poll();
        drop("b.xml", order("PO-1", ARTICLE, "4"));
        rig.poll();
        assertThat(lines()).hasSize(1);
        assertThat(reason()).contains("AMSP-7310", "came before, with other content");
    }

    @Test
    void unknownArticleIsRejectedWithAnAnswer() throws Exception {
        drop("a.xml", order("PO-7", "nothing", "3"));
        rig.poll();
        assertThat(lines()).isEmpty();
        assertThat(reason()).contains("there is no article nothing");
        assertThat(files("out")).singleElement().satisfies(name -> assertThat(
                        text(folder().resolve("out").resolve(name)))
                .contains("<cbc:OrderResponseCode>RE</cbc:OrderResponseCode>"));
    }

    @Test
    void invalidDocumentIsPutAsideWithLineAndColumn() throws Exception {
        drop("a.xml", order("PO-1", ARTICLE, "three"));
        rig.poll();
        assertThat(reason()).contains("line 12, column ");
        drop("b.xml", "<Order xmlns='urn:oasis:names:specification:ubl:schema:xsd:Order-2'><oops");
        rig.poll();
        assertThat(reason()).contains("line 1, column ");
    }

    @Test
    void entitiesAndDocumentTypesAreRefused() throws Exception {
        Path secret = directory.resolve("secret.txt");
        Files.writeString(secret, "top secret");
        String hostile = order("PO-1 &leak;", ARTICLE, "3")
                .replace("<Order ", "<!DOCTYPE Order [<!ENTITY leak SYSTEM \"" + secret.toUri() + "\">]>\n<Order ");
        drop("a.xml", hostile);
        rig.poll();
        assertThat(reason()).contains("DOCTYPE").doesNotContain("top secret");
        assertThat(lines()).isEmpty();
    }

    @Test
    void documentThatIsTooLargeIsNotRead() throws Exception {
        drop("a.xml", " ".repeat(UblFolder.MOST_BYTES + 1));
        rig.poll();
        assertThat(reason()).contains("more than " + UblFolder.MOST_BYTES + " bytes");
    }

    @Test
    void documentOverHttpIsCheckedAtOnce() throws Exception {
        byte[] good = order("PO-9", ARTICLE, "2").getBytes(StandardCharsets.UTF_8);
        assertThat(ubl.accept(new ByteArrayInputStream(good))).isEqualTo("PO-9");
        rig.poll();
        assertThat(lines()).hasSize(1);
        byte[] bad = order("PO-9", ARTICLE, "two").getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> ubl.accept(new ByteArrayInputStream(bad)))
                .hasMessageContaining("AMSP-7310")
                .hasMessageContaining("two");
    }
}
