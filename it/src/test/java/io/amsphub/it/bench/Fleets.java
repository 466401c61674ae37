package io.amsphub.it.bench;

import java.io.IOException;
import java.util.List;

/** What the scenarios with many machines have in common. */
final class Fleets {

    static final int MACHINES = Integer.getInteger("benchmarks.machines", 5000);
    static final int FEW = 10;

    private Fleets() {}

    /** Starts the bare broker with a reader; the ports are those of MQTT and of the count. */
    static Process bare(Bench bench, List<Integer> ports, String reader) throws IOException {
        Process bare = bench.partner(
                "3g",
                BareReports.class,
                Integer.toString(ports.get(0)),
                Integer.toString(ports.get(1)),
                bench.empty("broker").toString(),
                reader);
        Waiting.untilUp(ports.get(1));
        return bare;
    }
}
