package io.amsphub.config.simulator.wire;

/** Told what happens on a link, on a thread of the wire: must not block. */
public interface LinkListener {

    /** Connected and subscribed; what had waited has been sent. */
    void up();

    /** The connection is gone; the link goes on trying. */
    void down();

    /** A message arrived. */
    void arrived(Delivery delivery);
}
