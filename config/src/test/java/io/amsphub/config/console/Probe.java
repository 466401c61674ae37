package io.amsphub.config.console;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.DynamicMBean;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanNotificationInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.ObjectName;

/**
 * Stands where an MBean of a known attack would stand and tells whether it was reached. Takes any
 * operation with one string and the attribute {@code Value}.
 */
final class Probe implements DynamicMBean {

    static final List<String> REACHED = new CopyOnWriteArrayList<>();

    private final String[] operations;

    private Probe(String... operations) {
        this.operations = operations;
    }

    static ObjectName register(String name, String... operations) throws Exception {
        ObjectName objectName = new ObjectName(name);
        ManagementFactory.getPlatformMBeanServer().registerMBean(new Probe(operations), objectName);
        return objectName;
    }

    @Override
    public Object getAttribute(String attribute) {
        REACHED.add("get " + attribute);
        return "secret";
    }

    @Override
    public void setAttribute(Attribute attribute) {
        REACHED.add("set " + attribute.getName());
    }

    @Override
    public AttributeList getAttributes(String[] attributes) {
        REACHED.add("get " + List.of(attributes));
        return new AttributeList();
    }

    @Override
    public AttributeList setAttributes(AttributeList attributes) {
        REACHED.add("set " + attributes);
        return attributes;
    }

    @Override
    public Object invoke(String operation, Object[] arguments, String[] signature) {
        REACHED.add(operation);
        return "done";
    }

    @Override
    public MBeanInfo getMBeanInfo() {
        List<MBeanOperationInfo> infos = new ArrayList<>();
        for (String operation : operations) {
            infos.add(new MBeanOperationInfo(
                    operation,
                    operation,
                    new MBeanParameterInfo[] {new MBeanParameterInfo("argument", String.class.getName(), "any")},
                    String.class.getName(),
                    MBeanOperationInfo.ACTION));
        }
        MBeanAttributeInfo value = new MBeanAttributeInfo("Value", String.class.getName(), "any", true, true, false);
        return new MBeanInfo(
                Probe.class.getName(),
                "probe",
                new MBeanAttributeInfo[] {value},
                null,
                infos.toArray(MBeanOperationInfo[]::new),
                new MBeanNotificationInfo[0]);
    }
}
