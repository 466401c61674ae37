package io.amsphub.processors.step;

import io.amsphub.processors.catalogue.Catalogue;
import io.amsphub.processors.design.DesignRevision;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.lifecycle.StageSubject;
import io.amsphub.processors.port.Intake;
import io.amsphub.processors.port.Invitations;
import io.amsphub.processors.port.Revisions;
import io.amsphub.processors.port.Rfqs;
import io.amsphub.processors.port.UnitOfWork;
import io.amsphub.processors.quote.BuildSetup;
import io.amsphub.processors.quote.Quote;
import io.amsphub.processors.rfq.Answer;
import io.amsphub.processors.rfq.Invitation;
import io.amsphub.processors.rfq.Rfq;
import io.amsphub.processors.rfq.RfqState;
import java.io.IOException;
import java.util.Optional;

/**
 * Sends a request for quotation out: centres that leave their rates to the hub answer at once, the others are handed to
 * {@link CentreTelling}.
 */
public final class RfqScatter {

    private final Rfqs rfqs;
    private final Invitations invitations;
    private final Revisions revisions;
    private final QuotePricing pricing;
    private final RevisionMeasuring measuring;
    private final Catalogue catalogue;
    private final Intake intake;
    private final UnitOfWork unitOfWork;
    private final Journal journal;

    /** Brings together what sending out needs. */
    public RfqScatter(
            Rfqs rfqs,
            Invitations invitations,
            Revisions revisions,
            QuotePricing pricing,
            RevisionMeasuring measuring,
            Catalogue catalogue,
            Intake intake,
            UnitOfWork unitOfWork,
            Journal journal) {
        this.rfqs = rfqs;
        this.invitations = invitations;
        this.revisions = revisions;
        this.pricing = pricing;
        this.measuring = measuring;
        this.catalogue = catalogue;
        this.intake = intake;
        this.unitOfWork = unitOfWork;
        this.journal = journal;
    }

    /**
     * Measures what the request needs; outside any transaction.
     *
     * @throws IOException when the blob store fails
     */
    public void measure(StageSubject event) throws IOException {
        Optional<Rfq> found = unitOfWork.call(() -> rfqs.find(event.subject()));
        if (found.isPresent() && found.get().state() == RfqState.OPEN) {
            Rfq rfq = found.get();
            measuring.measureFor(
                    rfq.revisionId(),
                    BuildSetup.ofMaterial(
                            catalogue,
                            catalogue.material(rfq.materialId()),
                            rfq.wishes().orientation()));
        }
    }

    /** Sends the request that the event is about to every centre that has not heard of it. */
    public void send(StageSubject event) {
        Rfq rfq = rfqs.get(event.subject());
        if (rfq.state() != RfqState.OPEN) {
            return;
        }
        DesignRevision revision = revisions.get(rfq.revisionId());
        for (Invitation invitation : invitations.ofRfq(rfq.id())) {
            if (invitation.state() == Invitation.State.PENDING) {
                send(rfq, revision, invitation);
            }
        }
        intake.quotationAnswered(rfq.id());
    }

    private void send(Rfq rfq, DesignRevision revision, Invitation invitation) {
        Quote asked = RfqGathering.quote(rfq, invitation.amCentre(), rfq.id());
        CentrePricing.Outcome outcome;
        try {
            outcome = pricing.offers(asked, revision);
        } catch (HubException e) {
            invitations.update(invitation.declined(e.problem().detail(), journal.now()));
            return;
        }
        if (outcome.offers().isEmpty()) {
            String why = outcome.candidates().stream()
                    .filter(c -> c.amCentre().equals(invitation.amCentre()))
                    .findFirst()
                    .orElseThrow()
                    .reason();
            invitations.update(invitation.declined(why, journal.now()));
            return;
        }
        CentrePricing.Offer offer = outcome.offers().get(0);
        Invitation invited = invitation.invited(offer.inputs());
        if (invitation.channel() == Invitation.Channel.RULES) {
            Answer answer = new Answer(
                    false,
                    offer.price().net(),
                    rfq.quantity(),
                    offer.price().leadTimeDays(),
                    null,
                    "by its rates, which the hub has");
            invitations.update(invited.answered(Invitation.State.OFFERED, answer, null, journal.now()));
        } else {
            invitations.update(invited);
            intake.centreInvited(invitation.id(), rfq.id());
        }
    }
}
