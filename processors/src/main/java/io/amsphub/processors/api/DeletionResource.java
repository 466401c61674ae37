package io.amsphub.processors.api;

import io.amsphub.processors.design.Design;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.port.DeletionCertificates;
import io.amsphub.processors.port.Designs;
import io.amsphub.processors.port.PageRequest;
import io.amsphub.processors.port.UnitOfWork;
import io.amsphub.processors.step.DesignDeletion;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Deletion of the content of designs, and the certificates of it. */
public final class DeletionResource implements ApiResource {

    private final Designs designs;
    private final DeletionCertificates certificates;
    private final DesignDeletion deletion;
    private final UnitOfWork unitOfWork;

    /** The resource over its stores and its step. */
    public DeletionResource(
            Designs designs, DeletionCertificates certificates, DesignDeletion deletion, UnitOfWork unitOfWork) {
        this.designs = designs;
        this.certificates = certificates;
        this.deletion = deletion;
        this.unitOfWork = unitOfWork;
    }

    @Override
    public List<ApiOperation> operations() {
        return List.of(
                ApiOperation.streaming("deleteDesignContent", USERS, this::delete),
                ApiOperation.of("listDeletionCertificates", READERS, this::list));
    }

    private HttpReply delete(ApiRequest request) throws IOException {
        Design design = unitOfWork.call(() -> design(request));
        if (!LicenceResource.owns(request.who(), design)) {
            throw new HubException(
                    FailureCode.FORBIDDEN,
                    request.who().name() + " does not own design " + design.id(),
                    null,
                    "its content is deleted by " + design.createdBy() + " or a designer of " + design.organisation());
        }
        String reason = request.query("reason").orElse("asked for by the owner");
        return HttpReply.json(200, Views.plainly(deletion.delete(design, request.who(), reason)));
    }

    private HttpReply list(ApiRequest request) {
        Design design = design(request);
        PageRequest page = request.page();
        return Views.page(
                certificates.page(new PageRequest(null, Map.of("designId", design.id()), page.after(), page.limit())),
                Views::plainly);
    }

    private Design design(ApiRequest request) {
        Design design = designs.get(request.path("designId"));
        request.requireVisible(design.id(), design.organisation());
        return design;
    }
}
