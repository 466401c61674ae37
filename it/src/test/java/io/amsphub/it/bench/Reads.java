package io.amsphub.it.bench;

import io.amsphub.config.FirstCredentials;
import io.amsphub.it.system.RunningHub;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

/** P1: small answers to somebody who is known. */
final class Reads implements Scenario {

    private static final int CONNECTIONS = 32;
    private static final String PATH = "/api/v1/me";
    private static final Row.About ABOUT = new Row.About(
            "P1",
            "GET /me, authenticated, 32 connections; bare: a Vert.x handler with the same answer",
            "req/s",
            "0.75",
            "0.9",
            Texts.P1);

    @Override
    public List<Row> run(Bench bench) throws Exception {
        RunningHub hub = bench.hub("reads", "1g");
        int port = RunningHub.freePorts(1).get(0);
        URI address = hub.url().resolve(PATH);
        Process bare = bench.partner(
                "256m",
                BareHttp.class,
                Integer.toString(port),
                bench.empty("http").toString(),
                answer(hub, address));
        Waiting.untilUp(port);
        URI bareAddress = URI.create("http://127.0.0.1:" + port + PATH);
        double seconds = bench.scale().of(4, 1);
        try (HttpLoad load = new HttpLoad()) {
            Rounds rounds = Rounds.of(
                    bench.scale(),
                    bench.directory(),
                    () -> read(load, bareAddress, hub.secret(), bare.pid(), seconds),
                    () -> read(load, address, hub.secret(), hub.pid(), seconds));
            return List.of(Row.of(ABOUT, rounds, Sample.RATE, Host.peakMib(hub.pid())));
        }
    }

    private static String answer(RunningHub hub, URI address) throws Exception {
        String credentials = java.util.Base64.getEncoder()
                .encodeToString((FirstCredentials.OPERATOR + ":" + hub.secret())
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(address)
                                .header("Authorization", "Basic " + credentials)
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    private static Sample read(HttpLoad load, URI address, String secret, long pid, double seconds)
            throws InterruptedException {
        Buffer request = HttpLoad.request("GET", address, FirstCredentials.OPERATOR, secret, "", "");
        long begun = System.nanoTime();
        double before = Host.cpuUs(pid);
        HttpLoad.Result done =
                load.run(address, CONNECTIONS, 200, () -> Host.seconds(begun) < seconds ? request : null);
        double cpu = Host.cpuUs(pid) - before;
        return Sample.timed(done.rate(), done.nanos(), cpu / done.nanos().length);
    }
}
