package io.amsphub.config.simulator;

import io.amsphub.config.simulator.machine.MachineSpec;
import io.amsphub.config.simulator.protocol.MachineAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One simulated printer.
 *
 * @param address where it lives in the topic tree
 * @param user MQTT user name
 * @param password MQTT password, null for none
 * @param clientId MQTT client identifier
 * @param manufacturer who made it
 * @param model its type
 * @param serial its number
 * @param firmware version of its software
 * @param nozzleMm bore of the nozzle, null where there is none
 * @param spec how it is built and how well it works
 * @param stateInterval heartbeat
 * @param keepAliveS MQTT keep alive
 * @param clockOffset how far its clock is ahead of the computer's
 */
public record PrinterConfig(
        MachineAddress address,
        String user,
        @Nullable String password,
        String clientId,
        String manufacturer,
        String model,
        String serial,
        String firmware,
        @Nullable Double nozzleMm,
        MachineSpec spec,
        Duration stateInterval,
        int keepAliveS,
        Duration clockOffset) {}
