package io.amsphub.config.console;

import java.util.List;
import java.util.Map;
import javax.management.openmbean.TabularData;

/**
 * What Hawtio's pages ask to know which buttons to offer. The names, the signatures and the table
 * are Hawtio's ({@code io.hawt.jmx.JMXSecurityMBean}).
 */
public interface ConsoleSecurityMBean {

    /** Returns whether the user may do anything with the MBean. */
    boolean canInvoke(String objectName);

    /** Returns whether the user may run the operation, whatever its arguments. */
    boolean canInvoke(String objectName, String method);

    /** Returns whether the user may run the operation with arguments of these types. */
    boolean canInvoke(String objectName, String method, String[] argumentTypes);

    /**
     * Answers for many operations at once.
     *
     * @param query operations with their signatures, by object name
     * @return rows of {@code ObjectName}, {@code Method}, {@code CanInvoke}
     */
    TabularData canInvoke(Map<String, List<String>> query);
}
