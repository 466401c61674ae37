package io.amsphub.routes;

import io.amsphub.processors.api.Api;
import io.amsphub.processors.api.HttpCall;
import io.amsphub.processors.api.HttpReply;
import java.io.IOException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Gives a request to the API and writes its reply. */
final class ApiGateway implements Processor {

    private final Api api;
    private final String operation;

    ApiGateway(Api api, String operation) {
        this.api = api;
        this.operation = operation;
    }

    @Override
    public void process(Exchange exchange) throws IOException {
        HttpCall call = exchange.getMessage().getBody(HttpCall.class);
        exchange.setProperty(ReplyWriter.CALL, call);
        HttpReply reply = api.answer(operation, call);
        ReplyWriter.write(exchange, reply);
    }
}
