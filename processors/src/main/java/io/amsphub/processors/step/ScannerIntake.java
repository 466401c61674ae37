package io.amsphub.processors.step;

import io.amsphub.processors.device.Registration;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.port.Scanners;
import io.amsphub.processors.port.UnitOfWork;
import io.amsphub.processors.scan.ScannerMessage;
import io.amsphub.processors.scan.ScannerWords;

/** Turns an MQTT message into what a registered scanner says (a Normalizer). */
public final class ScannerIntake {

    private final Scanners scanners;
    private final UnitOfWork unitOfWork;

    /** An intake of registered scanners. */
    public ScannerIntake(Scanners scanners, UnitOfWork unitOfWork) {
        this.scanners = scanners;
        this.unitOfWork = unitOfWork;
    }

    /**
     * Reads a message.
     *
     * @param topic MQTT topic name
     * @param payload as it came
     * @throws HubException when it is none of the convention, or its sender is not registered
     */
    public ScannerMessage read(String topic, byte[] payload) {
        ScannerMessage message = ScannerWords.read(topic, payload);
        boolean known = unitOfWork.call(() -> scanners.find(message.scanner())
                .filter(scanner -> scanner.registration() != Registration.RETIRED)
                .isPresent());
        if (!known) {
            throw new HubException(
                    FailureCode.UNKNOWN_DEVICE,
                    "there is no scanner " + message.scanner(),
                    "topic",
                    "register it with POST /scanners");
        }
        return message;
    }
}
