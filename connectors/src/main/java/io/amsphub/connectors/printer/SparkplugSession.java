package io.amsphub.connectors.printer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amsphub.connectors.sparkplug.DeviceAddress;
import io.amsphub.connectors.sparkplug.DeviceView;
import io.amsphub.connectors.sparkplug.SparkplugHost;
import io.amsphub.processors.device.Device;
import io.amsphub.processors.device.DeviceCommand;
import io.amsphub.processors.device.Limit;
import io.amsphub.processors.lifecycle.Ids;
import io.amsphub.processors.port.PrintFiles;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * The conversation with one machine behind an edge node of Sparkplug B.
 *
 * <p>A command may be lost on its way, and so may its answer; both show as an id that the machine does not
 * name. So the same command is sent again, with the same id, by this session and by those after it: the machine
 * obeys an id once, prints a job once, and repeats what it answered.
 */
final class SparkplugSession extends FileSession {

    /** How long an answer is waited for before the command is sent again. */
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private static final int TIMES = 4;
    private static final Duration QUIET = Duration.ofSeconds(30);
    private static final Duration SILENT = Duration.ofSeconds(90);

    private final SessionLine line;
    private final SparkplugHost host;
    private final DeviceAddress address;
    private final Runnable changed;
    private boolean mourned;

    SparkplugSession(Device device, SessionLine line, SparkplugHost host, DeviceAddress address) {
        super(device, line);
        this.line = line;
        this.host = host;
        this.address = address;
        this.changed = line::wake;
        host.watch(address, changed);
    }

    @Override
    PrintFiles.Wish wish() {
        return PrintFiles.Wish.MODEL;
    }

    @Override
    Observation look() throws IOException {
        DeviceView view = host.view(address);
        switch (view.life()) {
            case CUT_OFF -> throw new Unreachable("there is no connection to its broker");
            case UNBORN -> throw new Unreachable(address + " has not been born since it was missed");
            case DEAD -> throw mourn();
            case ALIVE -> mourned = false;
        }
        if (isOlderThan(view, QUIET)) {
            proveLife(view);
            view = host.view(address);
        }
        return SparkplugMetrics.observation(view, !device().equipment().cannot(Limit.MONITOR_ONLY), line.now());
    }

    /** A death is said once; the machine stays unreachable until the next birth. */
    private Unreachable mourn() {
        if (!mourned) {
            mourned = true;
            gone();
        }
        return new Unreachable(address + " is dead, by its death certificate");
    }

    private boolean isOlderThan(DeviceView view, Duration age) {
        Instant heard = view.heardAt();
        return heard != null && heard.plus(age).isBefore(line.now());
    }

    /** Nothing changes at an idle machine, so nothing is said: it is asked. */
    private void proveLife(DeviceView view) throws IOException {
        if (SparkplugMetrics.obeys(view)) {
            try {
                tell(new DeviceCommand.Report(Ids.next("cmd")), TIMES);
            } catch (Refused e) {
                // A refusal is a sign of life as well.
                return;
            }
        } else if (isOlderThan(view, SILENT)) {
            throw new Unreachable(address + " has been silent for " + SILENT);
        } else {
            host.askForRebirth(address);
        }
    }

    /** The machine fetches the model itself. */
    @Override
    void upload(String job, PrintFiles.PrintFile file) {}

    @Override
    void start(DeviceCommand.Print print, PrintFiles.PrintFile file) throws IOException, Refused {
        tell(print, TIMES);
    }

    @Override
    boolean remind(DeviceCommand.Print print) throws IOException, Refused {
        tell(print, 1);
        return true;
    }

    @Override
    void control(DeviceCommand.Control control) throws IOException, Refused {
        tell(control, TIMES);
    }

    @Override
    void cleared() throws IOException, Refused {
        if (host.view(address).names().contains("Platform/Clear")) {
            tell(new DeviceCommand.ClearPlatform(Ids.next("cmd"), "hub"), TIMES);
        }
    }

    /** The answer has a number in the edge node's sequence: all that was said before it is known by then. */
    @Override
    void inquire(DeviceCommand question) throws IOException {
        try {
            tell(question, TIMES);
        } catch (Refused e) {
            throw new Unreachable("the machine does not answer what it is asked: " + e.getMessage(), e);
        }
    }

    /**
     * Tells the machine something until it names it as the last that it was told.
     *
     * @throws IOException when it does not: nobody knows whether it was done
     */
    private void tell(DeviceCommand command, int times) throws IOException, Refused {
        DeviceView view = host.view(address);
        if (view.life() == DeviceView.Life.ALIVE && !SparkplugMetrics.obeys(view)) {
            throw new Refused(Limit.MONITOR_ONLY.name(), "the machine was born without " + SparkplugMetrics.COMMAND);
        }
        Map<String, String> metrics =
                Map.of(SparkplugMetrics.COMMAND_ID, command.id(), SparkplugMetrics.COMMAND, text(command));
        for (int i = 0; i < times && !isAnswered(view, command); i++) {
            host.command(address, metrics);
            view = await(command);
            if (view.life() == DeviceView.Life.CUT_OFF || view.life() == DeviceView.Life.DEAD) {
                break;
            }
        }
        if (!isAnswered(view, command)) {
            throw new Unreachable(address + " does not answer " + command.id());
        }
        JsonNode result = SparkplugMetrics.json(view.text(SparkplugMetrics.LAST_RESULT));
        if (!result.path("accepted").asBoolean()) {
            throw new Refused(
                    result.path("code").asText("REFUSED"), result.path("reason").asText());
        }
    }

    private DeviceView await(DeviceCommand command) throws Unreachable {
        try {
            return host.await(address, view -> isAnswered(view, command), AGAIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unreachable("the hub stops", e);
        }
    }

    private static boolean isAnswered(DeviceView view, DeviceCommand command) {
        return view.life() == DeviceView.Life.ALIVE
                && view.text(SparkplugMetrics.LAST_ID).equals(command.id());
    }

    /** The words are those of the native dialect, with the verb among them. */
    private String text(DeviceCommand command) {
        String topic = "am/" + device().id() + "/command/";
        var message = new NativeDialect().write(device(), command, line.hubUrl(), device().id());
        ObjectNode body = (ObjectNode) SparkplugMetrics.json(message.body());
        return body.put("verb", message.topic().substring(topic.length())).toString();
    }

    @Override
    public void close() {
        host.unwatch(address, changed);
        line.leave(SparkplugHost.class);
    }
}
