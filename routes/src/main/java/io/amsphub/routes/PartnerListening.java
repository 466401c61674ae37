package io.amsphub.routes;

import io.amsphub.processors.partner.PartnerNews;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.builder.TemplatedRouteBuilder;

/** Brings the routes of partners in line with whose commands are taken now. */
final class PartnerListening implements Processor {

    private static final int STOP_S = 10;

    private final PartnerNews news;

    PartnerListening(PartnerNews news) {
        this.news = news;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        CamelContext camel = exchange.getContext();
        if (!camel.getStatus().isStarted()) {
            return;
        }
        Set<String> wanted = new HashSet<>(news.listening());
        for (Route route : List.copyOf(camel.getRoutes())) {
            String id = route.getRouteId();
            if (id.startsWith(PartnerRoutes.COMMAND) && !wanted.remove(id.substring(PartnerRoutes.COMMAND.length()))) {
                camel.getRouteController().stopRoute(id, STOP_S, TimeUnit.SECONDS);
                camel.removeRoute(id);
            }
        }
        for (String partner : wanted) {
            TemplatedRouteBuilder.builder(camel, PartnerRoutes.TEMPLATE)
                    .routeId(PartnerRoutes.COMMAND + partner)
                    .parameter(PartnerRoutes.PARTNER, partner)
                    .add();
        }
    }
}
