package io.amsphub.config.operation;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** An MBean of the hub while it runs; closing takes it away. */
public final class OwnMBean implements AutoCloseable {

    private final ObjectName name;

    private OwnMBean(ObjectName name) {
        this.name = name;
    }

    /**
     * Registers an MBean.
     *
     * @param type what it is called, under {@code io.amsphub:type=}
     * @throws IllegalStateException when there is one of that name already
     */
    public static OwnMBean register(String type, Object mbean) {
        try {
            ObjectName name = new ObjectName("io.amsphub:type=" + type);
            server().registerMBean(mbean, name);
            return new OwnMBean(name);
        } catch (JMException e) {
            throw new IllegalStateException("the MBean " + type + " cannot be registered", e);
        }
    }

    @Override
    public void close() {
        try {
            server().unregisterMBean(name);
        } catch (JMException e) {
            throw new IllegalStateException("the MBean " + name + " cannot be taken away", e);
        }
    }

    private static MBeanServer server() {
        return ManagementFactory.getPlatformMBeanServer();
    }
}
