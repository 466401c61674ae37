package io.amsphub.processors.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.partner.Partner;
import io.amsphub.processors.partner.PartnerDesk;
import io.amsphub.processors.port.Partners;
import java.util.List;

/** Partner systems. */
public final class PartnerResource implements ApiResource {

    private final Partners partners;
    private final PartnerDesk desk;

    /** The resource over its store and step. */
    public PartnerResource(Partners partners, PartnerDesk desk) {
        this.partners = partners;
        this.desk = desk;
    }

    @Override
    public List<ApiOperation> operations() {
        return List.of(
                ApiOperation.secret("registerPartner", OPERATORS, this::register),
                ApiOperation.of(
                        "listPartners",
                        OPERATION_READERS,
                        r -> Views.page(partners.page(r.page("state")), PartnerResource::view)),
                ApiOperation.of("getPartner", OPERATION_READERS, r -> show(partner(r))),
                ApiOperation.of("changePartner", OPERATORS, this::change),
                ApiOperation.of("setPartnerRegistration", OPERATORS, this::setRegistration));
    }

    private HttpReply register(ApiRequest request) {
        PartnerDesk.Registered registered = desk.register(request.body(PartnerDesk.NewPartner.class), request.who());
        ObjectNode view = view(registered.partner());
        view.put("secret", registered.secret());
        return HttpReply.json(201, view)
                .with("Location", "/api/v1/partners/" + registered.partner().name());
    }

    private HttpReply change(ApiRequest request) {
        Partner partner = partner(request);
        request.requireVersion(partner.name(), partner.version());
        return show(desk.change(partner, request.body(PartnerDesk.Ways.class), request.who()));
    }

    private HttpReply setRegistration(ApiRequest request) {
        Partner partner = partner(request);
        request.requireVersion(partner.name(), partner.version());
        ScanResource.Change change = request.body(ScanResource.Change.class);
        return show(desk.setRegistration(partner, change.registration(), request.who(), change.reason()));
    }

    private Partner partner(ApiRequest request) {
        return partners.get(request.path("partner"));
    }

    private static HttpReply show(Partner partner) {
        return HttpReply.json(200, view(partner)).withVersion(partner.version());
    }

    private static ObjectNode view(Partner partner) {
        ObjectNode view = Views.plainly(partner);
        view.put("userName", partner.userName());
        view.set("queues", Json.tree(partner.queues()));
        return view;
    }
}
