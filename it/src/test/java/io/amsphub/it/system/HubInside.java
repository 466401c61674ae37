package io.amsphub.it.system;

import com.sun.management.UnixOperatingSystemMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.ThreadMXBean;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** A hub as its own virtual machine shows it to whoever runs as the same user. */
public final class HubInside implements AutoCloseable {

    private final JMXConnector connector;
    private final MBeanServerConnection beans;

    /** Looks into a hub that runs. */
    @SuppressWarnings("BanJNDI") // of a process of our own
    public HubInside(RunningHub hub) throws IOException {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(hub.pid()));
            connector = JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
            machine.detach();
        } catch (AttachNotSupportedException e) {
            throw new IOException("the hub does not let itself be looked into", e);
        }
        beans = connector.getMBeanServerConnection();
    }

    /** Has a stage stop or go on, as an operator does at the console. */
    public void route(String id, String operation) throws IOException {
        try {
            ObjectName route = beans.queryNames(
                            new ObjectName("org.apache.camel:context=*,type=routes,name=\"" + id + "\""), null)
                    .iterator()
                    .next();
            beans.invoke(route, operation, new Object[0], new String[0]);
        } catch (JMException e) {
            throw new IOException(e);
        }
    }

    /** Returns how many messages of a queue are not acknowledged yet, at this moment: what the metrics say may be a second old. */
    public long waiting(String queue) throws IOException {
        return queue(queue, "MessageCount");
    }

    /** Returns how many messages have come into a queue since the broker began. */
    public long came(String queue) throws IOException {
        return queue(queue, "MessagesAdded");
    }

    private long queue(String queue, String attribute) throws IOException {
        try {
            ObjectName name = beans.queryNames(
                            new ObjectName("org.apache.activemq.artemis:*,subcomponent=queues,queue=\"" + queue + "\""),
                            null)
                    .iterator()
                    .next();
            return (Long) beans.getAttribute(name, attribute);
        } catch (JMException e) {
            throw new IOException(e);
        }
    }

    /** Returns the bytes of the heap that are in use after a collection. */
    long heapAfterCollection() throws IOException {
        MemoryMXBean memory = ManagementFactory.getPlatformMXBean(beans, MemoryMXBean.class);
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }

    int threads() throws IOException {
        return ManagementFactory.getPlatformMXBean(beans, ThreadMXBean.class).getThreadCount();
    }

    long openFiles() throws IOException {
        return ManagementFactory.getPlatformMXBean(beans, UnixOperatingSystemMXBean.class)
                .getOpenFileDescriptorCount();
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
