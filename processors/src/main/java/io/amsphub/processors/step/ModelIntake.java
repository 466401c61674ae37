package io.amsphub.processors.step;

import io.amsphub.processors.design.BlobRef;
import io.amsphub.processors.design.Design;
import io.amsphub.processors.design.DesignRevision;
import io.amsphub.processors.design.RevisionState;
import io.amsphub.processors.design.Upload;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.failure.Problem;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.lifecycle.Ids;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.port.Designs;
import io.amsphub.processors.port.Intake;
import io.amsphub.processors.port.Revisions;
import io.amsphub.processors.port.UnitOfWork;
import io.amsphub.processors.port.Uploads;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes models in: a design, a revision of it, and its bytes, which may come in several pieces. The
 * bytes are on disk before the client is told so; only then does the flow begin.
 */
public final class ModelIntake {

    private final Designs designs;
    private final Revisions revisions;
    private final Uploads uploads;
    private final Intake intake;
    private final Journal journal;
    private final UnitOfWork unitOfWork;
    private final long maxBytes;

    /**
     * Brings together what an upload touches.
     *
     * @param maxBytes the largest model that is accepted
     */
    public ModelIntake(
            Designs designs,
            Revisions revisions,
            Uploads uploads,
            Intake intake,
            Journal journal,
            UnitOfWork unitOfWork,
            long maxBytes) {
        this.designs = designs;
        this.revisions = revisions;
        this.uploads = uploads;
        this.intake = intake;
        this.journal = journal;
        this.unitOfWork = unitOfWork;
        this.maxBytes = maxBytes;
    }

    /** Begins a design. */
    public Design createDesign(String name, Principal who) {
        Design design = new Design(Ids.next("dsg"), name, who.organisation(), who.name(), journal.now(), 0, 0);
        return designs.add(design);
    }

    /**
     * Begins a revision: its bytes are expected from now on.
     *
     * @throws HubException when the announced length is over the limit
     */
    public DesignRevision createRevision(Design design, Announcement announced, Principal who) {
        if (announced.bytes() > maxBytes) {
            throw new HubException(
                    FailureCode.PAYLOAD_TOO_LARGE,
                    announced.bytes() + " bytes are announced, the limit is " + maxBytes,
                    "/bytes",
                    "reduce the model, or ask the operator to raise hub.upload.max-bytes");
        }
        Design grown = designs.update(design.withNextRevision());
        Upload upload = new Upload(
                Ids.next("upl"),
                announced.fileName(),
                announced.bytes(),
                announced.sha256(),
                announced.unit(),
                announced.autoAccept(),
                announced.parameters());
        DesignRevision revision = new DesignRevision(
                DesignRevision.idOf(design.id(), grown.revisions()),
                design.id(),
                grown.revisions(),
                design.organisation(),
                RevisionState.UPLOADING,
                who.name(),
                journal.now(),
                upload,
                null,
                null,
                null,
                null,
                null,
                null,
                0);
        journal.began(entry(revision, who, "announced " + announced.fileName()), revision.state());
        return revisions.add(revision);
    }

    /**
     * Appends bytes, outside any transaction, and begins the flow when they are all there.
     *
     * @return how many bytes have arrived in all
     * @throws HubException when the upload is over, the offset is wrong, or the whole does not have the
     *     announced digest; in the last case the bytes are dropped and the upload starts again at 0
     */
    public long append(DesignRevision revision, long offset, InputStream bytes, Principal who) throws IOException {
        requireOpen(revision);
        Upload upload = revision.announced();
        long arrived = uploads.append(upload.id(), offset, upload.bytes(), bytes);
        if (arrived == upload.bytes()) {
            complete(revision, who);
        }
        return arrived;
    }

    private void complete(DesignRevision revision, Principal who) throws IOException {
        Upload upload = revision.announced();
        String announced = upload.sha256();
        if (announced != null && !announced.equals(uploads.sha256(upload.id()))) {
            uploads.discard(upload.id());
            throw new HubException(
                    FailureCode.UPLOAD_DIGEST,
                    "the bytes of " + upload.fileName() + " were damaged on the way, or the announcement is wrong",
                    "sha256",
                    "send the bytes again from offset 0, or announce a new revision");
        }
        BlobRef content =
                uploads.complete(upload.id(), "application/octet-stream", revision.organisation(), revision.designId());
        unitOfWork.run(() -> {
            DesignRevision current = revisions.get(revision.id());
            requireOpen(current);
            journal.moved(
                    RevisionState.TRANSITIONS,
                    entry(current, who, content.bytes() + " bytes, SHA-256 " + content.sha256()),
                    current.state(),
                    RevisionState.UPLOADED);
            revisions.update(current.withSource(content).withState(RevisionState.UPLOADED));
            intake.uploaded(current.id());
        });
    }

    /** Gives an upload up; its bytes are dropped. */
    public void cancel(DesignRevision revision, Principal who) throws IOException {
        requireOpen(revision);
        end(revision, who, "the upload was cancelled");
        uploads.discard(revision.announced().id());
    }

    /** Gives an upload up that nobody goes on with, unless it came to an end meanwhile. */
    void abandon(String revisionId) {
        unitOfWork.run(() -> {
            DesignRevision revision = revisions.get(revisionId);
            if (revision.state() == RevisionState.UPLOADING) {
                end(revision, Principal.HUB, "nobody went on with the upload");
            }
        });
    }

    private void end(DesignRevision revision, Principal who, String why) {
        journal.moved(RevisionState.TRANSITIONS, entry(revision, who, why), revision.state(), RevisionState.CANCELLED);
        revisions.update(
                revision.withProblem(Problem.of(FailureCode.UPLOAD_CLOSED, why, null, "announce a new revision"))
                        .withState(RevisionState.CANCELLED));
    }

    private static void requireOpen(DesignRevision revision) {
        if (revision.state() != RevisionState.UPLOADING) {
            throw new HubException(
                    FailureCode.UPLOAD_CLOSED,
                    "revision " + revision.id() + " is " + revision.state(),
                    null,
                    "announce a new revision");
        }
    }

    private static Journal.Entry entry(DesignRevision revision, Principal who, String why) {
        return new Journal.Entry("revision", revision.id(), revision.organisation(), revision.id(), who, why);
    }

    /**
     * What a client says of a file before it sends it.
     *
     * @param fileName for people, and to break ties between formats
     * @param bytes length
     * @param sha256 lower-case hex, if known
     * @param unit name of a LengthUnit, if known
     * @param autoAccept whether a correction within tolerance is taken without asking
     * @param parameters values for the named parameters of a parametric source
     */
    public record Announcement(
            String fileName,
            long bytes,
            @Nullable String sha256,
            @Nullable String unit,
            boolean autoAccept,
            Map<String, String> parameters) {}
}
