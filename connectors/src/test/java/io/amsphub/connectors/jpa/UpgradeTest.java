package io.amsphub.connectors.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amsphub.processors.design.DesignRevision;
import io.amsphub.processors.device.Device;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.identity.Role;
import io.amsphub.processors.lifecycle.HubEvent;
import io.amsphub.processors.order.Order;
import io.amsphub.processors.order.OrderState;
import io.amsphub.processors.port.UnitOfWork;
import io.amsphub.processors.production.Job;
import io.amsphub.processors.production.Part;
import io.amsphub.processors.production.PartState;
import io.amsphub.processors.production.Secrets;
import io.amsphub.processors.quote.QuoteState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A database of an earlier hub, of schema 80, is brought up to date and read rightly; one of a newer hub is refused and left
 * as it is. The documents are as the code of that time wrote them.
 */
@SuppressWarnings("NullAway") // JUnit sets the fields
class UpgradeTest {

    private static final String THEN = "TIMESTAMP '2026-11-03 09:00:00+0:00'";

    private static final String BLOB =
            "{\"sha256\":\"" + "a".repeat(64) + "\",\"bytes\":684,\"mediaType\":\"model/stl\"}";

    private static final String REVISION = """
            {"id":"dsg_1.1","designId":"dsg_1","number":1,"organisation":"acme","state":"READY","createdBy":"anna",
            "createdAt":"2026-11-03T09:00:00Z","upload":{"id":"upl_1","fileName":"bracket.stl","bytes":684,"autoAccept":true,
            "parameters":{}},"source":BLOB,"detection":{"format":"STL","unit":"MILLIMETRE","geometry":{"size":{"x":40.0,
            "y":30.0,"z":20.0},"volumeMm3":6000.0,"areaMm2":2000.0,"facets":12},"solid":true,"findings":[],"report":BLOB,
            "solidContent":BLOB},"version":0}""".replace("BLOB", BLOB);

    private static final String QUOTE = """
            {"id":"quo_1","organisation":"acme","revisionId":"dsg_1.1","materialId":"pla","quantity":2,"state":"REQUESTED",
            "createdBy":"anna","createdAt":"2026-11-03T09:00:00Z","wishes":{"onRequest":false,"orientation":"AS_MODELLED"},
            "candidates":[],"version":0}""";

    /** An order had one revision and one delivery then, and no lines, terms or holds. */
    private static final String ORDER = """
            {"id":"ord_1","organisation":"acme","quoteId":"quo_1","revisionId":"dsg_1.1","materialId":"pla","amCentre":"north",
            "quantity":2,"total":{"amount":12.50,"currency":"EUR"},"priority":0,"requirements":{"capabilities":[],
            "certificates":[],"allowedCentres":[],"allowedMachines":[]},"state":"IN_PRODUCTION","createdBy":"anna",
            "createdAt":"2026-11-03T09:00:00Z","released":0,"version":0}""";

    private static final String DELIVERED = ORDER.replace("ord_1", "ord_0")
            .replace("IN_PRODUCTION", "DELIVERED")
            .replace(
                    "\"released\":0",
                    "\"released\":2,\"delivery\":{\"consignment\":\"C-ord_0\",\"carrier\":\"in-house\","
                            + "\"parts\":[\"ord_0-1\",\"ord_0-2\"],\"shippedAt\":\"2026-11-03T10:00:00Z\","
                            + "\"deliveredAt\":\"2026-11-03T11:00:00Z\",\"receivedBy\":\"anna\"}");

    private static final String PART = """
            {"serial":"ord_1-1","orderId":"ord_1","organisation":"acme","state":"PLANNED","attempt":1,"plan":[],"done":[],
            "inspections":[],"createdAt":"2026-11-03T09:00:00Z","version":0}""";

    private static final String JOB = """
            {"id":"ord_1-1.1","serial":"ord_1-1","orderId":"ord_1","organisation":"acme","amCentre":"north",
            "processCategory":"MEX","feedstock":"PLA","size":{"x":40.0,"y":30.0,"z":20.0},"content":BLOB,
            "expectedPrintTimeS":3600,"layers":100,"priority":3,"avoid":[],"refusals":0,"state":"QUEUED","progressPct":0.0,
            "matching":[],"requirements":{"capabilities":[],"certificates":[],"allowedCentres":[],"allowedMachines":[]},
            "rank":1793696400000001000,"createdAt":"2026-11-03T09:00:00Z","version":0}""".replace("BLOB", BLOB);

    private static final String DEVICE = """
            {"id":"north/printer-01","amCentre":"north","machine":"printer-01","dialect":"amsp-native","processCategory":"MEX",
            "buildVolume":{"x":250.0,"y":210.0,"z":220.0},"materials":["PLA"],"equipment":{"limits":[],"capabilities":[],
            "certificates":[]},"place":{"groups":[],"labels":{}},"upkeep":{"windows":[]},"registration":"QUALIFIED",
            "live":{"availability":"ONLINE","presence":{"lastWill":"UP","session":"NONE"},"state":"IDLE","platformClear":true,
            "temperaturesC":{},"boot":"boot-1","seq":10,"lastSeen":"2026-11-03T09:00:00Z"},"usage":{"hours":0.0},
            "version":0}""";

    @TempDir
    Path directory;

    private String url() {
        return "jdbc:hsqldb:file:" + directory.resolve("hub").toAbsolutePath()
                + ";hsqldb.tx=mvcc;hsqldb.default_table_type=cached;sql.syntax_pgs=true";
    }

    private FluentConfiguration flyway() {
        return Flyway.configure().dataSource(url(), "sa", "");
    }

    private void sql(String statement, String... values) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(), "sa", "");
                PreparedStatement prepared = connection.prepareStatement(statement)) {
            for (int i = 0; i < values.length; i++) {
                prepared.setString(i + 1, values[i]);
            }
            prepared.executeUpdate();
        }
    }

    private void shutDown() throws SQLException {
        sql("SHUTDOWN");
    }

    private void earlierHub() throws SQLException {
        flyway().target("80").load().migrate();
        sql("INSERT INTO revision VALUES ('dsg_1.1', 4, 'acme', 'READY', ?, 'dsg_1', 'upl_1')", REVISION);
        sql("INSERT INTO quote VALUES ('quo_1', 0, 'acme', 'REQUESTED', ?, NULL)", QUOTE);
        sql("INSERT INTO orders VALUES ('ord_0', 7, 'acme', 'DELIVERED', ?)", DELIVERED);
        sql("INSERT INTO orders VALUES ('ord_1', 2, 'acme', 'IN_PRODUCTION', ?)", ORDER);
        sql("INSERT INTO part VALUES ('ord_1-1', 0, 'acme', 'PLANNED', ?, 'ord_1')", PART);
        sql(
                "INSERT INTO job (id, version, organisation, state, document, order_id, serial, am_centre, priority,"
                        + " print_seconds, live_part, urgency, queue_rank) VALUES ('ord_1-1.1', 0, 'acme', 'QUEUED', ?,"
                        + " 'ord_1', 'ord_1-1', 'north', 3, 3600, 'ord_1-1', -3, 1793696400000001000)",
                JOB);
        sql(
                "INSERT INTO device VALUES ('north/printer-01', 1, 'north', 'QUALIFIED', ?, 'north', TRUE, 'ONLINE', "
                        + THEN + ", NULL, FALSE, '||')",
                DEVICE);
        sql("INSERT INTO event VALUES ('evt_1', 1, " + THEN
                + ", 'order', 'ord_1', NULL, 'CREATED', 'anna', 'placed', 'acme', 'ord_1')");
        sql("INSERT INTO event VALUES ('evt_2', NULL, " + THEN
                + ", 'order', 'ord_1', 'CREATED', 'CONFIRMED', 'hub', 'so', 'acme', 'ord_1')");
        sql("INSERT INTO outbox (id, message_id, topic, address, body, correlation_id) VALUES (1, 'msg_1', FALSE,"
                + " 'build-dispatch', '{}', 'ord_1')");
        sql("INSERT INTO failure_note VALUES ('msg_0', 'it failed once')");
        sql(
                "INSERT INTO credential VALUES ('partner.erp', 'acme', 'USER', ?)",
                Secrets.sha256("a secret of sixteen bytes"));
        shutDown();
    }

    @Test
    void dataOfAnEarlierHubAreReadRightly() throws SQLException {
        earlierHub();
        try (TestStore opened = new TestStore(directory)) {
            JpaStore store = opened.store;
            UnitOfWork unit = store.unitOfWork();
            ordersAreThose(store, unit);
            productionGoesOn(store, unit);
            DesignRevision revision = unit.call(() -> store.revisions().get("dsg_1.1"));
            assertThat(revision.solid().sha256()).isEqualTo("a".repeat(64));
            assertThat(revision.version()).isEqualTo(4);
            assertThat(unit.call(() -> store.quotes().get("quo_1")).state()).isEqualTo(QuoteState.REQUESTED);

            assertThat(store.events().sequence()).isOne();
            assertThat(unit.call(() -> store.events().after(null, null, "ord_1", 0, 10)))
                    .extracting(HubEvent::to)
                    .containsExactly("CREATED", "CONFIRMED");
            assertThat(store.outbox().waitingSince()).isPresent();
            List<String> sent = new ArrayList<>();
            assertThat(store.outbox().drain(10, messages -> messages.forEach(one -> sent.add(one.id()))))
                    .isOne();
            assertThat(sent).containsExactly("msg_1");
            assertThat(store.deadLetters().lastReason("msg_0")).contains("it failed once");
            Principal partner =
                    store.credentials().byToken("a secret of sixteen bytes").orElseThrow();
            assertThat(partner.roles()).containsExactlyInAnyOrder(Role.USER, Role.PARTNER);
        }
    }

    private static void ordersAreThose(JpaStore store, UnitOfWork unit) {
        Order order = unit.call(() -> store.orders().get("ord_1"));
        assertThat(order.state()).isEqualTo(OrderState.IN_PRODUCTION);
        assertThat(order.lines()).singleElement().satisfies(line -> {
            assertThat(line.quantity()).isEqualTo(2);
            assertThat(line.revisionId()).isEqualTo("dsg_1.1");
            assertThat(line.quoteId()).isEqualTo("quo_1");
            assertThat(line.total().amount()).isEqualByComparingTo("12.50");
        });
        assertThat(order.hold()).isNull();
        Order delivered = unit.call(() -> store.orders().get("ord_0"));
        assertThat(delivered.deliveries()).singleElement().satisfies(delivery -> assertThat(delivery.parts())
                .containsExactly("ord_0-1", "ord_0-2"));
        unit.run(() -> store.orders().update(order.withState(OrderState.INSPECTED)));
        Order changed = unit.call(() -> store.orders().get("ord_1"));
        assertThat(changed.lines()).isEqualTo(order.lines());
        assertThat(changed.version()).isEqualTo(3);
    }

    private static void productionGoesOn(JpaStore store, UnitOfWork unit) {
        Part part = unit.call(() -> store.parts().get("ord_1-1"));
        assertThat(part.state()).isEqualTo(PartState.PLANNED);
        List<Job> waiting = unit.call(() -> store.jobs().queued("north", 0, 10));
        assertThat(waiting).extracting(Job::id).containsExactly("ord_1-1.1");
        assertThat(waiting.get(0).priority()).isEqualTo(3);
        assertThat(unit.call(() -> store.jobs().needs("north")))
                .as("what it asks of machines is not known, and it is looked at nevertheless")
                .hasSize(1);
        Device machine = unit.call(() -> store.devices().get("north/printer-01"));
        assertThat(machine.free()).isTrue();
        assertThat(machine.materials()).hasSize(1);
    }

    private void furtherMigration(String version, String statement) throws IOException {
        Path further = Files.createDirectories(directory.resolve("further"));
        Files.writeString(further.resolve("V" + version + "__of_another_hub.sql"), statement);
        flyway().locations("classpath:db/migration", "filesystem:" + further)
                .load()
                .migrate();
    }

    /** Everything that is in the database: its definition as statements, and all rows. */
    private List<String> everything() throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url(), "sa", "")) {
            for (String statement : rows(connection, "SCRIPT")) {
                if (!statement.startsWith("SET FILES")) { // what the address says of the files
                    found.add(statement);
                }
            }
            String tables = "SELECT TABLE_NAME FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = 'PUBLIC'";
            for (String table : rows(connection, tables)) {
                for (String row : rows(connection, "SELECT * FROM \"" + table + '"')) {
                    found.add(table + " " + row);
                }
            }
        }
        shutDown();
        return found;
    }

    private static List<String> rows(Connection connection, String query) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                List<String> columns = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    columns.add(rows.getString(i));
                }
                found.add(String.join("|", columns));
            }
        }
        return found;
    }

    @Test
    void databaseOfANewerHubIsRefusedAndLeftAsItIs() throws Exception {
        earlierHub();
        furtherMigration("9000", "ALTER TABLE part ADD COLUMN colour VARCHAR(20)");
        sql("UPDATE part SET colour = 'red'");
        List<String> before = everything();
        assertThatThrownBy(() -> new TestStore(directory).close())
                .isInstanceOfSatisfying(HubException.class, e -> {
                    assertThat(e.failureCode()).isEqualTo(FailureCode.DATABASE_NEWER);
                    assertThat(e.problem().remedy()).contains("nothing was changed");
                })
                .hasMessageContaining("schema 9000 (of another hub)");
        assertThat(everything())
                .containsExactlyInAnyOrderElementsOf(before)
                .anyMatch(statement ->
                        statement.startsWith("PART ord_1-1|0|acme|PLANNED|") && statement.endsWith("|red"));
    }

    @Test
    void databaseWithAMigrationThatNobodyKnowsIsRefused() throws Exception {
        furtherMigration("106.5", "CREATE TABLE of_somebody (id INTEGER PRIMARY KEY)");
        shutDown();
        assertThatThrownBy(() -> new TestStore(directory).close())
                .isInstanceOfSatisfying(
                        HubException.class, e -> assertThat(e.failureCode()).isEqualTo(FailureCode.DATABASE_SCHEMA))
                .hasMessageContaining("106.5");
    }
}
