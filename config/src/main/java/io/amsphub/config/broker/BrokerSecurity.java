package io.amsphub.config.broker;

import io.amsphub.processors.identity.Principal;
import io.amsphub.processors.identity.Role;
import io.amsphub.processors.port.Credentials;
import io.amsphub.processors.production.Secrets;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
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
 * so that no device can push another off. It may publish below its own topic root, but no commands, and
 * hear its own commands and requests, nothing else. Everything that is not allowed here is refused.
 */
public final class BrokerSecurity implements ActiveMQSecurityManager5 {

    /** The name under which the hub itself connects. */
    static final String INTERNAL_USER = "hub";

    /** The name under which the hub's sessions with machines connect, from within as well. */
    static final String SESSIONS_USER = "hub-sessions";

    private static final Logger LOG = LoggerFactory.getLogger(BrokerSecurity.class);
    private static final Pattern LITERAL = Pattern.compile("[A-Za-z0-9_.-]+");
    private static final Pattern FILTER = Pattern.compile("[A-Za-z0-9_.#*-]+");
    private static final Principal SESSIONS =
            new Principal(SESSIONS_USER, Principal.HUB.organisation(), Set.of(Role.OPERATOR));
    /** What the names of scanners have in the middle, and those of machines cannot. */
    private static final String SCANNER = "/scanner/";

    private static final Set<String> SCANNER_WORDS = Set.of("state", "ack", "scan.completed");
    private static final Set<CheckType> SUBSCRIBE = EnumSet.of(
            CheckType.CONSUME,
            CheckType.CREATE_ADDRESS,
            CheckType.CREATE_DURABLE_QUEUE,
            CheckType.DELETE_DURABLE_QUEUE,
            CheckType.CREATE_NON_DURABLE_QUEUE,
            CheckType.DELETE_NON_DURABLE_QUEUE);

    private final Credentials credentials;
    private final String internalPassword = Secrets.newToken();

    /** Security against stored credentials. */
    public BrokerSecurity(Credentials credentials) {
        this.credentials = credentials;
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
        if (SESSIONS_USER.equals(user)) {
            return Secrets.matches(password, Secrets.sha256(internalPassword)) ? subject(SESSIONS) : null;
        }
        Optional<Principal> principal = credentials.byPassword(user, password.toCharArray());
        if (principal.isEmpty()) {
            LOG.warn(
                    "refused a connection of '{}' from {}: unknown, or wrong secret",
                    printable(user),
                    address(connection));
            return null;
        }
        if (connection instanceof MQTTConnection mqtt && !user.equals(mqtt.getClientID())) {
            LOG.warn(
                    "refused a connection of '{}' from {}: its client identifier is '{}'",
                    printable(user),
                    address(connection),
                    printable(String.valueOf(mqtt.getClientID())));
            return null;
        }
        return subject(principal.get());
    }

    @Override
    public boolean authorize(
            Subject subject,
            Set<org.apache.activemq.artemis.core.security.Role> roles,
            CheckType checkType,
            String address) {
        Principal who = principal(subject);
        boolean allowed = allowed(who, checkType, address);
        if (!allowed) {
            LOG.warn("refused {} on '{}' to '{}'", checkType, printable(address), printable(who.name()));
        }
        return allowed;
    }

    private static boolean allowed(Principal who, CheckType checkType, String address) {
        if (who.roles().contains(Role.OPERATOR)) {
            return true;
        }
        if (!who.roles().contains(Role.DEVICE)) {
            return false;
        }
        if (who.name().contains(SCANNER)) {
            return allowedToScanner(who.name(), checkType, address);
        }
        String own = "am." + who.name().replace('/', '.') + ".";
        boolean ownWord =
                LITERAL.matcher(address).matches() && address.startsWith(own) && !address.startsWith(own + "command.");
        if (ownWord && (checkType == CheckType.SEND || checkType == CheckType.CREATE_ADDRESS)) {
            return true;
        }
        if (!SUBSCRIBE.contains(checkType)) {
            return false;
        }
        String[] parts = address.split("::", -1);
        boolean ownSubscription =
                parts.length == 1 || (parts.length == 2 && parts[1].equals(who.name() + "." + parts[0]));
        return ownSubscription
                && FILTER.matcher(parts[0]).matches()
                && (parts[0].startsWith(own + "command.") || parts[0].startsWith(own + "moonraker."));
    }

    /** A scanner says what the convention has, under its own name, and hears its commands. */
    private static boolean allowedToScanner(String name, CheckType checkType, String address) {
        String own = "amsp.v1." + name.replace('/', '.') + ".";
        boolean says = SCANNER_WORDS.stream().anyMatch(word -> address.equals(own + word));
        if (says) {
            return checkType == CheckType.SEND || checkType == CheckType.CREATE_ADDRESS;
        }
        String command = own + "cmd";
        return SUBSCRIBE.contains(checkType)
                && (address.equals(command) || address.equals(command + "::" + name + "." + command));
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

    private static String printable(String text) {
        return text.replaceAll("[^\\x20-\\x7E]", "?");
    }
}
