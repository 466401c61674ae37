package io.amsphub.processors.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amsphub.processors.design.Design;
import io.amsphub.processors.design.DesignRevision;
import io.amsphub.processors.design.Printability;
import io.amsphub.processors.design.Upload;
import io.amsphub.processors.device.Device;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.order.Order;
import io.amsphub.processors.port.Page;
import io.amsphub.processors.production.Job;
import io.amsphub.processors.production.Part;
import io.amsphub.processors.production.WorkItem;
import io.amsphub.processors.quote.Quote;
import java.util.function.Function;

/** What the API shows of the aggregates: the value itself, without what only the hub needs. */
final class Views {

    private Views() {}

    static ObjectNode design(Design design) {
        return plain(design);
    }

    static ObjectNode revision(DesignRevision revision) {
        ObjectNode view = plain(revision);
        Upload upload = revision.upload();
        if (upload != null) {
            view.put("uploadUrl", "/api/v1/uploads/" + upload.id());
        }
        return view;
    }

    static ObjectNode printability(Printability printability) {
        ObjectNode view = plain(printability);
        view.remove("id");
        return view;
    }

    static ObjectNode quote(Quote quote) {
        return plain(quote);
    }

    static ObjectNode order(Order order) {
        return plain(order);
    }

    static ObjectNode part(Part part) {
        ObjectNode view = plain(part);
        view.put("jobId", part.jobId());
        return view;
    }

    static ObjectNode job(Job job) {
        ObjectNode view = plain(job);
        if (view.get("assignment") instanceof ObjectNode assignment) {
            assignment.remove("fileToken");
        }
        return view;
    }

    static ObjectNode device(Device device) {
        ObjectNode view = plain(device);
        view.put("free", device.free());
        return view;
    }

    static ObjectNode workItem(WorkItem item) {
        return plain(item);
    }

    static <T> HttpReply page(Page<T> page, Function<T, ?> view) {
        ObjectNode body = Json.mapper().createObjectNode();
        ArrayNode items = body.putArray("items");
        page.items().forEach(item -> items.addPOJO(view.apply(item)));
        if (page.next() != null) {
            body.put("next", page.next());
        }
        return HttpReply.json(200, body);
    }

    private static ObjectNode plain(Object value) {
        ObjectNode view = (ObjectNode) Json.tree(value);
        view.remove("version");
        return view;
    }
}
