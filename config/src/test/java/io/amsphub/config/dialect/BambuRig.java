package io.amsphub.config.dialect;

import io.amsphub.config.simulator.bambu.BambuPrinter;
import io.amsphub.config.simulator.bambu.MachineIdentity;
import io.amsphub.processors.device.Connection;
import java.io.IOException;
import java.time.Duration;

/** A simulated Bambu Lab machine, which is a broker and a file server itself. */
final class BambuRig extends Rig.Http {

    static final String CODE = "8ac4e2f1";
    static final String SERIAL = "01P00C512601234";

    final BambuPrinter printer;

    BambuRig(String machine) throws IOException {
        this(machine, MachineIdentity.selfSigned(SERIAL));
    }

    BambuRig(String machine, MachineIdentity identity) throws IOException {
        this(
                machine,
                new BambuPrinter(new BambuPrinter.Options(SERIAL, CODE, 0, 0, identity, Duration.ofMillis(15), PRINT)));
    }

    private BambuRig(String machine, BambuPrinter printer) {
        super("bambu", machine, printer, connection(printer, CODE));
        this.printer = printer;
    }

    private static Connection connection(BambuPrinter printer, String code) {
        return new Connection(printer.brokerUrl(), "device/" + SERIAL, printer.url(), null, code, null);
    }

    Connection connection(String code) {
        return connection(printer, code);
    }

    @Override
    String file(String job) {
        return "amsp_" + job + ".gcode.3mf";
    }

    /** Only a person at the hub says so. */
    @Override
    void clearedAtMachine() {}

    /** No case of the contract may make the hub do what breaks real machines. */
    @Override
    public void close() {
        super.close();
        if (!printer.violations().isEmpty()) {
            throw new AssertionError(printer.violations());
        }
    }
}
