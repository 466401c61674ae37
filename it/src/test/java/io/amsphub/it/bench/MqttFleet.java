package io.amsphub.it.bench;

import io.amsphub.config.client.HubClient;
import io.amsphub.it.system.PrinterFarm;
import io.amsphub.it.system.RunningHub;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Machines that a hub knows.
 *
 * @param machines their names, {@code centre/machine}, and secrets
 */
record MqttFleet(List<Machine> machines) {

    private static final int CLIENTS = 8;

    /** A machine. */
    record Machine(String name, String secret) {

        String topic(String rest) {
            return "am/" + name + "/" + rest;
        }
    }

    /** Registers machines over the API. */
    static MqttFleet register(RunningHub hub, int count) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            HubClient client = hub.client();
            List<Future<Machine>> coming = new ArrayList<>();
            for (int n = 0; n < count; n++) {
                String machine = String.format(Locale.ROOT, "b%05d", n);
                coming.add(clients.submit(() -> new Machine("demo/" + machine, PrinterFarm.register(client, machine))));
            }
            List<Machine> machines = new ArrayList<>();
            for (Future<Machine> one : coming) {
                machines.add(one.get());
            }
            return new MqttFleet(machines);
        } finally {
            clients.shutdownNow();
        }
    }
}
