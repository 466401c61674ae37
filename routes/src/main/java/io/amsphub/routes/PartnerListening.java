package io.amsphub.routes;

import io.amsphub.processors.partner.PartnerNews;
import io.amsphub.processors.port.Leases;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.TemplatedRouteBuilder;

/**
 * Brings the routes of partners in line with whose commands are taken now. Of several nodes one takes the commands of a
 * partner, so that they stay in their order.
 */
final class PartnerListening implements Processor {

    private static final int STOP_S = 10;

    private final PartnerNews news;
    private final Leases leases;
    private final Map<String, Leases.Hold> listened = new HashMap<>();

    PartnerListening(PartnerNews news, Leases leases) {
        this.news = news;
        this.leases = leases;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        CamelContext camel = exchange.getContext();
        if (!camel.getStatus().isStarted()) {
            return;
        }
        Set<String> wanted = new HashSet<>(news.listening());
        for (String partner : List.copyOf(listened.keySet())) {
            if (!wanted.remove(partner) || !leases.holds(PartnerRoutes.COMMAND + partner)) {
                end(camel, partner);
            }
        }
        for (String partner : wanted) {
            Leases.Hold hold = leases.occupy(PartnerRoutes.COMMAND + partner).orElse(null);
            if (hold != null) {
                listened.put(partner, hold);
                TemplatedRouteBuilder.builder(camel, PartnerRoutes.TEMPLATE)
                        .routeId(PartnerRoutes.COMMAND + partner)
                        .parameter(PartnerRoutes.PARTNER, partner)
                        .add();
            }
        }
    }

    private void end(CamelContext camel, String partner) throws Exception {
        String id = PartnerRoutes.COMMAND + partner;
        camel.getRouteController().stopRoute(id, STOP_S, TimeUnit.SECONDS);
        camel.removeRoute(id);
        listened.remove(partner).close();
    }
}
