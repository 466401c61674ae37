package io.amsphub.processors.step;

import io.amsphub.mesh.compose.ComposeException;
import io.amsphub.mesh.io.MeshFormat;
import io.amsphub.mesh.io.SecureThreeMfWriter;
import io.amsphub.mesh.io.ThreeMfWriter;
import io.amsphub.mesh.mark.MarkCode;
import io.amsphub.mesh.mark.MarkException;
import io.amsphub.mesh.mark.MarkKey;
import io.amsphub.mesh.mark.Watermark;
import io.amsphub.mesh.model.TriangleMesh;
import io.amsphub.processors.design.BlobRef;
import io.amsphub.processors.design.DesignRevision;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.licence.CentreKey;
import io.amsphub.processors.licence.CopyLabel;
import io.amsphub.processors.licence.DesignLicence;
import io.amsphub.processors.licence.HandedCopy;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.order.OrderLine;
import io.amsphub.processors.port.Blobs;
import io.amsphub.processors.port.CentreKeys;
import io.amsphub.processors.port.DesignLicences;
import io.amsphub.processors.port.HandedCopies;
import io.amsphub.processors.port.Revisions;
import io.amsphub.processors.port.UnitOfWork;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes the copies that AM centres are given where a licence asks for a mark or for encryption. A copy is made when it is
 * first asked for, and again when the centre has another key or the licence asks for something else; its code stays.
 * Long work is done outside of units of work; must not be called in one.
 */
public final class CopyDesk {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** The mesh, its marked copy, and what detection needs for it. */
    private static final int MARKING_FACTOR = 3;

    private final Revisions revisions;
    private final DesignLicences licences;
    private final HandedCopies copies;
    private final CentreKeys keys;
    private final Blobs blobs;
    private final ModelFile files;
    private final MemoryBudget memory;
    private final MarkKey secret;
    private final SecureRandom random = new SecureRandom();
    private final UnitOfWork unitOfWork;
    private final Journal journal;

    /** A desk over its stores; the secret is that of all marks of the hub. */
    public CopyDesk(
            Revisions revisions,
            DesignLicences licences,
            HandedCopies copies,
            CentreKeys keys,
            Blobs blobs,
            MemoryBudget memory,
            MarkKey secret,
            UnitOfWork unitOfWork,
            Journal journal) {
        this.revisions = revisions;
        this.licences = licences;
        this.copies = copies;
        this.keys = keys;
        this.blobs = blobs;
        this.files = new ModelFile(blobs);
        this.memory = memory;
        this.secret = secret;
        this.unitOfWork = unitOfWork;
        this.journal = journal;
    }

    /** What the copy of a line has to be. */
    private record Wanted(
            DesignRevision revision,
            DesignLicence.Terms terms,
            @Nullable CentreKey key,
            @Nullable HandedCopy kept) {

        boolean marked() {
            return terms.mark() != DesignLicence.Mark.NONE;
        }

        boolean isKept() {
            return kept != null
                    && kept.revisionId().equals(revision.id())
                    && kept.mark() == terms.mark()
                    && Objects.equals(kept.label(), terms.label())
                    && Objects.equals(kept.keyId(), key == null ? null : key.keyId());
        }
    }

    /**
     * Returns the copy of a line for its AM centre.
     *
     * @return empty when the design has no licence, or one that asks for neither
     * @throws HubException when the model cannot hold a mark, or the centre has no key to encrypt for
     */
    public Optional<HandedCopy> of(String orderId, OrderLine line, Principal who) throws IOException {
        Optional<Wanted> asked = unitOfWork.call(() -> wanted(orderId, line));
        if (asked.isEmpty() || asked.get().isKept()) {
            return asked.map(Wanted::kept);
        }
        Wanted wanted = asked.get();
        HandedCopy kept = wanted.kept();
        String known = kept == null ? null : kept.code();
        String code = !wanted.marked()
                ? null
                : known == null ? MarkCode.random(random).text() : known;
        BlobRef content = written(wanted, code);
        HandedCopy copy = new HandedCopy(
                HandedCopy.idOf(orderId, line.number()),
                wanted.revision().designId(),
                wanted.revision().organisation(),
                wanted.revision().id(),
                orderId,
                line.number(),
                line.amCentre(),
                wanted.terms().mark(),
                wanted.terms().label(),
                code,
                content,
                wanted.key() == null ? null : wanted.key().keyId(),
                journal.now(),
                who.name(),
                kept == null ? 0 : kept.version());
        return Optional.of(unitOfWork.call(() -> {
            journal.noted(
                    new Journal.Entry("copy", copy.id(), copy.organisation(), copy.designId(), who, inWords(copy)),
                    HandedCopy.State.MADE);
            return kept == null ? copies.add(copy) : copies.update(copy);
        }));
    }

    private static String inWords(HandedCopy copy) {
        return "copy of " + copy.revisionId() + " for " + copy.amCentre()
                + (copy.code() == null ? "" : ", marked " + copy.code())
                + (copy.keyId() == null ? "" : ", encrypted for key " + copy.keyId());
    }

    private Optional<Wanted> wanted(String orderId, OrderLine line) {
        DesignRevision revision = revisions.get(line.revisionId());
        DesignLicence.Terms terms =
                licences.find(revision.designId()).map(DesignLicence::terms).orElse(null);
        if (terms == null || !terms.guarded()) {
            return Optional.empty();
        }
        CentreKey key = keys.find(line.amCentre()).orElse(null);
        if (terms.encrypted() && key == null) {
            throw new HubException(
                    FailureCode.CENTRE_WITHOUT_KEY,
                    "the licence of design " + revision.designId() + " wants copies encrypted, AM centre "
                            + line.amCentre() + " has no key",
                    null,
                    "the centre sets its key with PUT /am-centres/" + line.amCentre() + "/key");
        }
        return Optional.of(new Wanted(
                revision,
                terms,
                terms.encrypted() ? key : null,
                copies.find(HandedCopy.idOf(orderId, line.number())).orElse(null)));
    }

    private BlobRef written(Wanted wanted, @Nullable String code) throws IOException {
        BlobRef solid = wanted.revision().solid();
        ModelFile.Recognised file = files.recognise(solid, "solid.stl");
        try (MemoryBudget.Share share = memory.take(MARKING_FACTOR * file.bytesNeeded(), PATIENCE)) {
            TriangleMesh mesh = files.read(file, null, share.bytes() / MARKING_FACTOR);
            TriangleMesh copy = code == null ? mesh : marked(mesh, code, wanted);
            CentreKey key = wanted.key();
            return blobs.madeOf(solid).store(MeshFormat.THREE_MF.mediaType(), out -> {
                if (key == null) {
                    ThreeMfWriter.write(copy, out);
                } else {
                    new SecureThreeMfWriter(
                                    List.of(new SecureThreeMfWriter.Consumer(key.id(), key.keyId(), key.key())), random)
                            .write(copy, out);
                }
            });
        }
    }

    private TriangleMesh marked(TriangleMesh mesh, String code, Wanted wanted) {
        try {
            return wanted.terms().mark() == DesignLicence.Mark.LABEL
                    ? CopyLabel.on(mesh, wanted.terms().label(), code)
                    : Watermark.embed(mesh, secret, new MarkCode(code)).mesh();
        } catch (MarkException | ComposeException e) {
            HubException refusal = new HubException(
                    FailureCode.NOT_MARKABLE,
                    "revision " + wanted.revision().id() + ": " + e.getMessage(),
                    null,
                    "the owner of the design says with PUT /designs/"
                            + wanted.revision().designId() + "/licence how copies are marked");
            refusal.initCause(e);
            throw refusal;
        }
    }
}
