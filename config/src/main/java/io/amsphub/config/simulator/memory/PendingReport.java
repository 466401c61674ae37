package io.amsphub.config.simulator.memory;

/**
 * A report that must reach the broker. It is sent again, with the same boot and number, until the broker has it.
 *
 * @param noun last level of its topic name
 * @param boot the boot in which it was made
 * @param seq its number within that boot
 * @param payload the JSON text, as it was and will be sent
 */
public record PendingReport(String noun, String boot, long seq, String payload) {

    Key key() {
        return new Key(boot, seq);
    }

    record Key(String boot, long seq) {}
}
