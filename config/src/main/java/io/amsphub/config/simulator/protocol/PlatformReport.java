package io.amsphub.config.simulator.protocol;

/**
 * {@code report/platform}, not retained: the platform was cleared at the machine.
 *
 * @param schema {@link Native#SCHEMA}
 * @param boot made at power-on
 * @param seq number of this report within the boot
 * @param time device clock, ISO instant
 * @param clear always true
 * @param by {@code harvester} or {@code operator-panel}
 */
public record PlatformReport(String schema, String boot, long seq, String time, boolean clear, String by) {}
