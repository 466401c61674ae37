package io.amsphub.processors.step;

import io.amsphub.processors.cad.CadFormat;
import io.amsphub.processors.design.BlobRef;
import io.amsphub.processors.design.DesignRevision;
import io.amsphub.processors.design.RevisionState;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.lifecycle.StageSubject;
import io.amsphub.processors.port.Blobs;
import io.amsphub.processors.port.CadConverter;
import io.amsphub.processors.port.Revisions;
import io.amsphub.processors.port.UnitOfWork;
import java.io.IOException;
import java.util.Optional;

/**
 * Makes a mesh of a revision that came as exact geometry. Long work, done outside any transaction, in a
 * stage of its own, so that a file on which the converter hangs holds up no mesh; what comes of it is
 * recorded by {@link ModelRecord}. Doing it twice gives the same.
 */
public final class CadConversion {

    private final Revisions revisions;
    private final CadConverter converter;
    private final ModelFile files;
    private final UnitOfWork unitOfWork;

    /** Brings together what conversion needs. */
    public CadConversion(Revisions revisions, Blobs blobs, CadConverter converter, UnitOfWork unitOfWork) {
        this.revisions = revisions;
        this.converter = converter;
        this.files = new ModelFile(blobs);
        this.unitOfWork = unitOfWork;
    }

    /**
     * Converts the revision that the event is about.
     *
     * @throws IOException when the blob store fails
     */
    public ModelResult convert(StageSubject event) throws IOException {
        DesignRevision revision = unitOfWork.call(() -> revisions.get(event.subject()));
        BlobRef source = revision.source();
        if (revision.state() != RevisionState.UPLOADED || source == null || revision.tessellation() != null) {
            return ModelResult.nothing(event);
        }
        Optional<CadFormat> format = files.exactGeometry(source, revision.fileName());
        if (format.isEmpty()) {
            return ModelResult.nothing(event);
        }
        try {
            return ModelResult.converted(
                    event,
                    converter.convert(format.get(), source, revision.announced().parameters()));
        } catch (HubException e) {
            return ModelResult.refused(event, e.problem());
        }
    }
}
