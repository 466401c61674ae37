package io.amsphub.config.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.management.ObjectName;
import org.jolokia.server.core.restrictor.policy.PolicyRestrictor;
import org.jolokia.server.core.service.api.Restrictor;
import org.jolokia.server.core.util.HttpMethod;
import org.jolokia.server.core.util.RequestType;
import org.jspecify.annotations.Nullable;

/**
 * What each role may do through Jolokia: two policy files on the class path, one for operators and
 * one for auditors, each a list of what is allowed. Who has no role may do nothing; a policy that
 * is missing or broken stops the start (Jolokia's own look-up would allow everything instead).
 */
final class ConsolePolicy implements Restrictor {

    static final String OPERATOR_POLICY = "/jolokia-access.xml";
    static final String AUDITOR_POLICY = "/jolokia-access-auditor.xml";

    /** The rest of the JVM's MBeans does not even show. */
    private static final Set<String> VISIBLE =
            Set.of("io.amsphub", "org.apache.camel", "org.apache.activemq.artemis", "java.lang");

    private static final long ASKED_EACH_NANOS = 1_000_000_000L;

    private final PolicyRestrictor operators;
    private final PolicyRestrictor auditors;
    private final ConsoleAudit audit;
    private final ConsoleUsers users;
    private final Map<String, Seen> seen = new ConcurrentHashMap<>();

    /** What was said of somebody, and when. */
    private record Seen(boolean stays, long at) {}

    private ConsolePolicy(
            PolicyRestrictor operators, PolicyRestrictor auditors, ConsoleAudit audit, ConsoleUsers users) {
        this.users = users;
        this.operators = operators;
        this.auditors = auditors;
        this.audit = audit;
    }

    static ConsolePolicy fromClassPath(ConsoleAudit audit, ConsoleUsers users) {
        return new ConsolePolicy(read(OPERATOR_POLICY), read(AUDITOR_POLICY), audit, users);
    }

    private static PolicyRestrictor read(String resource) {
        try (InputStream in = ConsolePolicy.class.getResourceAsStream(resource)) {
            return new PolicyRestrictor(in);
        } catch (IOException e) {
            throw new UncheckedIOException("the console's policy " + resource + " cannot be read", e);
        }
    }

    /** Whether the user of this thread may run the operation. Leaves no audit record. */
    boolean permits(ObjectName name, String operation) {
        Restrictor policy = policy();
        return policy != null && policy.isOperationAllowed(name, operation);
    }

    @Override
    public boolean isOperationAllowed(ObjectName name, String operation) {
        boolean allowed = permits(name, operation);
        if (!allowed || !auditors.isOperationAllowed(name, operation)) {
            audit.operation(ConsoleSubject.user(), name.toString(), operation, allowed);
        }
        return allowed;
    }

    @Override
    public boolean isAttributeReadAllowed(ObjectName name, String attribute) {
        Restrictor policy = policy();
        return policy != null && policy.isAttributeReadAllowed(name, attribute);
    }

    @Override
    public boolean isAttributeWriteAllowed(ObjectName name, String attribute) {
        Restrictor policy = policy();
        boolean allowed = policy != null && policy.isAttributeWriteAllowed(name, attribute);
        audit.operation(ConsoleSubject.user(), name.toString(), "set " + attribute, allowed);
        return allowed;
    }

    @Override
    public boolean isHttpMethodAllowed(HttpMethod method) {
        Restrictor policy = policy();
        return policy != null && policy.isHttpMethodAllowed(method);
    }

    @Override
    public boolean isTypeAllowed(RequestType type) {
        Restrictor policy = policy();
        return policy != null && policy.isTypeAllowed(type);
    }

    @Override
    public boolean isRemoteAccessAllowed(String... hostOrAddress) {
        return operators.isRemoteAccessAllowed(hostOrAddress);
    }

    /** Never: pages of other origins do not get past {@link ConsoleGuard}, the console's own need no leave. */
    @Override
    public boolean isOriginAllowed(String origin, boolean onlyWhenStrict) {
        return onlyWhenStrict;
    }

    @Override
    public boolean isObjectNameHidden(ObjectName name) {
        return !VISIBLE.contains(name.getDomain()) && !name.equals(ConsoleSecurity.NAME);
    }

    private boolean stays(String user, Set<String> roles) {
        long now = System.nanoTime();
        return seen.compute(
                        user,
                        (name, last) -> last != null && now - last.at() < ASKED_EACH_NANOS
                                ? last
                                : new Seen(users.mayStay(name, roles), now))
                .stays();
    }

    private @Nullable Restrictor policy() {
        Set<String> roles = ConsoleSubject.roles();
        if (!stays(ConsoleSubject.user(), roles)) {
            return null;
        }
        if (roles.contains(ConsoleUsers.OPERATOR)) {
            return operators;
        }
        return roles.contains(ConsoleUsers.AUDITOR) ? auditors : null;
    }
}
