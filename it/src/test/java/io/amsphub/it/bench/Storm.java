package io.amsphub.it.bench;

import io.amsphub.it.system.HubInside;
import io.amsphub.it.system.RunningHub;
import java.net.URI;
import java.util.List;

/** P7: all machines lose their connections at once, and come again. */
final class Storm implements Scenario {

    private static final Row.About ABOUT = new Row.About(
            "P7",
            "all machines connect again after all connections broke, until the last SUBACK; lower is better; bare: its"
                    + " broker, which lets everybody in",
            "s",
            "at most 1.5",
            "at most 1.1",
            Texts.P7);

    @Override
    public List<Row> run(Bench bench) throws Exception {
        RunningHub hub = bench.hub("fleet", "3g");
        MqttFleet fleet = bench.fleet(hub, bench.scale().of(Fleets.MACHINES, Fleets.FEW));
        List<Integer> ports = RunningHub.freePorts(2);
        Process bare = Fleets.bare(bench, ports, BareReports.JMS);
        try (MqttSwarm atHub = new MqttSwarm(URI.create(hub.broker()).getPort(), fleet.machines(), command -> {});
                MqttSwarm atBare = new MqttSwarm(ports.get(0), fleet.machines(), command -> {});
                HubInside inside = new HubInside(hub)) {
            atHub.connect();
            atBare.connect();
            Rounds rounds = Rounds.of(bench.scale(), bench.directory(), () -> again(atBare, fleet, bare.pid()), () -> {
                Sample sample = again(atHub, fleet, hub.pid());
                Waiting.untilHeard(inside, 0);
                return sample;
            });
            return List.of(Row.of(ABOUT, rounds, Sample.SECONDS, Host.peakMib(hub.pid())));
        } finally {
            bench.endPartners();
        }
    }

    private static Sample again(MqttSwarm swarm, MqttFleet fleet, long pid) throws InterruptedException {
        swarm.drop();
        double before = Host.cpuUs(pid);
        double seconds = swarm.connect();
        return Sample.of(
                Sample.SECONDS,
                seconds,
                (Host.cpuUs(pid) - before) / fleet.machines().size());
    }
}
