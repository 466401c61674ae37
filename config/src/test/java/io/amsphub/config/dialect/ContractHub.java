package io.amsphub.config.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.amsphub.connectors.mqtt.BrokerAddress;
import io.amsphub.connectors.mqtt.MqttBrokers;
import io.amsphub.connectors.printer.DeviceSessions;
import io.amsphub.connectors.printer.DialectDeviceLink;
import io.amsphub.connectors.printer.ReportInlet;
import io.amsphub.connectors.printer.SessionServices;
import io.amsphub.processors.design.BlobRef;
import io.amsphub.processors.device.Device;
import io.amsphub.processors.device.DeviceReport;
import io.amsphub.processors.device.DeviceState;
import io.amsphub.processors.device.LiveState;
import io.amsphub.processors.device.Sign;
import io.amsphub.processors.exchange.DeviceWords;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.lifecycle.Ids;
import io.amsphub.processors.memory.MemoryCommands;
import io.amsphub.processors.memory.MemoryDeviceMemory;
import io.amsphub.processors.memory.MemoryHub;
import io.amsphub.processors.memory.Samples;
import io.amsphub.processors.port.Commands;
import io.amsphub.processors.port.Leases;
import io.amsphub.processors.port.Outbox;
import io.amsphub.processors.port.PrintFiles;
import io.amsphub.processors.port.PrinterDialect;
import io.amsphub.processors.production.Job;
import io.amsphub.processors.production.JobState;
import io.amsphub.processors.production.Part;
import io.amsphub.processors.step.ReportIntake;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/**
 * The hub that dialects are held against: the real steps over stores in memory, the real sessions over real
 * sockets. Reports take the same canonical JSON as in the whole hub.
 */
final class ContractHub implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration STILL = Duration.ofMillis(400);
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final SessionServices.Pace PACE =
            new SessionServices.Pace(Duration.ofMillis(20), Duration.ofMillis(60), Duration.ofMillis(100));

    final MemoryHub hub = new MemoryHub();
    final MemoryCommands commands = new MemoryCommands();
    final MemoryDeviceMemory memory = new MemoryDeviceMemory();
    /** Nobody vouches for a machine, unless a test names a directory before {@link #restart}. */
    volatile Path authorities = Path.of("no-authorities");

    final AtomicInteger setAside = new AtomicInteger();
    private final List<PrinterDialect> dialects;
    private final HttpServer files;
    private final BlobRef model;
    private final BlobRef gcode;
    private volatile Predicate<DeviceReport> lost = report -> false;
    private volatile boolean deaf;
    private final String name = Ids.next("hub");
    private DeviceSessions sessions;

    ContractHub(List<PrinterDialect> dialects) throws IOException {
        this.dialects = dialects;
        hub.clock.run();
        model = hub.blobs.store(
                "model/stl", out -> out.write("solid s\nendsolid s\n".getBytes(StandardCharsets.UTF_8)));
        gcode = hub.blobs.store(
                "text/x.gcode",
                out -> out.write("; made for the contract\nG28\nG1 X10 Y10 F3000\nM84\n"
                        .repeat(400)
                        .getBytes(StandardCharsets.UTF_8)));
        files = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        files.createContext("/", exchange -> {
            try (exchange;
                    InputStream in = hub.blobs.open(model)) {
                exchange.sendResponseHeaders(200, model.bytes());
                in.transferTo(exchange.getResponseBody());
            }
        });
        files.start();
        hub.orders.add(Samples.order(3));
        hub.onward = new DialectDeviceLink(new NoOutbox(), commands, dialects, url());
        sessions = begin();
    }

    private String url() {
        return "http://127.0.0.1:" + files.getAddress().getPort();
    }

    private DeviceSessions begin() {
        PrintFiles prepared = (device, print, wish) -> new PrintFiles.PrintFile(
                wish == PrintFiles.Wish.GCODE ? gcode : print.content(),
                wish == PrintFiles.Wish.GCODE ? "gcode" : "stl");
        DeviceSessions begun = new DeviceSessions(
                new SessionServices(
                        hub.devices,
                        commands,
                        memory,
                        authorities,
                        hub.unitOfWork,
                        Leases.ALONE,
                        new Inlet(),
                        prepared,
                        hub.blobs,
                        new MqttBrokers(name),
                        new BrokerAddress("tcp://127.0.0.1:1", null, null),
                        hub.clock,
                        PACE,
                        url()),
                dialects);
        begun.start();
        return begun;
    }

    /** The hub dies and is started again: nothing of its sessions is left but what is in its stores. */
    void restart() {
        sessions.close();
        deaf(false);
        sessions = begin();
    }

    /** Stops talking to machines. */
    void pause() {
        sessions.close();
    }

    /** Talks to machines again. */
    void resume() {
        sessions = begin();
    }

    /**
     * Takes nothing in any more but that a machine prepares, as a hub that dies when the print has begun: what was
     * not taken in is not acknowledged.
     */
    void deaf(boolean on) {
        deaf = on;
    }

    /** Loses reports on the way in. */
    void lose(Predicate<DeviceReport> which) {
        lost = which;
    }

    /** Returns whether the hub has tried to reach the machine, and knows how that went. */
    boolean heardOf(Rig rig) {
        return hub.devices.get(rig.device().id()).live().presence().session() != Sign.NONE;
    }

    /** Orders the n-th part. */
    void order(int n) {
        hub.unitOfWork.run(() -> {
            Part part = hub.parts.add(Samples.part(n, Samples.PLA));
            Job sample = Samples.job(n);
            Job.Work work = sample.work();
            hub.jobs.add(Job.waiting(
                    part,
                    sample.amCentre(),
                    new Job.Work(
                            work.processCategory(),
                            work.feedstock(),
                            work.size(),
                            model,
                            work.expectedPrintTimeS(),
                            work.layers()),
                    sample.priority(),
                    sample.createdAt()));
        });
    }

    <T> T read(Callable<T> what) {
        return hub.unitOfWork.call(() -> {
            try {
                return what.call();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    Device device(Rig rig) {
        return read(() -> hub.devices.get(rig.device().id()));
    }

    Job job(String id) {
        return read(() -> hub.jobs.get(id));
    }

    void until(String what, Callable<Boolean> condition) {
        await(what)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .pollDelay(Duration.ZERO)
                .until(() -> read(condition));
    }

    /** Waits until nothing more is on its way from a machine that has fallen silent. */
    void awaitStillness(Rig rig) {
        AtomicReference<LiveState> last = new AtomicReference<>(device(rig).live());
        await("nothing more to come from " + rig.name())
                .atMost(PATIENCE)
                .during(STILL)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    LiveState now = device(rig).live();
                    return now.equals(last.getAndSet(now));
                });
    }

    void untilJob(String id, JobState... states) {
        try {
            until("job " + id + " to be " + List.of(states), () -> List.of(states)
                    .contains(hub.jobs.get(id).state()));
        } catch (org.awaitility.core.ConditionTimeoutException e) {
            throw new AssertionError(
                    e.getMessage() + "; it is " + job(id) + " and the path was " + read(() -> hub.events.path(id)), e);
        }
    }

    /** The machine is there, and a person has cleared its platform. */
    void ready(Rig rig) {
        until(
                rig.name() + " to be online",
                () -> rig.isReady(hub.devices.get(rig.device().id())));
        clear(rig);
    }

    /** A person clears the platform, at the hub and where the machine wants it at the machine. */
    void clear(Rig rig) {
        hub.unitOfWork.run(
                () -> hub.floor.clearPlatform(hub.devices.get(rig.device().id()), Samples.ANNA));
        rig.clearedAtMachine();
        try {
            until(
                    rig.name() + " to be free",
                    () -> hub.devices.get(rig.device().id()).free());
        } catch (org.awaitility.core.ConditionTimeoutException e) {
            throw new AssertionError(e.getMessage() + "; it is " + device(rig), e);
        }
    }

    /** Sends the job of the n-th part; returns its id. */
    String dispatch(int n) {
        order(n);
        assertThat(hub.dispatchAll())
                .as("%s", read(() -> hub.devices.connected(9)))
                .isEqualTo(1);
        return Job.idOf(Part.serialOf(Samples.ORDER, n), 1);
    }

    /** Sends the job of the n-th part as soon as the machine takes it; returns its id. */
    String dispatchWhenFree(int n) {
        order(n);
        until("a machine to take the job", () -> hub.dispatchAll() == 1);
        return Job.idOf(Part.serialOf(Samples.ORDER, n), 1);
    }

    /** Time passes until the hub asks about commands without an answer. */
    void ask() {
        hub.clock.pass(MemoryHub.COMMAND_EXPIRY.plus(GRACE).plusSeconds(1));
        hub.unitOfWork.run(() -> hub.dispatch.askAboutUnanswered(GRACE));
    }

    /** Asks until something holds; a question that does not reach the machine is asked again. */
    void untilAsked(String what, Callable<Boolean> condition) {
        try {
            await(what).atMost(PATIENCE).pollInterval(Duration.ofMillis(250)).until(() -> {
                ask();
                return read(condition);
            });
        } catch (org.awaitility.core.ConditionTimeoutException e) {
            throw new AssertionError(
                    e.getMessage() + "; it is " + read(() -> hub.devices.connected(9)) + " and waits for "
                            + commands.waiting(9),
                    e);
        }
    }

    @Override
    public void close() {
        sessions.close();
        files.stop(0);
    }

    private final class Inlet implements ReportInlet {

        private final ReportIntake intake = new ReportIntake(hub.devices, dialects, hub.unitOfWork, hub.clock);

        @Override
        public void take(DeviceReport report) {
            try {
                track(DeviceWords.report(DeviceWords.write(report).getBytes(StandardCharsets.UTF_8)));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void take(String device, String noun, String payload) {
            try {
                track(intake.read("am/" + device + "/report/" + noun, payload.getBytes(StandardCharsets.UTF_8)));
            } catch (HubException e) {
                setAside.incrementAndGet();
            }
        }

        private void track(DeviceReport report) {
            boolean before = report instanceof DeviceReport.State state && state.state() == DeviceState.PREPARING;
            if (deaf && !before) {
                throw new IllegalStateException("the hub dies");
            }
            if (!lost.test(report)) {
                hub.unitOfWork.run(() -> hub.tracking.track(report));
            }
        }
    }

    /** In this test every machine is one that the hub goes to. */
    private static final class NoOutbox implements Outbox {

        @Override
        public void toStage(String stage, String subject, String correlationId) {
            throw new UnsupportedOperationException("no stage");
        }

        @Override
        public void toTopic(TopicMessage message) {
            throw new UnsupportedOperationException("no topic of the hub's own");
        }
    }

    /** Returns a command as it waits, for a test to hand out a second time. */
    Commands.Waiting again(Commands.Waiting waiting, boolean begun) {
        return new Commands.Waiting(waiting.device(), waiting.command(), waiting.correlationId(), begun);
    }
}
