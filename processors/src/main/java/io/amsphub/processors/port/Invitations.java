package io.amsphub.processors.port;

import io.amsphub.processors.rfq.Invitation;
import java.time.Instant;
import java.util.List;

/** Where the invitations of AM centres are kept. */
public interface Invitations extends Repository<Invitation> {

    /** Returns the invitations of a request, in the order of their ids. */
    List<Invitation> ofRfq(String rfqId);

    /** Returns the invitations whose centres are due to be told again, the longest due first. */
    List<Invitation> toTell(Instant now, int limit);
}
