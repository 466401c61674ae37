package io.amsphub.processors.api;

import io.amsphub.processors.catalogue.AmCentre;
import io.amsphub.processors.catalogue.Catalogue;
import io.amsphub.processors.catalogue.Material;
import io.amsphub.processors.design.DesignRevision;
import io.amsphub.processors.design.Printability;
import io.amsphub.processors.device.Device;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.port.Devices;
import io.amsphub.processors.port.Revisions;
import io.amsphub.processors.port.UnitOfWork;
import io.amsphub.processors.step.PrintLimits;
import io.amsphub.processors.step.PrintabilityJudging;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Whether a revision can be made in a material: what forbids it, where, and what to do. */
public final class PrintabilityResource implements ApiResource {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Revisions revisions;
    private final Devices devices;
    private final Catalogue catalogue;
    private final PrintabilityJudging judging;
    private final UnitOfWork unitOfWork;

    /** The resource over its stores and step. */
    public PrintabilityResource(
            Revisions revisions,
            Devices devices,
            Catalogue catalogue,
            PrintabilityJudging judging,
            UnitOfWork unitOfWork) {
        this.revisions = revisions;
        this.devices = devices;
        this.catalogue = catalogue;
        this.judging = judging;
        this.unitOfWork = unitOfWork;
    }

    @Override
    public List<ApiOperation> operations() {
        return List.of(ApiOperation.streaming("getPrintability", READERS, this::printability));
    }

    private HttpReply printability(ApiRequest request) throws IOException {
        DesignRevision revision = unitOfWork.call(() -> revision(request));
        PrintLimits limits = unitOfWork.call(() -> limits(request));
        Printability judged = judging.judged(revision, limits, PATIENCE);
        return HttpReply.json(200, Views.printability(judged)).withVersion(judged.version());
    }

    private PrintLimits limits(ApiRequest request) {
        Material material = catalogue.material(request.query("material")
                .orElseThrow(() -> new HubException(
                        FailureCode.CONTRACT_VIOLATED,
                        "the material is missing",
                        "query material",
                        "GET /materials lists what there is")));
        AmCentre centre = request.query("amCentre").map(catalogue::centre).orElse(null);
        Device machine = request.query("machine")
                .map(name -> {
                    if (centre == null) {
                        throw new HubException(
                                FailureCode.CONTRACT_VIOLATED,
                                "a machine is named without its centre",
                                "query machine",
                                "say amCentre too");
                    }
                    return devices.get(Device.idOf(centre.id(), name));
                })
                .orElse(null);
        return PrintLimits.of(material, centre, machine);
    }

    private DesignRevision revision(ApiRequest request) {
        DesignRevision revision = revisions.get(request.path("designId") + "." + request.path("revision"));
        request.requireVisible(revision.id(), revision.organisation());
        return revision;
    }
}
