package io.amsphub.config.broker;

/** What hubs ask and tell a broker that is a process of its own, over its management address. */
public interface BrokerControlMXBean {

    /** Returns {@link BrokerFigures} as JSON, of queues whose names are parted by commas. */
    String figures(String queues);

    /** Makes the queues of a partner that are not there. */
    void ensure(String partner);

    /** Says that the credential of a name is good no more. */
    void ended(String userName);
}
