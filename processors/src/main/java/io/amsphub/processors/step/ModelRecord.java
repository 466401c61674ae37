package io.amsphub.processors.step;

import io.amsphub.processors.cad.Tessellation;
import io.amsphub.processors.design.BlobRef;
import io.amsphub.processors.design.Correction;
import io.amsphub.processors.design.DesignRevision;
import io.amsphub.processors.design.Detection;
import io.amsphub.processors.design.RevisionState;
import io.amsphub.processors.failure.Problem;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.port.Revisions;
import io.amsphub.processors.production.Production;
import io.amsphub.processors.production.WorkItem;
import java.util.Locale;

/** Records what came of conversion, detection and correction, and decides where the revision goes. */
public final class ModelRecord {

    /** Where the revision goes. */
    public enum Outcome {
        /** It is exact geometry, of which a mesh is due. */
        CONVERSION_DUE,
        /** There is a mesh of it, and detection is due. */
        CONVERTED,
        /** The model was made by its recipe; detection is due. */
        COMPOSED,
        /** Correction is due. */
        DEFECTIVE,
        /** A person decides about the correction. */
        IN_REVIEW,
        READY,
        REJECTED,
        /** It was past that stage already. */
        NOTHING
    }

    private final Revisions revisions;
    private final Production production;
    private final Journal journal;

    /** Brings together what recording needs. */
    public ModelRecord(Revisions revisions, Production production, Journal journal) {
        this.revisions = revisions;
        this.production = production;
        this.journal = journal;
    }

    /** Records a model that was made by a recipe: from here on it is as if it had been uploaded. */
    public Outcome composed(ModelResult result) {
        DesignRevision revision = revisions.get(result.subject());
        if (revision.state() != RevisionState.COMPOSING) {
            return Outcome.NOTHING;
        }
        if (result.problem() != null) {
            return reject(revision, result.problem());
        }
        BlobRef made = result.composed();
        if (made == null) {
            return Outcome.NOTHING;
        }
        move(
                revision.withSource(made),
                RevisionState.UPLOADED,
                "made, " + made.bytes() + " bytes, SHA-256 " + made.sha256());
        return Outcome.COMPOSED;
    }

    /** Records a detection: a flawless solid is ready, any other goes to correction. */
    public Outcome detected(ModelResult result) {
        DesignRevision revision = revisions.get(result.subject());
        if (revision.state() != RevisionState.UPLOADED) {
            return Outcome.NOTHING;
        }
        if (result.problem() != null) {
            return reject(revision, result.problem());
        }
        if (result.cad() != null) {
            return Outcome.CONVERSION_DUE;
        }
        Detection detection = result.detection();
        if (detection == null) {
            return Outcome.NOTHING;
        }
        DesignRevision known = revision.withDetection(detection);
        if (detection.flawless()) {
            move(known, RevisionState.READY, "a sound solid as it came");
            return Outcome.READY;
        }
        move(known, RevisionState.DEFECTIVE, findings(detection));
        return Outcome.DEFECTIVE;
    }

    /** Records the mesh of exact geometry, which is detected as any other. */
    public Outcome converted(ModelResult result) {
        DesignRevision revision = revisions.get(result.subject());
        if (revision.state() != RevisionState.UPLOADED) {
            return Outcome.NOTHING;
        }
        if (result.problem() != null) {
            return reject(revision, result.problem());
        }
        Tessellation made = result.tessellation();
        if (made == null) {
            return Outcome.NOTHING;
        }
        journal.noted(
                entry(
                        revision,
                        made.format() + " became a mesh of " + made.mesh().bytes() + " bytes by " + made.tool()),
                revision.state());
        revisions.update(revision.withTessellation(made));
        return Outcome.CONVERTED;
    }

    /** Records a correction: taken at once if the user said so and it is small, else a person decides. */
    public Outcome corrected(ModelResult result) {
        DesignRevision revision = revisions.get(result.subject());
        if (revision.state() != RevisionState.DEFECTIVE) {
            return Outcome.NOTHING;
        }
        if (result.problem() != null) {
            return reject(revision, result.problem());
        }
        Correction correction = result.correction();
        if (correction == null) {
            move(revision, RevisionState.READY, "a solid; nothing could be improved");
            return Outcome.READY;
        }
        DesignRevision known = revision.withCorrection(correction);
        String change = String.format(
                Locale.ROOT,
                "%d step(s), largest deviation %.4f mm",
                correction.steps().size(),
                correction.maxDeviationMm());
        if (revision.autoAccept() && correction.withinTolerance()) {
            move(known, RevisionState.READY, "taken as announced: " + change);
            return Outcome.READY;
        }
        move(known, RevisionState.IN_REVIEW, change);
        production.ask(
                WorkItem.Kind.REVIEW_CORRECTION,
                revision.id(),
                revision.organisation(),
                (correction.wrapOffered() ? "Ask for a wrap, or reject " : "Accept or reject the correction of ")
                        + revision.fileName() + ": " + change + ".");
        return Outcome.IN_REVIEW;
    }

    private Outcome reject(DesignRevision revision, Problem problem) {
        move(revision.withProblem(problem), RevisionState.REJECTED, problem.code() + " " + problem.detail());
        return Outcome.REJECTED;
    }

    private void move(DesignRevision revision, RevisionState next, String why) {
        journal.moved(RevisionState.TRANSITIONS, entry(revision, why), revision.state(), next);
        revisions.update(revision.withState(next));
    }

    private static Journal.Entry entry(DesignRevision revision, String why) {
        return new Journal.Entry("revision", revision.id(), revision.organisation(), revision.id(), Principal.HUB, why);
    }

    private static String findings(Detection detection) {
        StringBuilder text = new StringBuilder();
        detection.findings().stream()
                .filter(f -> !f.severity().equals("INFORMS"))
                .forEach(f -> text.append(text.isEmpty() ? "" : ", ").append(f.text()));
        return text.toString();
    }
}
