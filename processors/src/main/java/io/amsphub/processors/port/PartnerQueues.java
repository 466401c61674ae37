package io.amsphub.processors.port;

import io.amsphub.processors.partner.PartnerQueueNames;

/** The queues of partners on the broker. */
public interface PartnerQueues {

    /** Makes queues that are not there; durable, they stay over restarts. */
    void ensure(PartnerQueueNames queues);

    /** Returns how many messages wait in a queue. */
    long waiting(String queue);

    /** Ends the connections of a user that came in with credentials that are good no more. */
    void disconnect(String userName);
}
