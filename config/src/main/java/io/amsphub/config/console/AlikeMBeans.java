package io.amsphub.config.console;

import javax.management.ObjectInstance;
import javax.management.ObjectName;
import org.jolokia.service.jmx.api.CacheKeyProvider;
import org.jspecify.annotations.Nullable;

/**
 * Which MBeans are described alike, so that Jolokia's list describes them once: a hub has more than a thousand routes,
 * processors and queues of a few kinds. Clients that ask with {@code listCache} get the short form, a tenth of the long
 * one; Hawtio does.
 */
final class AlikeMBeans extends CacheKeyProvider {

    private static final String CAMEL = "org.apache.camel";
    private static final String ARTEMIS = "org.apache.activemq.artemis";

    AlikeMBeans() {
        super(0);
    }

    @Override
    public @Nullable String determineKey(ObjectInstance instance) {
        ObjectName name = instance.getObjectName();
        return switch (name.getDomain()) {
            case CAMEL -> CAMEL + ":" + name.getKeyProperty("type") + ":" + instance.getClassName();
            case ARTEMIS -> ARTEMIS + ":" + instance.getClassName();
            default -> null;
        };
    }
}
