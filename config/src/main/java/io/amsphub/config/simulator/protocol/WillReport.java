package io.amsphub.config.simulator.protocol;

/**
 * The last will on {@code report/state}: the only state report without a boot and a sequence number.
 *
 * @param schema {@link Native#SCHEMA}
 * @param state always {@link MachineState#OFFLINE}
 */
public record WillReport(String schema, MachineState state) {

    /** The will of every device. */
    public static WillReport create() {
        return new WillReport(Native.SCHEMA, MachineState.OFFLINE);
    }
}
