package io.amsphub.config;

import io.amsphub.connectors.centre.HttpCentreNotice;
import io.amsphub.connectors.jpa.JpaStore;
import io.amsphub.connectors.mail.SmtpMailer;
import io.amsphub.connectors.mail.SmtpSettings;
import io.amsphub.processors.api.ApiResource;
import io.amsphub.processors.api.PricingResource;
import io.amsphub.processors.api.QuoteResource;
import io.amsphub.processors.api.RfqResource;
import io.amsphub.processors.catalogue.AmCentre;
import io.amsphub.processors.catalogue.Catalogue;
import io.amsphub.processors.licence.DesignOffers;
import io.amsphub.processors.lifecycle.Journal;
import io.amsphub.processors.port.Blobs;
import io.amsphub.processors.port.Intake;
import io.amsphub.processors.port.Mailer;
import io.amsphub.processors.port.Outbox;
import io.amsphub.processors.port.PriceRuleVersions;
import io.amsphub.processors.production.PrintRights;
import io.amsphub.processors.production.Production;
import io.amsphub.processors.quote.PriceRuleBook;
import io.amsphub.processors.rfq.OfferToken;
import io.amsphub.processors.step.CentrePricing;
import io.amsphub.processors.step.CentreTelling;
import io.amsphub.processors.step.Letters;
import io.amsphub.processors.step.MemoryBudget;
import io.amsphub.processors.step.ParameterPricing;
import io.amsphub.processors.step.PrintCalibration;
import io.amsphub.processors.step.QuoteDesk;
import io.amsphub.processors.step.QuotePricing;
import io.amsphub.processors.step.RevisionMeasuring;
import io.amsphub.processors.step.RfqDesk;
import io.amsphub.processors.step.RfqGathering;
import io.amsphub.processors.step.RfqScatter;
import io.amsphub.routes.QuoteRoutes;
import io.amsphub.routes.RfqRoutes;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.apache.camel.RoutesBuilder;

/** The objects of quoting, put together by hand: measuring, prices, requests for quotation. */
final class QuotingDomain {

    private final JpaStore store;
    private final Catalogue catalogue;
    private final Journal journal;
    private final PriceRuleVersions versions;
    private final OfferToken tokens;
    private final CentrePricing centres;
    private final RevisionMeasuring measuring;
    private final QuotePricing pricing;
    private final QuoteDesk desk;
    private final RfqDesk rfqDesk;
    private final RfqScatter scatter;
    private final Letters letters;
    private final CentreTelling telling;
    private final RfqGathering gathering;

    QuotingDomain(
            HubSettings settings,
            Catalogue catalogue,
            JpaStore store,
            Blobs blobs,
            MemoryBudget memory,
            Production production,
            PrintRights rights,
            Intake intake,
            Journal journal,
            Clock clock) {
        this.store = store;
        this.catalogue = catalogue;
        this.journal = journal;
        PriceRuleBook rules = PriceRuleFiles.load(settings.shared());
        versions = store.priceRules();
        versions.keep(rules.versions());
        tokens = new OfferToken(KeyFile.of(settings.shared(), KeyFile.OFFERS));
        centres = new CentrePricing(store.jobs(), store.calibrations(), catalogue, rules, journal);
        measuring = new RevisionMeasuring(
                store.revisions(),
                store.quotes(),
                store.measurements(),
                blobs,
                memory,
                catalogue,
                // its own: the route's transaction is open around it already, and whoever waits for the same must see
                // it kept
                store.independentUnit(),
                journal);
        pricing = new QuotePricing(
                store.quotes(),
                store.revisions(),
                store.measurements(),
                centres,
                catalogue,
                rights,
                production,
                journal);
        desk = new QuoteDesk(store.quotes(), versions, centres, pricing, catalogue, production, intake, journal);
        rfqDesk = new RfqDesk(store.rfqs(), store.invitations(), versions, desk, catalogue, rights, intake, journal);
        scatter = new RfqScatter(
                store.rfqs(),
                store.invitations(),
                store.revisions(),
                pricing,
                measuring,
                catalogue,
                intake,
                store.unitOfWork(),
                journal);
        letters = new Letters(catalogue, tokens, settings.http().publicUrl().toString(), journal);
        telling = new CentreTelling(
                store.rfqs(),
                store.invitations(),
                store.partners(),
                catalogue,
                letters,
                new HttpCentreNotice(),
                mailer(settings, catalogue, clock),
                store.outbox(),
                intake,
                store.unitOfWork(),
                journal);
        gathering = new RfqGathering(
                store.rfqs(), store.invitations(), store.quotes(), store.jobs(), versions, catalogue, journal);
    }

    private static Mailer mailer(HubSettings settings, Catalogue catalogue, Clock clock) {
        SmtpSettings mail = settings.mail();
        if (mail != null) {
            return new SmtpMailer(mail, clock);
        }
        List<String> mute = catalogue.centres().stream()
                .filter(centre -> centre.requestEmail() != null)
                .map(AmCentre::id)
                .toList();
        if (!mute.isEmpty()) {
            throw new SettingsException(
                    List.of(MailSettings.HOST.key() + ": the catalogue has AM centres that are asked by" + " e-mail, "
                            + mute + "; name the mail server, or take their requestEmail away"));
        }
        return unsent -> {
            throw new IOException("the hub has no mail server");
        };
    }

    /** Returns the desk that quotes are asked for at. */
    QuoteDesk desk() {
        return desk;
    }

    List<ApiResource> resources() {
        DesignOffers offers = new DesignOffers(store.designLicences());
        return List.of(
                new QuoteResource(store.quotes(), store.revisions(), offers, desk),
                new PricingResource(
                        new ParameterPricing(centres, catalogue),
                        desk,
                        versions,
                        store.calibrations(),
                        store.revisions(),
                        store.measurements()),
                new RfqResource(
                        store.rfqs(),
                        store.invitations(),
                        store.revisions(),
                        offers,
                        rfqDesk,
                        letters,
                        gathering,
                        catalogue,
                        tokens,
                        store.unitOfWork(),
                        journal));
    }

    List<RoutesBuilder> routes(Outbox outbox) {
        PrintCalibration calibration = new PrintCalibration(
                store.jobs(), store.orders(), store.quotes(), store.calibrations(), store.events(), centres);
        return List.of(
                new QuoteRoutes(outbox, measuring, pricing, calibration),
                new RfqRoutes(outbox, scatter, telling, gathering));
    }
}
