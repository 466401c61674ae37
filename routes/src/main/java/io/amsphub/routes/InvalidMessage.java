package io.amsphub.routes;

import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.port.RawReport;
import io.amsphub.processors.step.SetAside;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Keeps a device's message that is invalid by its content, with the reason. */
final class InvalidMessage implements Processor {

    private final SetAside aside;

    InvalidMessage(SetAside aside) {
        this.aside = aside;
    }

    @Override
    public void process(Exchange exchange) {
        byte[] body = exchange.getMessage().getBody(byte[].class);
        aside.invalid(
                new RawReport(
                        exchange.getMessage().getHeader(DeviceMessage.TOPIC, "", String.class),
                        body == null ? new byte[0] : body),
                exchange.getProperty(Exchange.EXCEPTION_CAUGHT, HubException.class));
    }
}
