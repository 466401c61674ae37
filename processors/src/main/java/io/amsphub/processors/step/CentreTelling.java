package io.amsphub.processors.step;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amsphub.processors.catalogue.AmCentre;
import io.amsphub.processors.catalogue.Catalogue;
import io.amsphub.processors.exchange.Json;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.lifecycle.HaltPoint;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.lifecycle.StageSubject;
import io.amsphub.processors.partner.Partner;
import io.amsphub.processors.partner.PartnerReply;
import io.amsphub.processors.port.CentreNotice;
import io.amsphub.processors.port.Intake;
import io.amsphub.processors.port.Invitations;
import io.amsphub.processors.port.Mailer;
import io.amsphub.processors.port.PartnerOutbox;
import io.amsphub.processors.port.Partners;
import io.amsphub.processors.port.Rfqs;
import io.amsphub.processors.port.UnitOfWork;
import io.amsphub.processors.rfq.Invitation;
import io.amsphub.processors.rfq.Rfq;
import io.amsphub.processors.rfq.RfqState;
import io.amsphub.processors.webhook.RetrySchedule;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells AM centres of requests for quotation in the way that the catalogue says: over HTTP, by e-mail, or in the queue of
 * their partner system. A centre that is not reached is told again, after 5 s and then ever later up to a minute, for
 * as long as the request is open. When that is due is kept with the invitation, so that a restart loses nothing. What is
 * refused for good, such as a mailbox that is not there, is noted and not tried again; the invitation stays open for
 * the operator to pass on by hand.
 */
public final class CentreTelling {

    private static final RetrySchedule AGAIN = new RetrySchedule(List.of(Duration.ofSeconds(5)));
    private static final int BATCH = 100;

    private final Rfqs rfqs;
    private final Invitations invitations;
    private final Partners partners;
    private final Catalogue catalogue;
    private final Letters letters;
    private final CentreNotice notice;
    private final Mailer mailer;
    private final PartnerOutbox outbox;
    private final Intake intake;
    private final UnitOfWork unitOfWork;
    private final Journal journal;

    /** Brings together what telling needs. */
    public CentreTelling(
            Rfqs rfqs,
            Invitations invitations,
            Partners partners,
            Catalogue catalogue,
            Letters letters,
            CentreNotice notice,
            Mailer mailer,
            PartnerOutbox outbox,
            Intake intake,
            UnitOfWork unitOfWork,
            Journal journal) {
        this.rfqs = rfqs;
        this.invitations = invitations;
        this.partners = partners;
        this.catalogue = catalogue;
        this.letters = letters;
        this.notice = notice;
        this.mailer = mailer;
        this.outbox = outbox;
        this.intake = intake;
        this.unitOfWork = unitOfWork;
        this.journal = journal;
    }

    /**
     * What became of telling a centre.
     *
     * @param invitationId whose
     * @param outcome what became of it
     * @param detail for people; empty when there is nothing to say
     */
    public record Told(String invitationId, Outcome outcome, String detail) {}

    /** What can become of telling a centre. */
    public enum Outcome {
        /** There is nothing to tell any more. */
        OVER,
        /** It has the letter. */
        TOLD,
        /** It is told by a message that leaves with the note. */
        BY_QUEUE,
        /** It was not reached, and is told again. */
        LATER,
        /** It cannot be told in this way. */
        REFUSED,
        /** It was to be told in a way that the catalogue does not have any more. */
        OTHERWISE
    }

    /**
     * Tells the centre of the invitation that the event is about; outside any transaction. Telling it twice does no
     * harm: the letter is the same, and so is the id of a mail.
     */
    public Told tell(StageSubject event) {
        String id = event.subject();
        Asked asked = unitOfWork.call(() -> asked(id));
        if (asked == null) {
            return new Told(id, Outcome.OVER, "");
        }
        try {
            Outcome outcome = tell(asked);
            HaltPoint.reached(HaltPoint.CENTRE_TOLD);
            return new Told(id, outcome, "");
        } catch (Mailer.Refused e) {
            return new Told(id, Outcome.REFUSED, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return new Told(id, Outcome.LATER, String.valueOf(e.getMessage()));
        }
    }

    private Outcome tell(Asked asked) throws IOException {
        AmCentre centre = asked.centre();
        URI url = centre == null ? null : centre.requestUrl();
        String mailbox = centre == null ? null : centre.requestEmail();
        Letter letter = asked.letter();
        switch (asked.invitation().channel()) {
            case CALLBACK -> {
                if (url == null) {
                    return Outcome.OTHERWISE;
                }
                notice.tell(url, Json.write(letter));
                return Outcome.TOLD;
            }
            case EMAIL -> {
                if (mailbox == null) {
                    return Outcome.OTHERWISE;
                }
                mailer.send(InvitationMail.of(asked.invitation(), letter, mailbox, letters.link(letter)));
                return Outcome.TOLD;
            }
            case QUEUE -> {
                return Outcome.BY_QUEUE;
            }
            default -> {
                return Outcome.OVER;
            }
        }
    }

    /** Notes what became of telling the centre; in the unit of work in which a message to its queue leaves. */
    public void note(Told told) {
        Asked asked = asked(told.invitationId());
        if (asked == null) {
            return;
        }
        switch (told.outcome()) {
            case OVER -> {}
            case TOLD -> invitations.update(asked.invitation().noted("told at " + journal.now()));
            case BY_QUEUE -> byQueue(asked);
            case LATER -> later(asked.invitation(), told.detail());
            case REFUSED -> refused(asked, told.detail());
            case OTHERWISE -> otherwise(asked);
        }
    }

    /** Has the centres told again for which that is due. */
    public void tellDue() {
        for (Invitation invitation : invitations.toTell(journal.now(), BATCH)) {
            invitations.update(invitation.toldAgain());
            intake.centreInvited(invitation.id(), invitation.rfqId());
        }
    }

    private void byQueue(Asked asked) {
        Invitation invitation = asked.invitation();
        AmCentre centre = asked.centre();
        String name = centre == null ? null : centre.requestPartner();
        if (name == null) {
            otherwise(asked);
            return;
        }
        Optional<Partner> partner = partners.find(name).filter(Partner::usable);
        if (partner.isEmpty()) {
            later(invitation, "there is no qualified partner " + name + "; register or qualify it");
            return;
        }
        Letter letter = asked.letter();
        // the partner is known by its queue: a token in it would only be one more secret
        ObjectNode data = Json.mapper().valueToTree(letter);
        data.remove(List.of("answerTo", "token"));
        ObjectNode message =
                PartnerReply.invitation(invitation.id(), letter.rfq() + "/" + letter.amCentre(), data, journal.now());
        outbox.toPartner(new PartnerOutbox.PartnerMessage(
                message.path("id").asText(), partner.get().queues().out(), Json.write(message), letter.rfq(), null));
        invitations.update(invitation.noted("put into the queue of partner " + name + " at " + journal.now()));
    }

    private void later(Invitation invitation, String why) {
        Instant again = journal.now().plus(AGAIN.pause(invitation.failures() + 1, 0));
        invitations.update(invitation.delayed("not reached at " + journal.now() + ": " + why, again));
    }

    private void otherwise(Asked asked) {
        refused(asked, "the catalogue does not say any more where it is asked");
    }

    private void refused(Asked asked, String why) {
        Rfq rfq = asked.rfq();
        String what = "cannot be told: " + why + "; pass the letter on by another way";
        invitations.update(asked.invitation().noted(what));
        journal.noted(
                new Journal.Entry(
                        "rfq",
                        rfq.id(),
                        rfq.organisation(),
                        rfq.id(),
                        Principal.HUB,
                        asked.invitation().amCentre() + " " + what),
                rfq.state());
    }

    /** Returns what is to be told; null when the request is over, or the centre has answered or is gone. */
    private @Nullable Asked asked(String invitationId) {
        Invitation invitation = invitations.get(invitationId);
        Rfq rfq = rfqs.get(invitation.rfqId());
        if (rfq.state() != RfqState.OPEN || !invitation.open()) {
            return null;
        }
        AmCentre centre = catalogue.centres().stream()
                .filter(c -> c.id().equals(invitation.amCentre()))
                .findFirst()
                .orElse(null);
        return new Asked(rfq, invitation, centre, letters.letter(rfq, invitation));
    }

    private record Asked(
            Rfq rfq, Invitation invitation, @Nullable AmCentre centre, Letter letter) {}
}
