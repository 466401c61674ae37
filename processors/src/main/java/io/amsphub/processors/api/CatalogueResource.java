package io.amsphub.processors.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amsphub.processors.catalogue.AmCentre;
import io.amsphub.processors.catalogue.Catalogue;
import io.amsphub.processors.exchange.Json;
import java.util.List;

/** What is on offer: materials and AM centres. */
public final class CatalogueResource implements ApiResource {

    private final Catalogue catalogue;

    /** The resource over a catalogue. */
    public CatalogueResource(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    public List<ApiOperation> operations() {
        return List.of(
                ApiOperation.of("listMaterials", KNOWN, r -> list(catalogue.materials())),
                ApiOperation.of(
                        "getMaterial", KNOWN, r -> HttpReply.json(200, catalogue.material(r.path("materialId")))),
                ApiOperation.of(
                        "listAmCentres",
                        KNOWN,
                        r -> list(catalogue.centres().stream()
                                .map(CatalogueResource::shown)
                                .toList())),
                ApiOperation.of(
                        "getAmCentre", KNOWN, r -> HttpReply.json(200, shown(catalogue.centre(r.path("centreId"))))));
    }

    /** A centre without the mailbox and the partner that it is asked through, which are the operator's to know. */
    private static ObjectNode shown(AmCentre centre) {
        ObjectNode view = Json.mapper().valueToTree(centre);
        view.remove(List.of("requestPartner", "requestEmail"));
        return view;
    }

    private HttpReply list(List<?> items) {
        ObjectNode body = Json.mapper().createObjectNode();
        body.put("catalogueVersion", catalogue.version());
        body.putPOJO("items", items);
        return HttpReply.json(200, body);
    }
}
