package io.amsphub.config.dialect;

import io.amsphub.processors.device.Device;
import io.amsphub.processors.device.DeviceCommand;
import io.amsphub.processors.device.DeviceReport;
import io.amsphub.processors.device.DeviceState;
import io.amsphub.processors.port.DeviceLine;
import io.amsphub.processors.port.DeviceSession;
import io.amsphub.processors.port.SessionDialect;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A dialect that nobody thought of, in one class: a line of text over TCP, a line back. {@code ?} is answered by
 * {@code idle}, {@code busy <job>} or {@code done <job>}, {@code print <job>} by {@code yes} or {@code no}.
 */
public final class LineDialect implements SessionDialect {

    @Override
    public String name() {
        return "line";
    }

    @Override
    public DeviceSession open(Device device, DeviceLine line) {
        URI address = URI.create(Objects.requireNonNull(
                Objects.requireNonNull(device.connection()).url()));
        return new DeviceSession() {

            private String ask(String question) throws IOException {
                try (Socket socket = new Socket(address.getHost(), address.getPort())) {
                    socket.getOutputStream().write((question + "\n").getBytes(StandardCharsets.UTF_8));
                    BufferedReader answers =
                            new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
                    return String.valueOf(answers.readLine());
                }
            }

            private String[] look() throws IOException {
                String[] words = (ask("?") + " ").split(" ", -1);
                DeviceLine.Stamp stamp = line.stamp();
                boolean busy = words[0].equals("busy");
                line.report(new DeviceReport.State(
                        stamp.device(),
                        stamp.arrivedAt(),
                        stamp.boot(),
                        stamp.seq(),
                        busy ? DeviceState.PRINTING : DeviceState.IDLE,
                        null,
                        busy ? words[1] : null,
                        null,
                        Map.of(),
                        words[0].equals("done") ? List.of(new DeviceReport.RecentJob(words[1], "FINISHED")) : List.of(),
                        null));
                return words;
            }

            @Override
            public void visit() {
                try {
                    String[] unused = look();
                } catch (IOException e) {
                    line.report(new DeviceReport.Session(device.id(), line.now(), false, "no answer"));
                }
            }

            @Override
            public Told tell(DeviceCommand command, boolean begun) {
                if (command instanceof DeviceCommand.Print print) {
                    try {
                        if (!begun && !look()[1].equals(print.job())) {
                            line.begin(command);
                            String unused = ask("print " + print.job());
                        }
                        return look()[1].equals(print.job()) ? Told.DONE : Told.LATER;
                    } catch (IOException e) {
                        return Told.LATER;
                    }
                }
                return Told.DONE;
            }
        };
    }
}
