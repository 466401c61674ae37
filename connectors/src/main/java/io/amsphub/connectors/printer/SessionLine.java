package io.amsphub.connectors.printer;

import io.amsphub.connectors.mqtt.BrokerAddress;
import io.amsphub.connectors.mqtt.BrokerRole;
import io.amsphub.connectors.mqtt.BrokerSeat;
import io.amsphub.connectors.mqtt.MqttBrokers;
import io.amsphub.processors.device.Device;
import io.amsphub.processors.device.DeviceCommand;
import io.amsphub.processors.device.DeviceReport;
import io.amsphub.processors.failure.FailureCode;
import io.amsphub.processors.failure.HubException;
import io.amsphub.processors.port.DeviceLine;
import io.amsphub.processors.port.DeviceMemory;
import io.amsphub.processors.port.PrintFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@link DeviceLine} of one session. */
final class SessionLine implements DeviceLine {

    private final Device device;
    private final SessionServices services;
    private final @Nullable BrokerAddress broker;
    private final String boot = UUID.randomUUID().toString();
    private final AtomicLong seq = new AtomicLong();
    private volatile Runnable waking = () -> {};

    SessionLine(Device device, SessionServices services, @Nullable BrokerAddress broker) {
        this.device = device;
        this.services = services;
        this.broker = broker;
    }

    /** Joins a role that the hub plays at the machine's broker; to be left when the session ends. */
    <R extends BrokerRole> R join(Class<R> kind, Function<BrokerSeat, R> make) {
        BrokerAddress address = broker;
        if (address == null) {
            throw new IllegalArgumentException(device.id() + " has no broker");
        }
        return services.brokers().join(address, kind, make);
    }

    /** Leaves a role. */
    void leave(Class<? extends BrokerRole> kind) {
        BrokerAddress address = broker;
        if (address != null) {
            services.brokers().leave(address, kind);
        }
    }

    /** Says what is to be done when the machine has changed. */
    void onWake(Runnable visit) {
        waking = visit;
    }

    Clock clock() {
        return services.clock();
    }

    String hubUrl() {
        return services.hubUrl();
    }

    @Override
    public Instant now() {
        return services.clock().instant();
    }

    @Override
    public Stamp stamp() {
        return new Stamp(device.id(), now(), boot, seq.incrementAndGet());
    }

    @Override
    public void report(DeviceReport report) {
        services.reports().take(report);
    }

    @Override
    public void publish(String topic, String payload, long expiryS) throws IOException {
        publish(new MqttBrokers.Publication(device.topicRoot() + "/" + topic, payload, expiryS, null, null));
    }

    void publish(MqttBrokers.Publication publication) throws IOException {
        BrokerAddress address = broker;
        if (address == null) {
            throw new IOException(device.id() + " has no broker");
        }
        services.brokers().publish(address, publication);
    }

    @Override
    public void begin(DeviceCommand command) {
        services.unitOfWork().run(() -> services.commands().begun(command.id()));
        if (!services.leases().holds(DeviceWorker.lease(device))) {
            throw new HubException(
                    FailureCode.LEASE_LOST,
                    "another node goes to " + device.id() + " by now",
                    null,
                    "nothing: the other node asks the machine whether the command was begun");
        }
    }

    @Override
    public PrintFiles.PrintFile file(DeviceCommand.Print print, PrintFiles.Wish wish) throws IOException {
        return services.files().file(device, print, wish);
    }

    @Override
    public InputStream open(PrintFiles.PrintFile file) throws IOException {
        return services.blobs().open(file.content());
    }

    @Override
    public <T> T remember(Function<DeviceMemory, T> what) {
        return services.unitOfWork().call(() -> what.apply(services.memory()));
    }

    @Override
    public Path authorities() {
        return services.authorities();
    }

    @Override
    public void wake() {
        waking.run();
    }
}
