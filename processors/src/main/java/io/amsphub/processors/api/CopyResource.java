package io.amsphub.processors.api;

import io.amsphub.processors.design.Design;
import io.amsphub.processors.design.DesignRevision;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.Role;
import io.amsphub.processors.licence.CentreKey;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.port.CentreKeys;
import io.amsphub.processors.port.Designs;
import io.amsphub.processors.port.HandedCopies;
import io.amsphub.processors.port.PageRequest;
import io.amsphub.processors.port.Revisions;
import io.amsphub.processors.port.UnitOfWork;
import io.amsphub.processors.step.MarkTracing;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Copies that AM centres were given, whose copy a found model is, and the keys that copies are encrypted for. */
public final class CopyResource implements ApiResource {

    private static final Set<Role> TRACERS = EnumSet.of(Role.USER, Role.DESIGNER, Role.OPERATOR, Role.AUDITOR);

    private final Designs designs;
    private final Revisions revisions;
    private final HandedCopies copies;
    private final CentreKeys keys;
    private final MarkTracing tracing;
    private final UnitOfWork unitOfWork;
    private final Journal journal;

    /** The resource over its stores and its step. */
    public CopyResource(
            Designs designs,
            Revisions revisions,
            HandedCopies copies,
            CentreKeys keys,
            MarkTracing tracing,
            UnitOfWork unitOfWork,
            Journal journal) {
        this.designs = designs;
        this.revisions = revisions;
        this.copies = copies;
        this.keys = keys;
        this.tracing = tracing;
        this.unitOfWork = unitOfWork;
        this.journal = journal;
    }

    @Override
    public List<ApiOperation> operations() {
        return List.of(
                ApiOperation.of("listHandedCopies", READERS, this::list),
                ApiOperation.streaming("findMark", TRACERS, this::find),
                ApiOperation.of("getCentreKey", READERS, this::key),
                ApiOperation.of("setCentreKey", FLOOR, this::setKey));
    }

    private HttpReply list(ApiRequest request) {
        Design design = designs.get(request.path("designId"));
        request.requireVisible(design.id(), design.organisation());
        PageRequest page = request.page();
        return Views.page(
                copies.page(new PageRequest(null, Map.of("designId", design.id()), page.after(), page.limit())),
                Views::plainly);
    }

    private HttpReply find(ApiRequest request) throws IOException {
        String foundIn = request.path("designId");
        String revisionId = foundIn + "." + request.path("revision");
        DesignRevision found = unitOfWork.call(() -> revisions.get(revisionId));
        request.requireVisible(found.id(), found.organisation());
        Design design = unitOfWork.call(() -> designs.get(request.query("of").orElse(foundIn)));
        request.requireVisible(design.id(), design.organisation());
        if (!request.who().seesAllOrganisations() && !LicenceResource.owns(request.who(), design)) {
            throw new HubException(
                    FailureCode.FORBIDDEN,
                    request.who().name() + " does not own design " + design.id(),
                    null,
                    "marks are read by " + design.createdBy() + " or a designer of " + design.organisation());
        }
        Optional<MarkTracing.Traced> traced = tracing.trace(design, found, request.who());
        Map<String, Object> view = new TreeMap<>();
        view.put("found", traced.isPresent());
        traced.ifPresent(it -> {
            view.put("order", it.copy().orderId());
            view.put("line", it.copy().line());
            view.put("amCentre", it.copy().amCentre());
            view.put("code", it.finding().code().text());
            view.put("readOpenly", it.finding().open());
            view.put("log10Chance", it.finding().log10Chance());
            view.put("matched", it.finding().matched());
            view.put("agreement", it.finding().agreement());
        });
        return HttpReply.json(200, view);
    }

    private HttpReply key(ApiRequest request) {
        return show(keys.get(request.path("amCentre")));
    }

    private HttpReply setKey(ApiRequest request) {
        String centre = request.path("amCentre");
        request.requireFloor("centre " + centre, centre);
        CentreKey given = CentreKey.ofPem(
                centre, request.body(Pem.class).pem(), request.who().name(), journal.now());
        CentreKey kept =
                keys.find(centre).map(old -> keys.update(old.replacedBy(given))).orElseGet(() -> keys.add(given));
        journal.noted(
                new Journal.Entry("centre-key", centre, centre, centre, request.who(), "key " + kept.keyId()),
                CentreKey.State.IN_USE);
        return show(kept);
    }

    private static HttpReply show(CentreKey key) {
        return HttpReply.json(
                200,
                Map.of(
                        "amCentre", key.id(),
                        "keyId", key.keyId(),
                        "publicKey", key.publicKey(),
                        "setBy", key.setBy(),
                        "setAt", key.setAt()));
    }

    /** The body of setCentreKey. */
    record Pem(String pem) {}
}
