package io.amsphub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amsphub.config.http.OpenApiContract;
import io.amsphub.config.operation.DiskRoom;
import io.amsphub.connectors.jpa.DatabasePool;
import io.amsphub.connectors.jpa.JpaStore;
import io.amsphub.connectors.storage.DirectoryUploads;
import io.amsphub.processors.api.Api;
import io.amsphub.processors.api.Contract;
import io.amsphub.processors.port.Backups;
import io.amsphub.processors.port.Leases;
import io.amsphub.processors.port.Nodes;
import io.amsphub.processors.port.PartnerQueues;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hub as it is put together, against the contract that it publishes: both ways. */
@SuppressWarnings("NullAway") // JUnit and the methods before the tests set the fields
class ApiContractTest {

    private static final Backups NO_BACKUPS = new Backups() {

        @Override
        public Backup make(String name) {
            throw new UnsupportedOperationException("nothing is kept here");
        }

        @Override
        public List<Backup> list() {
            return List.of();
        }
    };

    @TempDir
    static Path directory;

    private static final Nodes NODES = Nodes.alone("one", "http://localhost", Clock.systemUTC());
    private static final DiskRoom ROOM = new DiskRoom(List.of(), 0);

    private static DatabasePool dataSource;
    private static JpaStore store;
    private static HubDomain domain;

    private final OpenApiContract contract = OpenApiContract.load();

    @BeforeAll
    static void putTogether() throws IOException {
        dataSource =
                new DatabasePool("jdbc:hsqldb:mem:contract;hsqldb.tx=mvcc;sql.syntax_pgs=true", "sa", "", 10, null);
        store = JpaStore.open(dataSource, Clock.systemUTC());
        HubSettings settings = HubSettings.read(directory, new Properties(), Map.of(), new Properties());
        ContentStore contents =
                ContentStore.open(settings, ContentKeys.open(directory, settings.protection()), "contract");
        domain = new HubDomain(
                settings,
                CatalogueFile.load(directory),
                store,
                contents,
                new DirectoryUploads(directory.resolve("uploads"), contents.blobs()),
                (PartnerQueues) Proxy.newProxyInstance(
                        PartnerQueues.class.getClassLoader(),
                        new Class<?>[] {PartnerQueues.class},
                        (proxy, method, arguments) -> method.getName().equals("waiting") ? 0L : null),
                new ReentrantLock(),
                Leases.ALONE,
                Clock.systemUTC());
    }

    @AfterAll
    static void takeApart() {
        store.close();
        dataSource.close();
    }

    /** The contract with other operations. */
    private Contract with(Set<String> operations) {
        return (Contract) Proxy.newProxyInstance(
                Contract.class.getClassLoader(),
                new Class<?>[] {Contract.class},
                (proxy, method, arguments) ->
                        method.getName().equals("operations") ? operations : method.invoke(contract, arguments));
    }

    @Test
    void everyOperationIsAnsweredAndEveryAnswerIsInTheContract() {
        assertThat(Set.copyOf(domain.api(contract, NO_BACKUPS, NODES, ROOM).operations()))
                .isEqualTo(contract.operations());
    }

    @Test
    void hubDoesNotStartWhenAnOperationHasNoAnswer() {
        Set<String> more = new TreeSet<>(contract.operations());
        more.add("makeCoffee");
        assertThatThrownBy(() -> domain.api(with(more), NO_BACKUPS, NODES, ROOM))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("makeCoffee");
    }

    @Test
    void hubDoesNotStartWhenAnAnswerHasNoOperation() {
        Set<String> fewer = new TreeSet<>(contract.operations());
        fewer.remove("createDesign");
        assertThatThrownBy(() -> domain.api(with(fewer), NO_BACKUPS, NODES, ROOM))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void everyOperationHasARouteOfItsOwn() throws Exception {
        Api api = domain.api(contract, NO_BACKUPS, NODES, ROOM);
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            for (RoutesBuilder routes : domain.routes(api, () -> 0, (limit, work) -> 0, ROOM)) {
                camel.addRoutes(routes);
            }
            Set<String> answered = camel.getRouteDefinitions().stream()
                    .map(RouteDefinition::getInput)
                    .map(from -> from.getEndpointUri().replace("://", ":"))
                    .filter(uri -> uri.startsWith("direct:"))
                    .map(uri -> uri.substring("direct:".length()))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(answered).isEqualTo(contract.operations());
        }
    }
}
