package io.amsphub.config.broker;

import io.amsphub.processors.identity.FailedLogins;
import io.amsphub.processors.identity.MessageAccess;
import io.amsphub.processors.identity.MessageAccess.Act;
import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.identity.Role;
import io.amsphub.processors.port.Credentials;
import io.amsphub.processors.production.Secrets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import javax.security.auth.Subject;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTConnection;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager5;
import org.apache.activemq.artemis.spi.core.security.jaas.RolePrincipal;
import org.apache.activemq.artemis.spi.core.security.jaas.UserPrincipal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may connect to the broker, and do what.
 *
 * <p>The hub itself connects inside the virtual machine with a password that lives as long as the
 * process. A device signs in with its own name and secret, under a client identifier that is its name,
 * so that no device can push another off ({@link ClientIdentifiers}). What each may do is decided by {@link MessageAccess}.
 */
public final class BrokerSecurity implements ActiveMQSecurityManager5 {

    /** The name under which the hub itself connects. */
    static final String INTERNAL_USER = "hub";

    /** The name under which the hub's sessions with machines connect, from within as well. */
    static final String SESSIONS_USER = "hub-sessions";

    private static final Logger LOG = LoggerFactory.getLogger(BrokerSecurity.class);
    private static final Principal SESSIONS =
            new Principal(SESSIONS_USER, Principal.HUB.organisation(), Set.of(Role.OPERATOR));

    private final Credentials credentials;
    private final FailedLogins failures;
    private final BrokerAudit audit;
    private final String internalPassword = Secrets.newToken();
    private final @Nullable HubLogin hubs;

    /** When the credentials end of those who were let in and whose credentials end at all. */
    private final Map<String, Instant> ends = new ConcurrentHashMap<>();

    /**
     * Security against stored credentials.
     *
     * @param failures counts wrong secrets; too many, and none is looked at for a while
     * @param audit is told of what is refused
     */
    public BrokerSecurity(Credentials credentials, FailedLogins failures, BrokerAudit audit) {
        this(credentials, failures, audit, null);
    }

    /**
     * The same with hubs that come in from outside, by CORE; their sessions with machines come in by MQTT with the same
     * secret.
     *
     * @param hubs how they come in; null when none does
     */
    public BrokerSecurity(Credentials credentials, FailedLogins failures, BrokerAudit audit, @Nullable HubLogin hubs) {
        this.audit = audit;
        this.credentials = credentials;
        this.failures = failures;
        this.hubs = hubs;
    }

    /**
     * How hubs come in from outside.
     *
     * @param user their name
     * @param secretSha256 of their secret
     */
    public record HubLogin(String user, String secretSha256) {}

    /** Returns who is told of what is refused. */
    BrokerAudit audit() {
        return audit;
    }

    /** Returns whose credentials have ended since this was asked before. */
    public Set<String> ended(Instant now) {
        Set<String> over = new HashSet<>();
        ends.forEach((name, end) -> {
            if (!now.isBefore(end) && ends.remove(name, end)) {
                over.add(name);
            }
        });
        return over;
    }

    String internalPassword() {
        return internalPassword;
    }

    @Override
    public @Nullable Subject authenticate(
            @Nullable String user,
            @Nullable String password,
            RemotingConnection connection,
            @Nullable String securityDomain) {
        if (user == null || password == null) {
            return null;
        }
        if (INTERNAL_USER.equals(user)) {
            boolean inside = connection == null
                    || "invm"
                            .equals(String.valueOf(connection.getRemoteAddress())
                                    .split(":", 2)[0]);
            return inside && Secrets.matches(password, Secrets.sha256(internalPassword))
                    ? subject(Principal.HUB)
                    : null;
        }
        HubLogin login = hubs;
        if (login != null && (login.user().equals(user) || SESSIONS_USER.equals(user))) {
            return hub(login, user, password, connection);
        }
        if (SESSIONS_USER.equals(user)) {
            return Secrets.matches(password, Secrets.sha256(internalPassword)) ? subject(SESSIONS) : null;
        }
        return known(user, password, connection);
    }

    private @Nullable Subject hub(HubLogin login, String user, String password, RemotingConnection connection) {
        String from = host(connection);
        if (!failures.waitFor(from, user).isZero()) {
            return refused(user, from, "too many wrong secrets came");
        }
        if (!Secrets.matches(password, login.secretSha256())) {
            failures.failed(from, user);
            return refused(user, address(connection), "wrong secret of a hub");
        }
        failures.passed(from, user);
        return subject(
                SESSIONS_USER.equals(user)
                        ? SESSIONS
                        : new Principal(user, Principal.HUB.organisation(), Principal.HUB.roles()));
    }

    /** Returns whether somebody who comes by CORE is a hub. */
    boolean comesByCore(@Nullable String user) {
        return INTERNAL_USER.equals(user) || (hubs != null && hubs.user().equals(user));
    }

    /** Notes that somebody came by CORE who is no hub. */
    void refusedCore(String user, RemotingConnection connection) {
        refused(user, address(connection), "comes by CORE, which is for hubs");
    }

    private @Nullable Subject known(String user, String password, RemotingConnection connection) {
        String from = host(connection);
        Duration wait = failures.waitFor(from, user);
        if (!wait.isZero()) {
            return refused(user, from, "too many wrong secrets came");
        }
        Optional<Principal> principal =
                credentials.byPassword(user, password.toCharArray()).filter(MessageAccess::connects);
        if (principal.isEmpty()) {
            failures.failed(from, user);
            return refused(user, address(connection), "unknown, or wrong secret");
        }
        // ClientIdentifiers looks at each CONNECT, but not in the moment between the start of the acceptors and its own
        if (connection instanceof MQTTConnection mqtt && !user.equals(mqtt.getClientID())) {
            refusedIdentifier(user, String.valueOf(mqtt.getClientID()), connection);
            return null;
        }
        if (!ClientCertificate.fits(user, connection)) {
            return refused(user, from, "its certificate is for another");
        }
        failures.passed(from, user);
        Instant end = principal.get().grant().expiresAt();
        if (end != null) {
            ends.put(user, end);
        }
        return subject(principal.get());
    }

    /** Returns whether a name is one of the hub's own, whose password never leaves the process. */
    static boolean isHub(String user) {
        return INTERNAL_USER.equals(user) || SESSIONS_USER.equals(user);
    }

    /** Notes that somebody came with the client identifier of another. */
    void refusedIdentifier(String user, String identifier, RemotingConnection connection) {
        refused(user, address(connection), "its client identifier is '" + printable(identifier) + "'");
    }

    private @Nullable Subject refused(String user, String from, String why) {
        LOG.warn("refused a connection of '{}' from {}: {}", printable(user), from, why);
        audit.refused("broker.CONNECT", "broker", printable(user), from, why);
        return null;
    }

    @Override
    public boolean authorize(
            Subject subject,
            Set<org.apache.activemq.artemis.core.security.Role> roles,
            CheckType checkType,
            String address) {
        Principal who = principal(subject);
        boolean allowed = MessageAccess.allows(who, act(checkType), address);
        if (!allowed) {
            LOG.warn("refused {} on '{}' to '{}'", checkType, printable(address), printable(who.name()));
            audit.refused("broker." + checkType, printable(address), printable(who.name()), "", "may not");
        }
        return allowed;
    }

    private static Act act(CheckType type) {
        return switch (type) {
            case SEND -> Act.SEND;
            case CREATE_ADDRESS -> Act.MAKE;
            case CONSUME -> Act.READ;
            case BROWSE -> Act.BROWSE;
            case CREATE_DURABLE_QUEUE, DELETE_DURABLE_QUEUE, CREATE_NON_DURABLE_QUEUE, DELETE_NON_DURABLE_QUEUE ->
                Act.SUBSCRIBE;
            default -> Act.MANAGE;
        };
    }

    @Override
    public boolean validateUser(String user, String password) {
        return credentials.byPassword(user, password.toCharArray()).isPresent();
    }

    @Override
    public boolean validateUserAndRole(
            String user,
            String password,
            Set<org.apache.activemq.artemis.core.security.Role> roles,
            CheckType checkType) {
        return false;
    }

    private static Subject subject(Principal principal) {
        Subject subject = new Subject();
        subject.getPrincipals().add(new UserPrincipal(principal.name()));
        principal.roles().forEach(role -> subject.getPrincipals().add(new RolePrincipal(role.name())));
        return subject;
    }

    private static Principal principal(Subject subject) {
        String name = subject.getPrincipals(UserPrincipal.class).stream()
                .map(UserPrincipal::getName)
                .findFirst()
                .orElse(Principal.UNKNOWN.name());
        Set<Role> roles = subject.getPrincipals(RolePrincipal.class).stream()
                .map(role -> Role.valueOf(role.getName()))
                .collect(Collectors.toSet());
        return new Principal(name, "", roles);
    }

    private static String address(RemotingConnection connection) {
        return connection == null ? "inside" : connection.getRemoteAddress();
    }

    private static String host(RemotingConnection connection) {
        String address = address(connection);
        int port = address.lastIndexOf(':');
        return port < 0 ? address : address.substring(0, port);
    }

    private static String printable(String text) {
        return text.replaceAll("[^\\x20-\\x7E]", "?");
    }
}
