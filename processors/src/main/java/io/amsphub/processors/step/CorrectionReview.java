package io.amsphub.processors.step;

import io.amsphub.processors.design.Correction;
import io.amsphub.processors.design.DesignRevision;
import io.amsphub.processors.design.RevisionState;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.failure.Problem;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.port.Intake;
import io.amsphub.processors.port.Revisions;
import io.amsphub.processors.production.Production;
import io.amsphub.processors.production.WorkItem;

/** What a person decides about a proposed correction. */
public final class CorrectionReview {

    private final Revisions revisions;
    private final Production production;
    private final Intake intake;
    private final Journal journal;

    /** Brings together what a decision touches. */
    public CorrectionReview(Revisions revisions, Production production, Intake intake, Journal journal) {
        this.revisions = revisions;
        this.production = production;
        this.intake = intake;
        this.journal = journal;
    }

    /**
     * Takes the corrected model: it can be quoted and made.
     *
     * @throws HubException with {@link FailureCode#MODEL_NOT_SOLID} when it is none
     */
    public DesignRevision accept(DesignRevision revision, Principal who, String reason) {
        Correction correction = revision.correction();
        if (correction != null && !correction.sound()) {
            throw new HubException(
                    FailureCode.MODEL_NOT_SOLID,
                    "the correction left " + revision.id() + " broken",
                    "/decision",
                    "ask for a wrap (POST .../correction), or reject it and upload a mended model");
        }
        intake.revisionReady(revision.id());
        return decide(revision, RevisionState.READY, who, reason);
    }

    /** Refuses the corrected model: the revision ends here, the source is kept. */
    public DesignRevision reject(DesignRevision revision, Principal who, String reason) {
        return decide(
                revision.withProblem(Problem.of(
                        FailureCode.CORRECTION_REFUSED, reason, null, "upload a corrected model as a new revision")),
                RevisionState.REJECTED,
                who,
                reason);
    }

    /**
     * Asks for a watertight wrap in place of a correction that did not make a solid. It is proposed as a
     * correction is, and a person decides in every case.
     *
     * @throws HubException with {@link FailureCode#WRAP_NOT_OFFERED} when the correction does not offer one
     */
    public DesignRevision wrap(DesignRevision revision, Principal who) {
        Correction correction = revision.correction();
        if (revision.state() != RevisionState.IN_REVIEW || correction == null || !correction.wrapOffered()) {
            throw new HubException(
                    FailureCode.WRAP_NOT_OFFERED,
                    "revision " + revision.id() + " is " + revision.state()
                            + (correction == null ? "" : " with a correction that offers no wrap"),
                    "/wrap",
                    "a wrap is there for a revision IN_REVIEW whose correction says wrapOffered");
        }
        DesignRevision asked = decide(revision, RevisionState.DEFECTIVE, who, "a wrap was asked for");
        intake.wrapRequested(revision.id());
        return asked;
    }

    private DesignRevision decide(DesignRevision revision, RevisionState next, Principal who, String reason) {
        journal.moved(
                RevisionState.TRANSITIONS,
                new Journal.Entry("revision", revision.id(), revision.organisation(), revision.id(), who, reason),
                revision.state(),
                next);
        production.answered(WorkItem.Kind.REVIEW_CORRECTION, revision.id(), who);
        return revisions.update(revision.withState(next));
    }
}
