package io.amsphub.processors.step;

import io.amsphub.processors.catalogue.AmCentre;
import io.amsphub.processors.catalogue.Catalogue;
import io.amsphub.processors.catalogue.Material;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.quote.QuoteInputs;
import io.amsphub.processors.rfq.Invitation;
import io.amsphub.processors.rfq.OfferToken;
import io.amsphub.processors.rfq.Rfq;
import io.amsphub.processors.rfq.RfqState;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes what AM centres are told of requests for quotation, whichever way it goes. */
public final class Letters {

    /** The page where a person of a centre answers. */
    public static final String PAGE = "/offer";

    private final Catalogue catalogue;
    private final OfferToken tokens;
    private final String publicUrl;
    private final Journal journal;

    /**
     * Letters with tokens.
     *
     * @param publicUrl where centres reach the hub, without a path
     */
    public Letters(Catalogue catalogue, OfferToken tokens, String publicUrl, Journal journal) {
        this.catalogue = catalogue;
        this.tokens = tokens;
        this.publicUrl = publicUrl;
        this.journal = journal;
    }

    /** What a centre is told: what is wanted, until when, and how to answer; not the model. */
    public Letter letter(Rfq rfq, Invitation invitation) {
        QuoteInputs guide = invitation.guide();
        return new Letter(
                rfq.id(),
                invitation.amCentre(),
                name(catalogue.centres(), AmCentre::id, AmCentre::name, invitation.amCentre()),
                rfq.materialId(),
                name(catalogue.materials(), Material::id, Material::name, rfq.materialId()),
                rfq.quantity(),
                guide == null ? null : guide.geometry(),
                currency(rfq, guide),
                rfq.wishes().shipTo(),
                rfq.deadline(),
                rfq.state() == RfqState.OPEN
                        && rfq.deadline().isAfter(journal.now())
                        && invitation.open()
                        && guide != null,
                invitation.answer(),
                invitation.answeredAt(),
                publicUrl + "/api/v1/offers",
                tokens.of(invitation.id()));
    }

    /**
     * Returns the address of the page where a person answers a letter. The token is its fragment, which no browser sends:
     * so it is in no log of a server, and in no referrer.
     */
    public String link(Letter letter) {
        String token = URLEncoder.encode(letter.token(), StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%7E", "~");
        return publicUrl + PAGE + "#" + token;
    }

    /** Returns the name of what has an id; the id of what is not in the catalogue any more. */
    private static <T> String name(List<T> all, Function<T, String> id, Function<T, String> name, String wanted) {
        return all.stream()
                .filter(one -> id.apply(one).equals(wanted))
                .map(name)
                .findFirst()
                .orElse(wanted);
    }

    private static @Nullable String currency(Rfq rfq, @Nullable QuoteInputs guide) {
        String wanted = rfq.wishes().currency();
        return wanted != null || guide == null ? wanted : guide.currency();
    }
}
