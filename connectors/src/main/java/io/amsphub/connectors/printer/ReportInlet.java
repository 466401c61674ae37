package io.amsphub.connectors.printer;

import io.amsphub.processors.device.DeviceReport;

/** Where reports of machines go that the hub goes to. What was taken is durable. */
public interface ReportInlet {

    /** Takes a report in canonical words. */
    void take(DeviceReport report);

    /**
     * Takes a message of a machine that speaks on topics of its own, but to another broker.
     *
     * @param noun the last level of its topic
     */
    void take(String device, String noun, String payload);
}
