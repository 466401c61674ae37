package io.amsphub.config.simulator.sparkplug;

import io.amsphub.config.simulator.machine.MachineSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a simulated edge node runs.
 *
 * @param broker {@code tcp://host:port}
 * @param user at the broker; null for none
 * @param password at the broker; null for none
 * @param group its group
 * @param name its name there
 * @param primaryHost the host application without which it is not born; null for none
 * @param state directory of the machines' memories and of the ledger
 * @param interval how often progress is told
 * @param spec how its printers are built
 * @param printers their names
 * @param monitorOnly whether they have no commands
 */
public record EdgeOptions(
        String broker,
        @Nullable String user,
        @Nullable String password,
        String group,
        String name,
        @Nullable String primaryHost,
        Path state,
        Duration interval,
        MachineSpec spec,
        List<String> printers,
        boolean monitorOnly) {

    /** Copies the names. */
    public EdgeOptions {
        printers = List.copyOf(printers);
    }

    /** Returns the topic of a kind of message of the edge node, or of one of its devices. */
    public String topic(String kind, @Nullable String device) {
        return "spBv1.0/" + group + "/" + kind + "/" + name + (device == null ? "" : "/" + device);
    }
}
