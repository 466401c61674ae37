package io.amsphub.routes;

import io.amsphub.processors.api.HttpCall;
import io.amsphub.processors.api.HttpReply;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Writes a reply as the message that becomes the HTTP response. */
final class ReplyWriter {

    /** The exchange property that holds the request. */
    static final String CALL = "hubCall";

    private ReplyWriter() {}

    static void write(Exchange exchange, HttpReply reply) {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, reply.status());
        reply.headers().forEach(message::setHeader);
        HttpCall call = exchange.getProperty(CALL, HttpCall.class);
        if (call != null) {
            call.discardRest();
        }
        if (reply.stream() != null) {
            message.setBody(reply.stream());
        } else if (reply.json() != null) {
            // text goes out in one piece; bytes would be read as a stream, piece by piece on other threads
            message.setBody(reply.text());
        } else {
            message.setBody(null);
        }
    }
}
