package io.amsphub.it.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.config.client.HubClient;
import io.amsphub.it.system.Customer;
import io.amsphub.it.system.Models;
import io.amsphub.it.system.RunningHub;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** P3: a large model arrives, is hashed and sealed, and memory does not grow with it. */
final class Uploads implements Scenario {

    private static final double MB = 1e6;
    private static final int SMALL = 100_000_000;

    @Override
    public List<Row> run(Bench bench) throws Exception {
        RunningHub hub = bench.hub("uploads", "256m");
        int port = RunningHub.freePorts(1).get(0);
        Path received = bench.empty("http");
        Process bare = bench.partner("256m", BareHttp.class, Integer.toString(port), received.toString(), "up");
        Waiting.untilUp(port);
        HubClient partner = new HubClient(URI.create("http://127.0.0.1:" + port), "nobody", "nothing");
        Path models = bench.empty("models");
        Path small = Models.large(models.resolve("small.stl"), bench.scale().of(SMALL, SMALL / 2000));
        Path large = Models.large(models.resolve("large.stl"), bench.scale().of(1 << 30, 1 << 17));
        upload(hub, small);
        Host.forgetPeak(hub.pid());
        upload(hub, small);
        double peakSmall = Host.peakMib(hub.pid());
        Host.forgetPeak(hub.pid());
        Rounds rounds = Rounds.of(
                bench.scale(), 0, bench.directory(), () -> bare(partner, bare.pid(), large), () -> upload(hub, large));
        double peakLarge = Host.peakMib(hub.pid());
        double syncs = Host.fdatasyncs(bench.directory());
        Rounds memory = new Rounds();
        memory.add(Sample.of("MiB", peakSmall, Double.NaN), Sample.of("MiB", peakLarge, Double.NaN), syncs, syncs);
        Files.delete(large);
        Files.delete(received.resolve("received"));
        return List.of(
                Row.of(
                        new Row.About(
                                "P3",
                                "upload of 1 GiB at -Xmx256m until it is answered: hashed, sealed, on the disk; CPU us a"
                                        + " MB; bare: Vert.x, which writes it into a file, and fsync",
                                "MB/s",
                                "0.9",
                                "1.0",
                                Texts.P3),
                        rounds,
                        Sample.RATE,
                        peakLarge),
                Row.of(
                        new Row.About(
                                "P3 memory",
                                "resident peak of the hub: 1 GiB against 100 MB",
                                "MiB",
                                "",
                                "4 GiB 1.1",
                                Texts.P3_MEMORY),
                        memory,
                        "MiB",
                        peakLarge));
    }

    private static Sample bare(HubClient partner, long pid, Path model) throws Exception {
        double before = Host.cpuUs(pid);
        long begun = System.nanoTime();
        RunningHub.ok(partner.upload("/upload", model));
        return sample(model, begun, Host.cpuUs(pid) - before);
    }

    private static Sample upload(RunningHub hub, Path model) throws Exception {
        HubClient client = hub.client();
        Customer customer = new Customer(client);
        JsonNode announced = customer.announce(model);
        double before = Host.cpuUs(hub.pid());
        long begun = System.nanoTime();
        RunningHub.ok(client.upload(announced.path("uploadUrl").asText(), model));
        Sample sample = sample(model, begun, Host.cpuUs(hub.pid()) - before);
        customer.settled(announced);
        return sample;
    }

    private static Sample sample(Path model, long begun, double cpuUs) throws Exception {
        double seconds = Host.seconds(begun);
        double megabytes = Files.size(model) / MB;
        return Sample.of(Sample.RATE, megabytes / seconds, cpuUs / megabytes);
    }
}
