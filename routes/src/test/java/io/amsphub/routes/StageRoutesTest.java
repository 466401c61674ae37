package io.amsphub.routes;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.amsphub.processors.design.DesignRevision;
import io.amsphub.processors.design.RevisionState;
import io.amsphub.processors.memory.MemoryHub;
import io.amsphub.processors.memory.Samples;
import io.amsphub.processors.order.Order;
import io.amsphub.processors.order.OrderState;
import io.amsphub.processors.production.Job;
import io.amsphub.processors.production.JobState;
import io.amsphub.processors.production.Part;
import io.amsphub.processors.production.PartState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Stages over their real steps: what they hand on, and what becomes of a message that comes twice or fails. */
class StageRoutesTest {

    private static final String OPEN_TETRAHEDRON = """
            solid open
            facet normal 0 0 0 outer loop vertex 0 0 0 vertex 0 9 0 vertex 9 0 0 endloop endfacet
            facet normal 0 0 0 outer loop vertex 0 0 0 vertex 9 0 0 vertex 0 0 9 endloop endfacet
            facet normal 0 0 0 outer loop vertex 0 0 0 vertex 0 0 9 vertex 0 9 0 endloop endfacet
            endsolid open
            """;

    private TestFlow flow;
    private MemoryHub hub;

    @BeforeEach
    void begin() throws Exception {
        flow = new TestFlow();
        hub = flow.hub;
    }

    @AfterEach
    void close() {
        flow.close();
    }

    private void measuredPart() {
        Part part =
                Samples.part(1, Samples.PLA).withState(PartState.IN_INSPECTION).withMeasured(Samples.SIZE);
        hub.orders.add(Samples.order(1).withState(OrderState.IN_PRODUCTION));
        hub.parts.add(part);
        hub.jobs.add(Samples.job(1).withState(JobState.FINISHED, "done", Samples.THEN));
    }

    @Test
    void lastReleasedPartHandsTheOrderToDelivery() throws Exception {
        flow.start(Flow.PART_INSPECT, Flow.ORDER_DELIVER);
        measuredPart();
        Exchange done = flow.send(Flow.PART_INSPECT, "msg_1", "ord_1-1", "ord_1");
        assertThat(done.getException()).isNull();
        assertThat(hub.handedOn).containsExactly(Flow.ORDER_DELIVER + " ord_1");
        flow.send(Flow.ORDER_DELIVER, "msg_2", "ord_1", "ord_1");
        assertThat(hub.orders.get(Samples.ORDER).state()).isEqualTo(OrderState.SHIPPED);
    }

    @Test
    void messageThatComesTwiceIsHandledOnce() throws Exception {
        flow.start(Flow.BUILD_DISPATCH);
        hub.jobs.add(Samples.job(1));
        hub.devices.add(Samples.machine("a"));
        flow.send(Flow.BUILD_DISPATCH, "msg_1", "ord_1-1.1", "ord_1");
        hub.jobs.add(Samples.job(2));
        hub.devices.add(Samples.machine("b"));
        Exchange second = flow.send(Flow.BUILD_DISPATCH, "msg_1", "ord_1-1.1", "ord_1");
        assertThat(second.getException()).isNull();
        assertThat(hub.sent).hasSize(1);
        flow.send(Flow.BUILD_DISPATCH, "msg_2", "ord_1-1.1", "ord_1");
        assertThat(hub.sent).hasSize(2);
    }

    @Test
    void failedStageIsUndoneAsAWholeAndTakesTheMessageAgain() throws Exception {
        flow.start(Flow.ORDER_CONFIRM);
        hub.revisions.add(Samples.ready(Samples.SIZE));
        hub.measurements.add(Samples.measurement(Samples.SIZE));
        hub.quotes.add(Samples.quote(2));
        hub.pricing.priceAsked(hub.event("quo_1"));
        Order created = Samples.created(2);
        hub.orders.add(created);
        Runnable obstacle = hub.mark();
        hub.jobs.add(Samples.job(2));
        Exchange failed = flow.send(Flow.ORDER_CONFIRM, "msg_1", "ord_1", "ord_1");
        assertThat(failed.getException()).as("the broker delivers it again").isNotNull();
        assertThat(flow.deadLetters.lastReason("msg_1"))
                .hasValueSatisfying(r -> assertThat(r).contains("AMSP-1011"));
        assertThat(hub.orders.get("ord_1").state()).isEqualTo(OrderState.CREATED);
        assertThat(hub.parts.find("ord_1-1"))
                .as("the first part was planned before it failed")
                .isEmpty();
        assertThat(hub.handedOn).isEmpty();

        obstacle.run();
        assertThat(flow.send(Flow.ORDER_CONFIRM, "msg_1", "ord_1", "ord_1").getException())
                .isNull();
        assertThat(hub.orders.get("ord_1").state()).isEqualTo(OrderState.CONFIRMED);
        assertThat(hub.parts.ofOrder("ord_1")).hasSize(2);
    }

    private DesignRevision uploaded(String content) throws IOException {
        DesignRevision sample = Samples.ready(Samples.SIZE);
        DesignRevision uploaded = new DesignRevision(
                sample.id(),
                sample.designId(),
                1,
                "acme",
                RevisionState.UPLOADED,
                "anna",
                Samples.THEN,
                sample.upload(),
                null,
                hub.blobs.store(
                        "application/octet-stream", out -> out.write(content.getBytes(StandardCharsets.US_ASCII))),
                null,
                null,
                null,
                null,
                0);
        return hub.revisions.add(uploaded);
    }

    @Test
    void exactGeometryBecomesAMeshThatIsDetectedAsAnyOther() throws Exception {
        flow.start(Flow.MESH_DETECT, Flow.CAD_CONVERT);
        String id = uploaded("ISO-10303-21;\nHEADER; and so on").id();
        flow.send(Flow.MESH_DETECT, "msg_1", id, id);
        assertThat(hub.revisions.get(id).state()).isEqualTo(RevisionState.UPLOADED);
        assertThat(hub.handedOn).containsExactly(Flow.CAD_CONVERT + " " + id);
        flow.send(Flow.CAD_CONVERT, "msg_2", id, id);
        flow.send(Flow.CAD_CONVERT, "msg_3", id, id);
        assertThat(hub.handedOn).containsExactly(Flow.CAD_CONVERT + " " + id, Flow.MESH_DETECT + " " + id);
        flow.send(Flow.MESH_DETECT, "msg_4", id, id);
        DesignRevision ready = hub.revisions.get(id);
        assertThat(ready.state()).isEqualTo(RevisionState.READY);
        assertThat(ready.source()).as("the master").isNotEqualTo(ready.solid());
    }

    @Test
    void meshOfExactGeometryIsCorrectedAsAnyOther() throws Exception {
        flow.start(Flow.MESH_DETECT, Flow.CAD_CONVERT, Flow.MESH_CORRECT);
        String id = uploaded("ISO-10303-21;\n" + "#1=SURFACE();\n".repeat(10)).id();
        flow.send(Flow.CAD_CONVERT, "msg_1", id, id);
        flow.send(Flow.MESH_DETECT, "msg_2", id, id);
        assertThat(hub.revisions.get(id).state()).isEqualTo(RevisionState.DEFECTIVE);
        flow.send(Flow.MESH_CORRECT, "msg_3", id, id);
        DesignRevision corrected = hub.revisions.get(id);
        assertThat(corrected.state()).isEqualTo(RevisionState.IN_REVIEW);
        assertThat(corrected.correction())
                .isNotNull()
                .satisfies(c -> assertThat(c.after().solid()).isTrue());
    }

    @Test
    void exactGeometryThatCannotBeReadIsRejectedWithTheReason() throws Exception {
        flow.start(Flow.MESH_DETECT, Flow.CAD_CONVERT);
        String id = uploaded("ISO-10303-21;").id();
        flow.send(Flow.CAD_CONVERT, "msg_1", id, id);
        assertThat(hub.revisions.get(id).state()).isEqualTo(RevisionState.REJECTED);
        assertThat(hub.handedOn).isEmpty();
    }

    @Test
    void defectiveModelGoesToCorrectionAndEndsAsASolid() throws Exception {
        flow.start(Flow.MESH_DETECT, Flow.MESH_CORRECT);
        DesignRevision uploaded = uploaded(OPEN_TETRAHEDRON);
        flow.send(Flow.MESH_DETECT, "msg_1", uploaded.id(), uploaded.id());
        assertThat(hub.revisions.get(uploaded.id()).state()).isEqualTo(RevisionState.DEFECTIVE);
        assertThat(hub.handedOn).containsExactly(Flow.MESH_CORRECT + " " + uploaded.id());
        flow.send(Flow.MESH_CORRECT, "msg_2", uploaded.id(), uploaded.id());
        DesignRevision corrected = hub.revisions.get(uploaded.id());
        assertThat(corrected.state()).isIn(RevisionState.READY, RevisionState.IN_REVIEW);
        assertThat(corrected.geometry().volumeMm3()).isCloseTo(121.5, offset(0.01));
    }

    @Test
    void timerThatFailsTriesAgainWithoutAnError() throws Exception {
        flow.start(Flow.COMMAND_WATCH);
        hub.jobs.add(Samples.job(1));
        Runnable machineAway = hub.mark();
        hub.devices.add(Samples.machine("a"));
        hub.dispatchAll();
        Job sent = hub.jobs.get("ord_1-1.1");
        machineAway.run();
        hub.jobs.update(hub.jobs.get(sent.id()).dispatched(requireNonNull(sent.assignment()), List.of()));
        hub.clock.pass(Duration.ofMinutes(5));
        assertThat(flow.send(Flow.COMMAND_WATCH, exchange -> {}).getException()).isNull();
        assertThat(hub.jobs.get(sent.id()).state()).as("undone").isEqualTo(JobState.DISPATCHED);
        hub.devices.add(Samples.machine("a"));
        flow.send(Flow.COMMAND_WATCH, exchange -> {});
        assertThat(hub.jobs.get(sent.id()).state()).isEqualTo(JobState.UNCERTAIN);
    }
}
