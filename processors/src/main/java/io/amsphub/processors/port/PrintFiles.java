package io.amsphub.processors.port;

import io.amsphub.processors.design.BlobRef;
import io.amsphub.processors.device.Device;
import io.amsphub.processors.device.DeviceCommand;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import java.io.IOException;

/** The file that a machine wants for a job: the model as it is, or what is made of it for that machine. */
public interface PrintFiles {

    /** What a dialect asks for. */
    enum Wish {
        /** The model, in the format that it is kept in. */
        MODEL,
        /** Instructions for that machine and that material. */
        GCODE
    }

    /**
     * A file.
     *
     * @param content where it is kept
     * @param extension of its name, without a dot
     */
    record PrintFile(BlobRef content, String extension) {}

    /**
     * Returns the file. The same job on the same machine with the same profile has the same file, made
     * once.
     *
     * @throws HubException with {@link FailureCode#FILE_NOT_MADE} and what to do
     */
    PrintFile file(Device device, DeviceCommand.Print print, Wish wish) throws IOException;
}
