package io.amsphub.processors.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amsphub.processors.catalogue.PricingMode;
import io.amsphub.processors.design.Design;
import io.amsphub.processors.design.DesignRevision;
import io.amsphub.processors.design.Printability;
import io.amsphub.processors.design.Upload;
import io.amsphub.processors.device.Device;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.order.Order;
import io.amsphub.processors.port.Page;
import io.amsphub.processors.production.Job;
import io.amsphub.processors.production.Part;
import io.amsphub.processors.production.WorkItem;
import io.amsphub.processors.quote.Quote;
import io.amsphub.processors.quote.QuoteState;
import io.amsphub.processors.rfq.Invitation;
import io.amsphub.processors.rfq.Rfq;
import java.util.List;
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

    /** A draft that a person has yet to approve is shown to those who approve it only. */
    static ObjectNode quote(Quote quote, Principal who) {
        ObjectNode view = plain(quote);
        boolean byPerson = quote.mode() == PricingMode.ON_REQUEST || quote.mode() == PricingMode.TO_BE_DETERMINED;
        boolean draft = quote.state() == QuoteState.IN_REVIEW || quote.state() == QuoteState.REFUSED;
        if (byPerson && draft && !who.seesAllOrganisations()) {
            view.remove(List.of("inputs", "price", "expiresAt", "candidates"));
        }
        return view;
    }

    static ObjectNode rfq(Rfq rfq, List<Invitation> answers) {
        ObjectNode view = plain(rfq);
        ArrayNode all = view.putArray("answers");
        answers.forEach(answer -> {
            ObjectNode one = plain(answer);
            one.remove(List.of("guide", "organisation", "rfqId", "failures", "tellAt"));
            all.add(one);
        });
        return view;
    }

    static ObjectNode plainly(Object value) {
        return plain(value);
    }

    static ObjectNode order(Order order) {
        ObjectNode view = plain(order);
        view.putPOJO("owed", order.owed());
        return view;
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
            assignment.remove(List.of("questions", "answer"));
        }
        return view;
    }

    static ObjectNode device(Device device) {
        ObjectNode view = plain(device);
        view.put("free", device.free());
        if (view.get("connection") instanceof ObjectNode connection) {
            connection.remove(List.of("secret", "apiKey"));
        }
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
