package io.amsphub.it.bench;

import io.amsphub.config.client.HubClient;
import io.amsphub.it.bench.MqttFleet.Machine;
import io.amsphub.it.system.RunningHub;
import io.netty.handler.codec.mqtt.MqttQoS;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** P6: a command goes from the API to a machine, and its answer to the broker. */
final class Commands implements Scenario {

    private static final String NOBODY = "nobody";

    @Override
    public List<Row> run(Bench bench) throws Exception {
        RunningHub hub = bench.hub("commands", "1g");
        Machine machine = MqttFleet.register(hub, 1).machines().get(0);
        List<Integer> ports = RunningHub.freePorts(2);
        Process bare = Fleets.bare(bench, ports, BareReports.JMS);
        int count = bench.scale().of(150, 5);
        HubClient client = hub.client();
        String path = "/devices/" + machine.name() + "/platform-clear";
        try (MqttSwarm atHub = swarm(URI.create(hub.broker()).getPort(), machine);
                MqttSwarm atBare = swarm(ports.get(0), machine);
                MqttSwarm sender = swarm(ports.get(0), new Machine(NOBODY, NOBODY))) {
            atBare.connect();
            sender.connect();
            Rounds rounds = Rounds.of(
                    bench.scale(),
                    bench.directory(),
                    () -> roundTrips(
                            atBare,
                            count,
                            bare.pid(),
                            () -> sender.publish(machine.topic("command/platform-clear"), "{}")),
                    () -> {
                        begin(atHub);
                        return roundTrips(atHub, count, hub.pid(), () -> RunningHub.ok(client.post(path, "")));
                    });
            double peak = Host.peakMib(hub.pid());
            return List.of(
                    Row.of(about("p50", "", ""), rounds, Sample.MEDIAN, peak),
                    Row.of(about("p99", "at most 3", "at most 1.5"), rounds, Sample.P99, peak));
        } finally {
            bench.endPartners();
        }
    }

    /** Connects the machine anew: the broker ends a connection over which more than 200 packets a second come for long. */
    private static void begin(MqttSwarm machine) throws InterruptedException {
        machine.drop();
        machine.connect();
        machine.report(1, MqttQoS.AT_LEAST_ONCE);
    }

    private static Row.About about(String which, String excellent, String moonshot) {
        return new Row.About(
                "P6 " + which,
                "POST /devices/../platform-clear until the machine's answer is confirmed, one after the other; lower is"
                        + " better; bare: a QoS 1 round trip from client to client",
                "ms",
                excellent,
                moonshot,
                Texts.P6);
    }

    private static MqttSwarm swarm(int port, Machine machine) {
        return new MqttSwarm(port, List.of(machine), MqttSwarm.Conversation::acknowledge);
    }

    /** What sends a command. */
    @FunctionalInterface
    private interface Sending {
        void send() throws Exception;
    }

    private static Sample roundTrips(MqttSwarm machine, int count, long pid, Sending sending) throws Exception {
        long[] nanos = new long[count];
        double before = Host.cpuUs(pid);
        long start = System.nanoTime();
        for (int n = 0; n < count; n++) {
            CountDownLatch answered = machine.expect(1);
            long begun = System.nanoTime();
            sending.send();
            machine.await(answered);
            nanos[n] = System.nanoTime() - begun;
        }
        double seconds = Host.seconds(start);
        return Sample.timed(count / seconds, Arrays.copyOf(nanos, count), (Host.cpuUs(pid) - before) / count);
    }
}
