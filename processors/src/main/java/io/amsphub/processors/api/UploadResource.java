package io.amsphub.processors.api;

import io.amsphub.processors.design.DesignRevision;
import io.amsphub.processors.design.RevisionState;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.port.Revisions;
import io.amsphub.processors.port.UnitOfWork;
import io.amsphub.processors.port.Uploads;
import io.amsphub.processors.step.ModelIntake;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Uploads that can be resumed: the client asks how far it is, and sends the rest from there, in as many
 * requests as it takes.
 */
public final class UploadResource implements ApiResource {

    private static final String OFFSET = "Upload-Offset";
    private static final String LENGTH = "Upload-Length";

    private final Revisions revisions;
    private final Uploads uploads;
    private final ModelIntake intake;
    private final UnitOfWork unitOfWork;

    /** The resource over its stores and steps. */
    public UploadResource(Revisions revisions, Uploads uploads, ModelIntake intake, UnitOfWork unitOfWork) {
        this.revisions = revisions;
        this.uploads = uploads;
        this.intake = intake;
        this.unitOfWork = unitOfWork;
    }

    @Override
    public List<ApiOperation> operations() {
        return List.of(
                ApiOperation.streaming("getUpload", USERS, r -> progress(200, revision(r))),
                ApiOperation.streaming("headUpload", USERS, r -> progress(200, revision(r))),
                ApiOperation.streaming("appendUpload", USERS, this::append),
                ApiOperation.of("cancelUpload", USERS, this::cancel));
    }

    private HttpReply append(ApiRequest request) throws IOException {
        DesignRevision revision = revision(request);
        long offset = offset(request);
        if (request.call().contentLength() > revision.announced().bytes() - offset
                && revision.state() == RevisionState.UPLOADING) {
            throw new HubException(
                    FailureCode.UPLOAD_LENGTH,
                    "the body has " + request.call().contentLength() + " bytes, "
                            + (revision.announced().bytes() - offset) + " are missing",
                    "Content-Length",
                    "send what is missing, or announce the right length in a new revision");
        }
        try (InputStream body = request.call().body()) {
            long arrived = intake.append(revision, offset, body, request.who());
            return HttpReply.empty(204).with(OFFSET, Long.toString(arrived));
        }
    }

    private static long offset(ApiRequest request) {
        String header = request.call().header(OFFSET).orElse("");
        try {
            long offset = Long.parseLong(header);
            if (offset >= 0) {
                return offset;
            }
        } catch (NumberFormatException e) {
            throw noOffset(header, e);
        }
        throw noOffset(header, null);
    }

    @SuppressWarnings("NullAway") // initCause accepts null
    private static HubException noOffset(String header, @org.jspecify.annotations.Nullable Throwable cause) {
        HubException refusal = new HubException(
                FailureCode.CONTRACT_VIOLATED,
                "'" + header + "' is no offset",
                OFFSET,
                "say at which byte the body goes on; 0 for the first");
        refusal.initCause(cause);
        return refusal;
    }

    private HttpReply cancel(ApiRequest request) throws IOException {
        intake.cancel(revision(request), request.who());
        return HttpReply.empty(204);
    }

    private HttpReply progress(int status, DesignRevision revision) throws IOException {
        long bytes = revision.announced().bytes();
        long offset = revision.state() == RevisionState.UPLOADING
                ? uploads.offset(revision.announced().id())
                : bytes;
        return HttpReply.json(status, new Progress(revision.announced().id(), revision.id(), offset, bytes))
                .with(OFFSET, Long.toString(offset))
                .with(LENGTH, Long.toString(bytes))
                .with("Cache-Control", "no-store");
    }

    private DesignRevision revision(ApiRequest request) {
        String id = request.path("uploadId");
        DesignRevision revision = unitOfWork
                .call(() -> revisions.findByUpload(id))
                .orElseThrow(() -> new HubException(
                        FailureCode.NOT_FOUND, "there is no upload " + id, null, "announce a revision first"));
        request.requireVisible(id, revision.organisation());
        return revision;
    }

    /** How far an upload is. */
    record Progress(String id, String revisionId, long offset, long bytes) {}
}
