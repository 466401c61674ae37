package io.amsphub.processors.api;

import io.amsphub.processors.design.Design;
import io.amsphub.processors.design.DesignRevision;
import io.amsphub.processors.design.Geometry;
import io.amsphub.processors.design.RevisionState;
import io.amsphub.processors.licence.DesignLicence;
import io.amsphub.processors.port.DesignLicences;
import io.amsphub.processors.port.Designs;
import io.amsphub.processors.port.Page;
import io.amsphub.processors.port.PageRequest;
import io.amsphub.processors.port.Revisions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The digital warehouse: designs of which their owners offer parts to other organisations, without the models. */
public final class WarehouseResource implements ApiResource {

    private final Designs designs;
    private final Revisions revisions;
    private final DesignLicences licences;

    /** The resource over its stores. */
    public WarehouseResource(Designs designs, Revisions revisions, DesignLicences licences) {
        this.designs = designs;
        this.revisions = revisions;
        this.licences = licences;
    }

    @Override
    public List<ApiOperation> operations() {
        return List.of(ApiOperation.of("listWarehouse", READERS, this::list));
    }

    private HttpReply list(ApiRequest request) {
        PageRequest page = request.page();
        Page<DesignLicence> offered = licences.page(
                new PageRequest(null, Map.of("offeredTo", request.who().organisation()), page.after(), page.limit()));
        return Views.page(
                new Page<>(
                        offered.items().stream().flatMap(l -> shown(l).stream()).toList(), offered.next()),
                entry -> entry);
    }

    /** What an offer says of the newest revision that can be made; nothing while there is none. */
    private Optional<Map<String, Object>> shown(DesignLicence licence) {
        return designs.find(licence.id()).flatMap(design -> shown(licence, design));
    }

    private Optional<Map<String, Object>> shown(DesignLicence licence, Design design) {
        return newest(design).map(revision -> {
            Geometry geometry = revision.geometry();
            Map<String, Object> view = new TreeMap<>();
            view.put("revision", revision.id());
            view.put("design", design.id());
            view.put("name", design.name());
            view.put("owner", design.organisation());
            view.put("size", geometry.size());
            view.put("volumeMm3", geometry.volumeMm3());
            view.put("amCentres", licence.terms().amCentres());
            Optional.ofNullable(licence.left()).ifPresent(left -> view.put("left", left));
            Optional.ofNullable(licence.terms().validUntil()).ifPresent(end -> view.put("validUntil", end));
            return view;
        });
    }

    private Optional<DesignRevision> newest(Design design) {
        return IntStream.iterate(design.revisions(), number -> number > 0, number -> number - 1)
                .mapToObj(number -> revisions.find(design.id() + "." + number))
                .flatMap(Optional::stream)
                .filter(revision -> revision.state() == RevisionState.READY)
                .findFirst();
    }
}
