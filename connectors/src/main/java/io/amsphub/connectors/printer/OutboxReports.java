package io.amsphub.connectors.printer;

import io.amsphub.processors.device.DeviceReport;
import io.amsphub.processors.exchange.DeviceWords;
import io.amsphub.processors.lifecycle.Ids;
import io.amsphub.processors.port.Outbox;
import io.amsphub.processors.port.UnitOfWork;

/**
 * Hands what sessions hear to the stage that takes reports in: by the outbox to the report topics of the
 * machine on the hub's own broker, where the reports of machines that come by themselves arrive as well.
 * So one consumer sees all reports, each machine's in order, and what fails is kept as a dead letter.
 */
public final class OutboxReports implements ReportInlet {

    private final Outbox outbox;
    private final UnitOfWork unitOfWork;

    /** An inlet by an outbox. */
    public OutboxReports(Outbox outbox, UnitOfWork unitOfWork) {
        this.outbox = outbox;
        this.unitOfWork = unitOfWork;
    }

    @Override
    public void take(DeviceReport report) {
        take(report.device(), DeviceWords.NOUN, DeviceWords.write(report));
    }

    @Override
    public void take(String device, String noun, String payload) {
        String id = Ids.next("rep");
        unitOfWork.run(() -> outbox.toTopic(
                new Outbox.TopicMessage(id, "am/" + device + "/report/" + noun, payload, device, null, null)));
    }
}
