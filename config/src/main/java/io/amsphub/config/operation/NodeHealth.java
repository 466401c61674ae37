package io.amsphub.config.operation;

import io.amsphub.connectors.jpa.NodeLeases;
import io.amsphub.processors.port.Nodes;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Whether this node gives signs of life to the others on its database; in its details which nodes there are, and what each
 * of them alone does.
 */
public final class NodeHealth extends AbstractHealthCheck {

    private final NodeLeases nodes;

    /** The check of a node. */
    public NodeHealth(NodeLeases nodes) {
        super("hub", "hub-node");
        this.nodes = nodes;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        builder.detail("node", nodes.name()).detail("leases", String.join(", ", nodes.held()));
        if (!nodes.lives()) {
            String remedy = "see hub-database; or another process runs on a copy of this node's data directory";
            builder.message("this node is taken for dead by the others; " + remedy)
                    .detail("remedy", remedy)
                    .down();
            return;
        }
        builder.detail(
                        "nodes",
                        nodes.known().stream()
                                .filter(Nodes.Node::lives)
                                .map(Nodes.Node::name)
                                .collect(Collectors.joining(", ")))
                .up();
    }
}
