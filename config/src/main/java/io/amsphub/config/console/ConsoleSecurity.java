package io.amsphub.config.console;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;
import javax.management.openmbean.TabularData;
import javax.management.openmbean.TabularDataSupport;
import javax.management.openmbean.TabularType;

/** Answers Hawtio's pages from the policy. Only offers and greys out; what decides is the policy. */
final class ConsoleSecurity implements ConsoleSecurityMBean {

    static final ObjectName NAME = objectName("io.amsphub:type=security,area=jmx,name=Console");

    private static final String[] COLUMNS = {"ObjectName", "Method", "CanInvoke"};

    private final ConsolePolicy policy;
    private final CompositeType rowType;
    private final TabularType tableType;

    private ConsoleSecurity(ConsolePolicy policy) throws OpenDataException {
        this.policy = policy;
        this.rowType = new CompositeType(
                "CanInvokeRowType",
                "One operation and whether the user may run it",
                COLUMNS,
                COLUMNS,
                new OpenType<?>[] {SimpleType.STRING, SimpleType.STRING, SimpleType.BOOLEAN});
        this.tableType = new TabularType(
                "CanInvokeTabularType", "Operations by MBean", rowType, new String[] {"ObjectName", "Method"});
    }

    static void register(ConsolePolicy policy) {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        try {
            server.registerMBean(new StandardMBean(new ConsoleSecurity(policy), ConsoleSecurityMBean.class), NAME);
        } catch (InstanceAlreadyExistsException e) {
            throw new IllegalStateException("one console runs in this process already: stop it first", e);
        } catch (JMException e) {
            throw new IllegalStateException("the console cannot register " + NAME, e);
        }
    }

    static void unregister() {
        try {
            ManagementFactory.getPlatformMBeanServer().unregisterMBean(NAME);
        } catch (InstanceNotFoundException e) {
            // gone already: what was wanted
        } catch (JMException e) {
            throw new IllegalStateException("the console cannot unregister " + NAME, e);
        }
    }

    /** Attributes can be read; whether any operation runs is told by the other questions. */
    @Override
    public boolean canInvoke(String objectName) {
        return !policy.isObjectNameHidden(objectName(objectName));
    }

    @Override
    public boolean canInvoke(String objectName, String method) {
        return policy.permits(objectName(objectName), method);
    }

    @Override
    public boolean canInvoke(String objectName, String method, String[] argumentTypes) {
        return canInvoke(objectName, method + "(" + String.join(",", argumentTypes) + ")");
    }

    @Override
    public TabularData canInvoke(Map<String, List<String>> query) {
        TabularDataSupport table = new TabularDataSupport(tableType);
        query.forEach((name, methods) -> methods.forEach(method -> table.put(row(name, method))));
        return table;
    }

    private CompositeDataSupport row(String name, String method) {
        try {
            return new CompositeDataSupport(rowType, COLUMNS, new Object[] {name, method, canInvoke(name, method)});
        } catch (OpenDataException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ObjectName objectName(String name) {
        try {
            return new ObjectName(name);
        } catch (MalformedObjectNameException e) {
            throw new IllegalArgumentException(name + " is no name of an MBean", e);
        }
    }
}
