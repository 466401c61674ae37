package io.amsphub.config.operation;

import io.amsphub.connectors.jpa.NodeLeases;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** What a node is among the others, as metrics: {@code hub_node_lives}, {@code hub_node_leases}, {@code hub_nodes}. */
public final class NodeMetrics implements MeterBinder {

    private final NodeLeases nodes;

    /** Metrics of a node. */
    public NodeMetrics(NodeLeases nodes) {
        this.nodes = nodes;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("hub.node.lives", nodes, n -> n.lives() ? 1 : 0)
                .description("1 while this node gives signs of life to the others on its database")
                .tag("node", nodes.name())
                .strongReference(true)
                .register(registry);
        Gauge.builder("hub.node.leases", nodes, n -> n.held().size())
                .description("how much of what one node alone may do this node does")
                .tag("node", nodes.name())
                .strongReference(true)
                .register(registry);
        Gauge.builder("hub.nodes", nodes, n -> n.seen())
                .description("how many nodes live, as this one sees it")
                .strongReference(true)
                .register(registry);
    }
}
