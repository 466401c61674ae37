package io.amsphub.processors.port;

import io.amsphub.processors.order.Complaint;
import java.util.List;

/** Where complaints are kept. The store refuses a second open complaint about a part. */
public interface Complaints extends Repository<Complaint> {

    /** Returns the complaints about a part, oldest first. */
    List<Complaint> ofPart(String serial);

    /** Returns the complaints about parts of an order, oldest first. */
    List<Complaint> ofOrder(String orderId);
}
