package io.amsphub.processors.api;

import io.amsphub.processors.catalogue.SizeMm;
import io.amsphub.processors.design.DesignRevision;
import io.amsphub.processors.design.Geometry;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.port.Calibrations;
import io.amsphub.processors.port.Measurements;
import io.amsphub.processors.port.PriceRuleVersions;
import io.amsphub.processors.port.Revisions;
import io.amsphub.processors.quote.BuildOrientationChoice;
import io.amsphub.processors.quote.MachineCalibration;
import io.amsphub.processors.quote.QuoteWishes;
import io.amsphub.processors.step.ParameterPricing;
import io.amsphub.processors.step.QuoteDesk;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What prices are made from: prices by parameters, measurements, rules, and what machines have taught. */
public final class PricingResource implements ApiResource {

    private final ParameterPricing parameters;
    private final QuoteDesk desk;
    private final PriceRuleVersions versions;
    private final Calibrations calibrations;
    private final Revisions revisions;
    private final Measurements measurements;

    /** The resource over its stores and steps. */
    public PricingResource(
            ParameterPricing parameters,
            QuoteDesk desk,
            PriceRuleVersions versions,
            Calibrations calibrations,
            Revisions revisions,
            Measurements measurements) {
        this.parameters = parameters;
        this.desk = desk;
        this.versions = versions;
        this.calibrations = calibrations;
        this.revisions = revisions;
        this.measurements = measurements;
    }

    @Override
    public List<ApiOperation> operations() {
        return List.of(
                ApiOperation.of("estimatePrice", USERS, this::estimate),
                ApiOperation.of("listMeasurements", READERS, this::measured),
                ApiOperation.of("listPriceRules", OPERATION_READERS, r -> list(versions.all())),
                ApiOperation.of("getPriceRules", OPERATION_READERS, this::rules),
                ApiOperation.of(
                        "listCalibrations",
                        FLOOR_READERS,
                        r -> Views.page(calibrations.page(r.floorPage("amCentre")), Views::plainly)),
                ApiOperation.of("getCalibration", FLOOR_READERS, this::calibration));
    }

    private HttpReply estimate(ApiRequest request) {
        Parameters wanted = request.body(Parameters.class);
        QuoteWishes wishes = new QuoteWishes(
                wanted.currency(), wanted.leadTime(), wanted.shipTo(), false, BuildOrientationChoice.AS_MODELLED);
        desk.requireKnown(wanted.material(), wanted.amCentre(), wishes);
        Geometry geometry = new Geometry(wanted.size(), wanted.volumeMm3(), wanted.areaMm2(), 0);
        return HttpReply.json(
                200,
                parameters.price(
                        request.who().organisation(),
                        geometry,
                        wanted.material(),
                        wanted.quantity(),
                        wanted.amCentre(),
                        wishes));
    }

    private HttpReply measured(ApiRequest request) {
        DesignRevision revision = revisions.get(request.path("designId") + "." + request.path("revision"));
        request.requireVisible(revision.id(), revision.organisation());
        return list(measurements.ofRevision(revision.id()).stream()
                .map(Views::plainly)
                .toList());
    }

    private HttpReply rules(ApiRequest request) {
        String version = request.path("rulesVersion");
        return HttpReply.json(
                200,
                versions.find(version)
                        .orElseThrow(() -> new HubException(
                                FailureCode.NOT_FOUND,
                                "there are no price rules " + version,
                                null,
                                "GET /price-rules lists what there is")));
    }

    private HttpReply calibration(ApiRequest request) {
        request.requireFloor("calibration of " + request.path("amCentre"), request.path("amCentre"));
        MachineCalibration known = calibrations.get(request.path("amCentre") + "/" + request.path("machine"));
        return HttpReply.json(200, Views.plainly(known));
    }

    /** A list that is shown as a whole. */
    static HttpReply list(List<?> items) {
        var body = Json.mapper().createObjectNode();
        body.putPOJO("items", items);
        return HttpReply.json(200, body);
    }

    /** The body of estimatePrice. */
    record Parameters(
            String material,
            int quantity,
            SizeMm size,
            double volumeMm3,
            double areaMm2,
            @Nullable String amCentre,
            @Nullable String currency,
            @Nullable String leadTime,
            @Nullable String shipTo) {}
}
