package io.amsphub.routes;

import io.amsphub.processors.api.Precedence;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Lets requests go first, before anything is begun. */
final class GiveWay implements Processor {

    private final Precedence requests;

    GiveWay(Precedence requests) {
        this.requests = requests;
    }

    @Override
    public void process(Exchange exchange) {
        requests.giveWay();
    }
}
