package io.amsphub.processors.step;

import io.amsphub.processors.design.Design;
import io.amsphub.processors.design.DesignRevision;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.Access;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.licence.DesignProtection;
import io.amsphub.processors.licence.ModelAccess;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.port.DesignProtections;
import io.amsphub.processors.port.Designs;
import io.amsphub.processors.port.Revisions;
import io.amsphub.processors.port.UnitOfWork;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Says how designs are protected, keeps to it, and deletes the content of those whose day has come. */
public final class DesignProtecting {

    private static final int BATCH = 50;

    private final Designs designs;
    private final Revisions revisions;
    private final DesignProtections protections;
    private final DesignDeletion deletion;
    private final UnitOfWork unitOfWork;
    private final Journal journal;

    /** Brings together what protection touches. */
    public DesignProtecting(
            Designs designs,
            Revisions revisions,
            DesignProtections protections,
            DesignDeletion deletion,
            UnitOfWork unitOfWork,
            Journal journal) {
        this.designs = designs;
        this.revisions = revisions;
        this.protections = protections;
        this.deletion = deletion;
        this.unitOfWork = unitOfWork;
        this.journal = journal;
    }

    /** Returns how a design is protected. Must be called in a unit of work, as must all below but the last. */
    public DesignProtection of(Design design) {
        return protections
                .find(design.id())
                .orElseGet(() -> DesignProtection.usual(
                        design.id(), design.organisation(), design.createdBy(), design.createdAt()));
    }

    /** Sets how a design is protected. */
    public DesignProtection set(DesignProtection wanted, Principal who) {
        DesignProtection kept =
                protections.find(wanted.id()).isPresent() ? protections.update(wanted) : protections.add(wanted);
        String until = wanted.deleteOn() == null ? "" : ", to be deleted on " + wanted.deleteOn();
        journal.noted(
                entry(kept, who, wanted.classification() + ", readers " + wanted.readers() + until), kept.state());
        return kept;
    }

    /** Refuses the geometry of a design, as {@link ModelAccess#requireGeometry} does. */
    public void requireGeometry(Principal who, String designId) {
        Design design = designs.get(designId);
        ModelAccess.requireGeometry(who, design, of(design));
    }

    /** Refuses the geometry of the design of a revision, as {@link ModelAccess#requireGeometry} does. */
    public void requireGeometryOfRevision(Principal who, String revisionId) {
        requireGeometry(who, revisions.get(revisionId).designId());
    }

    /**
     * Refuses the geometry of what somebody has ordered, as {@link ModelAccess#requireGeometry} does, and always to
     * those who have ordered parts of a design of others: it is offered to them without its model.
     */
    public void requireGeometryOfOrdered(Principal who, String revisionId) {
        DesignRevision revision = revisions.get(revisionId);
        if (!Access.reaches(who, revision.organisation(), true)) {
            throw new HubException(
                    FailureCode.FORBIDDEN,
                    "the model of " + revision.designId() + " is not " + who.organisation()
                            + "'s: its parts are offered",
                    null,
                    "ask the owner of the design");
        }
        requireGeometry(who, revision.designId());
    }

    /** Refuses pictures of a design, as {@link ModelAccess#requireDisplay} does. */
    public void requireDisplay(Principal who, String designId) {
        Design design = designs.get(designId);
        ModelAccess.requireDisplay(who, design, of(design));
    }

    /**
     * Deletes the content of designs whose day has come. One with an open order waits for the end of it.
     *
     * @throws UncheckedIOException when the store fails; what was not deleted is deleted the next time
     */
    public void deleteDue() {
        for (DesignProtection due : unitOfWork.call(() -> protections.due(journal.now(), BATCH))) {
            Design design = unitOfWork.call(() -> designs.get(due.id()));
            try {
                deletion.delete(design, Principal.HUB, "its day of deletion, " + due.deleteOn() + ", has come");
            } catch (HubException e) {
                if (e.failureCode() == FailureCode.ILLEGAL_TRANSITION) {
                    continue; // an order of it is open
                }
                throw e;
            } catch (IOException e) {
                throw new UncheckedIOException("the content of " + design.id() + " cannot be deleted", e);
            }
            unitOfWork.run(() -> {
                DesignProtection kept =
                        protections.update(protections.get(due.id()).deleted());
                journal.noted(entry(kept, Principal.HUB, "content deleted"), kept.state());
            });
        }
    }

    private static Journal.Entry entry(DesignProtection protection, Principal who, String why) {
        return new Journal.Entry("protection", protection.id(), protection.organisation(), protection.id(), who, why);
    }
}
