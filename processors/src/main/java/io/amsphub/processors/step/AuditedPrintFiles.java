package io.amsphub.processors.step;

import io.amsphub.processors.audit.AuditNote;
import io.amsphub.processors.device.Device;
import io.amsphub.processors.device.DeviceCommand;
import io.amsphub.processors.lifecycle.Ids;
import io.amsphub.processors.port.AuditTrail;
import io.amsphub.processors.port.PrintFiles;
import io.amsphub.processors.port.UnitOfWork;
import java.io.IOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/** {@link PrintFiles} that notes which machine the hub brings a file to. */
public final class AuditedPrintFiles implements PrintFiles {

    private final PrintFiles files;
    private final AuditTrail trail;
    private final UnitOfWork unitOfWork;
    private final Clock clock;

    /** Notes what others make. */
    public AuditedPrintFiles(PrintFiles files, AuditTrail trail, UnitOfWork unitOfWork, Clock clock) {
        this.files = files;
        this.trail = trail;
        this.unitOfWork = unitOfWork;
        this.clock = clock;
    }

    @Override
    public PrintFile file(Device device, DeviceCommand.Print print, Wish wish) throws IOException {
        PrintFile file = files.file(device, print, wish);
        unitOfWork.run(() -> trail.note(new AuditNote(
                Ids.next("aud"),
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                "sendJobFile",
                print.job(),
                device.amCentre(),
                device.id(),
                AuditNote.GIVEN,
                AuditNote.HUB,
                "content " + file.content().sha256() + " of " + file.content().bytes()
                        + " bytes, brought to the machine")));
        return file;
    }
}
