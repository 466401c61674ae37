package io.amsphub.routes;

import io.amsphub.processors.partner.PartnerDrops;
import io.amsphub.processors.partner.PartnerInbox;
import io.amsphub.processors.partner.PartnerNews;
import io.amsphub.processors.partner.PartnerQueueNames;
import io.amsphub.processors.partner.PartnerVisits;
import io.amsphub.processors.port.Leases;
import io.amsphub.processors.port.Outbox;

/**
 * Partners: the commands in the queue of each, and what each is told. A partner has a route of its own, made from the
 * template while its commands are taken, so that one partner never waits for another.
 */
public final class PartnerRoutes extends StageRouteBuilder {

    /** What the ids of the routes of partners begin with. */
    static final String COMMAND = "partner-command-";

    static final String TEMPLATE = "partner-command";
    static final String PARTNER = "partner";

    private static final int LISTEN_MS = 1000;
    private static final int TELL_MS = 200;
    private static final int COLLECT_MS = 1000;
    private static final int VISIT_MS = 2000;

    private final PartnerInbox inbox;
    private final PartnerNews news;
    private final PartnerDrops drops;
    private final PartnerVisits visits;
    private final Leases leases;

    /**
     * Routes over the steps of partners.
     *
     * @param leases which node takes the commands of which partner
     */
    public PartnerRoutes(
            Outbox outbox,
            PartnerInbox inbox,
            PartnerNews news,
            PartnerDrops drops,
            PartnerVisits visits,
            Leases leases) {
        super(outbox);
        this.leases = leases;
        this.drops = drops;
        this.visits = visits;
        this.inbox = inbox;
        this.news = news;
    }

    @Override
    public void configure() {
        routeTemplate(TEMPLATE)
            .templateParameter(PARTNER)
            .from(jms(PartnerQueueNames.ROOT + "{{" + PARTNER + "}}.in").disableReplyTo(true).advanced().mapJmsMessage(false))
            .routeDescription("Carries out the commands of partner {{" + PARTNER + "}}")
            .routeConfigurationId(ErrorPolicies.RETRY)
            .process(new PartnerMessageReader())
            .bean(inbox, "take");

        from(scheduler(Flow.PARTNER_LISTEN).delay(LISTEN_MS))
            .routeId(Flow.PARTNER_LISTEN)
            .routeDescription("Begins and ends listening to the queues of partners")
            .routeConfigurationId(ErrorPolicies.EACH_NODE)
            .process(new PartnerListening(news, leases));

        from(scheduler(Flow.PARTNER_TELL).delay(TELL_MS).greedy(true))
            .routeId(Flow.PARTNER_TELL)
            .routeDescription("Tells partners what happens to the things of their organisations")
            .routeConfigurationId(ErrorPolicies.NEXT_TICK)
            .process(Greedy.sparing(TELL_MS, news::tell));

        from(scheduler(Flow.PARTNER_COLLECT).delay(COLLECT_MS))
            .routeId(Flow.PARTNER_COLLECT)
            .routeDescription("Carries out what partners put into their drop folders")
            .routeConfigurationId(ErrorPolicies.NEXT_TICK)
            .bean(drops, "collect");

        from(scheduler(Flow.PARTNER_VISIT).delay(VISIT_MS))
            .routeId(Flow.PARTNER_VISIT)
            .routeDescription("Exchanges files with the SFTP servers of partners")
            .routeConfigurationId(ErrorPolicies.NEXT_TICK)
            .bean(visits, "visit");
    }
}
