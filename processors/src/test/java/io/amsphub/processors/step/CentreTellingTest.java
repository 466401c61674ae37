package io.amsphub.processors.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amsphub.processors.catalogue.AmCentre;
import io.amsphub.processors.catalogue.Catalogue;
import io.amsphub.processors.device.Registration;
import io.amsphub.processors.identity.Role;
import io.amsphub.processors.memory.MemoryHub;
import io.amsphub.processors.memory.MemoryRepository;
import io.amsphub.processors.memory.Samples;
import io.amsphub.processors.partner.Partner;
import io.amsphub.processors.port.Mailer;
import io.amsphub.processors.port.PartnerOutbox.PartnerMessage;
import io.amsphub.processors.port.Partners;
import io.amsphub.processors.production.PrintRights;
import io.amsphub.processors.quote.Money;
import io.amsphub.processors.quote.PriceRuleBook;
import io.amsphub.processors.quote.QuoteWishes;
import io.amsphub.processors.rfq.Answer;
import io.amsphub.processors.rfq.Choice;
import io.amsphub.processors.rfq.Invitation;
import io.amsphub.processors.rfq.OfferToken;
import io.amsphub.processors.rfq.Rfq;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Four centres, each asked in its own way: north by its rates, east over HTTP, south in a queue, west by e-mail. */
class CentreTellingTest {

    private static final String HOSTILE = "West\r\nBcc: all@evil.test\u202E <script>alert(1)</script> & \"Co\"";

    private final MemoryHub hub = new MemoryHub();
    private final Catalogue catalogue = new Catalogue(
            "v1",
            "EUR",
            14,
            Samples.CATALOGUE.materials(),
            List.of(Samples.DESKTOP),
            List.of(
                    centre("north", "North", null, null, null),
                    centre("east", "East", "http://east.test/rfq", null, null),
                    centre("south", "South", null, "south-mes", null),
                    centre("west", HOSTILE, null, null, "quotes@west.test")));
    private final CentrePricing centres = new CentrePricing(
            hub.jobs, hub.calibrations, catalogue, new PriceRuleBook(List.of(Samples.RULES)), hub.journal);
    private final QuotePricing pricing = new QuotePricing(
            hub.quotes,
            hub.revisions,
            hub.measurements,
            centres,
            catalogue,
            PrintRights.NONE,
            hub.production,
            hub.journal);
    private final QuoteDesk quotes = new QuoteDesk(
            hub.quotes, hub.priceRules, centres, pricing, catalogue, hub.production, hub.intake, hub.journal);
    private final RfqDesk desk = new RfqDesk(
            hub.rfqs, hub.invitations, hub.priceRules, quotes, catalogue, PrintRights.NONE, hub.intake, hub.journal);
    private final RfqScatter scatter = new RfqScatter(
            hub.rfqs,
            hub.invitations,
            hub.revisions,
            pricing,
            hub.measuring,
            catalogue,
            hub.intake,
            hub.unitOfWork,
            hub.journal);
    private final RegisteredPartners partners = new RegisteredPartners();
    private final List<String> posted = new ArrayList<>();
    private final List<Mailer.Mail> mails = new ArrayList<>();
    private final List<PartnerMessage> messages = new ArrayList<>();
    private @Nullable IOException trouble;
    private final CentreTelling telling = new CentreTelling(
            hub.rfqs,
            hub.invitations,
            partners,
            catalogue,
            new Letters(catalogue, new OfferToken(new byte[32]), "http://hub.test", hub.journal),
            (where, json) -> {
                fail();
                posted.add(where + " " + json);
            },
            mail -> {
                fail();
                mails.add(mail);
            },
            messages::add,
            hub.intake,
            hub.unitOfWork,
            hub.journal);

    private static AmCentre centre(
            String id, String name, @Nullable String url, @Nullable String partner, @Nullable String email) {
        return new AmCentre(
                id,
                name,
                id,
                "DE",
                null,
                url == null ? null : URI.create(url),
                partner,
                email,
                null,
                List.of(Samples.CAPABILITY),
                List.of(),
                null);
    }

    private void fail() throws IOException {
        if (trouble != null) {
            throw trouble;
        }
    }

    @BeforeEach
    void measure() {
        hub.revisions.add(Samples.ready(Samples.SIZE));
        hub.measurements.add(Samples.measurement(Samples.SIZE));
    }

    private Rfq open() {
        Rfq rfq = desk.open(
                "acme",
                hub.revisions.get("dsg_1.1"),
                new RfqDesk.Question(
                        "pla",
                        4,
                        List.of(),
                        QuoteWishes.NONE,
                        null,
                        Choice.PRICE,
                        hub.clock.instant().plus(Duration.ofHours(1))),
                Samples.ANNA);
        scatter.send(hub.event(rfq.id()));
        return rfq;
    }

    private Invitation tell(Rfq rfq, String centre) {
        telling.note(telling.tell(hub.event(rfq.id() + "." + centre)));
        return invitation(rfq, centre);
    }

    private Invitation invitation(Rfq rfq, String centre) {
        return hub.invitations.get(Invitation.idOf(rfq.id(), centre));
    }

    @Test
    void catalogueSaysHowEachIsAsked() {
        Rfq rfq = open();
        assertThat(hub.invitations.ofRfq(rfq.id()))
                .extracting(Invitation::channel)
                .containsExactly(
                        Invitation.Channel.CALLBACK,
                        Invitation.Channel.RULES,
                        Invitation.Channel.QUEUE,
                        Invitation.Channel.EMAIL);
        assertThat(hub.handedOn)
                .contains(
                        "centreInvited " + rfq.id() + ".east",
                        "centreInvited " + rfq.id() + ".south",
                        "centreInvited " + rfq.id() + ".west")
                .doesNotContain("centreInvited " + rfq.id() + ".north");
        assertThatThrownBy(() -> centre("both", "Both", "http://both.test", null, "a@both.test"))
                .hasMessageContaining("one way");
        assertThatThrownBy(() -> centre("bad", "Bad", null, null, "a@bad.test\r\nBcc: all@evil.test"))
                .hasMessageContaining("no mailbox");
    }

    @Test
    void centreOverHttpIsToldTheMeasuresAndATokenButNotTheModel() {
        Rfq rfq = open();
        assertThat(tell(rfq, "east").note()).startsWith("told at ");
        assertThat(posted).singleElement().satisfies(letter -> assertThat(letter)
                .startsWith("http://east.test/rfq ")
                .contains(rfq.id() + ".east~", "\"volumeMm3\":6000", "http://hub.test/api/v1/offers", "\"open\":true")
                .doesNotContain("sha256", "content"));
    }

    @Test
    void centreWithAPartnerFindsTheInvitationInItsQueueOnceThePartnerIsQualified() {
        Rfq rfq = open();
        assertThat(tell(rfq, "south").note()).contains("no qualified partner south-mes");
        assertThat(messages).isEmpty();
        partners.add(new Partner(
                "south-mes", "south", Set.of(Role.USER), null, true, false, null, Registration.QUALIFIED, 0));
        hub.clock.pass(Duration.ofSeconds(5));
        telling.tellDue();
        assertThat(tell(rfq, "south").note()).startsWith("put into the queue of partner south-mes");
        assertThat(messages).singleElement().satisfies(message -> {
            assertThat(message.queue()).isEqualTo("amsp.partner.south-mes.out");
            assertThat(message.correlationId()).isEqualTo(rfq.id());
            assertThat(message.body())
                    .contains("\"type\":\"io.amsphub.rfq.invitation\"")
                    .contains("\"subject\":\"" + rfq.id() + "/south\"")
                    .contains("\"quantity\":4")
                    .doesNotContain("token", "~");
        });
    }

    @Test
    void mailHasALinkWithTheTokenBehindTheHashAndNothingOfItsNamesIsMoreThanText() {
        Rfq rfq = open();
        assertThat(tell(rfq, "west").note()).startsWith("told at ");
        tell(rfq, "west");
        assertThat(mails).hasSize(2);
        assertThat(mails.get(1)).as("the same mail when it is told again").isEqualTo(mails.get(0));
        Mailer.Mail mail = mails.get(0);
        String link = "http://hub.test/offer#" + rfq.id() + ".west~";
        assertThat(mail.to()).isEqualTo("quotes@west.test");
        assertThat(mail.id()).matches("rfq_[0-9a-f]{32}");
        assertThat(mail.text()).contains(link, "Quantity   4", "Size       40.0 x 30.0 x 20.0 mm", "6.0 cm³");
        assertThat(mail.html())
                .contains("<a href=\"" + link)
                .contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;Co&quot;")
                .doesNotContain("<script");
        assertThat(mail.toName() + mail.subject()).doesNotContain("\r", "\n", "\u202E");
        assertThat(mail.text().lines()).noneMatch(line -> line.startsWith("Bcc"));
    }

    @Test
    void centreThatIsNotReachedIsToldAgainEverLaterUntilTheRequestIsOver() {
        Rfq rfq = open();
        trouble = new IOException("connection refused");
        List<Long> delays = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            Invitation delayed = tell(rfq, "west");
            Instant again = delayed.tellAt();
            assertThat(again).isNotNull();
            assertThat(delayed.note()).startsWith("not reached at ").endsWith("connection refused");
            delays.add(Duration.between(hub.clock.instant(), again).toSeconds());
            assertThat(hub.invitations.toTell(hub.clock.instant(), 10)).isEmpty();
            hub.clock.pass(Duration.between(hub.clock.instant(), again));
            hub.handedOn.clear();
            telling.tellDue();
            assertThat(hub.handedOn).containsExactly("centreInvited " + rfq.id() + ".west");
            assertThat(hub.invitations.toTell(hub.clock.instant(), 10)).isEmpty();
        }
        assertThat(delays).containsExactly(5L, 10L, 20L, 40L, 60L, 60L, 60L);
        trouble = null;
        assertThat(tell(rfq, "west").failures()).isZero();
        desk.cancel(hub.rfqs.get(rfq.id()), Samples.ANNA, "changed my mind");
        tell(rfq, "west");
        assertThat(mails).hasSize(1);
    }

    @Test
    void mailboxThatIsRefusedIsNotedForTheOperatorAndNotTriedAgain() {
        Rfq rfq = open();
        trouble = new Mailer.Refused("550 no such user", new IOException());
        Invitation refused = tell(rfq, "west");
        assertThat(refused.note()).isEqualTo("cannot be told: 550 no such user; pass the letter on by another way");
        assertThat(refused.tellAt()).isNull();
        assertThat(refused.open()).as("it can still be passed on and answered").isTrue();
        assertThat(hub.events.after(null, rfq.id(), null, 0, 100))
                .anyMatch(event -> event.why().contains("west cannot be told: 550 no such user"));
    }

    @Test
    void whoHasAnsweredIsNotToldAndNotNoted() {
        Rfq rfq = open();
        CentreTelling.Told told = telling.tell(hub.event(rfq.id() + ".west"));
        Answer answer = new Answer(false, new Money(new BigDecimal("20.00"), "EUR"), 4, 6, null, "");
        Invitation answered = desk.answer(invitation(rfq, "west"), answer);
        telling.note(told);
        assertThat(invitation(rfq, "west")).isEqualTo(answered);
        tell(rfq, "west");
        assertThat(mails).hasSize(1);
    }

    private static final class RegisteredPartners extends MemoryRepository<Partner> implements Partners {

        RegisteredPartners() {
            super(Partner.class, Partner::name);
        }

        @Override
        public List<Partner> usable(int limit) {
            return stream(Partner::usable).limit(limit).toList();
        }

        @Override
        public long told(String name) {
            return 0;
        }

        @Override
        public void setTold(String name, long sequence) {
            throw new UnsupportedOperationException("nobody is told of events here");
        }
    }
}
