package io.amsphub.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.model.IdempotentConsumerDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.TransactedDefinition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds for every route, those that are still to be written included. */
class RouteCatalogTest {

    private static final Set<String> NO_ROUTES = Set.of(
            Flow.API,
            Flow.DEAD_LETTER,
            Flow.REPORTS_ADDRESS,
            Flow.REPORTS_QUEUE,
            Flow.SCANNERS_ADDRESS,
            Flow.SCANNERS_QUEUE);
    private static final Set<String> POLICIES = Set.of(
            ErrorPolicies.RETRY,
            ErrorPolicies.REJECT_INVALID,
            ErrorPolicies.NEXT_TICK,
            ErrorPolicies.EACH_NODE,
            ErrorPolicies.PROBLEM);

    private TestFlow flow;
    private List<RouteDefinition> routes = List.of();

    @BeforeEach
    void read() throws Exception {
        flow = new TestFlow();
        routes = flow.definitions();
    }

    @AfterEach
    void close() {
        flow.close();
    }

    private static String from(RouteDefinition route) {
        return route.getInput().getEndpointUri().replace("://", ":");
    }

    private List<RouteDefinition> from(String scheme, boolean is) {
        return routes.stream().filter(r -> from(r).startsWith(scheme) == is).toList();
    }

    private static <D> List<D> all(ProcessorDefinition<?> parent, Class<D> kind) {
        List<D> found = new ArrayList<>();
        for (ProcessorDefinition<?> child : parent.getOutputs()) {
            if (kind.isInstance(child)) {
                found.add(kind.cast(child));
            }
            found.addAll(all(child, kind));
        }
        return found;
    }

    private static Set<String> stages() throws IllegalAccessException {
        Set<String> names = new TreeSet<>();
        for (Field field : Flow.class.getFields()) {
            if (field.get(null) instanceof String name && !NO_ROUTES.contains(name)) {
                names.add(name);
            }
        }
        return names;
    }

    @Test
    void everyRouteHasAnIdOfItsOwnAndADescription() {
        assertThat(routes)
                .extracting(RouteDefinition::getRouteId)
                .doesNotHaveDuplicates()
                .doesNotContainNull();
        assertThat(routes)
                .allSatisfy(
                        r -> assertThat(r.getDescription()).as(r.getRouteId()).isNotBlank());
        assertThat(routes).extracting(RouteDefinition::getDescription).doesNotHaveDuplicates();
    }

    @Test
    void everyRouteNamesOneErrorPolicyThatThereIs() {
        assertThat(flow.camel.getRouteConfigurationDefinitions())
                .extracting(c -> c.getId())
                .containsExactlyInAnyOrderElementsOf(POLICIES);
        assertThat(routes)
                .allSatisfy(r ->
                        assertThat(POLICIES).as(r.getRouteId()).contains(String.valueOf(r.getRouteConfigurationId())));
    }

    @Test
    void everyNameInFlowHasItsRouteAndEveryRouteItsName() throws IllegalAccessException {
        Set<String> ids = routes.stream()
                .map(RouteDefinition::getRouteId)
                .filter(id -> !id.startsWith(Flow.API + "-"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(ids).isEqualTo(stages());
    }

    @Test
    void everyQueueHasOneConsumerAndEveryConsumerItsQueueInFlow() {
        List<String> expected = new ArrayList<>();
        Flow.QUEUES.forEach(queue -> expected.add("jms:" + queue));
        expected.add("jms:" + Flow.DEAD_LETTER);
        expected.add("jms:" + Flow.SCANNERS_ADDRESS + "::" + Flow.SCANNERS_QUEUE);
        assertThat(from("jms:", true))
                .extracting(r -> from(r).replaceFirst("\\?concurrentConsumers=\\d+$", ""))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void everyQueueIsReadInATransaction() {
        assertThat(from("jms:", true)).allSatisfy(r -> assertThat(all(r, TransactedDefinition.class))
                .as(r.getRouteId())
                .singleElement()
                .satisfies(t -> assertThat(t.getRef()).isEqualTo(StageRouteBuilder.TRANSACTION)));
    }

    @Test
    void everyStageHandlesAMessageOnce() {
        assertThat(routes)
                .filteredOn(r -> Flow.QUEUES.contains(r.getRouteId()))
                .hasSameSizeAs(Flow.QUEUES)
                .allSatisfy(r -> assertThat(all(r, IdempotentConsumerDefinition.class))
                        .as(r.getRouteId())
                        .singleElement()
                        .satisfies(i -> {
                            assertThat(i.getIdempotentRepository()).isEqualTo(StageRouteBuilder.INBOX);
                            assertThat(i.getParent())
                                    .as("within the transaction")
                                    .isInstanceOf(TransactedDefinition.class);
                        }));
    }

    @Test
    void timersTryAgainAtTheirNextTick() {
        assertThat(from("scheduler:", true)).hasSize(25).allSatisfy(r -> assertThat(r.getRouteConfigurationId())
                .as(r.getRouteId())
                .isEqualTo(
                        r.getRouteId().equals(Flow.PARTNER_LISTEN)
                                ? ErrorPolicies.EACH_NODE
                                : ErrorPolicies.NEXT_TICK));
    }

    @Test
    void nothingElseComesInThanQueuesTimersAndOperations() {
        assertThat(from("jms:", false)).allSatisfy(r -> assertThat(from(r))
                .as(r.getRouteId())
                .matches("scheduler:.*|direct:createDesign|platform-http:.*octoprint.*"));
        assertThat(ApiRoutes.routeId("createDesign")).isEqualTo("api-create-design");
    }
}
