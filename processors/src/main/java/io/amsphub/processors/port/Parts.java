package io.amsphub.processors.port;

import io.amsphub.processors.production.Part;
import java.util.List;

/** Where parts are kept. */
public interface Parts extends Repository<Part> {

    /** Returns all parts of an order, by serial number. */
    List<Part> ofOrder(String orderId);
}
