package io.amsphub.processors.rfq;

import io.amsphub.processors.catalogue.AmCentre;
import io.amsphub.processors.quote.QuoteInputs;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One AM centre that was asked, and what it answered. A row of its own, so that centres that answer at the same
 * moment do not stand in each other's way.
 *
 * @param id {@code <request>.<centre>}
 * @param rfqId the request
 * @param organisation who asks
 * @param amCentre who is asked
 * @param channel how
 * @param state where it is
 * @param guide what the hub's rules say for this centre: what an offer is held against, and the figures of the
 *     order; null until the request was sent out, or when the centre cannot make it
 * @param answer what the centre said
 * @param note why it cannot, was not reached, or is not believed
 * @param answeredAt when
 * @param failures how often in a row the centre was not reached
 * @param tellAt when it is told again; null when that is not due
 * @param version for optimistic locking; 0 until stored
 */
public record Invitation(
        String id,
        String rfqId,
        String organisation,
        String amCentre,
        Channel channel,
        State state,
        @Nullable QuoteInputs guide,
        @Nullable Answer answer,
        @Nullable String note,
        @Nullable Instant answeredAt,
        int failures,
        @Nullable Instant tellAt,
        long version) {

    /** How a centre is asked. */
    public enum Channel {
        /** By its own rates, which the hub has. */
        RULES,
        /** Over HTTP; it calls back. */
        CALLBACK,
        /** In the queue of its partner system, which answers by command. */
        QUEUE,
        /** By e-mail, with a link to the page where a person answers. */
        EMAIL;

        /** Returns how the catalogue says that a centre is asked. */
        public static Channel of(AmCentre centre) {
            if (centre.requestUrl() != null) {
                return CALLBACK;
            }
            if (centre.requestPartner() != null) {
                return QUEUE;
            }
            return centre.requestEmail() != null ? EMAIL : RULES;
        }
    }

    /** Where an invitation is. */
    public enum State {
        /** To be asked. */
        PENDING,
        /** Was asked, or can fetch the request; no answer yet. */
        INVITED,
        /** Made an offer. */
        OFFERED,
        /** Made an offer that nobody believes without looking at it. */
        SUSPICIOUS,
        /** Offers fewer parts than asked for. */
        PARTIAL,
        /** Does not want to, or cannot. */
        DECLINED
    }

    /** Returns the id of the invitation of a centre. */
    public static String idOf(String rfqId, String amCentre) {
        return rfqId + "." + amCentre;
    }

    /** An invitation that is to be sent out. */
    public static Invitation to(Rfq rfq, String amCentre, Channel channel) {
        return new Invitation(
                idOf(rfq.id(), amCentre),
                rfq.id(),
                rfq.organisation(),
                amCentre,
                channel,
                State.PENDING,
                null,
                null,
                null,
                null,
                0,
                null,
                0);
    }

    /** Returns whether nothing was heard yet. */
    public boolean open() {
        return state == State.PENDING || state == State.INVITED;
    }

    /** Returns whether there is an offer that can be chosen, if only by a person. */
    public boolean hasOffer() {
        return state == State.OFFERED || state == State.SUSPICIOUS || state == State.PARTIAL;
    }

    /** Returns the offer. */
    public Answer offer() {
        return Objects.requireNonNull(answer);
    }

    /** Returns the invitation with what the hub's rules say. */
    public Invitation invited(@Nullable QuoteInputs byRules) {
        return copy(State.INVITED, byRules, answer, note, answeredAt, failures, tellAt);
    }

    /** Returns the invitation with a note, and nothing to be told again. */
    public Invitation noted(String why) {
        return copy(state, guide, answer, why, answeredAt, 0, null);
    }

    /** Returns the invitation of a centre that was not reached, and is told again later. */
    public Invitation delayed(String why, Instant again) {
        return copy(state, guide, answer, why, answeredAt, failures + 1, again);
    }

    /** Returns the invitation as one that is being told again. */
    public Invitation toldAgain() {
        return copy(state, guide, answer, note, answeredAt, failures, null);
    }

    /** Returns the invitation with what the centre said. */
    public Invitation answered(State next, Answer said, @Nullable String why, Instant when) {
        return copy(next, guide, said, why, when, 0, null);
    }

    /** Returns the invitation as one that the centre cannot follow. */
    public Invitation declined(String why, Instant when) {
        return copy(State.DECLINED, guide, answer, why, when, 0, null);
    }

    private Invitation copy(
            State newState,
            @Nullable QuoteInputs newGuide,
            @Nullable Answer newAnswer,
            @Nullable String newNote,
            @Nullable Instant newAnsweredAt,
            int newFailures,
            @Nullable Instant newTellAt) {
        return new Invitation(
                id,
                rfqId,
                organisation,
                amCentre,
                channel,
                newState,
                newGuide,
                newAnswer,
                newNote,
                newAnsweredAt,
                newFailures,
                newTellAt,
                version);
    }
}
