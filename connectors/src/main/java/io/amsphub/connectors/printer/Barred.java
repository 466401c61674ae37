package io.amsphub.connectors.printer;

import io.amsphub.processors.device.Alarm;
import java.io.IOException;

/** The machine is there and must not, or will not, be spoken to: a person has to see to it. */
final class Barred extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient Alarm alarm;

    Barred(Alarm alarm, Throwable cause) {
        super(alarm.message(), cause);
        this.alarm = alarm;
    }

    Alarm alarm() {
        return alarm;
    }
}
