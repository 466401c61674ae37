package io.amsphub.processors.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.port.Nodes;
import java.util.List;

/** The hubs on one database: who they are, whether they live, and what each alone does. */
public final class NodeResource implements ApiResource {

    private final Nodes nodes;

    /** The resource over who knows them. */
    public NodeResource(Nodes nodes) {
        this.nodes = nodes;
    }

    @Override
    public List<ApiOperation> operations() {
        return List.of(ApiOperation.streaming("listNodes", OPERATION_READERS, r -> list()));
    }

    private HttpReply list() {
        ObjectNode body = Json.mapper().createObjectNode();
        ArrayNode items = body.putArray("items");
        nodes.known().forEach(node -> items.add(view(node)));
        return HttpReply.json(200, body);
    }

    private static ObjectNode view(Nodes.Node node) {
        ObjectNode view = Json.mapper().createObjectNode();
        view.put("name", node.name());
        view.put("url", node.url());
        view.put("state", node.state().name());
        view.put("self", node.self());
        view.put("startedAt", node.startedAt().toString());
        view.put("seenAt", node.seenAt().toString());
        ArrayNode leases = view.putArray("leases");
        node.leases().forEach(leases::add);
        return view;
    }
}
