package io.amsphub.it.bench;

import io.amsphub.it.system.HubInside;
import io.amsphub.it.system.RunningHub;
import io.amsphub.routes.Flow;
import io.netty.handler.codec.mqtt.MqttQoS;
import java.net.URI;
import java.util.List;

/** P4 and P5: states of thousands of machines, each on its own connection and topic, until the last is taken in. */
final class Reports implements Scenario {

    private final Row.About about;
    private final String reader;
    private final MqttQoS qos;
    private final int each;

    private Reports(Row.About about, String reader, MqttQoS qos, int each) {
        this.about = about;
        this.reader = reader;
        this.qos = qos;
        this.each = each;
    }

    /** Reports that must not be lost. */
    static Reports durable() {
        return new Reports(
                new Row.About(
                        "P4",
                        "states at QoS 1 into the database, each machine on a connection and topic of its own; bare: its"
                                + " broker, and a JMS consumer that commits 100 at a time",
                        "msg/s",
                        "0.5",
                        "0.8",
                        Texts.P4),
                BareReports.JMS,
                MqttQoS.AT_LEAST_ONCE,
                4);
    }

    /** Reports that may be lost. */
    static Reports volatileOnes() {
        return new Reports(
                new Row.About(
                        "P5",
                        "states at QoS 0, the last one kept; bare: its broker, and a shared subscription",
                        "msg/s",
                        "0.7",
                        "0.9",
                        Texts.P5),
                BareReports.SHARED,
                MqttQoS.AT_MOST_ONCE,
                10);
    }

    @Override
    public List<Row> run(Bench bench) throws Exception {
        RunningHub hub = bench.hub("fleet", "3g");
        MqttFleet fleet = bench.fleet(hub, bench.scale().of(Fleets.MACHINES, Fleets.FEW));
        List<Integer> ports = RunningHub.freePorts(2);
        Process bare = Fleets.bare(bench, ports, reader);
        int all = each * fleet.machines().size();
        try (MqttSwarm atHub = new MqttSwarm(URI.create(hub.broker()).getPort(), fleet.machines(), command -> {});
                MqttSwarm atBare = new MqttSwarm(ports.get(0), fleet.machines(), command -> {});
                HubInside inside = new HubInside(hub)) {
            atHub.connect();
            atBare.connect();
            Waiting.untilHeard(inside, 0);
            Rounds rounds = Rounds.of(
                    bench.scale(),
                    bench.directory(),
                    () -> {
                        long heard = Waiting.heard(ports.get(1));
                        return report(atBare, all, bare.pid(), () -> Waiting.untilHeard(ports.get(1), heard + all));
                    },
                    () -> {
                        long came = inside.came(Flow.REPORTS_QUEUE);
                        return report(atHub, all, hub.pid(), () -> Waiting.untilHeard(inside, came + all));
                    });
            return List.of(Row.of(about, rounds, Sample.RATE, Host.peakMib(hub.pid())));
        } finally {
            bench.endPartners();
        }
    }

    private Sample report(MqttSwarm swarm, int all, long pid, Runnable heard) throws InterruptedException {
        double before = Host.cpuUs(pid);
        long begun = System.nanoTime();
        swarm.report(each, qos);
        heard.run();
        return Sample.of(Sample.RATE, all / Host.seconds(begun), (Host.cpuUs(pid) - before) / all);
    }
}
