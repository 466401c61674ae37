package io.amsphub.config.broker;

/** Takes the record of what the broker refused. */
@FunctionalInterface
public interface BrokerAudit {

    /**
     * Records a refusal. Called by the thread of the broker that refuses, after it has decided: when it cannot be
     * recorded, it is refused all the same.
     *
     * @param action {@code broker.CONNECT}, or what was asked for, such as {@code broker.SEND}
     * @param subject the address, or the broker for a connection
     * @param who the name that was shown, whether or not it was proved
     * @param origin where the connection comes from; empty when that is not known
     * @param detail in words
     */
    void refused(String action, String subject, String who, String origin, String detail);
}
