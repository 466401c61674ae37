package io.amsphub.connectors.printer;

import io.amsphub.connectors.mqtt.BrokerAddress;
import io.amsphub.connectors.mqtt.MqttBrokers;
import io.amsphub.processors.port.Blobs;
import io.amsphub.processors.port.Commands;
import io.amsphub.processors.port.DeviceMemory;
import io.amsphub.processors.port.Devices;
import io.amsphub.processors.port.Leases;
import io.amsphub.processors.port.PrintFiles;
import io.amsphub.processors.port.UnitOfWork;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/**
 * What all sessions share.
 *
 * @param devices the registry
 * @param commands what waits to be told
 * @param memory what is remembered of machines
 * @param authorities directory with the certificates of those who vouch for machines
 * @param unitOfWork transactions
 * @param leases which node goes to which machine
 * @param reports where reports go
 * @param files what machines print
 * @param blobs where files are kept
 * @param brokers other brokers
 * @param ownBroker the hub's own, for machines of other dialects that use it
 * @param clock the hub's
 * @param pace how often everything is looked after
 * @param hubUrl where machines reach the hub's API, without a slash at the end
 */
public record SessionServices(
        Devices devices,
        Commands commands,
        DeviceMemory memory,
        Path authorities,
        UnitOfWork unitOfWork,
        Leases leases,
        ReportInlet reports,
        PrintFiles files,
        Blobs blobs,
        MqttBrokers brokers,
        BrokerAddress ownBroker,
        Clock clock,
        Pace pace,
        String hubUrl) {

    /**
     * How often everything is looked after.
     *
     * @param commands between looks at the commands that wait
     * @param visit between visits to a machine
     * @param registry between looks at the registry
     */
    public record Pace(Duration commands, Duration visit, Duration registry) {

        /** What suits machines: a command leaves within a quarter of a second. */
        public static final Pace USUAL = new Pace(Duration.ofMillis(250), Duration.ofSeconds(3), Duration.ofSeconds(2));
    }
}
