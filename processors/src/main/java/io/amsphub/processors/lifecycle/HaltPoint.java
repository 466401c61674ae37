package io.amsphub.processors.lifecycle;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Where a test lets the process die, as a power cut would: {@code -Dhub.halt-at=<point>:<n>} ends the
 * virtual machine the n-th time that the point is reached, without any shutdown. Without the property
 * a point costs one comparison with null.
 */
public final class HaltPoint {

    /** Just before a database transaction is committed. */
    public static final String BEFORE_COMMIT = "before-commit";

    /** Just after a database transaction was committed, before anybody is told. */
    public static final String AFTER_COMMIT = "after-commit";

    /** After the broker has confirmed a batch of the outbox, before the batch is deleted. */
    public static final String OUTBOX_SENT = "outbox-sent";

    /** After a blob was moved into place, before anything refers to it. */
    public static final String BLOB_STORED = "blob-stored";

    /** After an AM centre or its mail server has the letter of a request, before that is noted. */
    public static final String CENTRE_TOLD = "centre-told";

    private static final int KILLED = 137;
    private static final @Nullable String POINT;
    private static final int COUNT;
    private static final AtomicInteger REACHED = new AtomicInteger();

    static {
        String setting = System.getProperty("hub.halt-at");
        if (setting == null) {
            POINT = null;
            COUNT = 0;
        } else {
            int colon = setting.indexOf(':');
            POINT = setting.substring(0, colon);
            COUNT = Integer.parseInt(setting.substring(colon + 1));
        }
    }

    private HaltPoint() {}

    /** Returns whether any point is set. */
    public static boolean isSet() {
        return POINT != null;
    }

    /** Ends the process if this is the point, the n-th time. */
    public static void reached(String point) {
        if (POINT != null && POINT.equals(point) && REACHED.incrementAndGet() == COUNT) {
            Runtime.getRuntime().halt(KILLED);
        }
    }
}
