package io.amsphub.processors.api;

import io.amsphub.processors.catalogue.Catalogue;
import io.amsphub.processors.catalogue.Location;
import io.amsphub.processors.design.DesignRevision;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.identity.Role;
import io.amsphub.processors.licence.DesignOffers;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.partner.Partner;
import io.amsphub.processors.port.Invitations;
import io.amsphub.processors.port.Revisions;
import io.amsphub.processors.port.Rfqs;
import io.amsphub.processors.port.UnitOfWork;
import io.amsphub.processors.quote.BuildOrientationChoice;
import io.amsphub.processors.quote.Money;
import io.amsphub.processors.quote.QuoteWishes;
import io.amsphub.processors.rfq.Answer;
import io.amsphub.processors.rfq.Choice;
import io.amsphub.processors.rfq.Invitation;
import io.amsphub.processors.rfq.OfferToken;
import io.amsphub.processors.rfq.Rfq;
import io.amsphub.processors.step.Letters;
import io.amsphub.processors.step.RfqDesk;
import io.amsphub.processors.step.RfqGathering;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Requests for quotation: opened by users, answered by AM centres under a token, ended by time or by choice. */
public final class RfqResource implements ApiResource {

    private static final int TRIES = 3;
    private static final Set<Role> PARTNERS = Set.of(Role.PARTNER);
    private static final Duration USUAL_DEADLINE = Duration.ofHours(24);

    private final Rfqs rfqs;
    private final Invitations invitations;
    private final Revisions revisions;
    private final DesignOffers offers;
    private final RfqDesk desk;
    private final Letters letters;
    private final RfqGathering gathering;
    private final Catalogue catalogue;
    private final OfferToken tokens;
    private final UnitOfWork unitOfWork;
    private final Journal journal;

    /** The resource over its stores and steps. */
    public RfqResource(
            Rfqs rfqs,
            Invitations invitations,
            Revisions revisions,
            DesignOffers offers,
            RfqDesk desk,
            Letters letters,
            RfqGathering gathering,
            Catalogue catalogue,
            OfferToken tokens,
            UnitOfWork unitOfWork,
            Journal journal) {
        this.rfqs = rfqs;
        this.invitations = invitations;
        this.revisions = revisions;
        this.offers = offers;
        this.desk = desk;
        this.letters = letters;
        this.gathering = gathering;
        this.catalogue = catalogue;
        this.tokens = tokens;
        this.unitOfWork = unitOfWork;
        this.journal = journal;
    }

    @Override
    public List<ApiOperation> operations() {
        return List.of(
                ApiOperation.of("createRfq", USERS, this::create),
                ApiOperation.of("listRfqs", READERS, r -> Views.page(rfqs.page(r.page("state")), Views::plainly)),
                ApiOperation.of("getRfq", READERS, r -> show(200, rfq(r))),
                ApiOperation.of("cancelRfq", USERS, this::cancel),
                ApiOperation.of("chooseOffer", USERS, this::choose),
                ApiOperation.of("listInvitations", OPERATORS, this::letters),
                ApiOperation.of("answerAsPartner", PARTNERS, this::answerAsPartner),
                ApiOperation.ownCredential("getInvitation", this::invitation),
                ApiOperation.ownCredential("answerInvitation", this::answer));
    }

    private HttpReply create(ApiRequest request) {
        NewRfq wanted = request.body(NewRfq.class);
        DesignRevision revision = revisions.get(wanted.revision());
        QuoteWishes wishes = new QuoteWishes(
                wanted.currency(), wanted.leadTime(), wanted.shipTo(), false, BuildOrientationChoice.AS_MODELLED);
        Rfq rfq = desk.open(
                offers.buyer(request.who(), revision),
                revision,
                new RfqDesk.Question(
                        wanted.material(),
                        wanted.quantity(),
                        wanted.centres() == null ? List.of() : wanted.centres(),
                        wishes,
                        wanted.deliverTo(),
                        wanted.choice() == null ? Choice.PRICE : wanted.choice(),
                        wanted.deadline() == null ? journal.now().plus(USUAL_DEADLINE) : wanted.deadline()),
                request.who());
        return show(202, rfq).with("Location", "/api/v1/requests-for-quotation/" + rfq.id());
    }

    private HttpReply cancel(ApiRequest request) {
        Rfq rfq = rfq(request);
        request.requireVersion(rfq.id(), rfq.version());
        return show(
                200,
                desk.cancel(
                        rfq,
                        request.who(),
                        request.body(OrderResource.Reason.class).reason()));
    }

    private HttpReply choose(ApiRequest request) {
        Rfq rfq = rfq(request);
        request.requireVersion(rfq.id(), rfq.version());
        Chosen chosen = request.body(Chosen.class);
        return show(200, gathering.choose(rfq, chosen.amCentre(), request.who(), chosen.reason()));
    }

    /** The letters of a request, for an operator who passes them on by other ways. */
    private HttpReply letters(ApiRequest request) {
        Rfq rfq = rfq(request);
        return PricingResource.list(invitations.ofRfq(rfq.id()).stream()
                .filter(i -> i.channel() != Invitation.Channel.RULES)
                .map(i -> letters.letter(rfq, i))
                .toList());
    }

    private HttpReply invitation(ApiRequest request) {
        String id = tokens.invitation(token(request));
        return unitOfWork.call(() -> {
            Invitation invitation = known(id);
            return HttpReply.json(200, letters.letter(rfqs.get(invitation.rfqId()), invitation));
        });
    }

    private HttpReply answer(ApiRequest request) {
        String id = tokens.invitation(token(request));
        Answer answer = request.body(Offer.class).answer();
        for (int attempt = 1; ; attempt++) {
            try {
                return unitOfWork.call(() -> HttpReply.json(200, receipt(desk.answer(known(id), answer))));
            } catch (HubException e) {
                if (e.failureCode() != FailureCode.CONCURRENT_CHANGE || attempt == TRIES) {
                    throw e;
                }
            }
        }
    }

    /** The answer of a centre that is asked in the queue of its partner: by who the partner is, without a token. */
    private HttpReply answerAsPartner(ApiRequest request) {
        String id = Invitation.idOf(request.path("rfqId"), request.path("amCentre"));
        Invitation invitation = invitations
                .find(id)
                .filter(asked -> asks(asked, request.who()))
                .orElseThrow(() -> new HubException(
                        FailureCode.NOT_FOUND,
                        "partner " + request.who().name() + " was not asked by " + id,
                        null,
                        "answer with the subject of the invitation as it came"));
        return HttpReply.json(
                200, receipt(desk.answer(invitation, request.body(Offer.class).answer())));
    }

    private boolean asks(Invitation invitation, Principal who) {
        return invitation.channel() == Invitation.Channel.QUEUE
                && invitation.state() != Invitation.State.PENDING
                && catalogue.centres().stream()
                        .filter(centre -> centre.id().equals(invitation.amCentre()))
                        .anyMatch(centre -> who.name().equals(Partner.PREFIX + centre.requestPartner()));
    }

    /** What a centre may know of what became of its answer; not whether it is believed. */
    private static Receipt receipt(Invitation answered) {
        return new Receipt(answered.rfqId(), answered.amCentre(), answered.offer(), answered.answeredAt());
    }

    private Invitation known(String id) {
        return invitations
                .find(id)
                .orElseThrow(() -> new HubException(
                        FailureCode.RFQ_TOKEN, "the invitation is gone", "Authorization", "there is nothing to do"));
    }

    private static String token(ApiRequest request) {
        return request.call()
                .header("Authorization")
                .filter(h -> h.startsWith("Bearer "))
                .map(h -> h.substring("Bearer ".length()).trim())
                .orElse("");
    }

    private Rfq rfq(ApiRequest request) {
        Rfq rfq = rfqs.get(request.path("rfqId"));
        request.requireVisible(rfq.id(), rfq.organisation());
        return rfq;
    }

    private HttpReply show(int status, Rfq rfq) {
        return HttpReply.json(status, Views.rfq(rfq, invitations.ofRfq(rfq.id())))
                .withVersion(rfq.version());
    }

    /** The body of createRfq. */
    record NewRfq(
            String revision,
            String material,
            int quantity,
            @Nullable List<String> centres,
            @Nullable String currency,
            @Nullable String leadTime,
            @Nullable String shipTo,
            @Nullable Location deliverTo,
            @Nullable Choice choice,
            @Nullable Instant deadline) {}

    /** The body of chooseOffer. */
    record Chosen(String amCentre, String reason) {}

    /** The body of answerInvitation. */
    record Offer(
            @Nullable Boolean declines,
            @Nullable Money net,
            @Nullable Integer quantity,
            @Nullable Integer leadTimeDays,
            @Nullable Instant validUntil,
            @Nullable String note) {

        Answer answer() {
            boolean no = Boolean.TRUE.equals(declines);
            if (!no && (net == null || quantity == null || leadTimeDays == null)) {
                throw new HubException(
                        FailureCode.OFFER_INVALID,
                        "an offer has net, quantity and leadTimeDays",
                        "/",
                        "add them, or answer {\"declines\": true}");
            }
            return new Answer(
                    no,
                    no ? null : net,
                    no || quantity == null ? 0 : quantity,
                    no || leadTimeDays == null ? 0 : leadTimeDays,
                    no ? null : validUntil,
                    note == null ? "" : note);
        }
    }

    /** What a centre gets for its answer. */
    record Receipt(
            String rfq,
            String amCentre,
            Answer answer,
            @Nullable Instant answeredAt) {}
}
