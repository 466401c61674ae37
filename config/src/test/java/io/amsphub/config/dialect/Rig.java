package io.amsphub.config.dialect;

import io.amsphub.config.simulator.Fleet;
import io.amsphub.config.simulator.FleetFile;
import io.amsphub.config.simulator.gcode.PrinterBody;
import io.amsphub.config.simulator.gcode.SimulatedPrinter;
import io.amsphub.config.simulator.memory.PrintLedger;
import io.amsphub.config.simulator.moonraker.MoonrakerPrinter;
import io.amsphub.config.simulator.octoprint.OctoPrintPrinter;
import io.amsphub.config.simulator.prusalink.PrusaLinkPrinter;
import io.amsphub.processors.device.Availability;
import io.amsphub.processors.device.Connection;
import io.amsphub.processors.device.Device;
import io.amsphub.processors.device.DeviceState;
import io.amsphub.processors.device.Equipment;
import io.amsphub.processors.device.LiveState;
import io.amsphub.processors.device.LoadedMaterial;
import io.amsphub.processors.device.Place;
import io.amsphub.processors.device.Registration;
import io.amsphub.processors.device.Upkeep;
import io.amsphub.processors.device.Usage;
import io.amsphub.processors.memory.Samples;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.jspecify.annotations.Nullable;

/** One simulated machine of a dialect, switched on, and how the hub knows it. */
abstract class Rig implements AutoCloseable {

    static final Duration PRINT = Duration.ofMillis(250);
    private static final Duration INTERVAL = Duration.ofMillis(15);

    private final String dialect;
    private final String machine;

    Rig(String dialect, String machine) {
        this.dialect = dialect;
        this.machine = machine;
    }

    /** Makes a machine of a dialect on a broker; the broker is null for a dialect without MQTT. */
    static Rig of(String dialect, @Nullable URI broker, String machine, Path directory, Duration printTime)
            throws IOException {
        return switch (dialect) {
            case "amsp-native" -> new Native(broker, machine, directory, printTime);
            case "moonraker" -> moonraker(broker, machine);
            case "octoprint" -> octoPrint(broker, machine);
            case "bambu" -> new BambuRig(machine);
            case "duet" -> DuetRig.on(Objects.requireNonNull(broker), machine);
            case "sparkplug" ->
                new SparkplugRig(Objects.requireNonNull(broker), machine, directory.resolve("sparkplug"), printTime);
            default -> prusaLink(machine);
        };
    }

    private static Rig moonraker(@Nullable URI broker, String machine) throws IOException {
        MoonrakerPrinter printer = new MoonrakerPrinter(new PrinterBody.Options(
                String.valueOf(broker), "am/north/" + machine, null, null, 0, "key", INTERVAL, PRINT));
        return new Http(
                "moonraker",
                machine,
                printer,
                new Connection(String.valueOf(broker), null, printer.url(), null, null, "key"));
    }

    private static Rig octoPrint(@Nullable URI broker, String machine) throws IOException {
        OctoPrintPrinter printer = new OctoPrintPrinter(new PrinterBody.Options(
                String.valueOf(broker), "am/north/" + machine, null, null, 0, "key", INTERVAL, PRINT));
        return new Http(
                "octoprint",
                machine,
                printer,
                new Connection(String.valueOf(broker), null, printer.url(), null, null, "key"));
    }

    private static Rig prusaLink(String machine) throws IOException {
        PrusaLinkPrinter printer = new PrusaLinkPrinter(new PrusaLinkPrinter.Options(0, "maker", "secret", PRINT));
        return new Http(
                "prusalink", machine, printer, new Connection(null, null, printer.url(), "maker", "secret", null));
    }

    String name() {
        return dialect + " " + machine;
    }

    abstract Connection connection();

    /** Returns for how long it must vanish to be missed, s. */
    double absenceS() {
        return 0.6;
    }

    /** Obeys a line of the fault language, without the name of the machine. */
    abstract void fault(String line);

    /** Sets how long prints take. */
    abstract void printTime(Duration time);

    /** Returns how often the machine really began a job. */
    abstract long starts(String job) throws IOException;

    /** Returns whether the machine has ended a job. */
    abstract boolean ended(String job) throws IOException;

    /** Loses the answer to the next start. */
    abstract void loseAnswer(ContractHub hub);

    /** Returns whether the machine keeps no record, so that a person is asked what became of a job. */
    boolean asksPerson() {
        return dialect.equals("prusalink");
    }

    /** Returns whether a command is repeated after the note, because the machine itself refuses what it knows. */
    boolean repeatsItself() {
        return dialect.equals("amsp-native");
    }

    /** Has a broker keep what is not true of the machine any more. */
    void lies(URI broker) throws MqttException {
        Lies.keep(broker, dialect, machine);
    }

    /** A person clears the platform at the machine, where only that counts. */
    void clearedAtMachine() {}

    /** Returns whether the hub can know that the machine is there and does nothing. */
    boolean isReady(Device device) {
        return device.live().availability() == Availability.ONLINE
                && device.live().state() == DeviceState.IDLE;
    }

    Device device() {
        return device(Registration.QUALIFIED);
    }

    Device device(Registration registration) {
        return new Device(
                Device.idOf(Samples.CENTRE, machine),
                Samples.CENTRE,
                machine,
                dialect,
                Samples.machine(machine).processCategory(),
                Samples.machine(machine).buildVolume(),
                LoadedMaterial.named(List.of("PLA")),
                Equipment.UNKNOWN,
                Place.NONE,
                Upkeep.NONE,
                connection(),
                registration,
                LiveState.NEVER_SEEN,
                Usage.NONE,
                0);
    }

    @Override
    public abstract void close() throws IOException;

    /** A machine that is sent files, over HTTP and perhaps MQTT. */
    static class Http extends Rig {

        private final SimulatedPrinter printer;
        private final Connection connection;

        Http(String dialect, String machine, SimulatedPrinter printer, Connection connection) {
            super(dialect, machine);
            this.printer = printer;
            this.connection = connection;
        }

        @Override
        Connection connection() {
            return connection;
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
            return printer.machine().starts(file(job));
        }

        /** Returns what the file of a job is called on the machine. */
        String file(String job) {
            return "amsp/" + job + ".gcode";
        }

        @Override
        boolean ended(String job) {
            return starts(job) == 1 && !printer.machine().state().busy();
        }

        @Override
        void loseAnswer(ContractHub hub) {
            fault("swallow");
        }

        @Override
        void clearedAtMachine() {
            String unused = printer.control("clear");
        }

        @Override
        public void close() {
            printer.close();
        }
    }

    /** A machine of the native dialect on a broker that is not the hub's. */
    private static final class Native extends Rig {

        private static final int EXPECTED_S = 3600;

        /** Longer than the delay of its last will. */
        private static final double ABSENCE_S = 2.5;

        private final Fleet fleet;
        private final Path state;
        private final String machine;
        private final Connection connection;

        Native(@Nullable URI broker, String machine, Path directory, Duration printTime) throws IOException {
            super("amsp-native", machine);
            this.machine = machine;
            this.connection = new Connection(String.valueOf(broker), null, null, null, null, null);
            this.state = directory.resolve(machine);
            long speed = EXPECTED_S * 1000L / printTime.toMillis();
            String entry = "[{\"centre\":\"north\",\"machine\":\"" + machine + "\",\"speed\":" + speed
                    + ",\"buildVolumeMm\":{\"x\":250,\"y\":210,\"z\":220},\"materials\":[\"PLA\"],\"stateIntervalS\":1}]";
            fleet = new Fleet(
                    FleetFile.parse(entry), new Fleet.Options(URI.create(String.valueOf(broker)), null, state, 1));
            fleet.powerOn();
        }

        @Override
        Connection connection() {
            return connection;
        }

        @Override
        void fault(String line) {
            String[] words = line.split(" ", 2);
            String said = fleet.control(words[0] + " " + machine + (words.length > 1 ? " " + words[1] : ""));
            if (!said.startsWith("ok")) {
                throw new AssertionError(said);
            }
        }

        @Override
        void printTime(Duration time) {
            // Its speed is fixed: a test that needs time asks for it by attention, vanish or late.
        }

        @Override
        long starts(String job) throws IOException {
            return PrintLedger.read(state).stream()
                    .filter(line -> line.event().equals("START") && line.job().equals(job))
                    .count();
        }

        @Override
        boolean ended(String job) throws IOException {
            return PrintLedger.read(state).stream()
                    .anyMatch(line ->
                            line.event().equals("FINISHED") && line.job().equals(job));
        }

        @Override
        void loseAnswer(ContractHub hub) {
            hub.lose(report -> report instanceof io.amsphub.processors.device.DeviceReport.Acknowledgement answer
                    && answer.verb().equals("print"));
        }

        @Override
        double absenceS() {
            return ABSENCE_S;
        }

        @Override
        public void close() throws IOException {
            fleet.close();
        }
    }
}
