package io.amsphub.processors.port;

import io.amsphub.processors.device.Device;
import io.amsphub.processors.device.Limit;
import java.util.Set;

/**
 * How one kind of machine is spoken to. To add a dialect, implement one of the two shapes and name the
 * class in {@code META-INF/services/io.amsphub.processors.port.PrinterDialect}; nothing else changes.
 *
 * <ul>
 *   <li>{@link TopicDialect}: the machine comes to the hub and speaks on topics of its own. Every
 *       message stands for itself.
 *   <li>{@link SessionDialect}: the hub goes to the machine and holds a conversation with it, over
 *       whatever it speaks.
 * </ul>
 *
 * <p>A dialect has no state and a constructor without arguments.
 */
public interface PrinterDialect {

    /** Returns the stable name by which devices are registered, for example {@code amsp-native}. */
    String name();

    /** Returns what no machine of this dialect can do. */
    default Set<Limit> limits() {
        return Set.of();
    }

    /** Returns what every machine of this dialect can do, in the words of {@code equipment.capabilities}. */
    default Set<String> capabilities() {
        return Set.of();
    }

    /**
     * Checks that a device can be spoken to, when it is registered or changed.
     *
     * @throws io.amsphub.processors.failure.HubException when its connection lacks what the dialect needs
     */
    default void check(Device device) {}
}
