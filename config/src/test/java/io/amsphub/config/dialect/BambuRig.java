package io.amsphub.config.dialect;

import io.amsphub.config.simulator.bambu.BambuPrinter;
import io.amsphub.config.simulator.bambu.MachineIdentity;
import io.amsphub.processors.device.Connection;
import java.io.IOException;
import java.time.Duration;

/** A simulated Bambu Lab machine, which is a broker and a file server itself. */
final class BambuRig extends Rig {

    static final String CODE = "8ac4e2f1";
    static final String SERIAL = "01P00C512601234";

    final BambuPrinter printer;

    BambuRig(String machine) throws IOException {
        this(machine, MachineIdentity.selfSigned(SERIAL));
    }

    BambuRig(String machine, MachineIdentity identity) throws IOException {
        super("bambu", machine);
        printer =
                new BambuPrinter(new BambuPrinter.Options(SERIAL, CODE, 0, 0, identity, Duration.ofMillis(15), PRINT));
    }

    @Override
    Connection connection() {
        return connection(CODE);
    }

    Connection connection(String code) {
        return new Connection(printer.brokerUrl(), "device/" + SERIAL, printer.url(), null, code, null);
    }

    @Override
    void fault(String line) {
        String said = printer.control(line);
        if (!said.equals("ok")) {
            throw new AssertionError(said);
        }
    }

    @Override
    void printTime(Duration time) {
        printer.machine().printTime(time);
    }

    @Override
    long starts(String job) {
        return printer.machine().starts("amsp_" + job + ".gcode.3mf");
    }

    @Override
    boolean ended(String job) {
        return starts(job) == 1 && !printer.machine().state().busy();
    }

    @Override
    void loseAnswer(ContractHub hub) {
        fault("swallow");
    }

    /** No case of the contract may make the hub do what breaks real machines. */
    @Override
    public void close() {
        printer.close();
        if (!printer.violations().isEmpty()) {
            throw new AssertionError(printer.violations());
        }
    }
}
