package io.amsphub.routes;

import io.amsphub.processors.api.HttpCall;
import io.amsphub.processors.octoprint.OctoPrintApi;
import java.io.IOException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Gives a request of a slicer to the interface for them and writes its reply. */
final class SlicerGateway implements Processor {

    private final OctoPrintApi octoPrint;

    SlicerGateway(OctoPrintApi octoPrint) {
        this.octoPrint = octoPrint;
    }

    @Override
    public void process(Exchange exchange) throws IOException {
        HttpCall call = exchange.getMessage().getBody(HttpCall.class);
        exchange.setProperty(ReplyWriter.CALL, call);
        ReplyWriter.write(exchange, octoPrint.answer(call));
    }
}
