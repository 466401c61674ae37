package io.amsphub.processors.port;

import io.amsphub.processors.partner.Partner;
import java.util.List;

/** Where the registry of partner systems is kept; an id is the name. */
public interface Partners extends Repository<Partner> {

    /** Returns the partners whose commands are taken, by name. */
    List<Partner> usable(int limit);

    /** Returns the sequence of the last event that a partner was told of; 0 for none. */
    long told(String name);

    /** Notes in the current unit of work up to which event a partner was told. */
    void setTold(String name, long sequence);
}
